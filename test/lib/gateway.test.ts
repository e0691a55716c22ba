import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { type Route, routeKey } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { functionDescribed, idOf, only, resourcesOf } from './template.ts';

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

describe('the endpoint of the API', () => {
  const SECRET = 'AWS::SecretsManager::Secret';
  /** The reference that CloudFormation replaces with the value of a secret. */
  const valueOf = (secret: string): [string, ...unknown[]] => [
    '{{resolve:secretsmanager:',
    { Ref: secret },
    ':SecretString:::}}',
  ];
  const originPathOf = (template: Template) => {
    const { DistributionConfig } = only(template, 'AWS::CloudFront::Distribution') as {
      DistributionConfig: { Origins: { OriginPath?: unknown }[] };
    };
    return DistributionConfig.Origins.map(({ OriginPath }) => OriginPath).filter(
      (path) => path !== undefined,
    );
  };

  test('has one stage, and its name is a secret that only the distribution has', () => {
    const secret = idOf(inProduction, SECRET, 'ApiOriginSecret1');
    expect(only(inProduction, 'AWS::ApiGatewayV2::Stage')['StageName']).toEqual({
      'Fn::Join': ['', valueOf(secret)],
    });
    const [prefix, ...rest] = valueOf(secret);
    expect(originPathOf(inProduction)).toEqual([{ 'Fn::Join': ['', [`/${prefix}`, ...rest]] }]);
    inProduction.hasResourceProperties(SECRET, {
      // A stage name allows no other characters, and nobody can guess 48 of them.
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
    });
  });

  test('shows the name nowhere else: not in outputs, alarms, metrics, or environments', () => {
    const [stage = ''] = Object.keys(resourcesOf(inProduction, 'AWS::ApiGatewayV2::Stage'));
    const secret = idOf(inProduction, SECRET, 'ApiOriginSecret1');
    const text = JSON.stringify(inProduction.toJSON());
    expect(text.split(`"Ref":"${stage}"`)).toHaveLength(1);
    expect(text.split(`"Ref":"${secret}"`)).toHaveLength(3);
  });

  test('gets a new name from a new secret, so that the old name works until the distribution is changed', () => {
    const rotated = synthesise({ ...production, originSecretVersion: 2 });
    const secret = idOf(rotated, SECRET, 'ApiOriginSecret2');
    expect(() => idOf(rotated, SECRET, 'ApiOriginSecret1')).toThrow();
    expect(JSON.stringify(only(rotated, 'AWS::ApiGatewayV2::Stage')['StageName'])).toContain(
      secret,
    );
    expect(JSON.stringify(originPathOf(rotated))).toContain(secret);
    expect(idOf(rotated, 'AWS::ApiGatewayV2::Stage', 'ApiStage')).toBe(
      idOf(inProduction, 'AWS::ApiGatewayV2::Stage', 'ApiStage'),
    );
  });

  test('is the base URL of the API only if nothing is in front of it', () => {
    expect(only(inTest, 'AWS::ApiGatewayV2::Stage')['StageName']).toBe('$default');
    expect(() => idOf(inTest, SECRET, 'ApiOriginSecret')).toThrow();
    inTest.hasOutput('ApiUrl', {
      Value: { 'Fn::GetAtt': [idOf(inTest, 'AWS::ApiGatewayV2::Api', 'Api'), 'ApiEndpoint'] },
    });
    inProduction.hasOutput('ApiUrl', { Value: 'https://join.example.com' });
  });
});

test('public routes at their limits stay within the default quotas of Cognito', () => {
  // https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
  const quotas = { UserRead: 120, UserCreation: 50, UserAccountRecovery: 30, UserUpdate: 25 };
  type Calls = Partial<Record<keyof typeof quotas, number>>;
  const read = { UserRead: 1 };
  // AdminGetUser, AdminCreateUser, AdminSetUserPassword, and AdminAddUserToGroup for one group.
  const calls: Record<string, Calls> = {
    getInvitationByToken: read,
    acceptInvitation: { ...read, UserCreation: 1, UserAccountRecovery: 1, UserUpdate: 1 },
    sendVerificationCode: read,
    requestNewInvitationLink: {},
    declineInvitation: read,
    startProviderSignUp: read,
    getAdministratorSetupByToken: {},
    // Administrators need no group.
    completeAdministratorSetup: { ...read, UserCreation: 1, UserAccountRecovery: 1 },
  };
  const open = Object.entries<Route>(ROUTES).filter(([, { scope }]) => scope === 'public');
  expect(open.map(([id]) => id).toSorted()).toEqual(Object.keys(calls).toSorted());
  for (const [category, quota] of Object.entries(quotas)) {
    const perSecond = open.map(
      ([id, { throttle }]) => throttle.rate * (calls[id]?.[category as keyof typeof quotas] ?? 0),
    );
    expect(
      perSecond.reduce((sum, rate) => sum + rate, 0),
      category,
    ).toBeLessThanOrEqual(quota);
  }
});
