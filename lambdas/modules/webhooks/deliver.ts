import { type Clock, HOUR, isoAfter, MINUTE, SECOND } from '../platform/clock.ts';
import {
  type Delivery,
  type EventMessage,
  refOf,
  type RetryMessage,
  type WebhookEvent,
} from './delivery.ts';
import type { WebhookDeliveryStore } from './delivery-store.ts';
import { signedHeaders } from './signature.ts';
import {
  type Attempt,
  hasFailedForDays,
  isDown,
  signingVersions,
  TEST_EVENT,
  type Webhook,
} from './webhook.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { WebhookHealth, WebhookReader } from './webhook-store.ts';

/** The delays after failed attempts, in milliseconds. They result in nine attempts within about a day. */
const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  8 * HOUR,
  8 * HOUR,
];
/**
 * The random variation of a delay: up to a tenth shorter or longer, so that deliveries that failed at the same time are
 * not retried at the same time.
 */
const SPREAD = 0.1;

/** The maximum number of attempts for a delivery. */
export const ATTEMPTS_MAX = PAUSES.length + 1;

/** The number of delays that are short enough to wait in the queue. For longer delays, the delivery is stored. */
export const QUICK_RETRIES = 2;

/**
 * Returns the delay after attempt number `attempt` (1 is the first) in milliseconds, or `undefined` after the last
 * attempt.
 */
export function pauseAfter(attempt: number, chance: number): number | undefined {
  const pause = PAUSES[attempt - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + SPREAD * (2 * chance - 1)));
}

export interface DeliverDeps {
  readonly webhooks: Pick<WebhookReader, 'get'>;
  readonly health: WebhookHealth;
  readonly deliveries: Pick<WebhookDeliveryStore, 'get' | 'put' | 'move' | 'remove'>;
  readonly sender: WebhookSender;
  readonly masterSecret: () => Promise<string>;
  readonly clock: Clock;
  /** Returns a number from 0 to 1 that varies the delays of deliveries that failed together. */
  readonly chance: () => number;
}

/** Thrown after a failed attempt that is retried soon: the queue redelivers the message after `seconds`. */
export class DeliveryPostponedError extends Error {
  override readonly name = 'DeliveryPostponedError';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`The delivery will be retried in ${seconds} seconds.`);
    this.seconds = seconds;
  }
}

/** The result of processing a message: delivered, stored for a retry, failed, or no longer needed. */
export type DeliveryResult =
  | { readonly result: 'delivered' | 'dropped' }
  | { readonly result: 'retrying' | 'failed'; readonly attempt: Attempt };

/**
 * Delivers a new event. `receives` is the number of times that the queue has delivered the message.
 *
 * @throws {DeliveryPostponedError} if one of the first attempts fails.
 */
export async function deliverEvent(
  deps: DeliverDeps,
  { tenantId, webhookId, event }: EventMessage,
  receives: number,
): Promise<DeliveryResult> {
  const webhook = await deps.webhooks.get(tenantId, webhookId);
  if (webhook === undefined || !accepts(webhook, event)) return { result: 'dropped' };
  const attempt = await post(deps, webhook, event);
  const enabled = await noteHealth(deps, webhook, event, attempt);
  if (isDelivered(attempt)) return { result: 'delivered' };

  const now = deps.clock.now();
  const pause = enabled ? pauseFor(deps, event, receives) : undefined;
  if (pause !== undefined && receives <= QUICK_RETRIES && !isDown(webhook, now))
    throw new DeliveryPostponedError(Math.ceil(pause / SECOND));
  const delivery = nextOf({ tenantId, webhookId, event }, attempt, receives, pause, now);
  await deps.deliveries.put(delivery);
  return { result: delivery.status, attempt };
}

/** Retries a stored delivery, unless it has changed since the message was written. */
export async function retryDelivery(
  deps: DeliverDeps,
  message: RetryMessage,
): Promise<DeliveryResult> {
  const delivery = await deps.deliveries.get(message);
  if (delivery?.status !== 'retrying' || delivery.attempts !== message.attempts)
    return { result: 'dropped' };
  const webhook = await deps.webhooks.get(message.tenantId, message.webhookId);
  if (webhook === undefined) {
    await deps.deliveries.remove(refOf(delivery));
    return { result: 'dropped' };
  }
  return tryAgain(deps, webhook, delivery);
}

