import * as z from 'zod/mini';

import { text, url } from '../modules/platform/environment.ts';
import { WEBHOOK_TARGETS } from '../modules/webhooks/webhook.ts';

export const webhooksEnvironment = z.object({
  TABLE_NAME: text,
  DELIVERY_QUEUE_URL: url,
  /** The ARN of the queue of events from the bus. Messages from any other queue are deliveries. */
  EVENT_QUEUE_ARN: text,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});
