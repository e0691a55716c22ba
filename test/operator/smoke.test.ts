import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CognitoIdentityProviderClient,
  GetUserCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  type Check,
  type CheckResult,
  describeResult,
  runChecks,
} from '../../operator/smoke/check.ts';
import { removeSmokeTenant } from '../../operator/smoke/cleanup.ts';
import { INSTALLATION_CHECKS } from '../../operator/smoke/installation-checks.ts';
import { JOURNEY_CHECKS } from '../../operator/smoke/journey-checks.ts';
import { SkippedError, type Smoke } from '../../operator/smoke/smoke.ts';

const config = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const smoke: Smoke = {
  installation: {
    config,
    stage: 'production',
    outputs: {
      ApiUrl: 'https://join.example.com',
      SiteUrl: 'https://join.example.com',
      UserPoolId: 'pool',
      WebClientId: 'web',
      TableName: 'table',
      LoginUrl: 'https://login.example.com',
      Issuer: 'https://issuer.example.com',
      SenderAddress: 'invitations@example.com',
    },
    apiUrl: 'https://join.example.com',
    tokenUrl: 'https://login.example.com/oauth2/token',
    resources: new Map(
      Object.entries({
        'AWS::SES::ConfigurationSet': ['Mail'],
        'AWS::SQS::Queue': ['MailQueue', 'MailDeadLetters'],
        'AWS::Lambda::EventSourceMapping': ['DueMails'],
        'AWS::Events::Rule': ['Schedule', 'bus|Events'],
        'AWS::CloudWatch::Alarm': ['MailLate'],
        'AWS::ApiGatewayV2::Api': ['abcdefghij'],
      }).map(([type, ids]) => [type, ids.map((id) => ({ logicalId: id, physicalId: id }))]),
    ),
  },
  tenantId: 'smoke-0123456789abcdef',
  webhookUrl: undefined,
  cognito: new CognitoIdentityProviderClient(config),
  startedAt: new Date(),
  administrator: undefined,
};

const cloudFormation = mockClient(CloudFormationClient);
const cloudWatch = mockClient(CloudWatchClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const events = mockClient(EventBridgeClient);
const lambda = mockClient(LambdaClient);
const ses = mockClient(SESv2Client);
const sqs = mockClient(SQSClient);

/** A working installation. Each test breaks one part of it. */
beforeEach(() => {
  for (const mock of [cloudFormation, cloudWatch, cognito, events, lambda, ses, sqs]) mock.reset();
  cloudFormation.on(DescribeStacksCommand).resolves(stackIn('UPDATE_COMPLETE'));
  ses.on(GetAccountCommand).resolves({
    ...{ SendingEnabled: true, ProductionAccessEnabled: true, EnforcementStatus: 'HEALTHY' },
    SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000 },
  });
  ses.on(GetEmailIdentityCommand).resolves(verified);
  ses.on(GetConfigurationSetEventDestinationsCommand).resolves({
    EventDestinations: [
      {
        ...{ Name: 'events', Enabled: true, MatchingEventTypes: ['BOUNCE'] },
        EventBridgeDestination: { EventBusArn: 'arn' },
      },
    ],
  });
  for (const name of ['MailQueue', 'MailDeadLetters'])
    sqs.on(GetQueueAttributesCommand, { QueueUrl: name }).resolves(queue(name, 0));
  lambda.on(GetEventSourceMappingCommand).resolves({
    ...{ EventSourceArn: 'MailQueue', State: 'Enabled' },
    ScalingConfig: { MaximumConcurrency: 5 },
  });
  lambda.on(GetAccountSettingsCommand).resolves(concurrency(6));
  events.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });
  cloudWatch.on(DescribeAlarmsCommand).resolves(alarmIn('OK'));
  cloudWatch.on(ListMetricsCommand).resolves({ Metrics: [] });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const concurrency = (UnreservedConcurrentExecutions: number) => ({
  AccountLimit: { UnreservedConcurrentExecutions },
});
const verified = {
  VerifiedForSendingStatus: true,
  DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' as const },
};
const queue = (name: string, count: number) => ({
  Attributes: { ApproximateNumberOfMessages: String(count), QueueArn: name },
});
const alarmIn = (StateValue: 'OK' | 'ALARM', ActionsEnabled = true) => ({
  MetricAlarms: [
    {
      AlarmName: 'MailLate',
      StateValue,
      StateReason: 'Too old.',
      ActionsEnabled,
      AlarmActions: ['t'],
    },
  ],
});
function stackIn(StackStatus: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE') {
  return { Stacks: [{ StackName: 'Foyer-production', CreationTime: new Date(), StackStatus }] };
}

