import * as z from 'zod';
import { EVENT_TYPES } from '../events/events.ts';
import { isEventPattern } from './webhook.ts';

/** As many entries as say anything new. */
const EVENTS_MAX = EVENT_TYPES.length;

const events = z
  .array(
    z
      .string()
      .max(100)
      .refine(
        isEventPattern,
        'There is no such event. Name one, such as "invitation.accepted", or the beginning of some with a star: "invitation.delivery_*".',
      ),
  )
  .min(1, 'Name at least one event, or "*" for all.')
  .max(EVENTS_MAX)
  .meta({
    description: 'Which events: their types, or beginnings of types with a star behind.',
    example: ['invitation.accepted', 'invitation.delivery_*'],
  });

const url = z.string().max(1_000).meta({
  description: 'Where to: HTTPS, on the public Internet.',
  example: 'https://example.com/hooks/foyer',
});

const description = z
  .string()
  .trim()
  .max(200)
  .refine(
    (text) => !/\p{Cc}|\p{Cs}/u.test(text),
    'description must not contain control characters.',
  )
  .meta({ description: 'What it is for, in your own words.', example: 'Our CRM' });

/** The body of `POST /v1/webhooks`. */
export const createWebhookSchema = z.strictObject({
  url,
  events: events.default(['*']),
  description: description.optional(),
  enabled: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether it is told anything.', example: true }),
});
export type CreateWebhookRequest = z.output<typeof createWebhookSchema>;

/** The body of `PATCH /v1/webhooks/{id}`: what is left out stays as it is. */
export const updateWebhookSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description
      .nullable()
      .optional()
      .meta({ description: 'What it is for; null takes it away.', example: 'Our CRM' }),
    enabled: z.boolean().optional().meta({
      description: 'Whether it is told anything. Turning it on forgets why it was off.',
      example: true,
    }),
  })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.');
export type UpdateWebhookRequest = z.output<typeof updateWebhookSchema>;
