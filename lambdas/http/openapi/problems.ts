import * as z from 'zod';
import { conflictResponse } from '../../shared/responses.ts';
import { ACCOUNT_STANDINGS, ERROR_CODES, type ErrorCode } from '../../shared/errors.ts';
import { isVersioned, type Route } from '../routes/route.ts';
import { STATUS_OF, TITLE_OF } from '../status.ts';
import type { Example, Header, JsonSchema, MediaType, Response } from './document.ts';
import { ERRORS } from './guide.ts';
import { enumeration, type SchemaBook } from './schemas.ts';

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

/** Adds the two forms of a failure: Foyer's own, and the gateway's. */
export function addProblemSchemas(book: SchemaBook): void {
  book.add('FieldError', FIELD_ERROR);
  book.add('InvitingTenant', INVITING_TENANT);
  book.add('ErrorCode', enumeration('ErrorCode', ERROR_CODES));
  book.add('AccountStatus', enumeration('AccountStatus', ACCOUNT_STANDINGS));
  // A conflict is described where warnings hold one, too.
  book.of(z.object({ conflict: conflictResponse }), 'output');
  book.add('Problem', PROBLEM);
  book.add('GatewayError', GATEWAY_ERROR);
}

/** Returns a problem of each code, as clients see it. */
export function problemExamples(): Record<ErrorCode, Example> {
  return Object.fromEntries(
    ERROR_CODES.map((code) => [code, { summary: TITLE_OF[code], value: problemOf(code) }]),
  ) as Record<ErrorCode, Example>;
}

function problemOf(code: ErrorCode): Readonly<Record<string, unknown>> {
  return {
    type: `urn:foyer:error:${code}`,
    title: TITLE_OF[code],
    status: STATUS_OF[code],
    code,
    detail: ERRORS[code].replaceAll('`', ''),
    requestId: 'JKJaXmPLvHcESHA=',
    ...MORE[code],
  };
}

/** The further fields of problems that have some. */
const MORE: Partial<Record<ErrorCode, object>> = {
  invalid_request: {
    errors: [{ path: 'email', message: 'The email address is required.' }],
  },
  grant_not_allowed: {
    errors: [{ path: 'groups.0', message: 'The group "partners" cannot be granted.' }],
  },
  password_policy: {
    errors: [{ path: 'password', message: 'The password must have at least 12 characters.' }],
  },
  already_invited: { conflictingId: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k' },
  customer_exists: { conflictingId: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k' },
  invitation_accepted: {
    account: 'active',
    locale: 'de-AT',
    tenant: { name: 'Acme', branding: { color: '#0b5fff' } },
  },
  invitation_expired: {
    locale: 'de-AT',
    tenant: { name: 'Acme', branding: { color: '#0b5fff' } },
  },
};

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
      ...(codes.length > 0 && { 'application/problem+json': problemContent(codes) }),
      ...(byGateway && { 'application/json': gatewayContent(status) }),
    },
    ...(codes.length > 0 && { 'x-error-codes': codes }),
  };
}

function descriptionOf(codes: readonly ErrorCode[], byGateway: boolean): string {
  const own = codes.map((code) => `- \`${code}\`: ${ERRORS[code]}`);
  if (!byGateway) return own.join('\n');
  return [...own, '- Sent by API Gateway itself: a `GatewayError` without a code.'].join('\n');
}

/** The codes stand in an extension and in examples: a schema for each set of codes would be a type of its own in every client. */
function problemContent(codes: readonly ErrorCode[]): MediaType {
  return {
    schema: { $ref: '#/components/schemas/Problem' },
    examples: Object.fromEntries(
      codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
    ),
  };
}

/** The words of API Gateway (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html). */
const GATEWAY_WORDS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function gatewayContent(status: number): MediaType {
  return {
    schema: { $ref: '#/components/schemas/GatewayError' },
    example: { message: GATEWAY_WORDS[status] ?? 'Internal Server Error' },
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
      $ref: '#/components/schemas/ErrorCode',
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
      items: { $ref: '#/components/schemas/FieldError' },
    },
    conflictingId: {
      description: 'The id of what stands in the way.',
      type: 'string',
      examples: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
    },
    conflict: {
      description:
        'The record that stands in the way, where you may see it: `conflictingId` is its id.',
      $ref: '#/components/schemas/Conflict',
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
      $ref: '#/components/schemas/AccountStatus',
    },
    tenant: {
      description:
        'Only in an answer of `POST /v1/sign-up/lookup`, to somebody who holds a link of an invitation that is of no use any more, or now: who invited, and how their pages look.',
      $ref: '#/components/schemas/InvitingTenant',
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};

const GATEWAY_ERROR: JsonSchema = {
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
};

const FIELD_ERROR: JsonSchema = {
  description: 'A field of the request that is invalid.',
  type: 'object',
  properties: {
    path: {
      description: 'The field as you sent it, with dots between its parts.',
      type: 'string',
      examples: ['profile.phone'],
    },
    message: {
      description: 'What is wrong, and what to send instead.',
      type: 'string',
      examples: ['A phone number must have 7 to 20 digits.'],
    },
  },
  required: ['path', 'message'],
};

const INVITING_TENANT: JsonSchema = {
  description: 'The company that sent an invitation.',
  type: 'object',
  properties: {
    name: { description: 'Its name.', type: 'string', examples: ['Acme'] },
    branding: {
      description: 'The branding of its pages.',
      type: 'object',
      properties: {
        logoUrl: {
          description: 'The HTTPS URL of its logo.',
          type: 'string',
          examples: ['https://acme.example/logo.svg'],
        },
        color: {
          description: 'Its color, in hexadecimal.',
          type: 'string',
          examples: ['#0b5fff'],
        },
      },
    },
  },
  required: ['name', 'branding'],
};
