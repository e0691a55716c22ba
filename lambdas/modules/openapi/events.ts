import * as z from 'zod';

import { EVENT_TYPES, type EventType } from '../events/event-types.ts';
import { EVENTS } from '../events/events.ts';
import { exampleOf } from '../events/examples.ts';
import type { JsonSchema, Operation, Parameter, PathItem } from './document.ts';
import type { SchemaBook } from './schemas.ts';

/**
 * Returns the events that webhooks receive, as OpenAPI webhooks: one for each type, with `WebhookEvent` as their union.
 */
export function eventsOf(book: SchemaBook): Record<string, PathItem> {
  const names = EVENT_TYPES.map((type) => [type, book.add(nameOf(type), schemaOf(type, book))]);
  book.add('WebhookEvent', {
    description: 'An event that a webhook receives, identified by `type`.',
    oneOf: names.map(([, reference]) => reference as JsonSchema),
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(
        names.map(([type, reference]) => [type, (reference as JsonSchema).$ref]),
      ) as Record<string, string>,
    },
  });
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: operationOf(type) }]));
}

/** Returns the name of an event's schema, such as `InvitationDeliverySentEvent` for `invitation.delivery_sent`. */
function nameOf(type: EventType): string {
  const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Event`;
}

function schemaOf(type: EventType, book: SchemaBook): JsonSchema {
  return {
    description: EVENTS[type].when,
    type: 'object',
    properties: {
      type: { type: 'string', const: type, description: 'The type of the event.' },
      timestamp: {
        type: 'string',
        format: 'date-time',
        description: 'The time at which the event occurred.',
        examples: ['2026-11-21T23:00:08.155Z'],
      },
      data: {
        ...book.of(EVENTS[type].detail, 'output'),
        description: 'The ID of the event, and the state of the record after the change.',
      },
    },
    required: ['type', 'timestamp', 'data'],
    examples: [messageOf(type)],
  };
}

function messageOf(type: EventType): object {
  const data = exampleOf(type);
  return { type, timestamp: data['time'], data };
}

/** The headers of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). */
const HEADERS: readonly Parameter[] = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'The ID of the event. It is the same for every attempt to deliver the event.',
    schema: { type: 'string', examples: ['evt_5h2k9c7w3xq8r1t6m4n0v2y7zd'] },
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description:
      'The time of this attempt, in seconds since 1970. Reject the message if it is more than five minutes old.',
    schema: { type: 'integer', examples: [1_795_302_008] },
  },
  {
    name: 'webhook-signature',
    in: 'header',
    required: true,
    description:
      'One or two signatures (`v1,` and base64), separated by a space. One of them must match.',
    schema: { type: 'string', examples: ['v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='] },
  },
];

function operationOf(type: EventType): Operation {
  return {
    operationId: `on${nameOf(type).replace(/Event$/, '')}`,
    tags: [EVENTS_TAG.name],
    summary: type,
    description: EVENTS[type].when,
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${nameOf(type)}` },
          example: messageOf(type),
        },
      },
    },
    responses: {
      '2XX': { description: 'The event was received.' },
      '410': { description: 'The webhook is gone. Foyer disables it.' },
    },
  };
}

/** The section of the events. */
export const EVENTS_TAG = {
  name: 'Events',
  description:
    'Messages that Foyer sends to your webhooks, signed according to Standard Webhooks. If the response is not a 2XX within 5 seconds, the message is sent again later.',
};

/** Returns a JSON Schema of an event's `data` without references, for receivers that validate it themselves. */
export function standaloneEventSchema(type: EventType): object {
  const schema = z.toJSONSchema(EVENTS[type].detail, {
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The format is sufficient, and nobody reads a pattern this long.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  delete schema.$schema;
  return { description: EVENTS[type].when, ...schema };
}
