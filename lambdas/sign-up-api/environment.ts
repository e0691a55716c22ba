import * as z from 'zod/mini';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text, url } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

/** The environment of the `sign-up-api` function. */
export const signUpApiEnvironment = z.object({
  ...installationEnvironment,
  TABLE_NAME: text,
  USER_POOL_ID: text,
  SIGN_IN_URL: url,
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
});
