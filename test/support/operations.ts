import type { Logger } from '@aws-lambda-powertools/logger';
import { adminRoutes } from '../../lambdas/admin-api/routes.ts';
import {
  api,
  type ApiResponse,
  type HttpHandler,
  type Operations,
  type Routes,
} from '../../lambdas/modules/http/api.ts';
import type { ApiFunction } from '../../lambdas/modules/http/route.ts';
import { selfRoutes } from '../../lambdas/modules/self-service/routes.ts';
import { signUpApiRoutes } from '../../lambdas/sign-up-api/routes.ts';

/** The routes that each function answers. */
export const FUNCTION_ROUTES: Readonly<Record<ApiFunction, Routes>> = {
  'admin-api': adminRoutes,
  'customer-api': selfRoutes,
  'sign-up-api': signUpApiRoutes,
};

/** A function whose operations all do the same work: for tests that look at the pipeline around them. */
export function functionWith(
  name: ApiFunction,
  work: (request: unknown) => Promise<ApiResponse>,
  logger: Logger,
): HttpHandler {
  const routes = FUNCTION_ROUTES[name];
  const operations = Object.fromEntries(Object.keys(routes).map((id) => [id, work]));
  return api(routes, operations as Operations<Routes>, logger);
}
