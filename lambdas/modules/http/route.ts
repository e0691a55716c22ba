import type * as z from 'zod/mini';

import type { ErrorCode } from '../platform/errors.ts';
import type { Scope } from '../platform/scopes.ts';

/** The functions that handle API requests, one for each side of the trust boundary. */
export type ApiFunction = 'admin-api' | 'customer-api' | 'sign-up-api';

/** The statuses of successful responses. */
export type SuccessStatus = 200 | 201 | 202 | 204;

/** A route: its path, the scope that it requires, and the schemas of its requests. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly function: ApiFunction;
  /** The required scope. `public` routes need no token. */
  readonly scope: Scope | 'public';
  /** Additional scopes that every request requires. The operation checks them, not API Gateway. */
  readonly alsoNeeds?: readonly Scope[];
  /** Additional scopes that some fields of a request require. The operation checks each one if the field is present. */
  readonly mayNeed?: readonly Scope[];
  /**
   * The limits for the whole installation: requests per second, and the additional burst (API Gateway's token bucket).
   */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Request schemas are created on first use: see `once`. */
  readonly body?: () => z.ZodMiniType;
  readonly query?: () => z.ZodMiniType;
  /** The media type of successful responses, if it is not JSON. Their schema is then a string. */
  readonly writes?: 'text/csv';
  /** The error codes of the operation, without those that the pipeline and API Gateway can return on any route. */
  readonly errors: readonly ErrorCode[];
  /** Allows a CSV file as the body (see `csv.ts`), which is parsed as `{ csv }`. */
  readonly csv?: boolean;
  /** The maximum size of the body. 32 KB by default. */
  readonly maxBodyBytes?: number;
  /** Supports the `Idempotency-Key` header: a retry with the same key gets the same response. */
  readonly idempotent?: boolean;
}

/**
 * The reference of an operation. Only the API document needs it. Functions import it only as a type, so that they do
 * not have to load descriptions and response schemas at startup.
 */
export interface OperationReference {
  readonly summary: string;
  /** Everything that the summary does not cover. */
  readonly description: string;
  /** The body of each successful response, by status. `null` means an empty body. */
  readonly responses: Partial<Record<SuccessStatus, z.core.$ZodType | null>>;
  /** The collection that a 201 adds to, if it is not the path of the route. */
  readonly creates?: Route['path'];
}

/** Routes, by operation ID. */
export type Routes = Readonly<Record<string, Route>>;

/** The reference of each of these routes. The compiler reports missing ones. */
export type References<R extends Routes> = { readonly [Id in keyof R]: OperationReference };

/** Returns the key of a route in API Gateway's configuration and in the `routeKey` of each request. */
export function routeKey(route: Route): string {
  return `${route.method} ${route.path}`;
}

/** Returns whether requests can specify the version that they are based on, with `If-Match`. */
export function isVersioned({ errors }: Pick<Route, 'errors'>): boolean {
  return errors.includes('version_mismatch');
}

/** The request limits of routes, for the whole installation ({@link Route.throttle}). */
export const THROTTLES = {
  reading: { rate: 50, burst: 100 },
  writing: { rate: 25, burst: 50 },
  /** For uploads, each of which can contain thousands of people. */
  uploading: { rate: 2, burst: 10 },
  /**
   * For public routes, whose limits are shared by all clients. If a limit is too high, Cognito rejects requests from
   * people who sign up. If it is too low, a single client can exhaust it. Only requests with a valid link reach Cognito.
   * Even if all public routes reach their limits, the calls stay within Cognito's default quotas for the account: 120
   * requests per second that read a user, 50 that create one, 30 that set a password, and 25 that add one to a group
   * (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html, test/lib/gateway.test.ts). With a web ACL, a
   * single IP address cannot reach any of them (lib/edge-stack.ts).
   */
  open: { rate: 10, burst: 20 },
  /** For looking up an invitation link, which everyone who opens the sign-up page does. */
  opening: { rate: 50, burst: 100 },
  /** For the one request of each sign-up that creates a user, adds it to its groups, and sets its password. */
  signingUp: { rate: 20, burst: 40 },
  /** For changes to settings, which people make. Each change to an application looks up its client in Cognito. */
  settings: { rate: 5, burst: 10 },
} as const;

/** The access rules of a route for administrators: the required scope, and the throttle. */
interface Right<S extends Scope> {
  readonly function: 'admin-api';
  readonly scope: S;
  readonly throttle: Route['throttle'];
}

/** Returns the access rules of a route that reads something. */
export function canRead<S extends Scope>(scope: S): Right<S> {
  return { function: 'admin-api', scope, throttle: THROTTLES.reading };
}

/** Returns the access rules of a route that changes something. */
export function canWrite<S extends Scope>(
  scope: S,
  throttle: Route['throttle'] = THROTTLES.writing,
): Right<S> {
  return { function: 'admin-api', scope, throttle };
}

/** The errors of operations that invite a contact of a customer, for both administrators and customers. */
export const INVITE_ERRORS = [
  'already_invited',
  'user_already_exists',
  'email_required',
  'email_suppressed',
  'customer_suspended',
  'grant_not_allowed',
  'feature_not_available',
  'rate_limited',
  'pending_limit_reached',
  'temporarily_unavailable',
] as const;

/** The errors for a link that does not work: it is invalid, or its invitation has ended in one of four ways. */
export const LINK_ERRORS = [
  'not_found',
  'feature_not_available',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
] as const;
