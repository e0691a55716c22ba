import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type * as z from 'zod/mini';

import { actingAs, type Actor } from '../platform/actor.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { ID } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { once, onceLoaded } from '../platform/once.ts';
import { csvOrJsonBody } from './csv.ts';
import { parseIfMatch } from './entity-tag.ts';
import { jsonBody } from './json-body.ts';
import { actorOf, type Authorization, type Principal, principalOf } from './principal.ts';
import { problemResponse, unexpectedError } from './problem.ts';
import {
  isVersioned,
  type OperationReference,
  type References,
  type Route,
  routeKey,
  type Routes,
  type SuccessStatus,
} from './route.ts';
import { parseRequest } from './validation.ts';

/** Larger than any legitimate request, and far too small to do harm. */
const MAX_BODY_BYTES = 32 * 1024;
/** The IETF draft does not define a maximum length. Other APIs also accept 255 characters. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

type Body<R extends Route> = R extends { readonly body: () => infer S extends z.ZodMiniType }
  ? z.output<S>
  : undefined;
/** A response body as an operation returns it: the input of its schema, but read-only. */
type Sent<T> = T extends readonly (infer Element)[]
  ? readonly Sent<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Sent<T[Key]> }
    : T;
type Query<R extends Route> = R extends { readonly query: () => infer S extends z.ZodMiniType }
  ? z.output<S>
  : undefined;

/** A request that has been validated, with its caller. */
interface ApiRequest<R extends Route> {
  readonly body: Body<R>;
  readonly query: Query<R>;
  /** The `{id}` of the path, or an empty string. */
  readonly id: string;
  /** The path parameters, by name. */
  readonly params: Readonly<Record<string, string>>;
  /** The value of `If-Match`: `*`, or one or more entity tags. */
  readonly ifMatch: string | undefined;
  readonly principal: R['scope'] extends 'public' ? undefined : Principal;
  readonly idempotencyKey: string | undefined;
}

