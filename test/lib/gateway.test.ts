import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { type Route, routeKey } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { functionDescribed, only, resourcesOf } from './template.ts';

const inProduction = synthesise(production);
const inTest = synthesise(elsewhere);
const routes = Object.values<Route>(ROUTES);

describe('the gateway', () => {
  test('has exactly the routes of the route table', () => {
    const keys = Object.values(resourcesOf(inProduction, 'AWS::ApiGatewayV2::Route')).map(
      ({ RouteKey }) => RouteKey,
    );
    expect(keys.toSorted()).toEqual(routes.map(routeKey).toSorted());
  });

  const authorizer = functionDescribed(inProduction, 'Foyer: authorizes API requests');
  const decided = JSON.parse(String(authorizer.Environment.Variables['ROUTES_BY_SCOPE'])) as Record<
    string,
    string[]
  >;
  const scopeOf = (key: string) =>
    Object.entries(decided).find(([, keys]) => keys.includes(key))?.[0];
  const [[ofPeople] = [], [ofAll] = []] = ['JWT', 'REQUEST'].map((type) =>
    Object.keys(
      inProduction.findResources('AWS::ApiGatewayV2::Authorizer', {
        Properties: { AuthorizerType: type },
      }),
    ),
  );

  test.each(
    routes
      .filter(({ scope }) => scope !== 'public' && scope !== 'self')
      .map((route) => [routeKey(route), route.scope] as const),
  )('%s requires a token in which the authorizer finds the scope %s', (key, scope) => {
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: key,
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: ofAll },
    });
    expect(scopeOf(key)).toBe(`foyer/${scope}`);
  });

  test.each(routes.filter(({ scope }) => scope === 'self').map(routeKey))(
    '%s accepts only tokens of people, with the scope self',
    (key) => {
      inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: key,
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['foyer/self'],
        AuthorizerId: { Ref: ofPeople },
      });
      // The Lambda authorizer would reject it as well.
      expect(scopeOf(key)).toBeUndefined();
    },
  );

  test('stays within the 4 KB limit of the authorizer’s environment', () => {
    expect(JSON.stringify(authorizer.Environment.Variables).length).toBeLessThan(3500);
  });

  test('caches the decision about a token for 30 seconds, for one route', () => {
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 30,
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
    });
  });

  test('requires no token on routes for people who have none yet', () => {
    for (const route of routes.filter(({ scope }) => scope === 'public'))
      inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: routeKey(route),
        AuthorizationType: 'NONE',
      });
  });

  test('accepts tokens of its own pool and client only', () => {
    const [pool] = Object.keys(resourcesOf(inProduction, 'AWS::Cognito::UserPool'));
    const [client] = Object.keys(resourcesOf(inProduction, 'AWS::Cognito::UserPoolClient'));
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: client }],
        Issuer: {
          'Fn::Join': [
            '',
            ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: pool }],
          ],
        },
      },
    });
  });

  test('throttles each route as the route table says, and others by default', () => {
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: Match.objectLike({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 }),
      RouteSettings: Object.fromEntries(
        routes.map((route) => [
          routeKey(route),
          {
            DetailedMetricsEnabled: false,
            ThrottlingRateLimit: route.throttle.rate,
            ThrottlingBurstLimit: route.throttle.burst,
          },
        ]),
      ),
    });
  });

  test('configures the stage after its routes, because route settings need routes that exist', () => {
    const [stage] = Object.values(inProduction.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.['DependsOn']).toEqual(
      expect.arrayContaining(Object.keys(resourcesOf(inProduction, 'AWS::ApiGatewayV2::Route'))),
    );
  });

  test('logs no headers, query strings, bodies, or IP addresses', () => {
    const { AccessLogSettings } = only(inProduction, 'AWS::ApiGatewayV2::Stage');
    const { Format } = AccessLogSettings as { Format: string };
    const fields = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(fields).toContain('$context.requestId');
    expect(fields.filter((field) => /header|query|identity|claims|path/i.test(field))).toEqual([]);
  });

  test('allows the origin of the pages only if they are hosted elsewhere', () => {
    expect(only(inProduction, 'AWS::ApiGatewayV2::Api')['CorsConfiguration']).toBeUndefined();
    expect(only(inTest, 'AWS::ApiGatewayV2::Api')['CorsConfiguration']).toMatchObject({
      AllowOrigins: ['https://join.example.com'],
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    });
  });
});
