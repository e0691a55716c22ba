import * as z from 'zod';

import { contactResponse } from '../contacts/responses.ts';
import { customerDetailResponse, customerSummaryResponse } from '../customers/responses.ts';
import { MERGE_PATCH, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { invitationSummaryResponse } from '../invitations/responses.ts';
import type { selfServiceRoutes } from './routes.ts';

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

/** The response of `GET /v1/me/customer/contacts`. */
const colleaguePageResponse = pageOf('ColleaguePage', colleagueResponse);

const invitation = invitationSummaryResponse.shape;

/** An invitation to a company, as the owners of that company see it. */
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

/** The response of `GET /v1/me/customer/invitations`. */
const ownInvitationPageResponse = pageOf('ColleagueInvitationPage', ownInvitationResponse);

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

/** The reference of {@link selfServiceRoutes}. */
export const selfServiceReference = {
  getMe: {
    summary: 'Get your profile',
    description:
      'Returns your own profile. Your access is checked on every request. If you were removed or your company is suspended, the request fails even if the token is still valid.',
    responses: { 200: meResponse },
  },
  updateMe: {
    summary: 'Update your profile',
    description: `${MERGE_PATCH} You can remove \`lastName\` only if the company that invited you accepts people with one name. You cannot change your email address, because you sign in with it. Your next token has the new name.`,
    responses: { 200: meResponse },
  },
  getMyCustomer: {
    summary: 'Get your company',
    description: 'Returns your company. Everyone who belongs to it can call this operation.',
    responses: { 200: ownCustomerResponse },
  },
  updateMyCustomer: {
    summary: 'Update your company',
    description: `${MERGE_PATCH} Only owners can call this operation. The company that invited you manages services, service plan, and status.`,
    responses: { 200: ownCustomerResponse },
  },
  listColleagues: {
    summary: 'List colleagues',
    description:
      'Returns everyone in your company, including people who were invited or removed. Everyone who belongs to the company can call this operation.',
    responses: { 200: colleaguePageResponse },
  },
  createColleague: {
    summary: 'Create a colleague',
    description:
      'Adds a colleague to your company. With `sendInvite`, the colleague is also invited. You can grant only groups that you have yourself. If you omit `groups`, the colleague gets the groups of your company that you have.',
    responses: { 201: colleagueResponse },
  },
  updateColleague: {
    summary: 'Update a colleague',
    description: `${MERGE_PATCH} Once the colleague has an account, the email address and groups cannot be changed. The last owner cannot become a member.`,
    responses: { 200: colleagueResponse },
  },
  deleteColleague: {
    summary: 'Delete a colleague',
    description:
      'Removes a colleague. All tokens of the colleague are rejected immediately, and the account is deleted within minutes. The last owner cannot be removed. Deleting a removed colleague has no effect.',
    responses: { 204: null },
  },
  inviteColleague: {
    summary: 'Invite a colleague',
    description:
      'Invites a colleague. Send `email` to invite someone new, who becomes a contact of your company, or `contactId` to invite an existing contact. If that contact has an open invitation, a new link is sent (200). The email names you as the sender. You can grant only groups that you have yourself.',
    responses: { 200: ownInvitationResponse, 201: ownInvitationResponse },
  },
  listMyCustomerInvitations: {
    summary: 'List invitations to your company',
    description:
      'Returns the invitations to your company, whether you, another owner, or the company that you are a customer of sent them. Changes appear in the list within about a second.',
    responses: { 200: ownInvitationPageResponse },
  },
  resendMyCustomerInvitation: {
    summary: 'Resend an invitation to your company',
    description:
      'Emails a new link with a new expiry for a pending or expired invitation to your company. The ID stays the same, and all earlier links stop working immediately.',
    responses: { 200: ownInvitationResponse },
  },
  revokeMyCustomerInvitation: {
    summary: 'Revoke an invitation to your company',
    description:
      'Revokes a pending or expired invitation to your company. Anyone who opens its link sees that it was revoked.',
    responses: { 200: ownInvitationResponse },
  },
} satisfies References<typeof selfServiceRoutes>;
