import type { Delivery } from './delivery.ts';
import type { DeliveryResponse, WebhookResponse } from './responses.ts';
import type { Webhook } from './webhook.ts';

/** A webhook as the API shows it: never with its secret. */
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

/** A delivery as the API shows it: whoever wants to know more asks for what the event is about. */
export function toDeliveryResource(delivery: Delivery): DeliveryResponse {
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
