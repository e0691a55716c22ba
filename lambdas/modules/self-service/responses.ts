import * as z from 'zod';

import { contactResponse } from '../contacts/responses.ts';
import { customerDetailResponse, customerSummaryResponse } from '../customers/responses.ts';
import { pageOf } from '../http/responses.ts';
import { invitationSummaryResponse } from '../invitations/responses.ts';

const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contactResponse.shape;
const { signInEmail, version, createdAt, updatedAt } = contactResponse.shape;

/** A contact of a customer, as that person sees it. */
export const meResponse = z
  .strictObject({
    ...{ id, role, email, signInEmail, firstName, lastName, jobTitle, phone, groups },
    customer: z
      .strictObject({
        id: customerSummaryResponse.shape.id,
        name: customerSummaryResponse.shape.name,
      })
      .meta({ id: 'MyCompany', description: 'The company that you belong to.' }),
    tenant: z
      .strictObject({
        name: z.string().meta({ description: 'The name of the company.', example: 'Acme' }),
      })
      .meta({ id: 'MyTenant', description: 'The company that invited you.' }),
    ...{ version, createdAt, updatedAt },
  })
  .meta({ id: 'Me', description: 'Your profile.' });

const { status, invitationId, removedAt } = contactResponse.shape;

/** A contact of a customer, as colleagues see it. */
export const colleagueResponse = z
  .strictObject({
    ...{ id, status, role, email, signInEmail, firstName, lastName, jobTitle, phone, groups },
    ...{ invitationId, removedAt, version, createdAt, updatedAt },
  })
  .meta({ id: 'Colleague', description: 'A contact of your company.' });

/** The answer of `GET /v1/me/customer/contacts`. */
export const colleaguePageResponse = pageOf('ColleaguePage', colleagueResponse);

const invitation = invitationSummaryResponse.shape;

/** An invitation to one’s own company, as its owners see it. */
export const ownInvitationResponse = z
  .strictObject({
    id: invitation.id,
    email: invitation.email,
    status: invitation.status,
    delivery: invitation.delivery,
    role: invitation.role,
    groups: invitation.groups,
    profile: invitation.profile,
    locale: invitation.locale,
    expiresAt: invitation.expiresAt,
    createdAt: invitation.createdAt,
    updatedAt: invitation.updatedAt,
    invitedBy: invitation.invitedBy,
    acceptedAt: invitation.acceptedAt,
    declinedAt: invitation.declinedAt,
    revokedAt: invitation.revokedAt,
    revokedBy: invitation.revokedBy,
  })
  .meta({ id: 'ColleagueInvitation', description: 'An invitation to your company.' });

/** The answer of `GET /v1/me/customer/invitations`. */
export const ownInvitationPageResponse = pageOf('ColleagueInvitationPage', ownInvitationResponse);

const company = customerDetailResponse.shape;

/** A customer as its own contacts see it: without the tenant's internal fields. */
export const ownCustomerResponse = z
  .strictObject({
    id: company.id,
    kind: customerSummaryResponse.shape.kind.meta({
      description:
        'The type of relationship: `customer` if your company buys from the company that invited it, `supplier` if it sells to that company.',
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
        z
          .strictObject({
            id: z.string().meta({ description: 'The ID of the service.', example: 'support' }),
            name: z.string().meta({ description: 'The name of the service.', example: 'Support' }),
          })
          .meta({ id: 'MyService', description: 'A service that your company has.' }),
      )
      .meta({ description: 'The services of your company.' }),
    counts: company.counts,
    version: company.version,
    createdAt: company.createdAt,
    updatedAt: company.updatedAt,
  })
  .meta({ id: 'MyCustomer', description: 'Your company.' });
