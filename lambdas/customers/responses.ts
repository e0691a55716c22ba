import * as z from 'zod';
import { CSV_WORDS, known, moment, pageOf } from '../shared/responses.ts';
import { CONTACT_ROLES, CONTACT_STATUSES } from './contact.ts';
import { customerCopySchema } from './customer-copy.ts';
import { SIMILARITIES } from './similar.ts';
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from './customer.ts';

const phone = known('Telephone number.', '+44 20 7946 0123');
const tenantId = z.string().meta({ description: 'Whose customer it is.', example: 'acme' });
const customerId = 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k';
const contactId = 'con_0j4n8q2v6x0c4h8m2r6w0b4f8k';

/** A customer in a list. */
export const customerSummaryResponse = z.strictObject({
  id: z.string().meta({ description: 'The id of the customer.', example: customerId }),
  tenantId,
  kind: z
    .enum(CUSTOMER_KINDS)
    .meta({ description: 'Whether you sell to it or buy from it.', example: 'customer' }),
  name: z
    .string()
    .meta({ description: 'The name of the company.', example: 'Analytical Engines Ltd' }),
  status: z.enum(CUSTOMER_STATUSES).meta({
    description: 'Whether its people may sign in: only while it is active.',
    example: 'active',
  }),
  email: known('The address of its primary contact.', 'ada@example.com'),
  phone,
  taxId: known('Tax identification number.', 'DE 123456789'),
  rank: known('How important it is, in your own words.', 'gold'),
  createdAt: moment('When the customer was made.'),
  updatedAt: moment('When it last changed.'),
});
export type CustomerSummaryResponse = z.input<typeof customerSummaryResponse>;

