import * as z from 'zod';
import { removable } from '../shared/removable.ts';
import { companySchema } from '../shared/sign-up-form.ts';
import { line, paragraphs, phone, taxId } from '../shared/text.ts';
import { CUSTOMER_KINDS } from './customer.ts';
import { emailSchema, groupsSchema } from '../shared/request-fields.ts';

const SERVICES_MAX = 50;

/** An address of the web: http or https, on one line. */
function isWebsite(typed: string): boolean {
  return /^https?:\/\/[^/?#@\s\\]+(?:[/?#]|$)/i.test(typed) && URL.canParse(typed);
}

const country = z
  .string()
  .transform((typed) => typed.trim().toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{2}$/, 'country must be two letters of ISO 3166-1, such as "GB".'));

/** The parts of a postal address, and what they are. */
const postal = {
  line1: [line('line1', 200), 'Street and number, or a post box.', '12 St James Square'],
  line2: [line('line2', 200), 'What else helps to find it.', 'Third floor'],
  postalCode: [line('postalCode', 20), 'Postal code.', 'SW1Y 4JH'],
  city: [line('city', 100), 'Town or city.', 'London'],
  region: [line('region', 100), 'State, county or province.', 'Greater London'],
  country: [country, 'Country: two letters of ISO 3166-1.', 'GB'],
} as const;

const { line1, line2, postalCode, city, region } = postal;
const words = ([, description, example]: readonly [unknown, string, string]) => ({
  description,
  example,
});

/** What somebody can say about a customer. All of it but the name can be left out. */
export const customerFields = {
  name: z.pipe(companySchema, z.string()).meta({
    description: 'The name of the company.',
    example: 'Analytical Engines Ltd',
  }),
  kind: z.enum(CUSTOMER_KINDS).meta({
    description: 'Whether you sell to it or buy from it.',
    example: 'customer',
  }),
  email: emailSchema.meta({
    description: 'The address of its primary contact, who signs in with it.',
    example: 'ada@example.com',
    format: 'idn-email',
  }),
  phone: z.pipe(phone(), z.string()).meta({
    description: 'Telephone number of the company.',
    example: '+44 20 7946 0100',
  }),
  taxId: z.pipe(taxId(), z.string()).meta({
    description: 'Tax identification number.',
    example: 'DE 123456789',
  }),
  rank: z.pipe(line('The rank', 40), z.string()).meta({
    description:
      'How important it is, in your own words: of your ranks, where your company has defined some.',
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
    .meta({ description: 'Where the company is.' }),
  website: z
    .string()
    .trim()
    .max(2048, 'website may be at most 2048 characters.')
    .refine(isWebsite, 'website must be a whole URL such as "https://www.example.com".')
    .meta({ description: 'Its website.', example: 'https://www.example.com', format: 'uri' }),
  notes: z.pipe(paragraphs('notes', 4000), z.string().min(1, 'notes must not be empty.')).meta({
    description: 'What your own people want to remember. Never shown to the customer.',
    example: 'Met in May.',
  }),
  services: z
    .array(z.string().min(1).max(100))
    .max(SERVICES_MAX, `services may hold at most ${SERVICES_MAX} entries.`)
    .refine((ids) => new Set(ids).size === ids.length, 'services must not repeat an entry.')
    .meta({ description: 'Ids of services that your company offers.', example: ['support'] }),
  servicePlan: z.string().min(1).max(100).meta({
    description: 'The id of a service plan. Needs the scope customers:plan.',
    example: 'standard',
  }),
  groups: groupsSchema
    .refine((groups) => new Set(groups).size === groups.length, 'groups must not repeat an entry.')
    .meta({
      description: 'The groups that its people are put into unless told otherwise.',
      example: ['customers'],
    }),
} as const;

/** What changes of a postal address. */
export const addressChange = removable(
  z.strictObject({
    line1: removable(line1[0], words(line1)),
    line2: removable(line2[0], words(line2)),
    postalCode: removable(postalCode[0], words(postalCode)),
    city: removable(city[0], words(city)),
    region: removable(region[0], words(region)),
    country: removable(country, words(postal.country)),
  }),
  { description: 'What changes of where the company is; null takes all of it away.' },
);
