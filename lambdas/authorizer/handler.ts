import { Logger } from '@aws-lambda-powertools/logger';
import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';

import { DynamoAdministratorAccessReader } from '../modules/administrators/administrator-access.ts';
import { DynamoClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoTenantStatusReader } from '../modules/tenants/tenant-status.ts';
import { authorize, type AuthorizerContext } from './authorize.ts';
import { authorizerEnvironment } from './environment.ts';
import { CognitoTokenVerifier } from './token-verifier.ts';

const environment = readEnvironment(authorizerEnvironment);
const logger = new Logger({ serviceName: 'authorizer' });
const table = tableClient();
const deps = {
  tokens: new CognitoTokenVerifier(environment.USER_POOL_ID, process.env['AWS_ENDPOINT_URL']),
  webClientId: environment.WEB_CLIENT_ID,
  owners: new DynamoClientOwnerFinder(table, environment.TABLE_NAME),
  administrators: new DynamoAdministratorAccessReader(table, environment.TABLE_NAME),
  tenantStatuses: new DynamoTenantStatusReader(table, environment.TABLE_NAME),
  scopes: new Map(
    Object.entries(environment.ROUTES_BY_SCOPE).flatMap(([scope, keys]) =>
      keys.map((key) => [key, scope] as const),
    ),
  ),
};

/**
 * Authorizes a token on a route. API Gateway passes both as identity sources, and also uses them as the cache key of
 * the response (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
export async function handler({
  identitySource: [authorization = '', routeKey = ''],
  requestContext: { requestId },
}: APIGatewayRequestAuthorizerEventV2): Promise<
  APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>
> {
  const verdict = await authorize(deps, { authorization, routeKey });
  if (typeof verdict !== 'string') return verdict;
  logger.info('Refused', { requestId, route: routeKey, because: verdict });
  return { isAuthorized: false, context: {} };
}
