import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { emailSchema, localeSchema } from '../http/request-fields.ts';
import { once } from '../platform/once.ts';
import { ADMINISTRATOR_ROLES } from '../platform/scopes.ts';
import { NAME_META, personNameSchema as name } from './setup-requests.ts';

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
