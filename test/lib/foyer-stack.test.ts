import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { type Route, routeKey } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { qualifiedScope, SCOPES } from '../../lambdas/modules/platform/scopes.ts';
import { PASSWORD_RULES } from '../../lambdas/modules/platform/sign-up-form.ts';
import {
  includedIn,
  INDEXES,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
} from '../../lambdas/modules/records/table.ts';
import { SIGN_UP_TIMEOUT_SECONDS } from '../../lambdas/modules/sign-up/acceptance-rules.ts';
import { QUICK_RETRIES } from '../../lambdas/modules/webhooks/deliver.ts';
import {
  ATTEMPT_MS,
  LOOKUP_MS,
  MESSAGE_MS,
} from '../../lambdas/modules/webhooks/webhook-targets.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { resourcesOf } from './template.ts';

const inProduction = synthesise(production);
const inTest = synthesise(elsewhere);
const routes = Object.values<Route>(ROUTES);

function only(template: Template, type: string): Record<string, unknown> {
  const all = Object.values(resourcesOf(template, type));
  expect(all).toHaveLength(1);
  return all[0] ?? {};
}

describe('the gateway', () => {
  test('opens exactly the routes of the table', () => {
    const keys = Object.values(resourcesOf(inProduction, 'AWS::ApiGatewayV2::Route')).map(
      ({ RouteKey }) => RouteKey,
    );
    expect(keys.toSorted()).toEqual(routes.map(routeKey).toSorted());
  });

  const functions = Object.values(resourcesOf(inProduction, 'AWS::Lambda::Function'));
  const authorizer = functions.find(({ Description }) =>
    String(Description).includes('whose a token is'),
  ) as { Environment: { Variables: Record<string, string> } };
  const askedAbout = JSON.parse(
    authorizer.Environment.Variables['ROUTES_BY_SCOPE'] ?? '',
  ) as Record<string, string[]>;
  const scopeOf = (key: string) =>
    Object.entries(askedAbout).find(([, keys]) => keys.includes(key))?.[0];
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
  )('%s wants a token that the authorizer finds the scope %s in', (key, scope) => {
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: key,
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: ofAll },
    });
    expect(scopeOf(key)).toBe(`foyer/${scope}`);
  });

  test.each(routes.filter(({ scope }) => scope === 'self').map(routeKey))(
    '%s is for people alone, and wants a token with the scope self',
    (key) => {
      inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: key,
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['foyer/self'],
        AuthorizerId: { Ref: ofPeople },
      });
      // The authorizer's function would refuse it, too.
      expect(scopeOf(key)).toBeUndefined();
    },
  );

  test('leaves room among what a function may have in its environment, which is 4 KB', () => {
    expect(JSON.stringify(authorizer.Environment.Variables).length).toBeLessThan(3500);
  });

  test('keeps what it was told about a token for half a minute, and for one route', () => {
    inProduction.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 30,
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
    });
  });

  test('asks for no token where people have none yet', () => {
    for (const route of routes.filter(({ scope }) => scope === 'public'))
      inProduction.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: routeKey(route),
        AuthorizationType: 'NONE',
      });
  });

  test('takes the tokens of its own pool and client only', () => {
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

  test('throttles each route as the table says, and all together', () => {
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

  test('is configured after its routes, as a stage cannot name one that is not there', () => {
    const [stage] = Object.values(inProduction.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.['DependsOn']).toEqual(
      expect.arrayContaining(Object.keys(resourcesOf(inProduction, 'AWS::ApiGatewayV2::Route'))),
    );
  });

  test('logs no header, no query, no body and nobody’s address', () => {
    const { AccessLogSettings } = only(inProduction, 'AWS::ApiGatewayV2::Stage');
    const { Format } = AccessLogSettings as { Format: string };
    const fields = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(fields).toContain('$context.requestId');
    expect(fields.filter((field) => /header|query|identity|claims|path/i.test(field))).toEqual([]);
  });

  test('lets in the pages’ origin only where the pages are served elsewhere', () => {
    expect(only(inProduction, 'AWS::ApiGatewayV2::Api')['CorsConfiguration']).toBeUndefined();
    expect(only(inTest, 'AWS::ApiGatewayV2::Api')['CorsConfiguration']).toMatchObject({
      AllowOrigins: ['https://join.example.com'],
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    });
  });
});

describe('the table', () => {
  test('survives the stack in production, and no other stage', () => {
    inProduction.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
    inTest.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  });

  test('is paid by request, encrypted, streamed, and forgets what has ended', () => {
    inProduction.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
    });
  });

  test('has the indexes that the stores read', () => {
    inProduction.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [...Object.values(INDEXES), ...Object.values(WORK_INDEXES)].map(
        (index) =>
          Match.objectLike({
            IndexName: index.name,
            KeySchema: [
              { AttributeName: index.partitionKey, KeyType: 'HASH' },
              { AttributeName: index.sortKey, KeyType: 'RANGE' },
            ],
          }),
      ),
    });
  });

  test('holds in its indexes what a list shows and no more, as few names as DynamoDB takes', () => {
    const { GlobalSecondaryIndexes } = only(inProduction, 'AWS::DynamoDB::GlobalTable');
    const indexes = GlobalSecondaryIndexes as { Projection: unknown }[];
    expect(indexes.map(({ Projection }) => Projection)).toEqual([
      ...Object.values(INDEXES).map((index) => ({
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: includedIn(index),
      })),
      ...Object.values(WORK_INDEXES).map(() => ({ ProjectionType: 'KEYS_ONLY' })),
    ]);
    const included = Object.values(INDEXES).map((index) => includedIn(index).length);
    expect(Math.max(...included)).toBeLessThanOrEqual(20);
    expect(included.reduce((total, names) => total + names, 0)).toBeLessThanOrEqual(100);
    expect(indexes.length).toBeLessThanOrEqual(20);
  });
});

