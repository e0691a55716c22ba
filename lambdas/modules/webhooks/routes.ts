import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { createWebhookSchema, updateWebhookSchema } from './requests.ts';
import {
  deliveryPageResponse,
  webhookPageResponse,
  webhookResponse,
  webhookTestResponse,
  webhookWithSecretResponse,
} from './responses.ts';

const toSee = maySee('settings:read');

/** Each can make Foyer look up a name, or call an address, that a stranger named. */
const toChange = mayChange('settings:write', THROTTLES.settings);

/** Where a tenant's own servers are told what happens. */
export const webhookRoutes = {
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    ...toChange,
    summary: 'Create a webhook',
    body: createWebhookSchema,
    answers: { 201: webhookWithSecretResponse },
    errors: ['invalid_request', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    ...toSee,
    summary: 'List webhooks',
    answers: { 200: webhookPageResponse },
    errors: [],
  },
  getWebhook: {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    ...toSee,
    summary: 'Get a webhook',
    answers: { 200: webhookResponse },
    errors: ['not_found'],
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    ...toChange,
    summary: 'Update a webhook',
    body: updateWebhookSchema,
    answers: { 200: webhookResponse },
    errors: ['not_found', 'invalid_request', 'temporarily_unavailable'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    ...toChange,
    summary: 'Delete a webhook',
    answers: { 204: null },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate',
    ...toChange,
    summary: 'Rotate a webhook’s secret',
    answers: { 200: webhookWithSecretResponse },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  sendWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    ...toChange,
    summary: 'Send a test event',
    answers: { 202: webhookTestResponse },
    errors: ['not_found'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    ...toSee,
    summary: 'List failed and pending deliveries',
    query: pageSchema,
    answers: { 200: deliveryPageResponse },
    errors: ['not_found'],
  },
  replayWebhookDeliveries: {
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    ...toChange,
    summary: 'Replay failed deliveries',
    answers: { 202: null },
    errors: ['not_found', 'invalid_request'],
  },
} as const satisfies Record<string, Route>;
