import * as z from 'zod';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import { ATTEMPT_FAILURES } from './webhook.ts';

/** So long what could not be delivered is kept, in days. */
const DELIVERY_RETENTION_DAYS = 30;

/** Where in the work index deliveries lie that are to be tried again. */
export const DELIVERY_WORK_PARTITION = 'webhooks';

/** An event on its way to a webhook, as the bus carried it. */
const eventSchema = z.object({
  type: z.string(),
  detail: z.looseObject({ id: z.string(), tenantId: z.string(), time: z.string() }),
});
export type WebhookEvent = z.infer<typeof eventSchema>;

/**
 * An event that has not reached its webhook: it waits for its next attempt, or it was given up. What arrived leaves
 * nothing behind.
 */
const deliverySchema = z.object({
  tenantId: z.string(),
  webhookId: z.string(),
  event: eventSchema,
  status: z.enum(['retrying', 'failed']),
  attempts: z.number().int(),
  /** What the last attempt answered, if it answered. */
  lastStatus: z.number().int().optional(),
  lastFailure: z.enum(ATTEMPT_FAILURES).optional(),
  /** When it is tried next. */
  dueAt: z.iso.datetime().optional(),
  updatedAt: z.iso.datetime(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Which delivery: the time makes them sort, the id of the event tells them apart. */
export interface DeliveryRef {
  readonly webhookId: string;
  readonly time: string;
  readonly eventId: string;
}

export function refOf({ webhookId, event }: Delivery): DeliveryRef {
  return { webhookId, time: event.detail.time, eventId: event.detail.id };
}

/** The deliveries of a webhook lie together, in the order of their events. */
export function webhookDeliveryPartition(webhookId: string): string {
  return `${RECORDS.webhook}#${webhookId}`;
}

export const DELIVERY_PREFIX = 'delivery#';

export function deliveryKey({ webhookId, time, eventId }: DeliveryRef): { pk: string; sk: string } {
  return { pk: webhookDeliveryPartition(webhookId), sk: `${DELIVERY_PREFIX}${time}#${eventId}` };
}

export function toDeliveryItem(delivery: Delivery): Record<string, unknown> {
  return {
    ...delivery,
    ...deliveryKey(refOf(delivery)),
    ...(delivery.status === 'retrying' && { dueKey: DELIVERY_WORK_PARTITION }),
    [TTL_ATTRIBUTE]: epochSecondsAfter(delivery.updatedAt, DELIVERY_RETENTION_DAYS * DAY),
  };
}

/** @throws {z.ZodError} when the item is not a delivery. */
export function fromDeliveryItem(item: Record<string, unknown>): Delivery {
  return deliverySchema.parse(item);
}

/** An event of the bus as a rule puts it into a queue, read as what Foyer tells. */
export const busMessageSchema = z
  .object({ 'detail-type': z.string(), detail: eventSchema.shape.detail })
  .transform(({ 'detail-type': type, detail }) => ({ type, detail }));

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
