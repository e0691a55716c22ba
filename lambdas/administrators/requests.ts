import * as z from 'zod';
import { emailSchema, localeSchema } from '../shared/request-fields.ts';
import { removable } from '../shared/removable.ts';
import { personName } from '../shared/text.ts';
import { PASSWORD_MAX_LENGTH } from '../shared/sign-up-form.ts';
import { ADMINISTRATOR_ROLES } from './administrator.ts';

const role = z.enum(ADMINISTRATOR_ROLES, {
  error: `role must be one of ${ADMINISTRATOR_ROLES.join(', ')}.`,
});
const ROLE_WORDS = {
  description:
    'The role. `administrators` can do everything, `operators` invite people and manage customers, `plan-managers` manage customers and their service plans, `viewers` only read.',
  example: 'operators',
};
const NAME_WORDS = {
  description: 'The name of the person, as invitations and logs show it.',
  example: 'Grace Hopper',
};
const name = personName('name', 100);

/** The body of `POST /v1/administrators`. */
export const createAdministratorSchema = z.strictObject({
  email: emailSchema.meta({
    description: 'The email address. It is the sign-in name and cannot be changed.',
    example: 'grace@acme.example',
    format: 'idn-email',
  }),
  name: z.optional(name).meta(NAME_WORDS),
  role: role.meta(ROLE_WORDS),
  locale: z.optional(localeSchema('locale')).meta({
    description:
      'The language of the email and the setup page. Defaults to the company’s language.',
    example: 'en',
  }),
});
export type CreateAdministratorRequest = z.output<typeof createAdministratorSchema>;

/** The body of `PATCH /v1/administrators/{id}`. */
export const updateAdministratorSchema = z.strictObject({
  name: removable(name, NAME_WORDS),
  role: z.optional(role).meta(ROLE_WORDS),
});
export type UpdateAdministratorRequest = z.output<typeof updateAdministratorSchema>;

/** Room for a whole link, also one that a mail filter has put into a link of its own. */
const token = z.string('token is required.').max(4096).meta({
  description: 'The part of the link after the #. The whole link is accepted too.',
  example: 'acme.adm_0j4n8q2v6x0c4h8m2r6w0b4f8k.m5Yw8dE0Jx3v6oBq1hTgA2nKcVfSzRpLuXi9eW4sD7k',
});

/** The body of `POST /v1/administrator-setup/lookup`. */
export const setupTokenSchema = z.strictObject({ token });

/** The body of `POST /v1/administrator-setup/accept`. The rules of the password have a code of their own. */
export const acceptSetupSchema = z.strictObject({
  token,
  name: z.pipe(z.string({ error: 'name is required.' }), name).meta(NAME_WORDS),
  password: z.string('password is required.').meta({
    description: `The new password, at most ${PASSWORD_MAX_LENGTH} characters. The lookup returns the other rules.`,
    example: 'correct horse battery 9 Staple',
  }),
});
