import type { $ZodType } from 'zod/v4/core';

import {
  isVersioned,
  type OperationReference,
  type Route,
  type SuccessStatus,
} from '../http/route.ts';
import { ID } from '../platform/ids.ts';
import { qualifiedScope } from '../platform/scopes.ts';
import type { Header, JsonSchema, Operation, Parameter, Response } from './document.ts';
import { TAGS } from './guide.ts';
import { failuresOf } from './problems.ts';
import { REFERENCES } from './references.ts';
import { type OperationId, ROUTES } from './routes.ts';
import type { SchemaBook } from './schemas.ts';

/** Returns a route as an OpenAPI operation. */
export function operationOf(id: OperationId, route: Route, book: SchemaBook): Operation {
  const parameters = parametersOf(route, book);
  const reference: OperationReference = REFERENCES[id];
  const { summary, description } = reference;
  return {
    operationId: id,
    tags: [tagOf(route).name],
    summary,
    description,
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: book.of(route.body(), 'input') },
          // The other media types of spreadsheets are also accepted, but described only in words, because clients would
          // get a separate body for each.
          ...(route.csv === true && { 'text/csv': { schema: CSV } }),
        },
      },
    }),
    responses: { ...successesOf(route, reference, book), ...failuresOf(route) },
  };
}

/** Returns every set of scopes that allows a request. Some requests need an additional scope for some fields. */
function securityOf({ scope, alsoNeeds = [], mayNeed = [] }: Route): Operation['security'] {
  if (scope === 'public') return [];
  const always = [scope, ...alsoNeeds];
  const sets = [always, ...mayNeed.map((further) => [...always, further])];
  return sets.map((scopes) => ({ cognito: scopes.map(qualifiedScope) }));
}

const CSV: JsonSchema = {
  description: 'A file of comma-separated values (RFC 4180) in UTF-8.',
  type: 'string',
  examples: ['email,company,firstName,lastName\nada@example.com,Engines,Ada,Lovelace\n'],
};

/**
 * Returns the section of a route.
 *
 * @throws {Error} if the guide has none
 */
export function tagOf({ path }: Route): { readonly name: string; readonly description: string } {
  const [, , segment = ''] = path.split('/');
  const tag = TAGS[segment];
  if (tag === undefined)
    throw new Error(`TAGS in guide.ts has no section "${segment}" for ${path}. Add one.`);
  return tag;
}

function parametersOf(route: Route, book: SchemaBook): Parameter[] {
  return [
    ...pathParametersOf(route),
    ...(route.query === undefined ? [] : queryParametersOf(book.of(route.query(), 'input'))),
    ...(route.idempotent === true ? [IDEMPOTENCY_KEY] : []),
    ...(isVersioned(route) ? [IF_MATCH] : []),
  ];
}

function pathParametersOf({ path }: Route): Parameter[] {
  return [...path.matchAll(/([^/]+)\/\{(\w+)\}/g)].map(([, collection = '', name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: `The ID of the ${singular(collection)}.`,
    schema: { type: 'string', pattern: ID.source },
  }));
}

/** Returns the singular of a collection's name, such as "API client" for `api-clients`. */
function singular(collection: string): string {
  return collection.replaceAll('-', ' ').replace(/^api/, 'API').replace(/s$/, '');
}

function queryParametersOf({ properties = {}, required = [] }: JsonSchema): Parameter[] {
  return Object.entries(properties).map(([name, { description = '', ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    ...(schema.type === 'array' && { style: 'form' as const, explode: false as const }),
    schema,
  }));
}

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A unique key for this request, such as a UUID. A retry with the same key and body returns the original response and has no further effect.',
  schema: {
    type: 'string',
    pattern: '^[\\x21-\\x7e]{1,255}$',
    examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'],
  },
};

const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `ETag` of the version that you read, in double quotes. If the record has changed since, the request fails with `version_mismatch`. You can also send several ETags separated by commas, or `*` for any version (RFC 9110). A weak ETag never matches. Without this header, the last change wins.',
  schema: { type: 'string', examples: ['"3"'] },
};

function successesOf(
  route: Route,
  reference: OperationReference,
  book: SchemaBook,
): Record<string, Response> {
  return Object.fromEntries(
    Object.entries<$ZodType | null>(reference.responses).map(([status, schema]) => [
      status,
      success(route, reference, Number(status), schema, book),
    ]),
  );
}

const SUCCESS: Readonly<Record<number, string>> = {
  200: 'OK.',
  201: 'Created.',
  202: 'Accepted. Processing continues in the background.',
  204: 'No content.',
} satisfies Record<SuccessStatus, string>;

function success(
  route: Route,
  reference: OperationReference,
  status: number,
  schema: $ZodType | null,
  book: SchemaBook,
): Response {
  const headers = headersOf(route, reference, status);
  return {
    description: SUCCESS[status] ?? 'OK.',
    ...(headers !== undefined && { headers }),
    ...(schema !== null && {
      content: { [route.writes ?? 'application/json']: { schema: book.of(schema, 'output') } },
    }),
  };
}

function headersOf(
  route: Route,
  { creates }: OperationReference,
  status: number,
): Record<string, Header> | undefined {
  const routes = Object.values<Route>(ROUTES);
  const entries = routes.filter(({ path }) => isEntryOf(creates ?? route.path, path));
  const readable = entries.some(({ method }) => method === 'GET');
  // The routes of the record that the request creates, or of the record that it refers to.
  const shown = status === 201 ? entries : routes.filter(({ path }) => path === route.path);
  const isShown = status === 200 || status === 201;
  const headers = {
    ...(route.method === 'POST' && readable && status !== 200 && { Location: LOCATION }),
    // Deleted records have no version.
    ...(isShown && route.method !== 'DELETE' && shown.some(isVersioned) && { ETag: ETAG }),
    ...(route.writes !== undefined && FILE_HEADERS),
  };
  return Object.keys(headers).length > 0 ? headers : undefined;
}

/** Returns whether `path` is that of an entry of a collection. */
function isEntryOf(collection: string, path: string): boolean {
  return path.startsWith(`${collection}/{`) && !path.slice(collection.length + 1).includes('/');
}

const FILE_HEADERS: Readonly<Record<string, Header>> = {
  Link: {
    required: false,
    description: 'The URL of the next part of the file, as `rel="next"`. Absent on the last part.',
    schema: { type: 'string', examples: ['</v1/customers/export?cursor=kJx0v5m>; rel="next"'] },
  },
  'Row-Count': {
    required: true,
    description: 'The number of rows in this part, without the header row.',
    schema: { type: 'string', pattern: '^\\d+$', examples: ['1000'] },
  },
};
const LOCATION: Header = {
  required: true,
  description: 'The URL of the record.',
  schema: { type: 'string', format: 'uri-reference' },
};
const ETAG: Header = {
  required: true,
  description: 'The version of the record. Send it in `If-Match` when you update the record.',
  schema: { type: 'string', examples: ['"3"'] },
};
