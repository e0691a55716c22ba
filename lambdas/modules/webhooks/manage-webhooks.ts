import type { ActivityNotes } from '../activity/activity-notes.ts';
import type { Cursors } from '../dynamodb/cursor.ts';
import { EVENT_VERSION } from '../events/event-types.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { creationOf, sameCreation } from '../platform/idempotency.ts';
import { newId, type Random } from '../platform/ids.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryQueue, enqueue } from './delivery-queue.ts';
import type { DeliveryList } from './delivery-store.ts';
import type { CreateWebhookRequest, UpdateWebhookRequest } from './requests.ts';
import { webhookSecret } from './signature.ts';
import { TEST_EVENT, type Webhook, WEBHOOKS_MAX } from './webhook.ts';
import type { WebhookReader, WebhookStore } from './webhook-store.ts';
import type { TargetCheck } from './webhook-targets.ts';

export interface ManageDeps {
  readonly webhooks: WebhookReader;
  readonly changes: WebhookStore;
  readonly target: TargetCheck;
  readonly masterSecret: () => Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
}

/** A webhook with its secret, which is shown only once. */
export interface WebhookWithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** The person who manages a tenant's webhooks. Recorded in case the account turns out to be compromised. */
export type WebhookActor = Pick<Principal, 'id' | 'name' | 'tenantId'>;

/**
 * Creates a webhook. A retry with the same `Idempotency-Key` returns the webhook that the first request created, in its
 * current state, with its newest secret, which is derived and can therefore be returned again.
 *
 * @throws {FoyerError} `invalid_request` if the URL cannot be called or the tenant has reached its limit of webhooks,
 * `idempotency_key_reused`
 */
export async function createWebhook(
  deps: ManageDeps,
  by: WebhookActor,
  request: CreateWebhookRequest,
  idempotencyKey?: string,
): Promise<WebhookWithSecret> {
  const { tenantId, name } = by;
  const creation = creationOf('whk', { ...by, idempotencyKey }, request, deps.random);
  const { fingerprint } = creation;
  if (fingerprint !== undefined) {
    const earlier = await deps.webhooks.get(tenantId, creation.id);
    if (earlier !== undefined) return withSecret(deps, sameCreation(earlier, fingerprint));
  }
  const url = await requireUrl(deps, request.url);
  const now = deps.clock.now().toISOString();
  const webhook: Webhook = {
    ...creation,
    tenantId,
    url,
    events: request.events,
    description: request.description,
    enabled: request.enabled,
    secretVersion: 1,
    createdBy: { id: by.id, name },
    createdAt: now,
    updatedAt: now,
  };
  const made = await deps.changes.create(webhook);
  if (made === 'full')
    throw invalidField(
      '',
      `The tenant has reached its limit of ${WEBHOOKS_MAX} webhooks. Delete one first.`,
    );
  return withSecret(deps, made === 'created' ? webhook : sameCreation(made, fingerprint));
}

/**
 * Returns a webhook of the tenant.
 *
 * @throws {FoyerError} `not_found`, also for a webhook of another tenant
 */
export async function getWebhook(
  { webhooks }: { readonly webhooks: Pick<WebhookReader, 'get'> },
  tenantId: string,
  id: string,
): Promise<Webhook> {
  return required(await webhooks.get(tenantId, id));
}

/** @throws {FoyerError} `not_found`, `invalid_request` if the URL must not be called */
export async function updateWebhook(
  deps: ManageDeps,
  by: WebhookActor,
  id: string,
  { url: wanted, ...change }: UpdateWebhookRequest,
): Promise<Webhook> {
  const ref = { tenantId: by.tenantId, id };
  await getWebhook(deps, by.tenantId, id);
  const url = wanted === undefined ? undefined : await requireUrl(deps, wanted);
  return required(await deps.changes.change(ref, { ...change, url, by }, deps.clock.now()));
}

/**
 * Generates a new secret. For a day, messages are also signed with the previous one, so that receivers do not reject
 * any in the meantime.
 *
 * @throws {FoyerError} `not_found`
 */
export async function rotateSecret(
  deps: ManageDeps,
  by: WebhookActor,
  id: string,
): Promise<WebhookWithSecret> {
  const ref = { tenantId: by.tenantId, id };
  return withSecret(deps, required(await deps.changes.rotate(ref, deps.clock.now(), by)));
}

/** @throws {FoyerError} `not_found` */
export async function removeWebhook(
  deps: ManageDeps,
  ref: { readonly tenantId: string; readonly id: string },
): Promise<void> {
  if ((await deps.changes.remove(ref)) === 'absent') throw webhookNotFound();
}

async function withSecret(
  { masterSecret }: ManageDeps,
  webhook: Webhook,
): Promise<WebhookWithSecret> {
  const { tenantId, id: webhookId, secretVersion: version } = webhook;
  const secret = webhookSecret(await masterSecret(), { tenantId, webhookId, version });
  return { webhook, secret };
}

/** Validates a URL and returns it in the form in which it will be called. */
async function requireUrl({ target }: ManageDeps, url: string): Promise<string> {
  const problem = await target.problemOf(url);
  if (problem !== undefined) throw invalidField('url', problem);
  return new URL(url).href;
}

function required(webhook: Webhook | undefined): Webhook {
  if (webhook === undefined) throw webhookNotFound();
  return webhook;
}

function webhookNotFound(): FoyerError {
  return new FoyerError('not_found', 'The webhook does not exist.');
}

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

/**
 * Sends a `webhook.test` event to a webhook, even if it is disabled, and returns the ID of the event.
 *
 * @throws {FoyerError} `not_found`
 */
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

/**
 * Requests that all failed deliveries be sent again.
 *
 * @throws {FoyerError} `not_found`, `invalid_request` if the webhook is disabled
 */
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

/**
 * Returns a page of the pending and failed deliveries, newest first.
 *
 * @throws {FoyerError} `not_found`, `invalid_request`
 */
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
