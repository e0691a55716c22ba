import { canRead, canWrite, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { createWebhookSchema, updateWebhookSchema } from './requests.ts';

const read = canRead('settings:read');

/** Rate limited, because each request can make Foyer look up an untrusted host name or call an untrusted address. */
const write = canWrite('settings:write', THROTTLES.settings);

/** The routes for webhooks, which send events to a tenant's own servers. */
export const webhookRoutes = {
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    ...write,
    body: createWebhookSchema,
    errors: ['invalid_request', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    ...read,
    errors: [],
  },
  getWebhook: {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    ...read,
    errors: ['not_found'],
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    ...write,
    body: updateWebhookSchema,
    errors: ['not_found', 'invalid_request', 'temporarily_unavailable'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    ...write,
    errors: ['not_found', 'temporarily_unavailable'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate',
    ...write,
    errors: ['not_found', 'temporarily_unavailable'],
  },
  sendWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    ...write,
    errors: ['not_found'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    ...read,
    query: pageSchema,
    errors: ['not_found'],
  },
  replayWebhookDeliveries: {
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    ...write,
    errors: ['not_found', 'invalid_request'],
  },
} as const satisfies Record<string, Route>;