async function tryAgain(
  deps: DeliverDeps,
  webhook: Webhook,
  delivery: Delivery,
): Promise<DeliveryResult> {
  const { event } = delivery;
  const now = deps.clock.now();
  if (!accepts(webhook, event)) {
    const attempt: Attempt = { failure: 'turned_off' };
    const failed = nextOf(delivery, attempt, delivery.attempts, undefined, now);
    await deps.deliveries.move(delivery, failed);
    return { result: 'failed', attempt };
  }
  const attempt = await post(deps, webhook, event);
  const enabled = await noteHealth(deps, webhook, event, attempt);
  if (isDelivered(attempt)) {
    await deps.deliveries.remove(refOf(delivery));
    return { result: 'delivered' };
  }
  const attempts = delivery.attempts + 1;
  const pause = enabled ? pauseFor(deps, event, attempts) : undefined;
  const next = nextOf(delivery, attempt, attempts, pause, deps.clock.now());
  await deps.deliveries.move(delivery, next);
  return { result: next.status, attempt };
}

/** Returns the delivery after a failed attempt: waiting for the next one, or failed. */
function nextOf(
  { tenantId, webhookId, event }: Pick<Delivery, 'tenantId' | 'webhookId' | 'event'>,
  attempt: Attempt,
  attempts: number,
  pause: number | undefined,
  now: Date,
): Delivery {
  const again = pause !== undefined;
  return {
    tenantId,
    webhookId,
    event,
    status: again ? 'retrying' : 'failed',
    attempts,
    ...('status' in attempt ? { lastStatus: attempt.status } : { lastFailure: attempt.failure }),
    ...(again && { dueAt: isoAfter(now, pause) }),
    updatedAt: now.toISOString(),
  };
}

/** Returns the delay before the next attempt. A test event is not retried, because the person who sent it is waiting. */
function pauseFor(
  { chance }: DeliverDeps,
  { type }: WebhookEvent,
  attempts: number,
): number | undefined {
  return type === TEST_EVENT ? undefined : pauseAfter(attempts, chance());
}

/** Returns whether a webhook receives an event. A disabled webhook can still be tested. */
function accepts({ enabled }: Webhook, { type }: WebhookEvent): boolean {
  return enabled || type === TEST_EVENT;
}

function isDelivered(attempt: Attempt): boolean {
  return 'status' in attempt && attempt.status >= 200 && attempt.status < 300;
}

async function post(deps: DeliverDeps, webhook: Webhook, event: WebhookEvent): Promise<Attempt> {
  const now = deps.clock.now();
  const body = bodyOf(event);
  const versions = signingVersions(webhook, now);
  const { tenantId, id: webhookId, url } = webhook;
  const signed = signedHeaders(
    await deps.masterSecret(),
    versions.map((version) => ({ tenantId, webhookId, version })),
    { id: event.detail.id, timestamp: Math.floor(now.getTime() / SECOND), body },
  );
  const headers = {
    ...signed,
    'content-type': 'application/json',
    'user-agent': 'Foyer-Webhooks/1',
  };
  return deps.sender.post({ url, headers, body });
}

/** Returns the payload that Standard Webhooks recommends. `data` is the `detail` of the event on the bus. */
function bodyOf({ type, detail }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp: detail.time, data: detail });
}

/** Records the health of the webhook and returns whether it is still enabled. A test event only records its own result. */
async function noteHealth(
  { health, clock }: DeliverDeps,
  webhook: Webhook,
  { type, detail }: WebhookEvent,
  attempt: Attempt,
): Promise<boolean> {
  if (type === TEST_EVENT) {
    await health.tested(webhook, detail.id, attempt, clock.now());
    return webhook.enabled;
  }
  if (isDelivered(attempt)) {
    await health.recovered(webhook);
    return true;
  }
  const now = clock.now();
  const gone = 'status' in attempt && attempt.status === 410;
  if (gone || hasFailedForDays(webhook, now)) {
    await health.disable(webhook, gone ? 'gone' : 'failing', now);
    return false;
  }
  await health.failing(webhook, now);
  return true;
}
