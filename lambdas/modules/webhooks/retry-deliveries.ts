import { type Clock, MINUTE, SECOND } from '../platform/clock.ts';
import {
  type Delivery,
  type DeliveryMessage,
  refOf,
  type ReplayMessage,
  type RetryMessage,
} from './delivery.ts';
import { type DeliveryQueue, enqueue } from './delivery-queue.ts';
import type { WebhookDeliveryStore } from './delivery-store.ts';

export interface RetryDeps {
  readonly deliveries: Pick<WebhookDeliveryStore, 'takeDue'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

const PAGE = 100;
/** The time after which a run ends, even if work is left. Shorter than the interval between runs. */
const RUN_SECONDS = 20;
/** The time after which a delivery is queued again if its message was lost. */
const QUEUED_MINUTES = 15;

/** Queues the due deliveries and returns their number. Deliveries that the queue rejects become due again later. */
export async function retryDue({ deliveries, queue, clock }: RetryDeps): Promise<number> {
  const end = clock.now().getTime() + RUN_SECONDS * SECOND;
  let queued = 0;
  while (clock.now().getTime() < end) {
    const due = await deliveries.takeDue(PAGE, clock.now(), queuedUntil(clock));
    const messages = due.map(retryOf);
    const refused: readonly DeliveryMessage[] = await queue.send(messages);
    queued += messages.length - refused.length;
    if (due.length < PAGE || refused.length > 0) break;
  }
  return queued;
}

/** Returns the time until which a delivery is not due, because its message is in the queue. */
function queuedUntil(clock: Clock): Date {
  return new Date(clock.now().getTime() + QUEUED_MINUTES * MINUTE);
}

function retryOf(delivery: Delivery): RetryMessage {
  const { tenantId, attempts } = delivery;
  return { kind: 'retry', tenantId, ...refOf(delivery), attempts };
}

export interface ReplayDeps {
  readonly deliveries: Pick<WebhookDeliveryStore, 'page' | 'move'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

/**
 * Queues a page of failed deliveries as if they had never been tried, and a message for the next page. Deliveries that
 * the queue rejects become due a little later.
 */
export async function replayFailed(deps: ReplayDeps, message: ReplayMessage): Promise<number> {
  const { webhookId, before, after } = message;
  const { deliveries, last } = await deps.deliveries.page(webhookId, PAGE, after);
  const dueAt = queuedUntil(deps.clock).toISOString();
  const failed = deliveries.filter(
    ({ status, updatedAt }) => status === 'failed' && updatedAt <= before,
  );
  const revived = await Promise.all(failed.map((delivery) => revive(deps, delivery, dueAt)));
  await deps.queue.send(revived.map(retryOf));
  if (last !== undefined) {
    const { time, eventId } = last;
    await enqueue(deps.queue, { ...message, after: { time, eventId } });
  }
  return revived.length;
}

async function revive(deps: ReplayDeps, delivery: Delivery, dueAt: string): Promise<Delivery> {
  const updatedAt = deps.clock.now().toISOString();
  const { tenantId, webhookId, event } = delivery;
  const again: Delivery = {
    tenantId,
    webhookId,
    event,
    status: 'retrying',
    attempts: 0,
    dueAt,
    updatedAt,
  };
  await deps.deliveries.move(delivery, again);
  return again;
}
