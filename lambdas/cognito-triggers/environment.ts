import * as z from 'zod/mini';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';

/** The environment of the token claims function. */
export const tokenClaimsEnvironment = z.object({
  TABLE_NAME: text,
});

/** The environment of the account mail function. */
export const accountMailEnvironment = z.object({
  TABLE_NAME: text,
  SENDER_NAME: text,
});

/** The log message for an email without branding. An alarm counts these lines (see lib/account-mail.ts). */
export const UNBRANDED_LINE = 'No branding for an email';

/** The environment of the admission function. */
export const admissionEnvironment = z.object({
  TABLE_NAME: text,
  ...installationEnvironment,
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
});
