import * as z from 'zod';

import { providerSchema } from '../modules/identity/provider.ts';
import { json, text, url } from '../modules/platform/environment.ts';
import { installationEnvironment } from '../modules/tenants/tenant-rules.ts';
import { WEBHOOK_TARGETS } from '../modules/webhooks/webhook-targets.ts';

/** What the administrators’ API reads from its environment. */
export const adminApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  /** The client with which people sign in to Foyer's own pages. */
  WEB_CLIENT_ID: text,
  CURSOR_SECRET_ARN: text,
  DELIVERY_QUEUE_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  ...installationEnvironment,
  SITE_URL: url,
  /** Whether administrators may lift suppressions, or only the operator. */
  ADMINISTRATORS_MAY_LIFT_SUPPRESSIONS: z.stringbool(),
  IDENTITY_PROVIDERS: json(z.array(providerSchema)),
  /** The sender name and address of emails unless the tenant sets its own, for previews. */
  SENDER_NAME: text,
  SENDER_ADDRESS: text,
});
