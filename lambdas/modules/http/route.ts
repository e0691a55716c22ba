import type * as z from 'zod';

import type { ErrorCode } from '../platform/errors.ts';
import type { Scope } from '../platform/scopes.ts';

/** The functions that answer requests, one for each side of the trust boundary. */
export type ApiFunction = 'admin-api' | 'customer-api' | 'sign-up-api';

/** The statuses of a success. */
export type SuccessStatus = 200 | 201 | 202 | 204;

/** One route: what the gateway lets through, to whom, and what a request must look like. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly function: ApiFunction;
  /** The scope that a token needs; `public` routes need no token. */
  readonly scope: Scope | 'public';
  /** Further scopes that every request needs: checked by the operation, not by the gateway. */
  readonly alsoNeeds?: readonly Scope[];
  /** Further scopes that a request needs for some of its fields: each is checked by the operation when it is asked for. */
  readonly mayNeed?: readonly Scope[];
  /** For the whole installation: requests a second, and how many at once on top (API Gateway's token bucket). */
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** What a success is written in, where that is not JSON: then its schema is that of a text. */
  readonly writes?: 'text/csv';
  /** What can go wrong in what it does; what the pipeline and the gateway refuse on any route goes without saying. */
  readonly errors: readonly ErrorCode[];
  /** Whether the body may be a CSV file instead (see `csv-body.ts`), which is read as `{ csv }`. */
  readonly csv?: boolean;
  /** Larger bodies are refused; 32 KB unless told otherwise. */
  readonly maxBodyBytes?: number;
  /** Whether a repeat with the same `Idempotency-Key` gets the same answer. */
  readonly idempotent?: boolean;
}

/**
 * The reference of an operation. Only the API document needs it, so no function imports it but as a type: a function that
 * starts has nothing to read in words and in the schemas of responses.
 */
export interface OperationReference {
  readonly summary: string;
  /** Everything that the summary does not say. */
  readonly description: string;
  /** The body of each success, by status; `null` is an empty body. */
  readonly responses: Partial<Record<SuccessStatus, z.ZodType | null>>;
  /** The collection that a 201 adds to, if it is not the path of the route. */
  readonly creates?: Route['path'];
}

/** Routes by the IDs of their operations. */
export type Routes = Readonly<Record<string, Route>>;

/** The reference of each of these routes: the compiler names a missing one. */
export type References<R extends Routes> = { readonly [Id in keyof R]: OperationReference };

/** What the gateway calls a route, in its configuration and in each request's `routeKey`. */
export function routeKey(route: Route): string {
  return `${route.method} ${route.path}`;
}

/** Whether a change can say which version it is based on, with `If-Match`. */
export function isVersioned({ errors }: Pick<Route, 'errors'>): boolean {
  return errors.includes('version_mismatch');
}

/** How fast routes may be called, for the whole installation: see {@link Route.throttle}. */
export const THROTTLES = {
  reading: { rate: 50, burst: 100 },
  writing: { rate: 25, burst: 50 },
  /** Each may hold thousands of people. */
  uploading: { rate: 2, burst: 10 },
  /** Anybody can call these, so they are kept slow; accepting is bounded by Cognito's own request rates anyway. */
  open: { rate: 20, burst: 60 },
  /** People who change settings; each change to an application asks Cognito about its client. */
  settings: { rate: 5, burst: 10 },
} as const;

/** Who may call a route of the administrators, and how often: whoever has a token with this scope. */
interface Right<S extends Scope> {
  readonly function: 'admin-api';
  readonly scope: S;
  readonly throttle: Route['throttle'];
}

/** Lets an administrator with a scope see something. */
export function maySee<S extends Scope>(scope: S): Right<S> {
  return { function: 'admin-api', scope, throttle: THROTTLES.reading };
}

/** Lets an administrator with a scope change something, as often as the throttle says. */
export function mayChange<S extends Scope>(
  scope: S,
  throttle: Route['throttle'] = THROTTLES.writing,
): Right<S> {
  return { function: 'admin-api', scope, throttle };
}

/** Why inviting a person of a customer may be refused, by the vendor's door as by the customer's own. */
export const INVITING_REFUSALS = [
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

/** Why the link of an invitation may not serve: it never was one, or has ended in one of four ways. */
export const DEAD_LINK_REFUSALS = [
  'not_found',
  'feature_not_available',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
] as const;
