import * as z from 'zod';
import { providerSchema } from '../identity/provider.ts';
import { json, text } from '../shared/environment.ts';
import { installationEnvironment } from '../tenants/installation.ts';

/** What the function that admits people from identity providers reads from its environment. */
export const admissionEnvironment = z.object({
  TABLE_NAME: text,
  ...installationEnvironment,
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
});
