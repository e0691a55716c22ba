import { MINUTE, SECOND, type Clock } from '../platform/clock.ts';
import type { DeliveryMessage, RetryMessage } from './delivery-message.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { refOf, type Delivery } from './delivery.ts';

export interface RetryDeps {
  readonly deliveries: Pick<DeliveryStore, 'takeDue'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

const PAGE = 100;
/** A run ends before the next one begins, whatever is left. */
const RUN_SECONDS = 20;
/** A delivery whose message got lost is queued again after this time. */
export const QUEUED_MINUTES = 15;

/** Queues the deliveries that are due, and tells how many. What the queue does not take is due again later. */
export async function retryDue({ deliveries, queue, clock }: RetryDeps): Promise<number> {
  const end = clock.now().getTime() + RUN_SECONDS * SECOND;
  let queued = 0;
  while (clock.now().getTime() < end) {
    const due = await deliveries.takeDue(PAGE, clock.now(), queuedUntil(clock));
    const messages = due.map(retryOf);
    const refused: readonly DeliveryMessage[] = await queue.offer(messages);
    queued += messages.length - refused.length;
    if (due.length < PAGE || refused.length > 0) break;
  }
  return queued;
}

/** While its message is in the queue, a delivery is not due. */
export function queuedUntil(clock: Clock): Date {
  return new Date(clock.now().getTime() + QUEUED_MINUTES * MINUTE);
}

export function retryOf(delivery: Delivery): RetryMessage {
  const { tenantId, attempts } = delivery;
  return { kind: 'retry', tenantId, ...refOf(delivery), attempts };
}
