import * as z from 'zod';
import { moment, pageOf } from '../shared/responses.ts';
import { ATTEMPT_FAILURES } from './attempt.ts';
import { DISABLED_REASONS } from './webhook.ts';

const webhookShape = {
  id: z.string().meta({
    description: 'The id of the webhook.',
    example: 'whk_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  }),
  tenantId: z.string().meta({ description: 'Whose webhook it is.', example: 'acme' }),
  url: z.string().meta({ description: 'Where to.', example: 'https://example.com/hooks/foyer' }),
  events: z
    .array(z.string())
    .meta({ description: 'Which events it is told.', example: ['invitation.*'] }),
  description: z.string().optional().meta({ description: 'What it is for.', example: 'Our CRM' }),
  enabled: z.boolean().meta({ description: 'Whether it is told anything.', example: true }),
  disabled: z
    .strictObject({
      reason: z.enum(DISABLED_REASONS).meta({
        description: '`gone`: it answered 410. `failing`: nothing reached it for five days.',
        example: 'gone',
      }),
      at: moment('When.'),
    })
    .optional()
    .meta({ description: 'Why Foyer turned it off.' }),
  failingSince: moment('Since when nothing has reached it.').optional(),
  previousSecretUntil: moment(
    'Until when the secret before the last rotation signs as well.',
  ).optional(),
  createdAt: moment('When it was made.'),
  updatedAt: moment('When it was last changed.'),
};

/** A webhook, without its secret. */
export const webhookResponse = z.strictObject(webhookShape);
export type WebhookResponse = z.input<typeof webhookResponse>;

/** A webhook with its secret, which is shown this once. */
export const webhookWithSecretResponse = z.strictObject({
  ...webhookShape,
  secret: z.string().meta({
    description: 'What its messages are signed with. Shown now and never again.',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfgh2ZQwEk=',
  }),
});
export type WebhookWithSecretResponse = z.input<typeof webhookWithSecretResponse>;

/** The answer of `GET /v1/webhooks`: all of them. */
export const webhookPageResponse = pageOf(webhookResponse);

/** The answer of `POST /v1/webhooks/{id}/test`. */
export const webhookTestResponse = z.strictObject({
  eventId: z.string().meta({
    description: 'The `webhook-id` of the message that is on its way.',
    example: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
  }),
});

const deliveryResponse = z.strictObject({
  eventId: z.string().meta({
    description: 'The `webhook-id` of the message.',
    example: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
  }),
  type: z.string().meta({ description: 'The type of the event.', example: 'invitation.accepted' }),
  time: moment('When it happened.'),
  status: z.enum(['retrying', 'failed']).meta({
    description: '`failed` has been given up, and can be replayed.',
    example: 'failed',
  }),
  attempts: z.number().int().meta({ description: 'How often it was tried.', example: 9 }),
  lastStatus: z
    .number()
    .int()
    .optional()
    .meta({ description: 'The HTTP status that the last attempt answered.', example: 503 }),
  lastFailure: z.enum(ATTEMPT_FAILURES).optional().meta({
    description: 'Why the last attempt was not answered.',
    example: 'timed_out',
  }),
  nextAttemptAt: moment('When it is tried next, about.').optional(),
  updatedAt: moment('When it was last tried.'),
});
export type DeliveryResponse = z.input<typeof deliveryResponse>;

/** The answer of `GET /v1/webhooks/{id}/deliveries`. */
export const deliveryPageResponse = pageOf(deliveryResponse);
