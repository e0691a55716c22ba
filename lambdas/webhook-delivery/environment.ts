import * as z from 'zod';

import { text, url } from '../modules/platform/environment.ts';
import { WEBHOOK_TARGETS } from '../modules/webhooks/webhook-targets.ts';

/** What the function that calls webhooks reads from its environment. */
export const webhooksEnvironment = z.object({
  TABLE_NAME: text,
  DELIVERY_QUEUE_URL: url,
  /** Of the queue with the events of the bus; what comes from elsewhere is a delivery. */
  EVENT_QUEUE_ARN: text,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});
