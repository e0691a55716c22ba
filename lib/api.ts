import { Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  type HttpRoute,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { routeKey, type ApiFunction, type Route } from '../lambdas/modules/http/route.ts';
import { ROUTES } from '../lambdas/modules/openapi/routes.ts';
import { qualifiedScope } from '../lambdas/modules/platform/scopes.ts';
import type { FoyerConfig } from './config.ts';

/** For a route that should ever be missing from the table; every route in it has a rate of its own. */
const DEFAULT_THROTTLE = { rateLimit: 20, burstLimit: 40 };

/** Nothing here can hold a token, a password or what somebody typed: no headers, no query strings, no addresses. */
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

/** Properties of {@link Api}. */
export interface ApiProps {
  readonly config: FoyerConfig;
}

/** Whose tokens the gateway takes. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Decides about tokens on all routes but those for what is one's own. */
  readonly authorizer: IFunction;
}

/** How long the gateway keeps what it was told about a token on a route: a client that was removed gets in so long. */
const VERDICT_SECONDS = 30;

/** The gateway: which requests reach which function, with whose token, and how many of them. */
export class Api extends Construct {
  readonly httpApi: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { config }: ApiProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      description: `Foyer (${config.stage})`,
      createDefaultStage: false,
      // Pages that the stack hosts call their own origin: no other origin needs to be let in.
      ...(config.hosting || config.siteUrl === undefined
        ? {}
        : { corsPreflight: corsFor(config.siteUrl) }),
    });
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: DEFAULT_THROTTLE,
      // A set of metrics for every route would cost more than all the rest; the alarms read the stage's own.
      detailedMetricsEnabled: false,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
  }

  /** The host that answers, for a distribution in front of it. */
  get host(): string {
    return Fn.select(2, Fn.split('/', this.httpApi.apiEndpoint));
  }

  /** Opens every route of the table, each to its function. */
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
    if (!(stage instanceof CfnStage)) throw new Error('The stage has no resource.');
    stage.addPropertyOverride(`RouteSettings.${routeKey(route).replaceAll('.', '\\.')}`, {
      DetailedMetricsEnabled: false,
      ThrottlingRateLimit: route.throttle.rate,
      ThrottlingBurstLimit: route.throttle.burst,
    });
    // A stage cannot name a route that is not there yet.
    stage.node.addDependency(...created);
  }
}

/**
 * What is one's own needs a token of the pages' client: a rule that the gateway knows by itself. All other routes serve
 * programs too, whose clients come and go, while that rule has a fixed list of them: a function decides.
 */
function authorizationBy({ issuer, audience, authorizer }: TokenRules) {
  const ofPeople = new HttpJwtAuthorizer('Tokens', issuer, { jwtAudience: [audience] });
  const ofAll = new HttpLambdaAuthorizer('Authorizer', authorizer, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    // Without its route, what was decided about one would count for all of them.
    identitySource: ['$request.header.Authorization', '$context.routeKey'],
    resultsCacheTtl: Duration.seconds(VERDICT_SECONDS),
  });
  return ({ scope }: Route) => {
    if (scope === 'public') return {};
    if (scope !== 'self') return { authorizer: ofAll };
    return { authorizer: ofPeople, authorizationScopes: [qualifiedScope(scope)] };
  };
}

/** One permission for all routes of a function: one each would outgrow the 20 KB of a function's policy. */
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
        'An invited person has no account yet: the link that the request carries is what is checked.',
    });
}
