import type { Principal } from '../identity/principal.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError, invalidField } from '../shared/errors.ts';
import { newId, type Random } from '../shared/ids.ts';
import type { UpdateWebhookRequest, CreateWebhookRequest } from './requests.ts';
import type { TargetCheck } from './target-check.ts';
import type { WebhookReader } from './webhook-reader.ts';
import type { WebhookStore } from './webhook-store.ts';
import { webhookSecret } from './signature.ts';
import { WEBHOOKS_MAX, type Webhook } from './webhook.ts';

export interface ManageDeps {
  readonly webhooks: WebhookReader;
  readonly changes: WebhookStore;
  readonly target: TargetCheck;
  readonly masterSecret: () => Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
}

/** A webhook and the secret that is shown this once. */
export interface WebhookWithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** Who looks after the webhooks of a tenant: it is noted, for the day on which it turns out to have been somebody else. */
export type WebhookKeeper = Pick<Principal, 'id' | 'name' | 'tenantId'>;

/** @throws {FoyerError} `invalid_request` for a URL that may not be called, or when there are as many as there may be. */
export async function createWebhook(
  deps: ManageDeps,
  { tenantId, id: by, name }: WebhookKeeper,
  request: CreateWebhookRequest,
): Promise<WebhookWithSecret> {
  const url = await requireUrl(deps, request.url);
  const now = deps.clock.now().toISOString();
  const webhook: Webhook = {
    id: newId('whk', deps.random),
    tenantId,
    url,
    events: request.events,
    description: request.description,
    enabled: request.enabled,
    secretVersion: 1,
    createdBy: { id: by, name },
    createdAt: now,
    updatedAt: now,
  };
  if ((await deps.changes.create(webhook)) === 'full')
    throw invalidField('', `There can be at most ${WEBHOOKS_MAX} webhooks. Delete one first.`);
  return withSecret(deps, webhook);
}

/** Another tenant's webhook does not exist. @throws {FoyerError} `not_found` */
export async function getWebhook(
  { webhooks }: { readonly webhooks: Pick<WebhookReader, 'get'> },
  tenantId: string,
  id: string,
): Promise<Webhook> {
  return required(await webhooks.get(tenantId, id));
}

/** @throws {FoyerError} `not_found`, `invalid_request` for a URL that may not be called */
export async function updateWebhook(
  deps: ManageDeps,
  by: WebhookKeeper,
  id: string,
  { url: wanted, ...change }: UpdateWebhookRequest,
): Promise<Webhook> {
  const ref = { tenantId: by.tenantId, id };
  await getWebhook(deps, by.tenantId, id);
  const url = wanted === undefined ? undefined : await requireUrl(deps, wanted);
  return required(await deps.changes.change(ref, { ...change, url, by }, deps.clock.now()));
}

/** A new secret; the one before signs as well for a day, so that nothing is lost meanwhile. @throws {FoyerError} `not_found` */
export async function rotateSecret(
  deps: ManageDeps,
  by: WebhookKeeper,
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

/** The URL as it will be called. */
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
  return new FoyerError('not_found', 'There is no such webhook.');
}
