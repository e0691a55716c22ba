import * as z from 'zod/mini';

import { EVENT_TYPES } from '../events/event-types.ts';
import { once } from '../platform/once.ts';
import { isEventPattern } from './webhook.ts';

/** More entries than event types would be redundant. */
const EVENTS_MAX = EVENT_TYPES.length;

const events = once(() =>
  z
    .array(
      z
        .string()
        .check(
          z.maxLength(100),
          z.refine(
            isEventPattern,
            'The event type is unknown. Send a type such as "invitation.accepted", or a pattern such as "invitation.delivery_*".',
          ),
        ),
    )
    .check(
      z.minLength(1, 'Send at least one event type, or "*" for all events.'),
      z.maxLength(EVENTS_MAX),
      z.meta({
        description: 'The event types to send. A trailing `*` matches any ending.',
        example: ['invitation.accepted', 'invitation.delivery_*'],
      }),
    ),
);

const url = once(() =>
  z.string().check(
    z.maxLength(1_000),
    z.meta({
      description:
        'The HTTPS URL that events are sent to. It must be reachable from the public internet.',
      example: 'https://example.com/hooks/foyer',
    }),
  ),
);

const description = once(() =>
  z.string().check(
    z.trim(),
    z.maxLength(200),
    z.refine(
      (text) => !/\p{Cc}|\p{Cs}/u.test(text),
      'description must not contain control characters.',
    ),
    z.meta({ description: 'A description of the webhook.', example: 'Our CRM' }),
  ),
);

/** The body of `POST /v1/webhooks`. */
export const createWebhookSchema = once(() =>
  z.strictObject({
    url: url(),
    events: z._default(events(), ['*']),
    description: z.optional(description()),
    enabled: z
      ._default(z.boolean(), true)
      .check(
        z.meta({ description: 'Indicates whether events are sent to the webhook.', example: true }),
      ),
  }),
);
export type CreateWebhookRequest = z.output<ReturnType<typeof createWebhookSchema>>;

/** The body of `PATCH /v1/webhooks/{id}`. Omitted fields stay unchanged. */
export const updateWebhookSchema = once(() =>
  z
    .strictObject({
      url: z.optional(url()),
      events: z.optional(events()),
      description: z.optional(z.nullable(description())).check(
        z.meta({
          description: 'A description of the webhook; null removes it.',
          example: 'Our CRM',
        }),
      ),
      enabled: z.optional(z.boolean()).check(
        z.meta({
          description:
            'Indicates whether events are sent to the webhook. True also clears `disabled`.',
          example: true,
        }),
      ),
    })
    .check(
      z.refine((change) => Object.keys(change).length > 0, 'Send at least one field to change.'),
    ),
);
export type UpdateWebhookRequest = z.output<ReturnType<typeof updateWebhookSchema>>;
