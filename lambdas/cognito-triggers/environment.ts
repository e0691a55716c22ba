import * as z from 'zod/mini';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

/** The environment of the token claims function. */
export const tokenClaimsEnvironment = z.object({
  TABLE_NAME: text,
});

/** The environment of the admission function. */
export const admissionEnvironment = z.object({
  TABLE_NAME: text,
  ...installationEnvironment,
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
});
