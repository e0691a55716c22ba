import * as z from 'zod';
import {
  contactResponse,
  customerDetailResponse,
  customerSummaryResponse,
} from '../customers/responses.ts';
import { invitationSummaryResponse } from '../invitations/responses.ts';
import { pageOf } from '../shared/responses.ts';

const { id, role, email, firstName, lastName, jobTitle, phone, groups } = contactResponse.shape;
const { signInEmail, version, createdAt, updatedAt } = contactResponse.shape;

/** Somebody of a customer, as that person sees themselves. */
export const meResponse = z.strictObject({
  ...{ id, role, email, signInEmail, firstName, lastName, jobTitle, phone, groups },
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

const { status, invitationId, removedAt } = contactResponse.shape;

/** Somebody of a customer, as their colleagues see them. */
export const colleagueResponse = z.strictObject({
  ...{ id, status, role, email, signInEmail, firstName, lastName, jobTitle, phone, groups },
  ...{ invitationId, removedAt, version, createdAt, updatedAt },
});

/** The answer of `GET /v1/me/customer/contacts`. */
export const colleaguePageResponse = pageOf(colleagueResponse);

const invitation = invitationSummaryResponse.shape;

/** An invitation to one’s own company, as its owners see it. */
export const ownInvitationResponse = z.strictObject({
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
});

/** The answer of `GET /v1/me/customer/invitations`. */
export const ownInvitationPageResponse = pageOf(ownInvitationResponse);

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