describe('the user pool', () => {
  test('takes in nobody by itself and tells addresses apart without regard to case', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'ESSENTIALS',
      DeletionProtection: 'ACTIVE',
    });
    inProduction.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain' });
  });

  test('keeps the rules that the sign-up page shows', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      Policies: {
        PasswordPolicy: {
          MinimumLength: PASSWORD_RULES.minLength,
          RequireLowercase: PASSWORD_RULES.requireLowercase,
          RequireUppercase: PASSWORD_RULES.requireUppercase,
          RequireNumbers: PASSWORD_RULES.requireDigits,
          RequireSymbols: PASSWORD_RULES.requireSymbols,
        },
      },
    });
  });

  test.each(['tenant_id', 'invitation_id', 'customer_id', 'contact_id'])(
    'never lets %s change',
    (name) => {
      inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
        Schema: Match.arrayWith([Match.objectLike({ Name: name, Mutable: false })]),
      });
    },
  );

  test('has the groups of administrators and those that an invitation may grant', () => {
    const groups = Object.values(resourcesOf(inProduction, 'AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ GroupName }) => GroupName).toSorted()).toEqual(['customers']);
  });

  test('knows every scope', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'foyer',
      Scopes: Object.keys(SCOPES).map((scope) => Match.objectLike({ ScopeName: scope })),
    });
  });

  test('gives a client none of Foyer’s scopes for the asking', () => {
    const client = only(inProduction, 'AWS::Cognito::UserPoolClient');
    const returnUrls = ['sign-in', 'console', 'account'].map(
      (page) => `https://join.example.com/${page}`,
    );
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: returnUrls,
      LogoutURLs: returnUrls,
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
    expect(JSON.stringify(client)).not.toContain(qualifiedScope('invitations:read').split(':')[0]);
  });

  test('lets further pages sign people in where the configuration names their URLs', () => {
    const back = 'https://app.example.com/signed-in';
    const ownUrls = ['sign-in', 'console', 'account'].map(
      (page) => `https://join.example.com/${page}`,
    );
    // The pages’ own, named again, are not written twice.
    const template = synthesise({ ...elsewhere, callbackUrls: [back, ...ownUrls.slice(0, 1)] });
    expect(only(template, 'AWS::Cognito::UserPoolClient')).toMatchObject({
      CallbackURLs: [...ownUrls, back],
      LogoutURLs: [...ownUrls, back],
    });
  });

  test('hands no tokens to a password alone: that takes the sign-in page, or IAM', () => {
    const { ExplicitAuthFlows } = only(inProduction, 'AWS::Cognito::UserPoolClient');
    expect(ExplicitAuthFlows).toEqual([
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ]);
  });

  test('has its tokens made by the function that turns groups into scopes', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: {
        PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn: Match.anyValue() },
      },
    });
  });
});

