import type { Operations } from '../../lambdas/http/api.ts';
import type { ApiFunction, Route } from '../../lambdas/http/routes/route.ts';
import { ROUTES } from '../../lambdas/http/routes.ts';

/** Every operation of a function, all with the same work: for tests that look at the pipeline around them. */
export function sameOperations<Name extends ApiFunction>(
  name: Name,
  work: (request: unknown) => Promise<unknown>,
): Operations<Name> {
  const own = Object.entries<Route>(ROUTES).filter(([, route]) => route.function === name);
  return Object.fromEntries(own.map(([id]) => [id, work])) as Operations<Name>;
}
