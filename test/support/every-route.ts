import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { routeKey, type Route } from '../../lambdas/modules/http/route.ts';
import { ALL_SCOPES, qualifiedScope } from '../../lambdas/modules/platform/scopes.ts';
import { jsonParts, type RequestParts } from './http-event.ts';

/** The keys of all routes that a function answers, as the gateway names them. */
export function routesOf(name: Route['function']): string[] {
  return Object.values<Route>(ROUTES)
    .filter((route) => route.function === name)
    .map(routeKey);
}

/** The scopes of a token that may do everything. */
export const EVERY_SCOPE = ALL_SCOPES.map(qualifiedScope).join(' ');

/** The parts of a request that says nothing but where it goes: each record in the path is `id_1`. */
export function emptyRequest(key: string, parts: RequestParts = {}): RequestParts {
  const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'id_1']);
  const pathParameters = Object.fromEntries(names) as Record<string, string>;
  return key.startsWith('GET ')
    ? { pathParameters, ...parts }
    : jsonParts({}, { pathParameters, ...parts });
}
