import * as z from 'zod';
import { LANGUAGES, languageFor } from '../shared/languages.ts';
import { parseEmailAddress } from '../shared/email-address.ts';
import { removable } from '../shared/removable.ts';
import { companyName, senderName } from '../shared/text.ts';
import { parseRedirectPrefix } from './redirect-url.ts';
import { updateCatalogSchema } from './catalog-request.ts';
import { MAY_BE_OPTIONAL, fieldsFor } from './registration.ts';
import { localeSchema } from '../shared/request-fields.ts';

/** The longest time that any setting can name, in days. */
const LONGEST_DAYS = 3650;
const HIGHEST_LIMIT = 1_000_000;

function wholeNumber(name: string, most: number) {
  return z
    .number()
    .int(`${name} must be a whole number.`)
    .min(1, `${name} must be at least 1.`)
    .max(most, `${name} may be at most ${most}.`);
}

function withoutRepeats<Row extends z.ZodType>(name: string, row: Row, most: number) {
  return z
    .array(row)
    .max(most, `${name} may hold at most ${most} entries.`)
    .refine((rows) => new Set(rows).size === rows.length, `${name} must not repeat an entry.`);
}

/** An https address without user name, on one line: it becomes the source of an image in mails and pages. */
const logoUrl = z
  .string()
  .max(2048, 'logoUrl may be at most 2048 characters.')
  .refine(
    isLogoUrl,
    'logoUrl must be a whole https URL such as "https://www.example.com/logo.png".',
  );

/** An address that mail programs can answer to, in the form in which SES takes it. */
const replyTo = z.string().transform((typed, context) => {
  const email = parseEmailAddress(typed);
  if (!('problem' in email)) return email.normalised;
  context.addIssue({ code: 'custom', message: email.problem });
  return z.NEVER;
});

const redirectPrefix = z.string().transform((typed, context) => {
  const url = parseRedirectPrefix(typed);
  if (!('problem' in url)) return `${url.origin}${url.pathname}`;
  context.addIssue({ code: 'custom', message: url.problem });
  return z.NEVER;
});

const locale = localeSchema('defaultLocale').refine(
  (tag) => languageFor(tag) === tag.split('-', 1)[0],
  `Foyer speaks ${LANGUAGES.join(', ')}: write one of these, with a region if you like, such as "de-AT".`,
);

function choiceOf(kind: 'customer' | 'supplier') {
  const fields = fieldsFor(kind);
  return removable(
    z.strictObject({
      required: removable(withoutRepeats('required', z.enum(fields), fields.length), {
        description: 'The fields that must be filled in, besides those that always must.',
        example: ['phone'],
      }),
      optional: removable(withoutRepeats('optional', z.enum(MAY_BE_OPTIONAL), fields.length), {
        description:
          'The fields that can stay empty although they must be filled in otherwise: `lastName` lets people with one name in, as their first name.',
        example: ['lastName'],
      }),
    }),
    { description: `The form of a ${kind}.` },
  );
}

function limit(name: string, description: string, example: number) {
  return removable(wholeNumber(name, HIGHEST_LIMIT), { description, example });
}

const limits = z.strictObject({
  resendsPerInvitationPerDay: limit(
    'resendsPerInvitationPerDay',
    'Resends of one invitation in a day.',
    5,
  ),
  mailsPerRecipientPerDay: limit(
    'mailsPerRecipientPerDay',
    'Mails of every kind to one address in a day.',
    5,
  ),
  invitationsPerAdministratorPerHour: limit(
    'invitationsPerAdministratorPerHour',
    'Invitations, resends and links of one administrator or program in an hour.',
    100,
  ),
  invitationsPerTenantPerHour: limit(
    'invitationsPerTenantPerHour',
    'Invitations, resends and links of all administrators and programs in an hour.',
    500,
  ),
  invitationsPerCustomerPerHour: limit(
    'invitationsPerCustomerPerHour',
    'Invitations and resends by all people of one customer in an hour.',
    5,
  ),
  importedInvitationsPerTenantPerDay: limit(
    'importedInvitationsPerTenantPerDay',
    'Rows of all imports in a day; dry runs do not count.',
    5000,
  ),
  pendingInvitations: limit('pendingInvitations', 'Invitations open at the same time.', 5000),
  contactsPerCustomer: limit('contactsPerCustomer', 'People of one customer.', 50),
  apiClients: limit('apiClients', 'Programs that call this API.', 5),
});

