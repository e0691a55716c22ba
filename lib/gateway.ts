import { Duration, Fn, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { type ApiFunction, type Route, routeKey } from '../lambdas/modules/http/route.ts';
import { ROUTES } from '../lambdas/modules/openapi/routes.ts';
import { qualifiedScope } from '../lambdas/modules/platform/scopes.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import { removalPolicyOf } from './first-deployment.ts';

/** Does not apply to any current route, because each has its own throttle in the route table. */
const DEFAULT_THROTTLE = { rateLimit: 20, burstLimit: 40 };

/** No headers, query strings, or IP addresses: none of these fields can contain a token, a password, or user input. */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  responseLength: '$context.responseLength',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.responseType',
};

/** Properties of {@link Gateway}. */
export interface GatewayProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
}

/** Tokens that the gateway accepts. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Authorizes requests to all routes except public and self-service ones. */
  readonly authorizer: IFunction;
}

/** Time for which the gateway caches a decision of the authorizer. A deleted client keeps its access for that long. */
const DECISION_TTL_SECONDS = 30;

/** HTTP API of API Gateway: routes, authorization, and throttling. */
export class Gateway extends Construct {
  readonly httpApi: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { config, alarms }: GatewayProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      description: `Foyer (${config.stage})`,
      createDefaultStage: false,
      // Hosted pages call their own origin and need no CORS.
      ...(config.hosting || config.siteUrl === undefined
        ? {}
        : { corsPreflight: corsFor(config.siteUrl) }),
    });
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: config.logRetentionDays,
      removalPolicy: removalPolicyOf(config),
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: DEFAULT_THROTTLE,
      // Per-route metrics would cost more than everything else combined. The alarm reads the metrics of the stage.
      detailedMetricsEnabled: false,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    alarms.add('ApiErrors', {
      metric: this.stage.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 5,
      description:
        'Administrators, customers and invited people get server errors. Get the request IDs from the access log, and look up the causes in the function logs.',
    });
  }

  /** Host name of the API, for a distribution in front of it. */
  get host(): string {
    return Fn.select(2, Fn.split('/', this.httpApi.apiEndpoint));
  }

  /** Adds every route of the route table and connects it to its function. */
  serve(functions: Readonly<Record<ApiFunction, IFunction>>, tokens: TokenRules): void {
    const authorizationOf = authorizationBy(tokens);
    const integrations = {
      'admin-api': integrationOf('AdminApi', functions['admin-api']),
      'customer-api': integrationOf('CustomerApi', functions['customer-api']),
      'sign-up-api': integrationOf('SignUpApi', functions['sign-up-api']),
    } satisfies Record<ApiFunction, HttpLambdaIntegration>;

    for (const route of Object.values<Route>(ROUTES)) {
      const created = this.httpApi.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrations[route.function],
        ...authorizationOf(route),
      });
      this.throttle(route, created);
      if (route.scope === 'public') acknowledgePublic(created);
    }
  }

  private throttle(route: Route, created: readonly HttpRoute[]): void {
    const stage = this.stage.node.defaultChild;
    if (!(stage instanceof CfnStage))
      throw new Error('The stage has no CfnStage as its default child.');
    stage.addPropertyOverride(`RouteSettings.${routeKey(route).replaceAll('.', '\\.')}`, {
      DetailedMetricsEnabled: false,
      ThrottlingRateLimit: route.throttle.rate,
      ThrottlingBurstLimit: route.throttle.burst,
    });
    // Route settings can only refer to routes that exist.
    stage.node.addDependency(...created);
  }
}

/**
 * Returns the authorizer for each route. Self-service accepts only tokens of the web client, which a JWT authorizer can
 * check. Every other route also accepts API clients. These are created at runtime, but a JWT authorizer has a fixed
 * list of audiences, so a Lambda authorizer checks their tokens.
 */
function authorizationBy({ issuer, audience, authorizer }: TokenRules) {
  const jwtAuthorizer = new HttpJwtAuthorizer('Tokens', issuer, { jwtAudience: [audience] });
  const lambdaAuthorizer = new HttpLambdaAuthorizer('Authorizer', authorizer, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    // Without the route, a cached decision would apply to every route.
    identitySource: ['$request.header.Authorization', '$context.routeKey'],
    resultsCacheTtl: Duration.seconds(DECISION_TTL_SECONDS),
  });
  return ({ scope }: Route) => {
    if (scope === 'public') return {};
    if (scope !== 'self') return { authorizer: lambdaAuthorizer };
    return { authorizer: jwtAuthorizer, authorizationScopes: [qualifiedScope(scope)] };
  };
}

/**
 * Uses one permission for all routes of a function, because one for each route would exceed the 20 KB limit of a
 * function's policy.
 */
function integrationOf(id: string, fn: IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, fn, { scopePermissionToRoute: false });
}

function corsFor(siteUrl: string) {
  return {
    allowOrigins: [siteUrl],
    allowMethods: [
      CorsHttpMethod.GET,
      CorsHttpMethod.POST,
      CorsHttpMethod.PATCH,
      CorsHttpMethod.DELETE,
    ],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    exposeHeaders: ['etag', 'link', 'location', 'retry-after', 'row-count'],
    maxAge: Duration.hours(1),
  };
}

function acknowledgePublic(routes: readonly HttpRoute[]): void {
  for (const route of routes)
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Invited people have no account yet. The function checks the token of the invitation link instead.',
    });
}
