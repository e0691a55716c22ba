import * as z from 'zod/mini';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text, url } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/rules-reader.ts';
import { WEBHOOK_TARGETS } from '../modules/webhooks/webhook.ts';

/** The environment of the `admin-api` function. */
export const adminApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  /** The client that people use to sign in to Foyer's own pages. */
  WEB_CLIENT_ID: text,
  CURSOR_SECRET_ARN: text,
  DELIVERY_QUEUE_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  ...installationEnvironment,
  SITE_URL: url,
  /** True if administrators can lift suppressions. Otherwise, only the operator can. */
  ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: z.stringbool(),
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
  /** The default sender name and address of emails, for previews. A tenant can set its own. */
  SENDER_NAME: text,
  SENDER_ADDRESS: text,
});
