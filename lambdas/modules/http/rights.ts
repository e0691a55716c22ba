import type { Scope } from '../platform/scopes.ts';
import type { Route } from './route.ts';
import { THROTTLES } from './throttles.ts';

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
