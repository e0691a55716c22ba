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
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import { type ApiFunction, type Route, routeKey } from '../lambdas/modules/http/route.ts';
import { ROUTES } from '../lambdas/modules/openapi/routes.ts';
import { qualifiedScope } from '../lambdas/modules/platform/scopes.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import { removalPolicyOf, stackUuid } from './first-deployment.ts';

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

/** An API as the origin of a distribution. */
export interface ApiOrigin {
  readonly host: string;
  /** Path in front of every route. */
  readonly path: string;
}

/**
 * HTTP API of API Gateway: routes, authorization, and throttling.
 *
 * With hosting, only CloudFront reaches the API: the name of its only stage is a secret, so for every other path,
 * the endpoint returns 404 before a route, its throttling limit, an authorizer, or a function is involved
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html, docs/adr/0066).
 */
export class Gateway extends Construct {
  readonly httpApi: HttpApi;
  /** Origin for CloudFront. Undefined without hosting, where the endpoint is public. */
  readonly origin: ApiOrigin | undefined;
  private readonly stage: HttpStage;

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
      logGroupName: accessLogName(config),
      retention: config.logRetentionDays,
      removalPolicy: removalPolicyOf(config),
    });
    const secretName = config.hosting ? this.createOriginSecret(config) : undefined;
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: secretName ?? '$default',
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
      // The metric of the API instead of its only stage: emails about an alarm list its dimensions, and the name of the
      // stage is a secret.
      metric: this.httpApi.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 5,
      description:
        'Administrators, customers and invited people get server errors. Get the request IDs from the access log, and look up the causes in the function logs.',
    });
    if (secretName !== undefined)
      this.origin = {
        host: Fn.select(2, Fn.split('/', this.httpApi.apiEndpoint)),
        path: `/${secretName}`,
      };
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

  /**
   * Creates the name of the stage, and returns a reference that CloudFormation resolves. A new version has a new logical
   * ID, so CloudFormation creates a new stage, updates the distribution, and deletes the old stage afterward. It would
   * not detect a new value of the same secret
   * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html).
   */
  private createOriginSecret({ stage, originSecretVersion }: FoyerConfig): string {
    const secret = new Secret(this, `OriginSecret${originSecretVersion}`, {
      description: `Foyer (${stage}): path between CloudFront and the API. Replace it with originSecretVersion only`,
      // A stage name can contain up to 128 letters, digits, hyphens, and underscores.
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The stage and the distribution must change with the secret, so the operator replaces it with a deployment (originSecretVersion).',
    });
    return secret.secretValue.unsafeUnwrap();
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
 * Returns the name of the access log. API Gateway adds each log to a resource policy of the region that has at most
 * 5,120 characters, and a full policy fails the deployment. For names that begin with `/aws/vendedlogs/`, one entry covers
 * all logs (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html). The log of a
 * deleted stack can still exist, so the name contains the UUID of the stack.
 */
function accessLogName({ stage }: FoyerConfig): string {
  return `/aws/vendedlogs/foyer/${stage}-${stackUuid()}/api-access`;
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