describe('the functions', () => {
  const functions = Object.values(resourcesOf(inProduction, 'AWS::Lambda::Function')).filter(
    ({ Description }) => String(Description).startsWith('Foyer: '),
  );

  test('are on the runtime that runs the tests, each with its own log group', () => {
    const logGroups = functions.map(({ LoggingConfig }) => JSON.stringify(LoggingConfig));
    expect(new Set(logGroups).size).toBe(functions.length);
    for (const fn of functions)
      expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(process.versions.node).toMatch(/^24\./);
  });

  test('keep their logs for a while only', () => {
    inProduction.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('that signs people up ends before the lease of a claim does', () => {
    inProduction.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Foyer: answers invited people who sign up',
      Timeout: SIGN_UP_TIMEOUT_SECONDS,
    });
  });
});

describe('mail', () => {
  test('waits in encrypted queues that only TLS reaches', () => {
    inProduction.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    const queues = Object.keys(resourcesOf(inProduction, 'AWS::SQS::Queue'));
    const policies = Object.values(resourcesOf(inProduction, 'AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(queues.length);
    for (const policy of policies)
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test('that could not be sent is put aside after as many tries as the mailer believes', () => {
    const { Environment } = Object.values(resourcesOf(inProduction, 'AWS::Lambda::Function')).find(
      ({ Description }) => Description === 'Foyer: sends the mails that are due',
    ) as { Environment: { Variables: Record<string, string> } };
    inProduction.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: {
        maxReceiveCount: Number(Environment.Variables['MAIL_MAX_RECEIVES']),
        deadLetterTargetArn: Match.anyValue(),
      },
      VisibilityTimeout: 180,
    });
  });

  test('is handed over one by one, by no more mailers than configured', () => {
    inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test('of imports has a queue of its own, with few mailers, so that it delays nobody', () => {
    const queues = Object.entries(resourcesOf(inProduction, 'AWS::SQS::Queue'));
    const bulk = queues.find(([id]) => id.startsWith('MailBulkQueue'));
    inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [bulk?.[0], 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('leaves with TLS, from a domain with DKIM, and what becomes of it is reported', () => {
    inProduction.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'example.com' });
    inProduction.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    inProduction.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: [
          'send',
          'delivery',
          'deliveryDelay',
          'bounce',
          'complaint',
          'reject',
          'renderingFailure',
        ],
      },
    });
    expect(Object.keys(inProduction.findOutputs('SenderDkimRecords'))).toHaveLength(1);
  });
});

test('only invitations, customers, contacts, imports, administrators whose mail is due, test emails and webhooks that were turned off wake the outbox, which never gives up silently', () => {
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    FilterCriteria: {
      Filters: [
        // AWS allows five filters.
        { Keys: { sk: { S: ['invitation', 'customer', 'import', { prefix: 'contact#' }] } } },
        {
          Keys: { sk: { S: [{ prefix: 'administrator#' }] } },
          NewImage: { delivery: { M: { status: { S: ['queued'] } } } },
        },
        {
          Keys: { sk: { S: [{ prefix: 'test-email#' }] } },
          NewImage: { mail: { M: { subject: { S: [{ exists: true }] } } } },
        },
        {
          Keys: { sk: { S: [{ prefix: 'webhook#' }] } },
          NewImage: { disabled: { M: { reason: { S: [{ exists: true }] } } } },
        },
      ].map((dynamodb) => ({ Pattern: JSON.stringify({ dynamodb }) })),
    },
  });
});

/** The records that the projector follows, in one filter, because AWS allows five. */
const projected = [
  ...['invitation', 'customer', 'tenant', 'import', 'note'],
  ...['contact', 'application', 'preset', 'webhook', 'client', 'administrator'].map((record) => ({
    prefix: `${record}#`,
  })),
];

