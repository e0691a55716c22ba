import * as z from 'zod';
import { removable } from '../platform/removable.ts';
import { companySchema } from '../platform/sign-up-form.ts';
import { line, paragraphs, phone, taxId } from '../platform/text.ts';
import { CUSTOMER_KINDS } from './customer.ts';
import { emailSchema, groupsSchema } from '../http/request-fields.ts';

const SERVICES_MAX = 50;

/** An address of the web: http or https, on one line. */
function isWebsite(typed: string): boolean {
  return /^https?:\/\/[^/?#@\s\\]+(?:[/?#]|$)/i.test(typed) && URL.canParse(typed);
}

const country = z
  .string()
  .transform((typed) => typed.trim().toUpperCase())
  .pipe(
    z.string().regex(/^[A-Z]{2}$/, 'country must be a two-letter ISO 3166-1 code such as "GB".'),
  );

/** The parts of a postal address with their descriptions. */
const postal = {
  line1: [line('line1', 200), 'Street and number, or PO box.', '12 St James Square'],
  line2: [line('line2', 200), 'Apartment, suite, unit, or floor.', 'Third floor'],
  postalCode: [line('postalCode', 20), 'Postal code.', 'SW1Y 4JH'],
  city: [line('city', 100), 'Town or city.', 'London'],
  region: [line('region', 100), 'State, county, or province.', 'Greater London'],
  country: [country, 'Two-letter country code (ISO 3166-1 alpha-2).', 'GB'],
} as const;

const { line1, line2, postalCode, city, region } = postal;
const words = ([, description, example]: readonly [unknown, string, string]) => ({
  description,
  example,
});

/** The fields of a customer. All of them except the name are optional. */
export const customerFields = {
  name: z.pipe(companySchema, z.string()).meta({
    description: 'The name of the company.',
    example: 'Analytical Engines Ltd',
  }),
  kind: z.enum(CUSTOMER_KINDS).meta({
    description:
      'The type of relationship: `customer` if you sell to the company, `supplier` if you buy from it.',
    example: 'customer',
  }),
  email: emailSchema.meta({
    description: 'The email address of the primary contact, who signs in with it.',
    example: 'ada@example.com',
    format: 'idn-email',
  }),
  phone: z.pipe(phone(), z.string()).meta({
    description: 'The phone number of the company.',
    example: '+44 20 7946 0100',
  }),
  taxId: z.pipe(taxId(), z.string()).meta({
    description: 'The tax ID of the company.',
    example: 'DE 123456789',
  }),
  rank: z.pipe(line('The rank', 40), z.string()).meta({
    description:
      'The rank of the customer, in your own terms. If your company has defined ranks, it must be one of them.',
    example: 'gold',
  }),
  address: z
    .strictObject({
      line1: z.optional(line1[0]).meta(words(line1)),
      line2: z.optional(line2[0]).meta(words(line2)),
      postalCode: z.optional(postalCode[0]).meta(words(postalCode)),
      city: z.optional(city[0]).meta(words(city)),
      region: z.optional(region[0]).meta(words(region)),
      country: z.optional(country).meta(words(postal.country)),
    })
    .meta({ id: 'PostalAddressInput', description: 'The postal address of the company.' }),
  website: z
    .string()
    .trim()
    .max(2048, 'website must be at most 2048 characters.')
    .refine(isWebsite, 'website must be a complete URL such as "https://www.example.com".')
    .meta({
      description: 'The website of the company.',
      example: 'https://www.example.com',
      format: 'uri',
    }),
  notes: z.pipe(paragraphs('notes', 4000), z.string().min(1, 'notes must not be empty.')).meta({
    description: 'Internal notes. They are never shown to the customer.',
    example: 'Met in May.',
  }),
  services: z
    .array(z.string().min(1).max(100))
    .max(SERVICES_MAX, `services must have at most ${SERVICES_MAX} entries.`)
    .refine((ids) => new Set(ids).size === ids.length, 'services must not repeat an entry.')
    .meta({ description: 'The IDs of services in your catalog.', example: ['support'] }),
  servicePlan: z.string().min(1).max(100).meta({
    description: 'The ID of a service plan in your catalog. Requires the scope `customers:plan`.',
    example: 'standard',
  }),
  groups: groupsSchema
    .refine((groups) => new Set(groups).size === groups.length, 'groups must not repeat an entry.')
    .meta({
      description: 'The default groups of the customer’s contacts.',
      example: ['customers'],
    }),
} as const;

/** The changes to a postal address in a merge patch. */
export const addressChange = removable(
  z
    .strictObject({
      line1: removable(line1[0], words(line1)),
      line2: removable(line2[0], words(line2)),
      postalCode: removable(postalCode[0], words(postalCode)),
      city: removable(city[0], words(city)),
      region: removable(region[0], words(region)),
      country: removable(country, words(postal.country)),
    })
    .meta({ id: 'PostalAddressUpdate', description: 'Changes to a postal address.' }),
  { description: 'The changes to the postal address; null removes the address.' },
);
