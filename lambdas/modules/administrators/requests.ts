import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { emailSchema, localeSchema } from '../http/request-fields.ts';
import { once } from '../platform/once.ts';
import { ADMINISTRATOR_ROLES } from '../platform/scopes.ts';
import { PASSWORD_MAX_LENGTH } from '../platform/sign-up-form.ts';
import { personName } from '../platform/text.ts';

const role = once(() =>
  z.enum(ADMINISTRATOR_ROLES, {
    error: `role must be one of ${ADMINISTRATOR_ROLES.join(', ')}.`,
  }),
);
const ROLE_META = {
  description:
    'The role. `administrators` can do everything. `operators` send invitations and manage customers. `plan-managers` manage customers and their service plans. `viewers` can only read.',
  example: 'operators',
};
const NAME_META = {
  description: 'The name of the person, as shown in invitations and in the activity log.',
  example: 'Grace Hopper',
};
const name = once(() => personName('name', 100));

/** The body of `POST /v1/administrators`. */
export const createAdministratorSchema = once(() =>
  z.strictObject({
    email: emailSchema().check(
      z.meta({
        description: 'The email address to sign in with. It cannot be changed later.',
        example: 'grace@acme.example',
        format: 'idn-email',
      }),
    ),
    name: z.optional(name()).check(z.meta(NAME_META)),
    role: role().check(z.meta(ROLE_META)),
    locale: z.optional(localeSchema('locale')).check(
      z.meta({
        description:
          'The language of the setup email and the setup page, as a language tag (BCP 47). Defaults to the default language of your company.',
        example: 'en',
      }),
    ),
  }),
);

/** The body of `PATCH /v1/administrators/{id}`. */
export const updateAdministratorSchema = once(() =>
  z.strictObject({
    name: removable(name(), NAME_META),
    role: z.optional(role()).check(z.meta(ROLE_META)),
  }),
);

/** Long enough for a complete link, even one wrapped by a mail filter's own link. */
const token = once(() =>
  z.string('token is required.').check(
    z.maxLength(4096),
    z.meta({
      description:
        'The token of the setup link: the part after `#`. The whole link is accepted too.',
      example: 'acme.adm_0j4n8q2v6x0c4h8m2r6w0b4f8k.m5Yw8dE0Jx3v6oBq1hTgA2nKcVfSzRpLuXi9eW4sD7k',
    }),
  ),
);

/** The body of `POST /v1/administrator-setup/lookup`. */
export const setupTokenSchema = once(() =>
  z.strictObject({ token: token() }).check(z.meta({ id: 'SetupTokenRequest' })),
);

/** The body of `POST /v1/administrator-setup/complete`. The password requirements have their own error code. */
export const completeSetupSchema = once(() =>
  z.strictObject({
    token: token(),
    name: z.pipe(z.string({ error: 'name is required.' }), name()).check(z.meta(NAME_META)),
    password: z.string('password is required.').check(
      z.meta({
        description: `The new password, up to ${PASSWORD_MAX_LENGTH} characters. See \`passwordRules\` in the response to \`POST /v1/administrator-setup/lookup\` for the other requirements.`,
        example: 'correct horse battery 9 Staple',
      }),
    ),
  }),
);