test('only what is searched, counted or logged wakes the projector, which never gives up silently', () => {
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: {
      OnFailure: {
        Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ProjectionsFailures'), 'Arn'] },
      },
    },
    FilterCriteria: {
      Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: projected } } } }) }],
    },
  });
});

test('rows of imports are worked off by few importers, and put aside after as many tries as they believe', () => {
  const { Environment } = Object.values(resourcesOf(inProduction, 'AWS::Lambda::Function')).find(
    ({ Description }) => Description === 'Foyer: invites the people of an import',
  ) as { Environment: { Variables: Record<string, string> } };
  const queues = Object.entries(resourcesOf(inProduction, 'AWS::SQS::Queue'));
  const [id, queue] = queues.find(([name]) => name.startsWith('ImportsQueue')) ?? [];
  expect(queue).toMatchObject({
    RedrivePolicy: { maxReceiveCount: Number(Environment.Variables['IMPORT_MAX_RECEIVES']) },
    VisibilityTimeout: 360,
  });
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test('deliveries of a batch settle within half the time of their function, and come again only when it has surely ended', () => {
  const webhooks = Object.values(resourcesOf(inProduction, 'AWS::Lambda::Function')).find(
    ({ Description }) => Description === 'Foyer: tells webhooks what happens',
  ) as { Timeout: number };
  // Side by side, so that ten take as long as one: an attempt, and what is read and written around it.
  expect(ATTEMPT_MS + LOOKUP_MS).toBeLessThan(MESSAGE_MS);
  expect(2 * MESSAGE_MS).toBeLessThanOrEqual(webhooks.Timeout * 1_000);
  const queues = Object.entries(resourcesOf(inProduction, 'AWS::SQS::Queue'));
  const [id, queue] = queues.find(([name]) => name.startsWith('WebhooksDeliveries')) ?? [];
  expect(queue).toMatchObject({ VisibilityTimeout: 6 * webhooks.Timeout });
  const { maxReceiveCount } = queue?.['RedrivePolicy'] as { maxReceiveCount: number };
  expect(maxReceiveCount).toBeGreaterThan(2 * QUICK_RETRIES);
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 10 },
  });
});

test.each([
  ['that was given up', '{ ($.message = "Mail handled") && ($.result = "failed") }'],
  ['that keeps being postponed', '{ ($.message = "Mail postponed") && ($.receives >= 5) }'],
])('mail %s is counted in the mailer’s log and rings an alarm', (_, FilterPattern) => {
  const mailerLogs = Object.keys(resourcesOf(inProduction, 'AWS::Logs::LogGroup')).find((id) =>
    id.startsWith('MailMailerLogs'),
  );
  const filters = Object.values(resourcesOf(inProduction, 'AWS::Logs::MetricFilter'));
  const filter = filters.find((candidate) => candidate['FilterPattern'] === FilterPattern);
  expect(filter).toMatchObject({ LogGroupName: { Ref: mailerLogs } });
  const [counted] = filter?.['MetricTransformations'] as Record<string, unknown>[];
  inProduction.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Foyer/production',
    MetricName: counted?.['MetricName'],
    Statistic: 'Sum',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});

test('every alarm says what a person loses, and tells whoever is configured', () => {
  const alarms = Object.values(resourcesOf(inProduction, 'AWS::CloudWatch::Alarm'));
  expect(alarms.length).toBeGreaterThan(8);
  for (const { AlarmDescription, AlarmActions } of alarms) {
    expect(AlarmDescription).toMatch(/^\S.{20,}\.$/);
    expect(AlarmActions).toHaveLength(1);
  }
  inProduction.hasResourceProperties('AWS::SNS::Subscription', {
    Endpoint: 'operations@example.com',
  });
  expect(resourcesOf(inTest, 'AWS::SNS::Topic')).toEqual({});
});

test.each([
  'ApiUrl',
  'SiteUrl',
  'UserPoolId',
  'WebClientId',
  'TableName',
  'LoginUrl',
  'Issuer',
  'MailQueueUrl',
  'MailDeadLetterQueueUrl',
  'ImportDeadLetterQueueUrl',
  'FeedbackDeadLetterQueueUrl',
  'EventBusName',
])('tells %s, with a word about it', (name) => {
  inTest.hasOutput(name, { Value: Match.anyValue(), Description: Match.anyValue() });
});
