import type { Logger } from '@aws-lambda-powertools/logger';

import { adminRoutes } from '../../../lambdas/admin-api/operations.ts';
import { api, type ApiResponse, type HttpHandler } from '../../../lambdas/modules/http/api.ts';
import { type ApiFunction, routeKey, type Routes } from '../../../lambdas/modules/http/route.ts';
import { ALL_SCOPES, qualifiedScope } from '../../../lambdas/modules/platform/scopes.ts';
import { selfServiceRoutes } from '../../../lambdas/modules/self-service/routes.ts';
import { signUpApiRoutes } from '../../../lambdas/sign-up-api/operations.ts';
import { jsonParts, type RequestParts } from './http-event.ts';

/** The routes of each function. */
export const FUNCTION_ROUTES: Readonly<Record<ApiFunction, Routes>> = {
  'admin-api': adminRoutes,
  'customer-api': selfServiceRoutes,
  'sign-up-api': signUpApiRoutes,
};

/** Returns a function whose operations all do the same, for tests of the pipeline around them. */
export function functionWith(
  name: ApiFunction,
  work: (request: unknown) => Promise<ApiResponse>,
  logger: Logger,
): HttpHandler {
  const routes = FUNCTION_ROUTES[name];
  const operations = Object.fromEntries(Object.keys(routes).map((id) => [id, work]));
  return api(routes, operations, logger);
}

/** Returns the keys of a function's routes, in the format of API Gateway. */
export function routesOf(name: ApiFunction): string[] {
  return Object.values(FUNCTION_ROUTES[name]).map(routeKey);
}

/** The scopes of a token with all scopes. */
export const EVERY_SCOPE = ALL_SCOPES.map(qualifiedScope).join(' ');

/** Returns the parts of a request that contains only its path. Each ID in the path is `id_1`. */
export function emptyRequest(key: string, parts: RequestParts = {}): RequestParts {
  const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'id_1']);
  const pathParameters = Object.fromEntries(names) as Record<string, string>;
  return key.startsWith('GET ')
    ? { pathParameters, ...parts }
    : jsonParts({}, { pathParameters, ...parts });
}
