import type { Clock } from '../platform/clock.ts';
import type { ReplayMessage } from './delivery-message.ts';
import { enqueue, type DeliveryQueue } from './delivery-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Delivery } from './delivery.ts';
import { queuedUntil, retryOf } from './retry-due.ts';

export interface ReplayDeps {
  readonly deliveries: Pick<DeliveryStore, 'page' | 'move'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

const PAGE = 100;

/**
 * Takes up a page of what was given up as if it had never been tried, and leaves the next page to a further message.
 * What the queue does not take is due by itself a little later.
 */
export async function replayFailed(deps: ReplayDeps, message: ReplayMessage): Promise<number> {
  const { webhookId, before, after } = message;
  const { deliveries, last } = await deps.deliveries.page(webhookId, PAGE, after);
  const dueAt = queuedUntil(deps.clock).toISOString();
  const failed = deliveries.filter(
    ({ status, updatedAt }) => status === 'failed' && updatedAt <= before,
  );
  const revived = await Promise.all(failed.map((delivery) => revive(deps, delivery, dueAt)));
  await deps.queue.offer(revived.map(retryOf));
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
