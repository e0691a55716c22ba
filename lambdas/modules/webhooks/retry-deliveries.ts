import { type Clock, MINUTE, SECOND } from '../platform/clock.ts';
import {
  type Delivery,
  type DeliveryMessage,
  refOf,
  type Replay,
  type ReplayMessage,
  type RetryMessage,
} from './delivery.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { ReplayStore, WebhookDeliveryStore } from './delivery-store.ts';

export interface RetryDeps {
  readonly deliveries: Pick<WebhookDeliveryStore, 'takeDue'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

const PAGE = 100;
/**
 * The time limits for the retries and then for the replays of a run, even if work remains. Together, they are shorter
 * than the function's timeout.
 */
const RUN_SECONDS = 10;
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
  readonly replays: ReplayStore;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

/**
 * Replays the first page of failed deliveries, and stores the progress if there are more. A redelivered message finds
 * nothing left to do on its page.
 *
 * @returns the number of deliveries that are sent again.
 */
export async function replayFailed(deps: ReplayDeps, message: ReplayMessage): Promise<number> {
  const { replayed, next } = await replayPage(deps, message);
  if (next !== undefined) await deps.replays.start(next, deps.clock.now());
  return replayed;
}

/** The number of replays in one run. Each gets a page in turn, so that a large one does not delay the others. */
const REPLAYS = 25;

/**
 * Continues the stored replays page by page until the run ends. The next run starts a minute later.
 *
 * @returns the number of deliveries that are sent again.
 */
export async function continueReplays(
  deps: ReplayDeps & { readonly onFailure: (webhookId: string, error: unknown) => void },
): Promise<number> {
  const end = deps.clock.now().getTime() + RUN_SECONDS * SECOND;
  const isOver = () => deps.clock.now().getTime() >= end;
  let count = 0;
  let waiting = await deps.replays.waiting(REPLAYS);
  while (waiting.length > 0 && !isOver()) {
    const unfinished: Replay[] = [];
    for (const replay of waiting) {
      if (isOver()) break;
      try {
        const { replayed, next } = await replayPage(deps, replay);
        count += replayed;
        const isCurrent = await deps.replays.advance(replay, next, deps.clock.now());
        if (isCurrent && next !== undefined) unfinished.push(next);
      } catch (error) {
        deps.onFailure(replay.webhookId, error);
      }
    }
    waiting = unfinished;
  }
  return count;
}

/**
 * Queues a page of failed deliveries as if they had never been tried. Deliveries that the queue rejects become due
 * shortly afterward.
 */
async function replayPage(
  deps: ReplayDeps,
  { tenantId, webhookId, before, after }: Omit<Replay, 'after'> & Partial<Pick<Replay, 'after'>>,
): Promise<{ readonly replayed: number; readonly next: Replay | undefined }> {
  const { deliveries, last } = await deps.deliveries.page(webhookId, PAGE, after);
  const dueAt = queuedUntil(deps.clock).toISOString();
  const failed = deliveries.filter(
    ({ status, updatedAt }) => status === 'failed' && updatedAt <= before,
  );
  const revived = await Promise.all(failed.map((delivery) => revive(deps, delivery, dueAt)));
  await deps.queue.send(revived.map(retryOf));
  const next = last && {
    ...{ tenantId, webhookId, before },
    after: { time: last.time, eventId: last.eventId },
  };
  return { replayed: revived.length, next };
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
