import { pageSchema } from '../../invitations/requests.ts';
import { updateWebhookSchema, createWebhookSchema } from '../../webhooks/requests.ts';
import {
  deliveryPageResponse,
  webhookPageResponse,
  webhookResponse,
  webhookTestResponse,
  webhookWithSecretResponse,
} from '../../webhooks/responses.ts';
import { mayChange, maySee } from './rights.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

const toSee = maySee('settings:read');

/** Each can make Foyer look up a name, or call an address, that a stranger named. */
const toChange = mayChange('settings:write', THROTTLES.settings);

/** Where a tenant's own servers are told what happens. */
export const webhookRoutes = {
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    ...toChange,
    summary: 'Have events sent to an address of yours',
    body: createWebhookSchema,
    answers: { 201: webhookWithSecretResponse },
    errors: ['invalid_request', 'temporarily_unavailable'],
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    ...toSee,
    summary: 'List webhooks: all of them, ten at most',
    answers: { 200: webhookPageResponse },
    errors: [],
  },
  getWebhook: {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    ...toSee,
    summary: 'See one webhook, and how it fares',
    answers: { 200: webhookResponse },
    errors: ['not_found'],
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    ...toChange,
    summary: 'Change a webhook, turn it on or off',
    body: updateWebhookSchema,
    answers: { 200: webhookResponse },
    errors: ['not_found', 'invalid_request', 'temporarily_unavailable'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    ...toChange,
    summary: 'Delete a webhook, and what had not reached it',
    answers: { 204: null },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate',
    ...toChange,
    summary: 'Get a new secret; the one before signs as well for a day',
    answers: { 200: webhookWithSecretResponse },
    errors: ['not_found', 'temporarily_unavailable'],
  },
  sendWebhookTest: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    ...toChange,
    summary: 'Send a webhook.test, once',
    answers: { 202: webhookTestResponse },
    errors: ['not_found'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    ...toSee,
    summary: 'List what has not reached a webhook, newest first',
    query: pageSchema,
    answers: { 200: deliveryPageResponse },
    errors: ['not_found'],
  },
  replayWebhookDeliveries: {
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    ...toChange,
    summary: 'Send again everything that was given up',
    answers: { 202: null },
    errors: ['not_found', 'invalid_request'],
  },
} as const satisfies Record<string, Route>;
