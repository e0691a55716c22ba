import * as z from 'zod/mini';

import { once } from '../platform/once.ts';
import { PASSWORD_MAX_LENGTH } from '../platform/sign-up-form.ts';
import { personName } from '../platform/text.ts';

/** The description of {@link personNameSchema} in the API document. */
export const NAME_META = {
  description: 'The name of the person, as shown in invitations and in the activity log.',
  example: 'Grace Hopper',
};

/** The name of an administrator. */
export const personNameSchema = once(() => personName('name', 100));

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
    name: z
      .pipe(z.string({ error: 'name is required.' }), personNameSchema())
      .check(z.meta(NAME_META)),
    password: z.string('password is required.').check(
      z.meta({
        description: `The new password, up to ${PASSWORD_MAX_LENGTH} characters. See \`passwordRules\` in the response to \`POST /v1/administrator-setup/lookup\` for the other requirements.`,
        example: 'correct horse battery 9 Staple',
      }),
    ),
  }),
);
