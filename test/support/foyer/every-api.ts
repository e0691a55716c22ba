import { Logger } from '@aws-lambda-powertools/logger';
import { vi } from 'vitest';

import type { ApiResponse } from '../../../lambdas/modules/http/api.ts';
import { type Route, routeKey } from '../../../lambdas/modules/http/route.ts';
import { SCOPES } from '../../../lambdas/modules/platform/scopes.ts';
import {
  administratorClaims,
  ask,
  type HttpAnswer,
  type RequestParts,
} from '../functions/http-event.ts';
import { functionWith } from '../functions/operations.ts';

const scope = Object.keys(SCOPES)
  .map((name) => `foyer/${name}`)
  .join(' ');

type Asked = (request: unknown) => Promise<ApiResponse>;

/** The current mock of all operations. Only the most recent caller of {@link everyApi} sees the requests. */
let keeps: Asked = async () => ({ status: 204 });
const operation: Asked = (request) => keeps(request);
const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
const functions = {
  'admin-api': functionWith('admin-api', operation, logger),
  'customer-api': functionWith('customer-api', operation, logger),
  'sign-up-api': functionWith('sign-up-api', operation, logger),
};

/**
 * Returns every function that handles requests. Its operations record the requests, which come from a caller with all
 * scopes.
 */
export function everyApi() {
  const asked = vi.fn<Asked>(async () => ({ status: 204 }));
  keeps = asked;
  const send = async (route: Route, parts: RequestParts): Promise<HttpAnswer> =>
    ask(functions[route.function], routeKey(route), {
      claims: { ...administratorClaims, scope },
      pathParameters: { id: 'x', contactId: 'x' },
      ...parts,
    });
  return { asked, send };
}
