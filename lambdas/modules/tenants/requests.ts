import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { localeSchema } from '../http/request-fields.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { languageFor, LANGUAGES } from '../platform/locale.ts';
import { once } from '../platform/once.ts';
import { parseRedirectPrefix } from '../platform/redirect-url.ts';
import { companyName, senderName } from '../platform/text.ts';
import { fieldsFor, MAY_BE_OPTIONAL } from '../records/registration-fields.ts';
import { updateCatalogSchema } from './catalog-requests.ts';

/** The maximum of any period in the settings, in days. */
const LONGEST_DAYS = 3650;
const HIGHEST_LIMIT = 1_000_000;

function wholeNumber(name: string, most: number) {
  return z
    .number()
    .check(
      z.int(`${name} must be a whole number.`),
      z.minimum(1, `${name} must be at least 1.`),
      z.maximum(most, `${name} must be at most ${most}.`),
    );
}

function withoutRepeats<Row extends z.ZodMiniType>(name: string, row: Row, most: number) {
  return z.array(row).check(
    z.maxLength(most, `${name} must have at most ${most} entries.`),
    z.refine((rows) => new Set(rows).size === rows.length, `${name} must not contain duplicates.`),
  );
}

/** An HTTPS URL without a user name, on one line. It is used as an image source in emails and on pages. */
const logoUrl = once(() =>
  z
    .string()
    .check(
      z.maxLength(2048, 'logoUrl must be at most 2048 characters.'),
      z.refine(
        isLogoUrl,
        'logoUrl must be a complete https URL such as "https://www.example.com/logo.png".',
      ),
    ),
);

/** An address that email programs can reply to, in the form that SES accepts. */
const replyTo = once(() =>
  z.pipe(
    z.string(),
    z.transform((typed, context) => {
      const email = parseEmailAddress(typed);
      if (!('problem' in email)) return email.normalized;
      context.issues.push({ code: 'custom', message: email.problem, input: typed });
      return z.NEVER;
    }),
  ),
);

const redirectPrefix = once(() =>
  z.pipe(
    z.string(),
    z.transform((typed, context) => {
      const url = parseRedirectPrefix(typed);
      if (!('problem' in url)) return `${url.origin}${url.pathname}`;
      context.issues.push({ code: 'custom', message: url.problem, input: typed });
      return z.NEVER;
    }),
  ),
);

const locale = once(() =>
  localeSchema('defaultLocale').check(
    z.refine(
      (tag) => languageFor(tag) === tag.split('-', 1)[0],
      `defaultLocale must be one of these languages: ${LANGUAGES.join(', ')}. You can add a region, such as "de-AT".`,
    ),
  ),
);

function choiceOf(kind: 'customer' | 'supplier') {
  const fields = fieldsFor(kind);
  return removable(
    z
      .strictObject({
        required: removable(withoutRepeats('required', z.enum(fields), fields.length), {
          description:
            'The fields that are required in addition to those that are always required.',
          example: ['phone'],
        }),
        optional: removable(withoutRepeats('optional', z.enum(MAY_BE_OPTIONAL), fields.length), {
          description:
            'The fields that are optional here but required by default. With `lastName`, people with one name can enter it as their first name.',
          example: ['lastName'],
        }),
      })
      .check(
        z.meta({
          id: `${kind === 'customer' ? 'Customer' : 'Supplier'}RegistrationFieldsUpdate`,
          description: `Changes to the registration form for ${kind}s.`,
        }),
      ),
    { description: `The registration form for ${kind}s.` },
  );
}

function limit(name: string, description: string, example: number) {
  return removable(wholeNumber(name, HIGHEST_LIMIT), { description, example });
}

const limits = once(() =>
  z
    .strictObject({
      resendsPerInvitationPerDay: limit(
        'resendsPerInvitationPerDay',
        'The maximum number of times an invitation can be resent per day.',
        5,
      ),
      mailsPerRecipientPerDay: limit(
        'mailsPerRecipientPerDay',
        'The maximum number of emails of any kind to one address per day.',
        5,
      ),
      invitationsPerAdministratorPerHour: limit(
        'invitationsPerAdministratorPerHour',
        'The maximum number of invitations, resends, and links per user or API client per hour.',
        100,
      ),
      invitationsPerTenantPerHour: limit(
        'invitationsPerTenantPerHour',
        'The maximum number of invitations, resends, and links in the tenant per hour.',
        500,
      ),
      invitationsPerCustomerPerHour: limit(
        'invitationsPerCustomerPerHour',
        'The maximum number of invitations and resends by the contacts of a customer per hour.',
        5,
      ),
      importedInvitationsPerTenantPerDay: limit(
        'importedInvitationsPerTenantPerDay',
        'The maximum number of imported rows per day. Dry runs do not count.',
        5000,
      ),
      pendingInvitations: limit(
        'pendingInvitations',
        'The maximum number of pending invitations.',
        5000,
      ),
      contactsPerCustomer: limit(
        'contactsPerCustomer',
        'The maximum number of contacts per customer.',
        50,
      ),
      apiClients: limit('apiClients', 'The maximum number of API clients.', 5),
    })
    .check(z.meta({ id: 'TenantLimitsUpdate', description: 'Changes to rate limits and quotas.' })),
);

