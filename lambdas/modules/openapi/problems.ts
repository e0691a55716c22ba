import * as z from 'zod';

import { STATUS_OF, TITLE_OF } from '../http/problem.ts';
import { conflictResponse } from '../http/responses.ts';
import { isVersioned, type Route } from '../http/route.ts';
import { ACCOUNT_STATES, ERROR_CODES, type ErrorCode } from '../platform/errors.ts';
import type { Example, Header, JsonSchema, MediaType, Response } from './document.ts';
import { ERRORS } from './guide.ts';
import { enumeration, type SchemaBook } from './schemas.ts';

/** The number of seconds to wait before a retry (RFC 9110 §10.2.3). */
const RETRY_AFTER: Header = {
  required: false,
  description: 'The number of seconds to wait before you retry.',
  schema: { type: 'integer', minimum: 0, examples: [3] },
};
const MAY_BE_REPEATED: ReadonlySet<ErrorCode> = new Set([
  'acceptance_in_progress',
  'idempotency_key_in_use',
  'rate_limited',
  'temporarily_unavailable',
]);

/** Adds the schemas of the two error bodies: Foyer's problem details, and API Gateway's message. */
export function addProblemSchemas(book: SchemaBook): void {
  book.add('FieldError', FIELD_ERROR);
  book.add('InvitingTenant', INVITING_TENANT);
  book.add('ErrorCode', enumeration('ErrorCode', ERROR_CODES));
  book.add('AccountStatus', enumeration('AccountStatus', ACCOUNT_STATES));
  // The warnings of a preview refer to the same schema.
  book.of(z.object({ conflict: conflictResponse }), 'output');
  book.add('Problem', PROBLEM);
  book.add('GatewayError', GATEWAY_ERROR);
}

/** Returns an example problem for each code. */
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

/** Additional fields of the examples, by code. */
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
  already_invited: {
    conflictingId: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    conflict: {
      type: 'invitation',
      id: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      status: 'pending',
      expiresAt: '2026-12-08T09:30:00.000Z',
    },
  },
  customer_exists: {
    conflictingId: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    conflict: { type: 'customer', id: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k', status: 'active' },
  },
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

/** Returns the error responses of a route, by status. */
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

/** Returns the error codes of the route and of the pipeline. */
function codesOf(route: Route): ErrorCode[] {
  const { scope, body, query, idempotent, path } = route;
  const hasHeaders = idempotent === true || isVersioned(route);
  const codes = new Set<ErrorCode>([...route.errors, 'internal_error', 'temporarily_unavailable']);
  if (scope !== 'public') codes.add('unauthenticated').add('forbidden');
  if (scope !== 'public' && scope !== 'self') codes.add('second_factor_required');
  if (body !== undefined || query !== undefined || hasHeaders) codes.add('invalid_request');
  if (body !== undefined) codes.add('payload_too_large').add('unsupported_media_type');
  if (path.includes('{')) codes.add('not_found');
  return ERROR_CODES.filter((code) => codes.has(code));
}

/**
 * Returns the statuses that API Gateway itself sends: for a missing or invalid token, a missing scope, an unknown path,
 * a body over 10 MB, throttling, and a function that failed or timed out.
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
  return [...own, '- Sent by API Gateway: a `GatewayError` without a code.'].join('\n');
}

/**
 * Returns the content of a problem response. The codes are in an extension and in examples, because a schema for each
 * set of codes would add a type for each to every client.
 */
function problemContent(codes: readonly ErrorCode[]): MediaType {
  return {
    schema: { $ref: '#/components/schemas/Problem' },
    examples: Object.fromEntries(
      codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
    ),
  };
}

/** Messages of API Gateway (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html). */
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
      description: 'The error code as a URN.',
      type: 'string',
      format: 'uri',
      examples: ['urn:foyer:error:already_invited'],
    },
    title: {
      description: 'A short title. It is the same for every problem with this code.',
      type: 'string',
      examples: ['Already invited'],
    },
    status: { description: 'The HTTP status code.', type: 'integer', examples: [409] },
    code: {
      description: 'The error code. Use it to handle errors in code.',
      $ref: '#/components/schemas/ErrorCode',
    },
    detail: {
      description: 'A message for people that explains the problem and how to fix it.',
      type: 'string',
      examples: ['This address has a pending invitation. Resend or revoke that one instead.'],
    },
    requestId: {
      description: 'The ID of the request. Include it when you contact support.',
      type: 'string',
      examples: ['JKJaXmPLvHcESHA='],
    },
    errors: {
      description: 'The invalid fields.',
      type: 'array',
      items: { $ref: '#/components/schemas/FieldError' },
    },
    conflictingId: {
      description: 'The ID of the record that conflicts with the request.',
      type: 'string',
      examples: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
    },
    conflict: {
      description: 'The record that conflicts with the request, if you have access to it.',
      $ref: '#/components/schemas/Conflict',
    },
    locale: {
      description:
        'The language of the invitation. Returned only for a link that can no longer be used, or cannot be used now.',
      type: 'string',
      examples: ['de-AT'],
    },
    account: {
      description:
        'The status of the account that the link created. Returned only with `invitation_accepted`. `replaced`: the contact signs in with another account. `removed`: nobody can sign in with the account.',
      $ref: '#/components/schemas/AccountStatus',
    },
    tenant: {
      description:
        'The company that sent the invitation. Returned only by `POST /v1/sign-up/lookup` for a link that can no longer be used, or cannot be used now.',
      $ref: '#/components/schemas/InvitingTenant',
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};

const GATEWAY_ERROR: JsonSchema = {
  description: 'An error that API Gateway returns before the request reaches Foyer.',
  type: 'object',
  properties: {
    message: {
      description: 'A short message.',
      type: 'string',
      examples: ['Unauthorized'],
    },
  },
  required: ['message'],
};

const FIELD_ERROR: JsonSchema = {
  description: 'An invalid field of the request.',
  type: 'object',
  properties: {
    path: {
      description: 'The path of the field in the request, with dots between its parts.',
      type: 'string',
      examples: ['profile.phone'],
    },
    message: {
      description: 'The problem with the field and what to send instead.',
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
    name: { description: 'The name of the company.', type: 'string', examples: ['Acme'] },
    branding: {
      description: 'The branding of emails and pages.',
      type: 'object',
      properties: {
        logoUrl: {
          description: 'The HTTPS URL of the logo.',
          type: 'string',
          examples: ['https://acme.example/logo.svg'],
        },
        color: {
          description: 'The accent color, in hexadecimal.',
          type: 'string',
          examples: ['#0b5fff'],
        },
      },
    },
  },
  required: ['name', 'branding'],
};