async function resultOf(name: string): Promise<CheckResult> {
  const check = INSTALLATION_CHECKS.find((one) => one.name === name);
  if (check === undefined) throw new Error(`There is no check ${name}.`);
  const [result] = await runChecks([check], smoke, () => undefined);
  if (result === undefined) throw new Error('The check had no result.');
  return result;
}

describe('the checks of an installation', () => {
  test('all pass if it is in order', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    const results = await runChecks(INSTALLATION_CHECKS, smoke, () => undefined);
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(results.map(({ details }) => details)).toContain(
      'invitations@example.com, signed with DKIM',
    );
  });

  test.for<[string, string, () => void]>([
    [
      'stack',
      'UPDATE_ROLLBACK_COMPLETE',
      () => {
        cloudFormation.on(DescribeStacksCommand).resolves(stackIn('UPDATE_ROLLBACK_COMPLETE'));
      },
    ],
    [
      'email account',
      'sandbox',
      () => {
        ses
          .on(GetAccountCommand)
          .resolves({ SendingEnabled: true, ProductionAccessEnabled: false });
      },
    ],
    [
      'email account',
      'paused sending',
      () => {
        ses
          .on(GetAccountCommand)
          .resolves({ SendingEnabled: false, ProductionAccessEnabled: true });
      },
    ],
    [
      'email account',
      'PROBATION',
      () => {
        ses
          .on(GetAccountCommand)
          .resolves({ SendingEnabled: true, EnforcementStatus: 'PROBATION' });
      },
    ],
    [
      'email events',
      'sends no events to EventBridge',
      () => {
        ses.on(GetConfigurationSetEventDestinationsCommand).resolves({ EventDestinations: [] });
      },
    ],
    [
      'queues',
      'MailDeadLetters (3)',
      () => {
        sqs
          .on(GetQueueAttributesCommand, { QueueUrl: 'MailDeadLetters' })
          .resolves(queue('MailDeadLetters', 3));
      },
    ],
    [
      'event sources',
      'DueMails is Disabled',
      () => {
        lambda.on(GetEventSourceMappingCommand).resolves({ State: 'Disabled' });
      },
    ],
    [
      'event sources',
      'PROBLEM: Function call failed',
      () => {
        lambda.on(GetEventSourceMappingCommand).resolves({
          ...{ State: 'Enabled', LastProcessingResult: 'PROBLEM: Function call failed' },
        });
      },
    ],
    [
      'Lambda concurrency',
      'has 5 concurrent executions, and queues and the stream use up to 5',
      () => {
        lambda.on(GetAccountSettingsCommand).resolves(concurrency(5));
      },
    ],
    [
      'Lambda concurrency',
      'use up to 32',
      () => {
        lambda
          .on(GetEventSourceMappingCommand)
          .resolves({ State: 'Enabled', ParallelizationFactor: 8 });
      },
    ],
    [
      'schedules and rules',
      'Disabled or deleted: bus|Events',
      () => {
        events
          .on(DescribeRuleCommand, { Name: 'Events', EventBusName: 'bus' })
          .resolves({ State: 'DISABLED' });
      },
    ],
    [
      'alarms',
      'MailLate: Too old.',
      () => {
        cloudWatch.on(DescribeAlarmsCommand).resolves(alarmIn('ALARM'));
      },
    ],
    [
      'alarms',
      'The actions of MailLate are disabled.',
      () => {
        cloudWatch.on(DescribeAlarmsCommand).resolves(alarmIn('OK', false));
      },
    ],
    [
      'alarms',
      'MailLate does not exist.',
      () => {
        cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
      },
    ],
  ])('"%s" fails with "%s", and says what to do', async ([name, details, breakIt]) => {
    breakIt();
    const result = await resultOf(name);
    expect(result).toMatchObject({
      status: 'failed',
      details: expect.stringContaining(details) as string,
      remedy: expect.stringMatching(/./) as string,
    });
    expect(describeResult(result)).toContain(`✗ ${name}: `);
  });

  test('"API address" fails if the API responds at its own address', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response('', { status: 401 });
    });
    expect(await resultOf('API address')).toMatchObject({ status: 'failed' });
    expect(asked).toEqual(['https://abcdefghij.execute-api.eu-central-1.amazonaws.com/v1/tenant']);
  });

  test('messages that wait in a queue with a consumer are no failure', async () => {
    sqs.on(GetQueueAttributesCommand, { QueueUrl: 'MailQueue' }).resolves(queue('MailQueue', 40));
    expect(await resultOf('queues')).toMatchObject({
      status: 'passed',
      details: '2 queues, 40 messages waiting, none given up on',
    });
  });

  test('a rule that could not invoke its target is a failure, on either kind of bus', async () => {
    const Dimensions = [
      { Name: 'EventBusName', Value: 'bus' },
      { Name: 'RuleName', Value: 'Events' },
    ];
    cloudWatch
      .on(ListMetricsCommand, { Dimensions: [{ Name: 'RuleName', Value: 'Events' }] })
      .resolves({ Metrics: [{ Namespace: 'AWS/Events', Dimensions }] });
    cloudWatch.on(GetMetricStatisticsCommand).resolves({ Datapoints: [] });
    expect(await resultOf('schedules and rules')).toMatchObject({ status: 'passed' });
    cloudWatch
      .on(GetMetricStatisticsCommand, { MetricName: 'FailedInvocations', Dimensions })
      .resolves({ Datapoints: [{ Sum: 2 }] });
    expect(await resultOf('schedules and rules')).toMatchObject({
      status: 'failed',
      details: 'Could not invoke their targets in the last hour: bus|Events.',
    });
  });
});