const settings = once(() =>
  z
    .strictObject({
      expiryDays: removable(wholeNumber('expiryDays', LONGEST_DAYS), {
        description: 'The default validity period of an invitation, in days.',
        example: 14,
      }),
      maxExpiryDays: removable(wholeNumber('maxExpiryDays', LONGEST_DAYS), {
        description: 'The maximum validity period of an invitation, in days.',
        example: 30,
      }),
      retentionDays: removable(wholeNumber('retentionDays', LONGEST_DAYS), {
        description:
          'The number of days an invitation is kept after its expiry before it is deleted.',
        example: 90,
      }),
      allowedGroups: removable(
        withoutRepeats(
          'allowedGroups',
          z.string().check(z.minLength(1), z.maxLength(128)),
          50,
        ).check(
          z.minLength(
            1,
            'Send at least one group, or null to allow all of the installation’s groups.',
          ),
        ),
        {
          description: 'The groups that invitations can grant. The first one is the default.',
          example: ['customers'],
        },
      ),
      redirectUrls: removable(withoutRepeats('redirectUrls', redirectPrefix(), 50), {
        description:
          'The URL prefixes that people can be redirected to after signing up: an origin with an optional path prefix.',
        example: ['https://portal.acme.example/welcome'],
      }),
      reminderDaysBefore: removable(
        z.pipe(
          withoutRepeats('reminderDaysBefore', wholeNumber('reminderDaysBefore', LONGEST_DAYS), 5),
          z.transform((days) => days.toSorted((a, b) => b - a)),
        ),
        {
          description:
            'The number of days before expiry at which reminders are sent. Send an empty array to disable reminders.',
          example: [3, 1],
        },
      ),
      defaultLocale: removable(locale(), {
        description: 'The default language of emails and pages.',
        example: 'de',
      }),
      allowDifferentEmail: removable(z.boolean(), {
        description:
          'Indicates whether invitations can allow sign-up with a different email address.',
        example: false,
      }),
      requiresApproval: removable(z.boolean(), {
        description:
          'Indicates whether an administrator must approve a new customer before its users can sign in.',
        example: false,
      }),
      requiresSecondFactor: removable(z.boolean(), {
        description:
          'Indicates whether administrators need an authenticator app. Without one, they can only set it up. Takes effect with their next access token.',
        example: false,
      }),
      limits: removable(limits(), {
        description:
          'The rate limits and quotas. They can be lower than the installation’s limits, but not higher.',
      }),
      registration: removable(
        z.strictObject({ customer: choiceOf('customer'), supplier: choiceOf('supplier') }).check(
          z.meta({
            id: 'RegistrationFormsUpdate',
            description: 'Changes to the registration forms.',
          }),
        ),
        { description: 'The required fields of the registration forms.' },
      ),
    })
    .check(z.meta({ id: 'TenantSettingsUpdate', description: 'Changes to the settings.' })),
);

/** The body of `PATCH /v1/tenant`: a JSON merge patch (RFC 7396). */
export const updateTenantSchema = once(() =>
  z.strictObject({
    name: z.optional(companyName('name', 160)).check(
      z.meta({
        description: 'The name of the company, as shown to customers.',
        example: 'Acme',
      }),
    ),
    branding: removable(
      z
        .strictObject({
          logoUrl: removable(logoUrl(), {
            description: 'The HTTPS URL of the logo in emails and on pages.',
            example: 'https://acme.example/logo.png',
          }),
          color: removable(
            z
              .string()
              .check(
                z.regex(
                  /^#[0-9a-f]{6}$/i,
                  'color must be six hexadecimal digits such as "#0b5fff".',
                ),
              ),
            {
              description: 'The accent color of emails and pages, in hexadecimal.',
              example: '#0b5fff',
            },
          ),
          senderName: removable(senderName('senderName', 100), {
            description:
              'The sender name of emails. The sender address is the address of the installation.',
            example: 'Acme Partner Team',
          }),
          replyTo: removable(replyTo(), {
            description: 'The reply-to address of emails.',
            example: 'partners@acme.example',
          }),
        })
        .check(z.meta({ id: 'TenantBrandingUpdate', description: 'Changes to the branding.' })),
      { description: 'The branding of emails and pages.' },
    ),
    catalog: removable(updateCatalogSchema(), {
      description:
        'The changes to the catalog. Each array that you send replaces the existing one.',
    }),
    settings: removable(settings(), {
      description: 'The changes to the settings. Null restores the installation’s defaults.',
    }),
  }),
);
export type UpdateTenantRequest = z.infer<ReturnType<typeof updateTenantSchema>>;

function isLogoUrl(typed: string): boolean {
  if (!/^https:\/\/[^/?#@]+(?:[/?#]|$)/i.test(typed) || /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u.test(typed))
    return false;
  return URL.canParse(typed);
}
