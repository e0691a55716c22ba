import * as z from 'zod/mini';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import { ATTEMPT_FAILURES } from './webhook.ts';

/** The retention of deliveries that have not succeeded, in days. */
const DELIVERY_RETENTION_DAYS = 30;

/** The partition of the work index with the deliveries to retry. */
export const DELIVERY_WORK_PARTITION = 'webhooks';

/** The partition of the work index that contains the replays with more than one page. */
export const REPLAY_WORK_PARTITION = 'webhook-replays';

/** All partitions of the work index that belong to webhooks. */
export const WEBHOOK_WORK_PARTITIONS = [DELIVERY_WORK_PARTITION, REPLAY_WORK_PARTITION] as const;

/** An event for a webhook, as published on the event bus. */
const eventSchema = z.object({
  type: stored.text,
  detail: z.looseObject({ id: stored.text, tenantId: stored.text, time: stored.text }),
});
export type WebhookEvent = z.infer<typeof eventSchema>;

/**
 * An event that has not reached its webhook: it is waiting for the next attempt or has failed. Successful deliveries
 * are not stored.
 */
const deliverySchema = z.object({
  tenantId: stored.text,
  webhookId: stored.text,
  event: eventSchema,
  status: z.enum(['retrying', 'failed']),
  attempts: stored.integer,
  /** The status of the response to the last attempt, if there was one. */
  lastStatus: z.optional(stored.integer),
  lastFailure: z.optional(z.enum(ATTEMPT_FAILURES)),
  /** The time of the next attempt. */
  dueAt: stored.optionalTime,
  updatedAt: stored.time,
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Identifies a delivery. The time determines the order, and the ID of the event makes the key unique. */
export interface DeliveryRef {
  readonly webhookId: string;
  readonly time: string;
  readonly eventId: string;
}

export function refOf({ webhookId, event }: Delivery): DeliveryRef {
  return { webhookId, time: event.detail.time, eventId: event.detail.id };
}

/** Returns the partition of a webhook's deliveries, which are sorted by the time of their events. */
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

/** @throws {z.core.$ZodError} if the item is not a delivery. */
export function fromDeliveryItem(item: Record<string, unknown>): Delivery {
  return deliverySchema.parse(item);
}

/**
 * A replay that has more pages. Its progress is in the table, and the schedule continues it. If the function sent itself
 * a message for each page instead, Lambda would stop the loop after about 16 messages
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html).
 */
const replaySchema = z.object({
  tenantId: stored.text,
  webhookId: stored.text,
  /** Only deliveries that failed before this time are sent again. */
  before: stored.text,
  /** The last delivery of the previous page. */
  after: z.object({ time: stored.text, eventId: stored.text }),
});
export type Replay = z.infer<typeof replaySchema>;

/** The sort key of a webhook's replay. A webhook has at most one. */
export const REPLAY_SORT_KEY = 'replay';

export function replayKey(webhookId: string): { pk: string; sk: string } {
  return { pk: webhookDeliveryPartition(webhookId), sk: REPLAY_SORT_KEY };
}

/** Returns the item of a replay whose next page is due at `now`. */
export function toReplayItem(replay: Replay, now: Date): Record<string, unknown> {
  return {
    ...replay,
    ...replayKey(replay.webhookId),
    dueKey: REPLAY_WORK_PARTITION,
    dueAt: now.toISOString(),
    [TTL_ATTRIBUTE]: epochSecondsAfter(now.toISOString(), DELIVERY_RETENTION_DAYS * DAY),
  };
}

/** @throws {z.core.$ZodError} if the item is not a replay. */
export function fromReplayItem(item: Record<string, unknown>): Replay {
  return replaySchema.parse(item);
}

/** Parses an event from the bus, in the form in which a rule sends it to a queue. */
export const busMessageSchema = z.pipe(
  z.object({ 'detail-type': stored.text, detail: eventSchema.shape.detail }),
  z.transform(({ 'detail-type': type, detail }) => ({ type, detail })),
);

const forWebhook = { tenantId: stored.text, webhookId: stored.text };

/**
 * A message in the delivery queue. Each message is for one webhook, so that a webhook that is down does not cause
 * retries for others.
 */
export const deliveryMessageSchema = z.discriminatedUnion('kind', [
  /** A new event. */
  z.object({ kind: z.literal('event'), ...forWebhook, event: eventSchema }),
  /** A stored delivery that is due again. */
  z.object({
    kind: z.literal('retry'),
    ...forWebhook,
    time: stored.text,
    eventId: stored.text,
    /** The number of attempts at the time of this message. */
    attempts: stored.integer,
  }),
  /** A request to send all failed deliveries again. */
  z.object({
    kind: z.literal('replay'),
    ...forWebhook,
    /** Only deliveries that failed before this time are sent again. */
    before: stored.text,
  }),
]);
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;
export type EventMessage = Extract<DeliveryMessage, { kind: 'event' }>;
export type RetryMessage = Extract<DeliveryMessage, { kind: 'retry' }>;
export type ReplayMessage = Extract<DeliveryMessage, { kind: 'replay' }>;
