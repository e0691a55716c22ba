import type { ActivityNotes } from '../modules/activity/activity-notes.ts';
import type { Cursors } from '../modules/dynamodb/cursor.ts';
import type { Operations } from '../modules/http/api.ts';
import type { Delivery } from '../modules/webhooks/delivery.ts';
import type { DeliveryQueue } from '../modules/webhooks/delivery-queue.ts';
import type { DeliveryList } from '../modules/webhooks/delivery-store.ts';
import {
  createWebhook,
  getWebhook,
  listDeliveries,
  type ManageDeps,
  removeWebhook,
  replayWebhookDeliveries,
  rotateSecret,
  sendWebhookTest,
  updateWebhook,
} from '../modules/webhooks/manage-webhooks.ts';
import type {
  DeliveryResponse,
  webhookReference,
  WebhookResponse,
} from '../modules/webhooks/responses.ts';
import type { webhookRoutes } from '../modules/webhooks/routes.ts';
import type { Webhook } from '../modules/webhooks/webhook.ts';

/** Returns the API representation of a webhook, without its secret. */
export function toWebhookResource(webhook: Webhook): WebhookResponse {
  return {
    id: webhook.id,
    tenantId: webhook.tenantId,
    url: webhook.url,
    events: webhook.events,
    description: webhook.description,
    enabled: webhook.enabled,
    disabled: webhook.disabled,
    failingSince: webhook.failingSince,
    lastTest: webhook.lastTest,
    previousSecretUntil: webhook.previousSecretUntil,
    createdAt: webhook.createdAt,
    updatedAt: webhook.updatedAt,
  };
}

/**
 * Returns the API representation of a delivery, without the contents of the event, which can be read from its record.
 */
function toDeliveryResource(delivery: Delivery): DeliveryResponse {
  const { event, status, attempts, lastStatus, lastFailure, dueAt, updatedAt } = delivery;
  return {
    eventId: event.detail.id,
    type: event.type,
    time: event.detail.time,
    status,
    attempts,
    lastStatus,
    lastFailure,
    nextAttemptAt: dueAt,
    updatedAt,
  };
}

export interface WebhookDeps extends ManageDeps {
  readonly deliveries: DeliveryList;
  readonly queue: DeliveryQueue;
  readonly notes: ActivityNotes;
  readonly cursors: Cursors;
}

/** Returns the operations on webhooks. */
export function webhookOperations(
  deps: WebhookDeps,
): Operations<typeof webhookRoutes, typeof webhookReference> {
  return {
    async createWebhook({ principal, body, idempotencyKey }) {
      const { webhook, secret } = await createWebhook(deps, principal, body, idempotencyKey);
      return {
        status: 201,
        headers: { location: `/v1/webhooks/${webhook.id}` },
        body: { ...toWebhookResource(webhook), secret },
      };
    },
    async listWebhooks({ principal }) {
      const webhooks = await deps.webhooks.list(principal.tenantId);
      return { status: 200, body: { data: webhooks.map(toWebhookResource), nextCursor: null } };
    },
    async getWebhook({ principal, id }) {
      const webhook = await getWebhook(deps, principal.tenantId, id);
      return { status: 200, body: toWebhookResource(webhook) };
    },
    async updateWebhook({ principal, id, body }) {
      const webhook = await updateWebhook(deps, principal, id, body);
      return { status: 200, body: toWebhookResource(webhook) };
    },
    async deleteWebhook({ principal: { tenantId }, id }) {
      await removeWebhook(deps, { tenantId, id });
      return { status: 204 };
    },
    async rotateWebhookSecret({ principal, id }) {
      const { webhook, secret } = await rotateSecret(deps, principal, id);
      return { status: 200, body: { ...toWebhookResource(webhook), secret } };
    },
    async sendWebhookTest({ principal: { tenantId }, id }) {
      return { status: 202, body: { eventId: await sendWebhookTest(deps, { tenantId, id }) } };
    },
    async listWebhookDeliveries({ principal: { tenantId }, id, query }) {
      const { rows, nextCursor } = await listDeliveries(deps, { tenantId, id }, query);
      return { status: 200, body: { data: rows.map(toDeliveryResource), nextCursor } };
    },
    async replayWebhookDeliveries({ principal: { tenantId }, id }) {
      await replayWebhookDeliveries(deps, { tenantId, id });
      return { status: 202 };
    },
  };
}
