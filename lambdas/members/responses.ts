import * as z from 'zod';
import {
  contactResponse,
  customerDetailResponse,
  customerSummaryResponse,
} from '../customers/responses.ts';

const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contactResponse.shape;
const { version, createdAt, updatedAt } = contactResponse.shape;

/** Somebody of a customer, as that person sees themselves. */
export const meResponse = z.strictObject({
  ...{ id, role, email, firstName, lastName, jobTitle, phone, groups },
  customer: z
    .strictObject({
      id: customerSummaryResponse.shape.id,
      name: customerSummaryResponse.shape.name,
    })
    .meta({ description: 'The company that you belong to.' }),
  tenant: z
    .strictObject({
      name: z.string().meta({ description: 'Its name.', example: 'Acme' }),
    })
    .meta({ description: 'The company that invited you.' }),
  ...{ version, createdAt, updatedAt },
});

const company = customerDetailResponse.shape;

/** A customer as its own people see it: without what the tenant's people think of it. */
export const ownCustomerResponse = z.strictObject({
  id: company.id,
  kind: customerSummaryResponse.shape.kind.meta({
    description: 'Whether the company buys from whoever invited it, or sells to it.',
    example: 'customer',
  }),
  name: company.name,
  status: company.status,
  email: company.email,
  phone: company.phone,
  taxId: company.taxId,
  address: company.address,
  website: company.website,
  services: z
    .array(
      z.strictObject({
        id: z.string().meta({ description: 'The id of the service.', example: 'support' }),
        name: z.string().meta({ description: 'Its name.', example: 'Support' }),
      }),
    )
    .meta({ description: 'The services that the company has.' }),
  counts: company.counts,
  version: company.version,
  createdAt: company.createdAt,
  updatedAt: company.updatedAt,
});