/** A person of a customer. */
export const contactResponse = z.strictObject({
  id: z.string().meta({ description: 'The id of the contact.', example: contactId }),
  tenantId,
  customerId: z
    .string()
    .meta({ description: 'The customer that the person belongs to.', example: customerId }),
  status: z.enum(CONTACT_STATUSES).meta({
    description:
      'new: not invited yet. invited: an invitation was made. active: has an account. removed: had access once.',
    example: 'active',
  }),
  role: z.enum(CONTACT_ROLES).meta({
    description: 'An owner looks after the company’s account and invites colleagues.',
    example: 'owner',
  }),
  email: known('The address of the person, as it was typed.', 'ada@example.com'),
  signInEmail: known(
    'What somebody with an account writes on the sign-in page: `email` in lower case, its domain in ASCII.',
    'ada@example.com',
  ),
  firstName: known('First name.', 'Ada'),
  lastName: known('Last name.', 'Lovelace'),
  jobTitle: known('Job title.', 'Buyer'),
  phone,
  groups: z
    .array(z.string())
    .meta({ description: 'The groups that the account was put into.', example: ['customers'] }),
  userId: known('The id of the user that signs in.', '8c1f-customer'),
  invitationId: known('The latest invitation.', 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'),
  removedAt: moment('When the person was removed.').optional(),
  version: z.int().meta({ description: 'For `If-Match`: one more with each change.', example: 1 }),
  createdAt: moment('When the contact was made.'),
  updatedAt: moment('When it last changed.'),
});
export type ContactResponse = z.input<typeof contactResponse>;

const postalAddress = z
  .strictObject({
    line1: known('Street and number, or a post box.', '12 St James’s Square'),
    line2: known('What else helps to find it.', 'Third floor'),
    postalCode: known('Postal code.', 'SW1Y 4JH'),
    city: known('Town or city.', 'London'),
    region: known('State, county or province.', 'Greater London'),
    country: known('Country: two letters of ISO 3166-1.', 'GB'),
  })
  .optional()
  .meta({
    description: 'Where the company is.',
    example: { line1: '12 St James Square', postalCode: 'SW1Y 4JH', city: 'London', country: 'GB' },
  });

/** A customer on its own, without its people. */
export const customerDetailResponse = z.strictObject({
  ...customerSummaryResponse.shape,
  address: postalAddress,
  website: known('Its website.', 'https://www.example.com'),
  notes: known(
    'What your own people want to remember. Never shown to the customer.',
    'Met in May.',
  ),
  services: z.array(z.string()).meta({
    description: 'The ids of the services that it has, of those that you offer.',
    example: ['support'],
  }),
  servicePlan: known(
    'The id of the plan that it is on. Shown only with the scope customers:plan.',
    'standard',
  ),
  groups: z.array(z.string()).meta({
    description: 'The groups that its people are put into unless told otherwise.',
    example: ['customers'],
  }),
  primaryContactId: known('Who to write to.', contactId),
  copiedFrom: known('The customer whose settings it began with.', customerId),
  counts: z
    .strictObject({
      contacts: z.int().meta({ description: 'People that were not removed.', example: 3 }),
      users: z.int().meta({ description: 'People with an account.', example: 2 }),
      owners: z.int().meta({ description: 'Owners with an account.', example: 1 }),
    })
    .meta({
      description: 'How many people it has, how many can sign in, how many of those are owners.',
    }),
  version: z.int().meta({ description: 'For `If-Match`: one more with each change.', example: 1 }),
});

/** A customer on its own, with its people. */
export const customerResponse = z.strictObject({
  ...customerDetailResponse.shape,
  contacts: z
    .array(contactResponse)
    .meta({ description: 'The people of the customer: the first hundred.' }),
  similar: z
    .array(
      z.strictObject({
        id: z.string().meta({ description: 'The id of the other customer.', example: customerId }),
        name: z.string().meta({ description: 'Its name.', example: 'Analytical Engines' }),
        status: z
          .enum(CUSTOMER_STATUSES)
          .meta({ description: 'Whether its people may sign in.', example: 'active' }),
        by: z.array(z.enum(SIMILARITIES)).meta({
          description:
            'What they have in common: the name, or the domain of their addresses unless that is a provider’s whom anybody can have an address of.',
          example: ['domain'],
        }),
      }),
    )
    .meta({ description: 'Other customers that may be the same company: a few.' }),
});

const { copied, defaulted, omitted } = customerCopySchema.shape;
/** What came along with a copy, and what did not. */
const copyFields = {
  copied: copied.meta({
    description: 'The fields that came from the customer that was copied, where it has them.',
    example: ['kind', 'rank', 'services'],
  }),
  defaulted: defaulted.meta({
    description:
      'The fields that are as your company gives them to any new customer: they were not to be copied, or nothing was left of them.',
    example: ['groups'],
  }),
  omitted: z
    .array(
      z.strictObject({
        field: omitted.element.shape.field.meta({
          description: 'The field that it stood in.',
          example: 'services',
        }),
        value: z.string().meta({ description: 'What it was.', example: 'catering' }),
        reason: z.string().meta({
          description: 'Why it did not come along.',
          example: 'Your company does not offer the service "catering" any more.',
        }),
      }),
    )
    .meta({ description: 'What the customer that was copied has, and the copy cannot have.' }),
};
export type CopyResponse = z.input<z.ZodObject<typeof copyFields>>;

/** The answer of `POST /v1/customers/{id}/copy`. */
export const customerCopyResponse = z.strictObject({ ...customerResponse.shape, ...copyFields });

/** The answer of `GET /v1/customers`. */
export const customerPageResponse = pageOf(customerSummaryResponse);

/** The answer of `GET /v1/customers/export`. */
export const customerFileResponse = z.string().meta({
  description: `A part of a file of customers. Services and groups stand beside each other with a space between them; \`servicePlan\` is there only with the scope customers:plan. ${CSV_WORDS}`,
  example: '"id","kind","name"\r\n"cus_0j4n8q2v6x0c4h8m2r6w0b4f8k","customer","Engines"\r\n',
});

/** The answer of `GET /v1/customers/{id}/contacts`. */
export const contactPageResponse = pageOf(contactResponse);
