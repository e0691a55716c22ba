import { ACCOUNT_STANDINGS, ERROR_CODES, type ErrorCode } from '../../shared/errors.ts';
import { isVersioned, type Route } from '../routes/route.ts';
import { STATUS_OF } from '../status.ts';
import type { Content, Header, JsonSchema, Response } from './document.ts';
import { ERRORS } from './guide.ts';
import type { SchemaBook } from './schemas.ts';

/** What may follow a while later: RFC 9110 §10.2.3, in seconds. */
const RETRY_AFTER: Header = {
  required: false,
  description: 'In how many seconds a repeat can succeed.',
  schema: { type: 'integer', minimum: 0, examples: [3] },
};
const MAY_BE_REPEATED: ReadonlySet<ErrorCode> = new Set([
  'acceptance_in_progress',
  'idempotency_key_in_use',
  'rate_limited',
  'temporarily_unavailable',
]);

/** The two forms that a failure can have: Foyer's own, and the gateway's. */
export function addProblemSchemas(book: SchemaBook): void {
  book.add('Problem', PROBLEM);
  book.add('GatewayMessage', GATEWAY_MESSAGE);
}

/** Every failure of a route, by status. */
export function failuresOf(route: Route): Record<number, Response> {
  const byStatus = Map.groupBy(codesOf(route), (code): number => STATUS_OF[code]);
  const gateway = gatewayStatuses(route);
  const statuses = [...new Set([...byStatus.keys(), ...gateway])].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      failure(status, byStatus.get(status) ?? [], gateway.includes(status)),
    ]),
  );
}

/** What the route itself can refuse, and what the pipeline around it refuses before. */
function codesOf(route: Route): ErrorCode[] {
  const { scope, body, query, idempotent, path } = route;
  const hasHeaders = idempotent === true || isVersioned(route);
  const codes = new Set<ErrorCode>([...route.errors, 'internal_error']);
  if (scope !== 'public') codes.add('unauthenticated').add('forbidden');
  if (body !== undefined || query !== undefined || hasHeaders) codes.add('invalid_request');
  if (body !== undefined) codes.add('payload_too_large').add('unsupported_media_type');
  if (path.includes('{')) codes.add('not_found');
  return ERROR_CODES.filter((code) => codes.has(code));
}

/**
 * What an HTTP API of API Gateway answers by itself: no token, one that is none of
 * Foyer's or without the scope, a path that leads nowhere once
 * its variables are filled in, a body above 10 MB, too many requests, a function that failed or took too long.
 */
function gatewayStatuses({ scope, path, body }: Route): number[] {
  return [
    ...(scope === 'public' ? [] : [401, 403]),
    ...(path.includes('{') ? [404] : []),
    ...(body === undefined ? [] : [413]),
    429,
    500,
    503,
  ];
}

function failure(status: number, codes: readonly ErrorCode[], byGateway: boolean): Response {
  return {
    description: descriptionOf(codes, byGateway),
    ...(codes.some((code) => MAY_BE_REPEATED.has(code)) && {
      headers: { 'Retry-After': RETRY_AFTER },
    }),
    content: {
      ...(codes.length > 0 && problemContent(status, codes)),
      ...(byGateway && {
        'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } },
      }),
    },
  };
}

function descriptionOf(codes: readonly ErrorCode[], byGateway: boolean): string {
  const own = codes.map((code) => `- \`${code}\`: ${ERRORS[code]}`);
  if (!byGateway) return own.join('\n');
  return [...own, '- The gateway refuses by itself, with a `message` only.'].join('\n');
}

function problemContent(status: number, codes: readonly ErrorCode[]): Content {
  return {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          {
            type: 'object',
            properties: { status: { const: status }, code: { enum: codes } },
          },
        ],
      },
    },
  };
}

const PROBLEM: JsonSchema = {
  description: 'Problem details (RFC 9457).',
  type: 'object',
  properties: {
    type: {
      description: 'The code as a URN: the kind of problem, for tools that expect one.',
      type: 'string',
      format: 'uri',
      examples: ['urn:foyer:error:already_invited'],
    },
    title: {
      description: 'A short title of the code; it never changes.',
      type: 'string',
      examples: ['Already invited'],
    },
    status: { description: 'The HTTP status again.', type: 'integer', examples: [409] },
    code: {
      description: 'What went wrong, to program against.',
      type: 'string',
      enum: ERROR_CODES,
      examples: ['already_invited'],
    },
    detail: {
      description: 'What went wrong and what to do, in a sentence for people.',
      type: 'string',
      examples: ['This address has a pending invitation. Resend or revoke that one instead.'],
    },
    requestId: {
      description: 'Quote it when you ask for help.',
      type: 'string',
      examples: ['JKJaXmPLvHcESHA='],
    },
    errors: {
      description: 'Every field that is wrong.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: {
            description: 'The field as you wrote it, with dots between its parts.',
            type: 'string',
            examples: ['email'],
          },
          message: {
            description: 'What to write instead.',
            type: 'string',
            examples: ['This address has a pending invitation.'],
          },
        },
        required: ['path', 'message'],
        additionalProperties: false,
      },
    },
    conflictingId: {
      description: 'The id of what stands in the way.',
      type: 'string',
      examples: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
    },
    locale: {
      description:
        'Only to somebody who holds a link of an invitation that is of no use any more, or now: the language that they were invited in.',
      type: 'string',
      examples: ['de-AT'],
    },
    account: {
      description:
        'Only with `invitation_accepted`: where the account stands that the link has made. `replaced`: its contact signs in with another one; `removed`: nobody signs in with it any more.',
      type: 'string',
      enum: ACCOUNT_STANDINGS,
      examples: ['active'],
    },
    tenant: {
      description:
        'Only in an answer of `POST /v1/sign-up/lookup`, to somebody who holds a link of an invitation that is of no use any more, or now: who invited, and how their pages look.',
      type: 'object',
      properties: {
        name: { description: 'The name of the company.', type: 'string', examples: ['Acme'] },
        branding: {
          description: 'How the page looks.',
          type: 'object',
          properties: {
            logoUrl: {
              description: 'Address of its logo.',
              type: 'string',
              examples: ['https://acme.example/logo.svg'],
            },
            color: { description: 'Its color.', type: 'string', examples: ['#0b5fff'] },
          },
          additionalProperties: false,
        },
      },
      required: ['name', 'look'],
      additionalProperties: false,
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  additionalProperties: false,
};

const GATEWAY_MESSAGE: JsonSchema = {
  description: 'What the gateway in front of Foyer answers by itself.',
  type: 'object',
  properties: {
    message: {
      description: 'What it refuses, in a word or two.',
      type: 'string',
      examples: ['Unauthorized'],
    },
  },
  required: ['message'],
  additionalProperties: false,
};