/** A response of any operation. */
export interface ApiResponse {
  readonly status: SuccessStatus;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A response that an operation can return: one of its statuses, each with its own body. */
type ResponseOf<D extends OperationReference> = {
  [Status in keyof D['responses'] & SuccessStatus]: ApiResponse & {
    readonly status: Status;
  } & (D['responses'][Status] extends infer S extends z.core.$ZodType
      ? { readonly body: Sent<z.input<S>> }
      : { readonly body?: undefined });
}[keyof D['responses'] & SuccessStatus];

/**
 * An operation for each route, with the responses that its reference describes. The compiler reports missing
 * operations.
 */
export type Operations<R extends Routes, D extends References<R>> = {
  readonly [Id in keyof R]: (request: ApiRequest<R[Id]>) => Promise<ResponseOf<D[Id]>>;
};

/** Operations with any responses. */
type AnyOperations<R extends Routes> = {
  readonly [Id in keyof R]: (request: ApiRequest<R[Id]>) => Promise<ApiResponse>;
};

/**
 * Returns operations for `routes` that `load` loads on their first request, with `import()`. The function then doesn't
 * load the code that only these operations need when it starts (see `lib/function-bundle.ts`).
 */
export function onDemand<R extends Routes, O extends AnyOperations<R>>(
  routes: R,
  load: () => Promise<O>,
): O {
  const loaded = onceLoaded(load);
  const operations = Object.keys(routes).map((id) => [
    id,
    async (request: never) => (await loaded())[id]?.(request),
  ]);
  return Object.fromEntries(operations) as O;
}

type HttpEvent = APIGatewayProxyEventV2 & {
  readonly requestContext: { readonly authorizer?: Authorization };
};
/** A function that handles requests from API Gateway. */
export type HttpHandler = (
  event: HttpEvent,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Returns the ID of the caller's record for a request without an access token, from the link token in its body. */
export type HolderReader = (body: unknown) => string | undefined;

/** Returns the handler of an API function, which finds the route, validates the request, and runs the operation. */
export function api<R extends Routes>(
  routes: R,
  operations: AnyOperations<R>,
  logger: Log,
  holderIn: HolderReader = () => undefined,
): HttpHandler {
  const handlers = new Map<string, () => HttpHandler>();
  // Each operation takes the request of its own route. The types above ensure this, but a map of all operations cannot
  // express it.
  for (const [id, operation] of Object.entries<unknown>(operations)) {
    const route = routes[id];
    if (route === undefined) throw new Error(`The operation ${id} has no route.`);
    const entry = { id, route, operation: operation as AnyOperation };
    handlers.set(
      routeKey(route),
      once(() => pipeline(entry, logger, holderIn)),
    );
  }
  return async (event, context) => {
    const handler = handlers.get(event.routeKey);
    if (handler === undefined) throw new Error(`The function has no route ${event.routeKey}.`);
    return handler()(event, context);
  };
}

interface CheckedRequest {
  readonly body: unknown;
  readonly query: unknown;
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly principal: Principal | undefined;
  readonly idempotencyKey: string | undefined;
}
type AnyOperation = (request: CheckedRequest) => Promise<ApiResponse>;

interface Entry {
  readonly id: string;
  readonly route: Route;
  readonly operation: AnyOperation;
}

function pipeline(
  { id, route, operation }: Entry,
  logger: Log,
  holderIn: HolderReader,
): HttpHandler {
  const handler = middy<HttpEvent, APIGatewayProxyStructuredResultV2>()
    .use(httpSecurityHeaders())
    .use(problems(id, logger))
    .use(httpHeaderNormalizer());
  if (route.body !== undefined)
    handler
      .use(sizeLimit(route.maxBodyBytes ?? MAX_BODY_BYTES))
      .use(route.csv === true ? csvOrJsonBody() : jsonBody());
  return handler.handler(async (event: HttpEvent) => {
    const request = check(route, event);
    const response = await actingAs(actorIn(request, holderIn), () => operation(request));
    return {
      statusCode: response.status,
      headers: {
        ...(response.body !== undefined && {
          'content-type': route.writes ?? 'application/json',
        }),
        'cache-control': 'no-store',
        ...response.headers,
      },
      ...(response.body !== undefined && { body: serialized(route, response.body) }),
    };
  });
}

/**
 * Returns the caller as the actor. For the holder of a link, this is the record in the token, which the operation
 * verifies.
 */
function actorIn({ principal, body }: CheckedRequest, holderIn: HolderReader): Actor | undefined {
  if (principal !== undefined) return actorOf(principal);
  const id = holderIn(body);
  return id === undefined ? undefined : { type: 'invitee', id };
}

/** Returns JSON, or the unchanged text of a file. */
function serialized({ writes }: Route, body: unknown): string {
  return writes !== undefined && typeof body === 'string' ? body : JSON.stringify(body);
}

function check(route: Route, event: HttpEvent): CheckedRequest {
  const principal =
    route.scope === 'public' ? undefined : principalOf(event.requestContext, route.scope);
  return {
    body: route.body === undefined ? undefined : parseRequest(route.body(), event.body),
    query:
      route.query === undefined
        ? undefined
        : parseRequest(route.query(), event.queryStringParameters ?? {}),
    ...pathOf(event),
    ifMatch: isVersioned(route) ? parseIfMatch(event.headers['if-match']) : undefined,
    principal,
    idempotencyKey: route.idempotent === true ? idempotencyKeyOf(event.headers) : undefined,
  };
}

/**
 * Returns the path parameters. A value that cannot be an ID is reported as not found, because DynamoDB would reject a
 * key of more than 2,048 bytes as a validation error.
 */
function pathOf({ pathParameters }: HttpEvent): Pick<CheckedRequest, 'id' | 'params'> {
  const params = Object.fromEntries(
    Object.entries(pathParameters ?? {}).map(([name, value]) => [name, value ?? '']),
  );
  if (!Object.values(params).every((value) => ID.test(value)))
    throw new FoyerError('not_found', 'The record does not exist.');
  return { params, id: params['id'] ?? '' };
}

function idempotencyKeyOf(headers: Record<string, string | undefined>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key;
  throw invalidField(
    'Idempotency-Key',
    'Idempotency-Key must be 1 to 255 visible ASCII characters.',
  );
}

function sizeLimit(maxBytes: number): middy.MiddlewareObj<HttpEvent> {
  return {
    before({ event }) {
      if (bodyBytes(event) > maxBytes)
        throw new FoyerError(
          'payload_too_large',
          `The body must be at most ${maxBytes.toLocaleString('en')} bytes.`,
        );
    },
  };
}

function bodyBytes({ body = '', isBase64Encoded }: HttpEvent): number {
  return Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** Converts every failure into problem details. Unexpected errors are logged, without the request. */
function problems(id: string, logger: Log): middy.MiddlewareObj<HttpEvent> {
  return {
    async onError(request) {
      const { requestId } = request.event.requestContext;
      const error =
        request.error instanceof FoyerError ? request.error : unexpectedError(request.error);
      const line = { operation: id, requestId, code: error.code };
      if (error.code === 'internal_error')
        await logger.error('Request failed', {
          ...line,
          ...(request.error !== null && { error: request.error }),
        });
      else if (error.code === 'temporarily_unavailable')
        // The name identifies the service that is throttling. The message can contain user input.
        await logger.warn('Request refused', {
          ...line,
          ...(error.cause instanceof Error && { cause: error.cause.name }),
        });
      else await logger.info('Request refused', line);
      request.response = problemResponse(error, requestId);
    },
  };
}
