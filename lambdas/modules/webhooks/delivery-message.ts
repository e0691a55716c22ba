import * as z from 'zod';
import { eventSchema } from './delivery.ts';

const forWebhook = { tenantId: z.string(), webhookId: z.string() };

/** What the queue of deliveries carries. One message is for one webhook, so that one that is down repeats no other. */
export const deliveryMessageSchema = z.discriminatedUnion('kind', [
  /** An event that has just happened. */
  z.object({ kind: z.literal('event'), ...forWebhook, event: eventSchema }),
  /** A delivery that is written down and due again. */
  z.object({
    kind: z.literal('retry'),
    ...forWebhook,
    time: z.string(),
    eventId: z.string(),
    /** How often it had been tried when this message was written. */
    attempts: z.number().int(),
  }),
  /** Everything that was given up, please again. */
  z.object({
    kind: z.literal('replay'),
    ...forWebhook,
    /** What was given up later than this is of another time. */
    before: z.string(),
    /** Where the message before this one stopped. */
    after: z.object({ time: z.string(), eventId: z.string() }).optional(),
  }),
]);
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;
export type EventMessage = Extract<DeliveryMessage, { kind: 'event' }>;
export type RetryMessage = Extract<DeliveryMessage, { kind: 'retry' }>;
export type ReplayMessage = Extract<DeliveryMessage, { kind: 'replay' }>;
