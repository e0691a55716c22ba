import type { ActivityNotes } from '../activity/activity-notes.ts';
import type { Clock } from '../platform/clock.ts';
import { EVENT_VERSION } from '../events/events.ts';
import type { Cursors } from '../dynamodb/cursor.ts';
import { invalidField } from '../platform/errors.ts';
import { newId, type Random } from '../platform/ids.ts';
import type { DeliveryList } from './delivery-list.ts';
import { enqueue, type DeliveryQueue } from './delivery-queue.ts';
import type { Delivery } from './delivery.ts';
import { getWebhook } from './manage-webhooks.ts';
import type { WebhookReader } from './webhook-reader.ts';
import { TEST_EVENT } from './webhook.ts';

export interface RequestDeps {
  readonly webhooks: Pick<WebhookReader, 'get'>;
  readonly queue: DeliveryQueue;
  readonly notes: ActivityNotes;
  readonly clock: Clock;
  readonly random: Random;
}

interface WebhookName {
  readonly tenantId: string;
  readonly id: string;
}

/** Sends a `webhook.test` to this webhook, turned on or not, and tells the event's id. @throws {FoyerError} `not_found` */
export async function sendWebhookTest(
  deps: RequestDeps,
  { tenantId, id }: WebhookName,
): Promise<string> {
  const webhook = await getWebhook(deps, tenantId, id);
  const detail = {
    version: EVENT_VERSION,
    id: newId('evt', deps.random),
    tenantId,
    time: deps.clock.now().toISOString(),
    webhook: { id: webhook.id },
  };
  const event = { type: TEST_EVENT, detail };
  await deps.notes.note({ tenantId, type: 'webhook.tested', object: { type: 'webhook', id } });
  await enqueue(deps.queue, { kind: 'event', tenantId, webhookId: webhook.id, event });
  return detail.id;
}

/** Has everything delivered again that was given up. @throws {FoyerError} `not_found`, `invalid_request` when it is off */
export async function replayWebhookDeliveries(
  deps: RequestDeps,
  { tenantId, id }: WebhookName,
): Promise<void> {
  const webhook = await getWebhook(deps, tenantId, id);
  if (!webhook.enabled) throw invalidField('enabled', 'This webhook is disabled. Enable it first.');
  await deps.notes.note({ tenantId, type: 'webhook.replayed', object: { type: 'webhook', id } });
  const before = deps.clock.now().toISOString();
  await enqueue(deps.queue, { kind: 'replay', tenantId, webhookId: webhook.id, before });
}

export interface ListDeliveriesDeps {
  readonly webhooks: Pick<WebhookReader, 'get'>;
  readonly deliveries: DeliveryList;
  readonly cursors: Cursors;
}

/** One page of what has not arrived, the newest first. @throws {FoyerError} `not_found`, `invalid_request` */
export async function listDeliveries(
  { webhooks, deliveries, cursors }: ListDeliveriesDeps,
  { tenantId, id }: WebhookName,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly rows: readonly Delivery[]; readonly nextCursor: string | null }> {
  const webhook = await getWebhook({ webhooks }, tenantId, id);
  const context = ['webhook-deliveries', tenantId, webhook.id];
  const after = cursor === undefined ? undefined : await cursors.open(cursor, context);
  const { rows, next } = await deliveries.list({ webhookId: webhook.id, limit, after });
  return { rows, nextCursor: next === undefined ? null : await cursors.seal(next, context) };
}