const settings = z.strictObject({
  expiryDays: removable(wholeNumber('expiryDays', LONGEST_DAYS), {
    description: 'How long an invitation is open unless told otherwise, in days.',
    example: 14,
  }),
  maxExpiryDays: removable(wholeNumber('maxExpiryDays', LONGEST_DAYS), {
    description: 'The longest time that an invitation can be open, in days.',
    example: 30,
  }),
  retentionDays: removable(wholeNumber('retentionDays', LONGEST_DAYS), {
    description: 'How long an invitation is kept after its expiry, in days; then it is erased.',
    example: 90,
  }),
  allowedGroups: removable(
    withoutRepeats('allowedGroups', z.string().min(1).max(128), 50).min(
      1,
      'Name at least one group, or write null for all that the installation offers.',
    ),
    {
      description: 'The groups that an invitation may grant; the first one unless told otherwise.',
      example: ['customers'],
    },
  ),
  redirectUrls: removable(withoutRepeats('redirectUrls', redirectPrefix, 50), {
    description: 'Where people may be sent on: an origin, and if wanted the beginning of a path.',
    example: ['https://portal.acme.example/welcome'],
  }),
  reminderDaysBefore: removable(
    withoutRepeats(
      'reminderDaysBefore',
      wholeNumber('reminderDaysBefore', LONGEST_DAYS),
      5,
    ).transform((days) => days.toSorted((a, b) => b - a)),
    {
      description: 'How many days before its expiry an invitation is mailed again; [] for never.',
      example: [3, 1],
    },
  ),
  defaultLocale: removable(locale, {
    description: 'The language of mail and page unless told otherwise.',
    example: 'de',
  }),
  allowDifferentEmail: removable(z.boolean(), {
    description: 'Whether an invitation may let people sign up with another address.',
    example: false,
  }),
  requiresApproval: removable(z.boolean(), {
    description: 'Whether a new customer waits for an administrator before its people can sign in.',
    example: false,
  }),
  limits: removable(limits, {
    description: 'How much may happen in a while: lower than the installation’s, never higher.',
  }),
  registration: removable(
    z.strictObject({ customer: choiceOf('customer'), supplier: choiceOf('supplier') }),
    { description: 'Which fields each kind must fill in.' },
  ),
});

/** The body of `PATCH /v1/tenant`: a JSON merge patch (RFC 7396). */
export const updateTenantSchema = z.strictObject({
  name: z.optional(companyName('name', 160)).meta({
    description: 'The company’s name, as customers read it.',
    example: 'Acme',
  }),
  branding: removable(
    z.strictObject({
      logoUrl: removable(logoUrl, {
        description: 'Its logo, for mails and pages.',
        example: 'https://acme.example/logo.png',
      }),
      color: removable(
        z
          .string()
          .regex(/^#[0-9a-f]{6}$/i, 'color must be six hexadecimal digits such as "#0b5fff".'),
        { description: 'Its color, for mails and pages.', example: '#0b5fff' },
      ),
      senderName: removable(senderName('senderName', 100), {
        description: 'Who its mails come from; the address behind it stays the installation’s.',
        example: 'Acme Partner Team',
      }),
      replyTo: removable(replyTo, {
        description: 'Where answers to its mails go.',
        example: 'partners@acme.example',
      }),
    }),
    { description: 'How its mails and its sign-up page look.' },
  ),
  catalog: removable(updateCatalogSchema, {
    description: 'What it offers its customers; each list that is named is replaced as a whole.',
  }),
  settings: removable(settings, {
    description: 'What changes; null brings back what the installation says.',
  }),
});
export type UpdateTenantRequest = z.infer<typeof updateTenantSchema>;

function isLogoUrl(typed: string): boolean {
  if (!/^https:\/\/[^/?#@]+(?:[/?#]|$)/i.test(typed) || /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u.test(typed))
    return false;
  return URL.canParse(typed);
}
