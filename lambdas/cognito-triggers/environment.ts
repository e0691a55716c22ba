import * as z from 'zod';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/tenant-rules.ts';

/** What the function that gives tokens their claims reads from its environment. */
export const tokenClaimsEnvironment = z.object({
  TABLE_NAME: text,
});

/** What the function that admits people from identity providers reads from its environment. */
export const admissionEnvironment = z.object({
  TABLE_NAME: text,
  ...installationEnvironment,
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
});
