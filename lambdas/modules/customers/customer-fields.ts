import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { emailSchema, groupsSchema } from '../http/request-fields.ts';
import { once } from '../platform/once.ts';
import { companySchema } from '../platform/sign-up-form.ts';
import { line, paragraphs, phone, taxId } from '../platform/text.ts';
import { CUSTOMER_KINDS } from '../records/customer.ts';

const SERVICES_MAX = 50;

/** Returns whether a string is an http or https URL on a single line. */
function isWebsite(typed: string): boolean {
  return /^https?:\/\/[^/?#@\s\\]+(?:[/?#]|$)/i.test(typed) && URL.canParse(typed);
}

const country = once(() =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((typed) => typed.trim().toUpperCase()),
    ),
    z
      .string()
      .check(z.regex(/^[A-Z]{2}$/, 'country must be a two-letter ISO 3166-1 code such as "GB".')),
  ),
);

/** The parts of a postal address with their descriptions. */
const postal = once(
  () =>
    ({
      line1: [line('line1', 200), 'Street and number, or PO box.', '12 St James Square'],
      line2: [line('line2', 200), 'Apartment, suite, unit, or floor.', 'Third floor'],
      postalCode: [line('postalCode', 20), 'Postal code.', 'SW1Y 4JH'],
      city: [line('city', 100), 'Town or city.', 'London'],
      region: [line('region', 100), 'State, county, or province.', 'Greater London'],
      country: [country(), 'Two-letter country code (ISO 3166-1 alpha-2).', 'GB'],
    }) as const,
);

const words = ([, description, example]: readonly [unknown, string, string]) => ({
  description,
  example,
});

/** The fields of a customer. All of them except the name are optional. */

export const customerFields = once(
  () =>
    ({
      name: z.pipe(companySchema, z.string()).check(
        z.meta({
          description: 'The name of the company.',
          example: 'Analytical Engines Ltd',
        }),
      ),
      kind: z.enum(CUSTOMER_KINDS).check(
        z.meta({
          description:
            'The type of relationship: `customer` if you sell to the company, `supplier` if you buy from it.',
          example: 'customer',
        }),
      ),
      email: emailSchema().check(
        z.meta({
          description: 'The email address of the primary contact, who signs in with it.',
          example: 'ada@example.com',
          format: 'idn-email',
        }),
      ),
      phone: z.pipe(phone(), z.string()).check(
        z.meta({
          description: 'The phone number of the company.',
          example: '+44 20 7946 0100',
        }),
      ),
      taxId: z.pipe(taxId(), z.string()).check(
        z.meta({
          description: 'The tax ID of the company.',
          example: 'DE 123456789',
        }),
      ),
      rank: z.pipe(line('The rank', 40), z.string()).check(
        z.meta({
          description:
            'The rank of the customer, in your own terms. If your company has defined ranks, it must be one of them.',
          example: 'gold',
        }),
      ),
      address: z
        .strictObject({
          line1: z.optional(postal().line1[0]).check(z.meta(words(postal().line1))),
          line2: z.optional(postal().line2[0]).check(z.meta(words(postal().line2))),
          postalCode: z.optional(postal().postalCode[0]).check(z.meta(words(postal().postalCode))),
          city: z.optional(postal().city[0]).check(z.meta(words(postal().city))),
          region: z.optional(postal().region[0]).check(z.meta(words(postal().region))),
          country: z.optional(postal().country[0]).check(z.meta(words(postal().country))),
        })
        .check(
          z.meta({ id: 'PostalAddressInput', description: 'The postal address of the company.' }),
        ),
      website: z.string().check(
        z.trim(),
        z.maxLength(2048, 'website must be at most 2048 characters.'),
        z.refine(isWebsite, 'website must be a complete URL such as "https://www.example.com".'),
        z.meta({
          description: 'The website of the company.',
          example: 'https://www.example.com',
          format: 'uri',
        }),
      ),
      notes: z
        .pipe(
          paragraphs('notes', 4000),
          z.string().check(z.minLength(1, 'notes must not be empty.')),
        )
        .check(
          z.meta({
            description: 'Internal notes. They are never shown to the customer.',
            example: 'Met in May.',
          }),
        ),
      services: z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(
        z.maxLength(SERVICES_MAX, `services must have at most ${SERVICES_MAX} entries.`),
        z.refine(
          (ids) => new Set(ids).size === ids.length,
          'services must not contain duplicates.',
        ),
        z.meta({ description: 'The IDs of services in your catalog.', example: ['support'] }),
      ),
      servicePlan: z.string().check(
        z.minLength(1),
        z.maxLength(100),
        z.meta({
          description:
            'The ID of a service plan in your catalog. Requires the `customers:plan` scope.',
          example: 'standard',
        }),
      ),
      groups: groupsSchema().check(
        z.refine(
          (groups) => new Set(groups).size === groups.length,
          'groups must not contain duplicates.',
        ),
        z.meta({
          description: 'The default groups of the customer’s contacts.',
          example: ['customers'],
        }),
      ),
    }) as const,
);

/** The changes to a postal address in a merge patch. */

export const addressChange = once(() =>
  removable(
    z
      .strictObject({
        line1: removable(postal().line1[0], words(postal().line1)),
        line2: removable(postal().line2[0], words(postal().line2)),
        postalCode: removable(postal().postalCode[0], words(postal().postalCode)),
        city: removable(postal().city[0], words(postal().city)),
        region: removable(postal().region[0], words(postal().region)),
        country: removable(postal().country[0], words(postal().country)),
      })
      .check(z.meta({ id: 'PostalAddressUpdate', description: 'Changes to a postal address.' })),
    { description: 'The changes to the postal address; null removes the address.' },
  ),
);
