import * as z from 'zod/mini';

import { createContactSchema } from '../contacts/requests.ts';
import { addressChange, customerFields } from '../customers/customer-fields.ts';
import { ORDERS } from '../dynamodb/list-reader.ts';
import { removable } from '../http/merge-patch.ts';
import { idText } from '../http/request-fields.ts';
import { pageSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../platform/sign-up-form.ts';
import { phone } from '../platform/text.ts';
import { INVITATION_STATUSES } from '../records/invitation.ts';

/**
 * The body of `PATCH /v1/me`: a JSON merge patch (RFC 7396). It accepts `email` so that a client can send back the
 * whole form, and so that an attempt to change the address returns a specific error.
 */
export const updateMeSchema = once(() =>
  z.strictObject({
    firstName: z
      .optional(firstNameSchema)
      .check(z.meta({ description: 'First name.', example: 'Ada' })),
    lastName: removable(lastNameSchema, {
      description:
        'Last name. It can be removed only if the company that invited you accepts people with one name.',
      example: 'Lovelace',
    }),
    jobTitle: removable(jobTitleSchema, {
      description: 'Job title.',
      example: 'Buyer',
    }),
    phone: removable(phone(), { description: 'Phone number.', example: '+44 20 7946 0123' }),
    email: z
      .optional(
        z.string().check(z.maxLength(320, 'The email address must be at most 128 characters.')),
      )
      .check(
        z.meta({
          description:
            'Your email address. It can be sent unchanged, but not changed, because you sign in with it.',
          example: 'ada@example.com',
        }),
      ),
  }),
);
export type UpdateMeRequest = z.infer<ReturnType<typeof updateMeSchema>>;

/** The body of `PATCH /v1/me/customer`: a JSON merge patch (RFC 7396) of the fields that the company manages itself. */
export const updateMyCustomerSchema = once(() =>
  z.strictObject({
    name: z.optional(customerFields().name),
    phone: removable(customerFields().phone),
    address: addressChange(),
    website: removable(customerFields().website),
  }),
);
export type UpdateMyCustomerRequest = z.infer<ReturnType<typeof updateMyCustomerSchema>>;

/** The body of `POST /v1/me/customer/invitations`: a new person, or an existing contact. */
export const inviteColleagueSchema = once(() => {
  const { email, firstName, lastName, jobTitle, phone, role, groups } = createContactSchema().shape;
  return z
    .strictObject({
      contactId: z.optional(idText()).check(
        z.meta({
          description:
            'The ID of an existing contact of your company without an account. Omit all other fields.',
          example: 'con_0j4n8q2v6x0c4h8m2r6w0b4f8k',
        }),
      ),
      ...{ email, firstName, lastName, jobTitle, phone, role, groups },
    })
    .check(
      z.superRefine(({ contactId, ...colleague }, context) => {
        const given = Object.entries(colleague).filter(([, value]) => value !== undefined);
        if (contactId === undefined && colleague.email === undefined)
          context.addIssue({ code: 'custom', path: ['email'], message: 'email is required.' });
        if (contactId === undefined) return;
        for (const [field] of given)
          context.addIssue({
            code: 'custom',
            path: [field],
            message: `Omit ${field}, because the contact exists. To change it, update the contact.`,
          });
      }),
      z.meta({ example: { email: 'ada@example.com', role: 'member' } }),
    );
});
export type InviteColleagueRequest = z.infer<ReturnType<typeof inviteColleagueSchema>>;

/** The query of `GET /v1/me/customer/invitations`. */
export const listMyCustomerInvitationsSchema = once(() =>
  z.extend(pageSchema(), {
    status: z.optional(z.enum(INVITATION_STATUSES)).check(
      z.meta({
        description: 'The status of the invitation, exact to the second.',
        example: 'pending',
      }),
    ),
    order: z._default(z.enum(ORDERS), 'desc').check(
      z.meta({
        description: 'The sort order by creation time: `desc` is newest first.',
        example: 'desc',
      }),
    ),
  }),
);
