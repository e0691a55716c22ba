import * as z from 'zod';

import { moment, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import type { webhookRoutes } from './routes.ts';
import { ATTEMPT_FAILURES, DISABLED_REASONS } from './webhook.ts';

const webhookShape = {
  id: z.string().meta({
    description: 'The ID of the webhook.',
    example: 'whk_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId: z.string().meta({ description: 'The ID of the tenant.', example: 'acme' }),
  url: z.string().meta({
    description: 'The URL that events are sent to.',
    example: 'https://example.com/hooks/foyer',
  }),
  events: z.array(z.string()).meta({
    description: 'The event types that are sent to the webhook. A trailing `*` matches any ending.',
    example: ['invitation.*'],
  }),
  description: z
    .string()
    .optional()
    .meta({ description: 'A description of the webhook.', example: 'Our CRM' }),
  enabled: z
    .boolean()
    .meta({ description: 'Indicates whether events are sent to the webhook.', example: true }),
  disabled: z
    .strictObject({
      reason: z.enum(DISABLED_REASONS).meta({
        description:
          'The reason. `gone`: the server returned 410. `failing`: all deliveries failed for five days.',
        example: 'gone',
      }),
      at: moment('The time at which the webhook was disabled.'),
    })
    .meta({ id: 'WebhookDisabled', description: 'Present if Foyer disabled the webhook.' })
    .optional(),
  failingSince: moment('The time since which all deliveries have failed.').optional(),
  lastTest: z
    .strictObject({
      eventId: z.string().meta({
        description: 'The ID of the test event.',
        example: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
      }),
      at: moment('The time of the attempt.'),
      status: z
        .number()
        .int()
        .optional()
        .meta({ description: 'The HTTP status of the response.', example: 204 }),
      failure: z.enum(ATTEMPT_FAILURES).optional().meta({
        description: 'The reason why there was no response.',
        example: 'timed_out',
      }),
    })
    .meta({
      id: 'WebhookTestResult',
      description: 'The result of the last test event. A 2xx status means that it arrived.',
    })
    .optional(),
  previousSecretUntil: moment(
    'The time until which messages are also signed with the previous secret.',
  ).optional(),
  createdAt: moment('The time at which the webhook was created.'),
  updatedAt: moment('The time of the last update.'),
};

/** A webhook, without its secret. */
const webhookResponse = z
  .strictObject(webhookShape)
  .meta({ id: 'Webhook', description: 'A webhook, without its secret.' });
export type WebhookResponse = z.input<typeof webhookResponse>;

/** A webhook with its secret, which is shown only once. */
const webhookWithSecretResponse = z
  .strictObject({
    ...webhookShape,
    secret: z.string().meta({
      description: 'The secret that messages are signed with. It is not shown again.',
      example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfgh2ZQwEk=',
    }),
  })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook with its new secret.' });

/** The response of `GET /v1/webhooks`, which is not paginated. */
const webhookPageResponse = pageOf('WebhookPage', webhookResponse);

/** The response of `POST /v1/webhooks/{id}/test`. */
const webhookTestResponse = z
  .strictObject({
    eventId: z.string().meta({
      description: 'The ID of the event: the `webhook-id` of its message.',
      example: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
    }),
  })
  .meta({ id: 'SentTestEvent', description: 'A test event that is being sent.' });

const deliveryResponse = z
  .strictObject({
    eventId: z.string().meta({
      description: 'The ID of the event: the `webhook-id` of its message.',
      example: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
    }),
    type: z
      .string()
      .meta({ description: 'The type of the event.', example: 'invitation.accepted' }),
    time: moment('The time of the event.'),
    status: z.enum(['retrying', 'failed']).meta({
      description:
        'The status of the delivery. A `failed` delivery is not retried, but can be replayed.',
      example: 'failed',
    }),
    attempts: z.number().int().meta({ description: 'The number of attempts.', example: 9 }),
    lastStatus: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The HTTP status of the response to the last attempt.', example: 503 }),
    lastFailure: z.enum(ATTEMPT_FAILURES).optional().meta({
      description: 'The reason why the last attempt got no response.',
      example: 'timed_out',
    }),
    nextAttemptAt: moment('The approximate time of the next attempt.').optional(),
    updatedAt: moment('The time of the last attempt.'),
  })
  .meta({ id: 'WebhookDelivery', description: 'A delivery that is pending or has failed.' });
export type DeliveryResponse = z.input<typeof deliveryResponse>;

/** The response of `GET /v1/webhooks/{id}/deliveries`. */
const deliveryPageResponse = pageOf('WebhookDeliveryPage', deliveryResponse);

/** The reference of {@link webhookRoutes}. */
export const webhookReference = {
  createWebhook: {
    summary: 'Create a webhook',
    description:
      'Creates a webhook and returns the secret that its messages are signed with. Store the secret, because it is not shown again. A tenant can have up to 10 webhooks.',
    responses: { 201: webhookWithSecretResponse },
  },
  listWebhooks: {
    summary: 'List webhooks',
    description:
      'Returns all webhooks of the tenant. `failingSince` is set if deliveries are failing.',
    responses: { 200: webhookPageResponse },
  },
  getWebhook: {
    summary: 'Get a webhook',
    description:
      'Returns a webhook without its secret. `failingSince` is set if deliveries are failing.',
    responses: { 200: webhookResponse },
  },
  updateWebhook: {
    summary: 'Update a webhook',
    description:
      'Changes only the fields that you send. Enabling a webhook clears `disabled`. To send failed deliveries again, replay them.',
    responses: { 200: webhookResponse },
  },
  deleteWebhook: {
    summary: 'Delete a webhook',
    description: 'Deletes a webhook. Pending deliveries are dropped, and no more events are sent.',
    responses: { 204: null },
  },
  rotateWebhookSecret: {
    summary: 'Rotate a webhook’s secret',
    description:
      'Returns a new secret. For 24 hours, every message has two signatures, one with each secret, so that you can update your server without downtime. If you rotate again within that time, the oldest secret is retired immediately.',
    responses: { 200: webhookWithSecretResponse },
  },
  sendWebhookTest: {
    summary: 'Send a test event',
    description:
      'Sends one `webhook.test` event to the webhook, regardless of its event types and even if it is disabled. The result is `lastTest` of the webhook, usually within seconds.',
    responses: { 202: webhookTestResponse },
  },
  listWebhookDeliveries: {
    summary: 'List failed and pending deliveries',
    description:
      'Returns the deliveries that are waiting for a retry and those that failed after nine attempts within about a day. Failed deliveries are kept for 30 days.',
    responses: { 200: deliveryPageResponse },
  },
  replayWebhookDeliveries: {
    summary: 'Replay failed deliveries',
    description:
      'Sends all failed deliveries again. Each message keeps its `webhook-id`. The first 100 messages are sent within moments, and the others within minutes.',
    responses: { 202: null },
  },
} satisfies References<typeof webhookRoutes>;