describe('the checks of an administrator', () => {
  const administrator = { email: 'a@b.c', password: 'p', accessToken: 't', refreshToken: 'r' };

  async function journeyResult(name: string): Promise<CheckResult | undefined> {
    const checks = JOURNEY_CHECKS.filter((one) => one.name === name);
    const [result] = await runChecks(checks, { ...smoke, administrator }, () => undefined);
    return result;
  }

  test('"token scope" passes only if Cognito refuses the token', async () => {
    const refusal = new NotAuthorizedException({ message: 'No scope.', $metadata: {} });
    cognito.on(GetUserCommand, { AccessToken: 't' }).rejects(refusal);
    expect(await journeyResult('token scope')).toMatchObject({ status: 'passed' });
    cognito.on(GetUserCommand).resolves({ Username: 'user-1' });
    expect(await journeyResult('token scope')).toMatchObject({
      ...{ status: 'failed', details: 'GetUser accepted the access token.' },
      remedy: expect.stringContaining('token-claims') as string,
    });
    cognito.on(GetUserCommand).rejects(new Error('Too many requests.'));
    expect(await journeyResult('token scope')).toMatchObject({
      ...{ status: 'failed', details: 'Too many requests.' },
    });
  });

  test('"passkey" is skipped if the pages offer none', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ clientId: 'web' }));
    expect(await journeyResult('passkey')).toMatchObject({
      status: 'skipped',
      details: 'The pages offer no passkeys: their config.json has no passkeysEndpoint.',
    });
  });
});

describe('a run', () => {
  const check = (name: string, run: Check['run']): Check => ({
    ...{ name, run, proves: 'it works.', remedy: 'Repair it.' },
  });

  test('continues after a failure and a skipped check, and reports each at once', async () => {
    const reported: string[] = [];
    const results = await runChecks(
      [
        check('broken', () => Promise.reject(new Error('Broken.'))),
        check('absent', () => Promise.reject(new SkippedError('Not here.'))),
        check('sound', async () => 'fine'),
      ],
      smoke,
      (result) => reported.push(describeResult(result)),
    );
    expect(results.map(({ status }) => status)).toEqual(['failed', 'skipped', 'passed']);
    expect(reported).toEqual([
      '✗ broken: Broken.\n    Checks that it works.\n    Repair it.',
      '- absent: Not here.',
      '✓ sound: fine',
    ]);
  });

  test('skips what needs an administrator who could not sign in', async () => {
    const journey = JOURNEY_CHECKS.filter(({ name }) => name !== 'administrator');
    const results = await runChecks(journey, smoke, () => undefined);
    expect(results.map(({ status }) => status)).toEqual(journey.map(() => 'skipped'));
  });
});

test.for(['acme', 'smoke-', 'smoke-0123456789abcdeg', 'x-smoke-0123456789abcdef'])(
  'the cleanup refuses the tenant %s',
  async (tenantId) => {
    await expect(removeSmokeTenant(smoke.installation, tenantId)).rejects.toThrow(
      `${tenantId} is not a temporary tenant of npm run smoke.`,
    );
  },
);
