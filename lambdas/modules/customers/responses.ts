import * as z from 'zod';

import { contactResponse } from '../contacts/responses.ts';
import { CSV_DESCRIPTION, known, MERGE_PATCH, moment, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { CUSTOMER_KINDS, CUSTOMER_STATUSES, customerCopySchema } from '../records/customer.ts';
import { SIMILARITIES } from './customer-rules.ts';
import type { customerRoutes } from './routes.ts';

const phone = known('Phone number.', '+44 20 7946 0123');
const tenantId = z.string().meta({ description: 'The ID of the tenant.', example: 'acme' });
const customerId = 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k';
const contactId = 'con_0j4n8q2v6x0c4h8m2r6w0b4f8k';

/** A customer in a list. */
export const customerSummaryResponse = z
  .strictObject({
    id: z.string().meta({ description: 'The ID of the customer.', example: customerId }),
    tenantId,
    kind: z.enum(CUSTOMER_KINDS).meta({
      description:
        'The type of relationship: `customer` if you sell to the company, `supplier` if you buy from it.',
      example: 'customer',
    }),
    name: z
      .string()
      .meta({ description: 'The name of the company.', example: 'Analytical Engines Ltd' }),
    status: z.enum(CUSTOMER_STATUSES).meta({
      description: 'The status of the customer. Its users can sign in only if it is `active`.',
      example: 'active',
    }),
    email: known('The email address of the primary contact.', 'ada@example.com'),
    phone,
    taxId: known('The tax ID of the company.', 'DE 123456789'),
    rank: known('The rank of the customer, in your own terms.', 'gold'),
    createdAt: moment('The time at which the customer was created.'),
    updatedAt: moment('The time of the last update.'),
  })
  .meta({ id: 'CustomerSummary', description: 'A customer in a list.' });

const postalAddress = z
  .strictObject({
    line1: known('Street and number, or PO box.', '12 St James Square'),
    line2: known('Apartment, suite, unit, or floor.', 'Third floor'),
    postalCode: known('Postal code.', 'SW1Y 4JH'),
    city: known('Town or city.', 'London'),
    region: known('State, county, or province.', 'Greater London'),
    country: known('Two-letter country code (ISO 3166-1 alpha-2).', 'GB'),
  })
  .meta({
    id: 'PostalAddress',
    description: 'The postal address of the company.',
    example: { line1: '12 St James Square', postalCode: 'SW1Y 4JH', city: 'London', country: 'GB' },
  });

/** A single customer, without its contacts. */
export const customerDetailResponse = z
  .strictObject({
    ...customerSummaryResponse.shape,
    address: postalAddress.optional(),
    website: known('The website of the company.', 'https://www.example.com'),
    notes: known('Internal notes. They are never shown to the customer.', 'Met in May.'),
    services: z.array(z.string()).meta({
      description: 'The IDs of the customer’s services.',
      example: ['support'],
    }),
    servicePlan: known(
      'The ID of the customer’s service plan. Returned only if the token has the `customers:plan` scope.',
      'standard',
    ),
    groups: z.array(z.string()).meta({
      description: 'The default groups of the customer’s contacts.',
      example: ['customers'],
    }),
    primaryContactId: known('The ID of the primary contact.', contactId),
    copiedFrom: known('The ID of the customer that this customer was copied from.', customerId),
    counts: z
      .strictObject({
        contacts: z
          .int()
          .meta({ description: 'The number of contacts, without removed ones.', example: 3 }),
        users: z.int().meta({ description: 'The number of contacts with an account.', example: 2 }),
        owners: z.int().meta({ description: 'The number of owners with an account.', example: 1 }),
      })
      .meta({ id: 'CustomerCounts', description: 'The numbers of contacts, users, and owners.' }),
    version: z.int().meta({
      description:
        'The version, which increases by 1 with each change. It is the value of the `ETag`.',
      example: 1,
    }),
  })
  .meta({ id: 'CustomerDetail', description: 'A customer without its contacts.' });

const similarCustomer = z
  .strictObject({
    id: z.string().meta({ description: 'The ID of the other customer.', example: customerId }),
    name: z.string().meta({
      description: 'The name of the other customer.',
      example: 'Analytical Engines',
    }),
    status: z
      .enum(CUSTOMER_STATUSES)
      .meta({ description: 'The status of the other customer.', example: 'active' }),
    by: z.array(z.enum(SIMILARITIES)).meta({
      description:
        'The matching attributes: the name, or the domain of the email addresses. Domains of public email providers do not count.',
      example: ['domain'],
    }),
  })
  .meta({ id: 'SimilarCustomer', description: 'A customer that may be the same company.' });

/** A single customer, with its contacts. */
const customerResponse = z
  .strictObject({
    ...customerDetailResponse.shape,
    contacts: z
      .array(contactResponse)
      .meta({ description: 'The first 100 contacts of the customer.' }),
    similar: z
      .array(similarCustomer)
      .meta({ description: 'A few other customers that may be the same company.' }),
  })
  .meta({ id: 'Customer', description: 'A customer with its contacts.' });

const { copied, defaulted, omitted } = customerCopySchema.shape;
const omittedSetting = z
  .strictObject({
    field: omitted.def.element.shape.field.check(
      z.meta({ description: 'The field that had the value.', example: 'services' }),
    ),
    value: z.string().meta({ description: 'The value.', example: 'catering' }),
    reason: z.string().meta({
      description: 'The reason why the value was not copied.',
      example: 'Your company no longer offers the service "catering".',
    }),
  })
  .meta({ id: 'OmittedSetting', description: 'A value that could not be copied.' });

/** The outcome of a copy, field by field. */
const copyFields = {
  copied: copied.check(
    z.meta({
      description: 'The fields that were copied from the source customer, if it has them.',
      example: ['kind', 'rank', 'services'],
    }),
  ),
  defaulted: defaulted.check(
    z.meta({
      description:
        'The fields that have the defaults of your company, because they were not selected or none of their values could be copied.',
      example: ['groups'],
    }),
  ),
  omitted: z
    .array(omittedSetting)
    .meta({ description: 'The values of the source customer that could not be copied.' }),
};
export type CopyResponse = z.input<z.ZodObject<typeof copyFields>>;

/** The response of `POST /v1/customers/{id}/copy`. */
const customerCopyResponse = z
  .strictObject({ ...customerResponse.shape, ...copyFields })
  .meta({ id: 'CustomerCopy', description: 'A new customer, and the outcome of the copy.' });

/** The response of `GET /v1/customers`. */
const customerPageResponse = pageOf('CustomerPage', customerSummaryResponse);

/** The response of `GET /v1/customers/export`. */
const customerFileResponse = z.string().meta({
  description: `Part of a CSV file of customers. Services and groups are separated by spaces. The column \`servicePlan\` is present only if the token has the scope \`customers:plan\`. ${CSV_DESCRIPTION}`,
  example: '"id","kind","name"\r\n"cus_0j4n8q2v6x0c4h8m2r6w0b4f8k","customer","Engines"\r\n',
});

/** The reference of {@link customerRoutes}. */
export const customerReference = {
  createCustomer: {
    summary: 'Create a customer',
    description:
      'Creates a customer. Only `name` is required. The customer is `inactive` until a contact is invited and signs up. If you send `email` or the name of a person, the customer gets its primary contact, an owner. With `sendInvite`, that contact is also invited, in one transaction. The customer is then `invited` until the contact signs up. This requires the `invitations:write` scope as well. If you omit `services`, the customer gets the default services of your company. A second customer with the same name is rejected unless `allowDuplicate` is true; `similar` lists other customers that may be the same company.',
    responses: { 201: customerResponse },
  },
  listCustomers: {
    summary: 'List customers',
    description:
      'Returns customers without their contacts. Filters are combined with AND. The cost of a page does not depend on the number of customers: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. Changes appear in the list within about a second.',
    responses: { 200: customerPageResponse },
  },
  exportCustomers: {
    summary: 'Export customers',
    description:
      'Returns customers as CSV, with the filters and the order of the list. The cost of a part does not depend on the number of customers. A part has up to `limit` rows, and fewer if the rows are long or the filters match few. If there are more parts, the `Link` header has the URL of the next one. Concatenate the parts, unchanged, to get one file: only the first part has a header row.',
    responses: { 200: customerFileResponse },
  },
  getCustomer: {
    summary: 'Get a customer',
    description:
      'Returns a customer with its first 100 contacts, and other customers that may be the same company. `servicePlan` is returned only if the token has the `customers:plan` scope.',
    responses: { 200: customerResponse },
  },
  updateCustomer: {
    summary: 'Update a customer',
    description: `${MERGE_PATCH} Arrays are replaced. Changing the service plan requires the scope \`customers:plan\`. You can change \`email\` until the primary contact is invited; after that, the contact signs in with it. To change the status, activate or suspend the customer.`,
    responses: { 200: customerDetailResponse },
  },
  copyCustomer: {
    summary: 'Copy a customer',
    description:
      'Creates a customer with the `settings` that you choose (by default `profile`, `rank`, `services`, and `groups`) and the kind of the source customer. Contacts and users are not copied, so the new customer is `inactive` until a contact is invited and signs up. `copied` lists the fields that were copied, `defaulted` the fields that have the defaults of your company, and `omitted` the values that your company no longer offers, with the reason. The service plan is copied only on request, which requires the `customers:plan` scope. The name must differ from the name of the source customer, even if `allowDuplicate` is true. The primary contact is created and invited as in `POST /v1/customers`.',
    creates: '/v1/customers',
    responses: { 201: customerCopyResponse },
  },
  activateCustomer: {
    summary: 'Activate a customer',
    description:
      'Activates a customer that is suspended or waiting for approval, so that its users can sign in. A suspended customer without users becomes `inactive`, and `active` when its first user signs up. Activating an active customer has no effect.',
    responses: { 200: customerDetailResponse },
  },
  suspendCustomer: {
    summary: 'Suspend a customer',
    description:
      'Suspends a customer. Its users cannot sign in or refresh tokens, and nobody can join it. Tokens that were already issued expire within 20 minutes. Open invitations are kept, but cannot be resent, and get no reminders. No data is lost. To restore access, activate the customer. Suspending a suspended customer has no effect.',
    responses: { 200: customerDetailResponse },
  },
} satisfies References<typeof customerRoutes>;
