import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import { pageSchema } from '../invitations/requests.ts';
import { createWebhookSchema, updateWebhookSchema } from './requests.ts';

const toSee = maySee('settings:read');

/** Rate limited, because each request can make Foyer look up a name or call an address that a stranger chose. */
const toChange = mayChange('settings:write', THROTTLES.settings);

/** The routes for webhooks, which send events to a tenant's own servers. */
export const webhookRoutes = {
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    ...toChange,
    body: createWebhookSchema,
    errors: ['invalid_request', 'idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    ...toSee,
    errors: [],
  },
  getWebhook: {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    ...toSee,
    errors: ['not_found'],
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    ...toChange,
    body: updateWebhookSchema,
    errors: ['not_found', 'invalid_request', 'temporarily_unavailable'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    ...toChange,
    errors: ['not_found', 'temporarily_unavailable'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate',
    ...toChange,
    errors: ['not_found', 'temporarily_unavailable'],
  },
  sendWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    ...toChange,
    errors: ['not_found'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    ...toSee,
    query: pageSchema,
    errors: ['not_found'],
  },
  replayWebhookDeliveries: {
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    ...toChange,
    errors: ['not_found', 'invalid_request'],
  },
} as const satisfies Record<string, Route>;
