import * as z from 'zod';
import { createInvitationSchema, pageSchema } from '../invitations/requests.ts';
import { removable } from '../shared/removable.ts';
import { firstNameSchema, jobTitleSchema, lastNameSchema } from '../shared/sign-up-form.ts';
import { phone } from '../shared/text.ts';
import { CONTACT_ROLES } from './contact.ts';
import { groupsSchema } from '../shared/request-fields.ts';

const email = createInvitationSchema.shape.email.meta({
  description: 'Where an invitation goes, and what the person signs in with.',
  example: 'ada@example.com',
  format: 'idn-email',
});
const role = z.enum(CONTACT_ROLES).meta({
  description: 'An owner looks after the company’s account and invites colleagues.',
  example: 'member',
});
const groups = groupsSchema.min(1, 'Name at least one group, or leave groups out.').meta({
  description: 'The groups that the account gets: of those that the tenant allows.',
  example: ['customers'],
});

const words = {
  firstName: { description: 'First name.', example: 'Ada' },
  lastName: { description: 'Last name.', example: 'Lovelace' },
  jobTitle: { description: 'Job title.', example: 'Buyer' },
  phone: { description: 'Telephone number.', example: '+44 20 7946 0123' },
};

/** The body of `POST /v1/customers/{id}/contacts`. */
export const createContactSchema = z.strictObject({
  email: email.optional(),
  firstName: z.optional(firstNameSchema).meta(words.firstName),
  lastName: z.optional(lastNameSchema).meta(words.lastName),
  jobTitle: z.optional(jobTitleSchema).meta(words.jobTitle),
  phone: z.optional(phone()).meta(words.phone),
  role: role.optional().meta({
    description: 'The first contact of a customer is an owner, others are members.',
    example: 'member',
  }),
  groups: groups.optional(),
  sendInvite: z.boolean().default(false).meta({
    description: 'Whether the person is invited in the same step: needs `email`.',
    example: true,
  }),
});
export type CreateContactRequest = z.infer<typeof createContactSchema>;

/** The body of `PATCH /v1/customers/{id}/contacts/{contactId}`: a JSON merge patch (RFC 7396). */
export const updateContactSchema = z.strictObject({
  email: removable(email),
  firstName: removable(firstNameSchema, words.firstName),
  lastName: removable(lastNameSchema, words.lastName),
  jobTitle: removable(jobTitleSchema, words.jobTitle),
  phone: removable(phone(), words.phone),
  role: role.optional(),
  groups: groups.optional(),
});
export type UpdateContactRequest = z.infer<typeof updateContactSchema>;

/** The query of `GET /v1/customers/{id}/contacts`. */
export const listContactsSchema = pageSchema;
