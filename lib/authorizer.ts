import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { authorizerEnvironment } from '../lambdas/authorizer/environment.ts';
import { type Route, routeKey } from '../lambdas/modules/http/route.ts';
import { ROUTES } from '../lambdas/modules/openapi/routes.ts';
import { qualifiedScope } from '../lambdas/modules/platform/scopes.ts';
import { type Alarms, failingFunction } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link Authorizer}. */
export interface AuthorizerProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
}

/** Lambda authorizer that checks the tokens of administrators and API clients. */
export class Authorizer extends Construct {
  readonly fn: ServiceFunction;

  constructor(scope: Construct, id: string, { config, alarms, data, identity }: AuthorizerProps) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'authorizer/handler.ts',
      description: 'Foyer: authorizes API requests',
      environmentSchema: authorizerEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        WEB_CLIENT_ID: identity.webClient.userPoolClientId,
        ROUTES_BY_SCOPE: JSON.stringify(routesByScope()),
      },
      // API Gateway waits for up to 10 seconds.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    data.grantTokenCheck(this.fn);
    alarms.add('AuthorizerErrors', {
      ...failingFunction(this.fn),
      description:
        'Administrators and API clients get an error for every request. Check the authorizer log: it cannot fetch the signing keys of the user pool, or cannot read the table.',
    });
  }
}

/** Lists the routes that the function authorizes, by scope. API Gateway checks self-service tokens itself. */
function routesByScope(): Readonly<Record<string, string[]>> {
  const routes: Record<string, string[]> = {};
  for (const route of Object.values<Route>(ROUTES)) {
    if (route.scope === 'public' || route.scope === 'self') continue;
    (routes[qualifiedScope(route.scope)] ??= []).push(routeKey(route));
  }
  return routes;
}
