import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type MetricAlarm,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

import { stackNameOf } from '../deployment.ts';
import type { Check } from './check.ts';
import { senderCheck } from './sender-check.ts';
import { resourcesOf, SkippedError, type Smoke } from './smoke.ts';

/** The states in which all resources of a stack match its template. */
const COMPLETE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];
/** `DescribeAlarms` accepts at most 100 names. */
const ALARMS_PER_CALL = 100;
/** The shards of a new table's stream (see docs/prerequisites.md). */
const SHARDS = 4;

const stackCheck: Check = {
  name: 'stack',
  proves: 'the last deployment was completed, so that code and resources match.',
  remedy:
    'Read the events of the stack in CloudFormation, fix the cause, and run npx cdk deploy --all.',
  async run({ installation: { config, stage } }) {
    const client = new CloudFormationClient(config);
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: stackNameOf(stage) }),
    );
    const status = stack?.StackStatus ?? 'unknown';
    if (!COMPLETE.includes(status)) throw new Error(`The stack is ${status}.`);
    return status;
  },
};

const emailAccountCheck: Check = {
  name: 'email account',
  proves: 'SES sends email from this account to any address.',
  remedy:
    'Leave the SES sandbox, or resolve what SES asks for in its account dashboard: see "Leave the SES sandbox" in docs/deployment.md.',
  async run({ installation: { config } }) {
    const account = await new SESv2Client(config).send(new GetAccountCommand({}));
    const { SendingEnabled, ProductionAccessEnabled, EnforcementStatus, SendQuota } = account;
    if (SendingEnabled === false) throw new Error('SES has paused sending for the account.');
    if (EnforcementStatus !== undefined && EnforcementStatus !== 'HEALTHY')
      throw new Error(`SES reports the enforcement status ${EnforcementStatus}.`);
    if (ProductionAccessEnabled !== true)
      throw new Error('The account is in the SES sandbox: only verified addresses get email.');
    return `${SendQuota?.MaxSendRate ?? 'an unknown number of'} emails per second, ${SendQuota?.Max24HourSend ?? 'an unknown number'} per day`;
  },
};

const feedbackCheck: Check = {
  name: 'email events',
  proves: 'SES reports deliveries, bounces, and complaints to Foyer.',
  remedy: 'Run npx cdk deploy --all. Somebody has changed the configuration set.',
  async run(smoke) {
    const ses = new SESv2Client(smoke.installation.config);
    const sets = resourcesOf(smoke, 'AWS::SES::ConfigurationSet');
    for (const { physicalId } of sets) {
      const { EventDestinations = [] } = await ses.send(
        new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: physicalId }),
      );
      const [destination] = EventDestinations.filter(
        ({ Enabled, EventBridgeDestination }) =>
          Enabled === true && EventBridgeDestination !== undefined,
      );
      if (destination === undefined)
        throw new Error(`The configuration set ${physicalId} sends no events to EventBridge.`);
    }
    if (sets.length === 0) throw new Error('The stack has no configuration set.');
    return 'published to EventBridge';
  },
};

const queuesCheck: Check = {
  name: 'queues',
  proves: 'no message was given up on.',
  remedy:
    'Find the alarm of the queue in docs/operations.md, fix the cause in the log, and redrive the queue.',
  async run(smoke) {
    const { config } = smoke.installation;
    const sqs = new SQSClient(config);
    const queues = resourcesOf(smoke, 'AWS::SQS::Queue');
    const consumed = new Set((await eventSources(smoke)).map(({ source }) => source));
    const stuck: string[] = [];
    let waiting = 0;
    for (const { logicalId, physicalId } of queues) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: physicalId,
          AttributeNames: ['ApproximateNumberOfMessages', 'QueueArn'],
        }),
      );
      const messages = Number(Attributes.ApproximateNumberOfMessages ?? 0);
      if (consumed.has(Attributes.QueueArn ?? '')) waiting += messages;
      else if (messages > 0) stuck.push(`${logicalId} (${messages})`);
    }
    if (stuck.length > 0)
      throw new Error(`Messages are in dead-letter and failure queues: ${stuck.join(', ')}.`);
    return `${queues.length} queues, ${waiting} messages waiting, none given up on`;
  },
};

interface EventSource {
  readonly logicalId: string;
  readonly source: string | undefined;
  readonly state: string | undefined;
  readonly lastResult: string | undefined;
  /** Concurrent executions that the queue, or the new stream's shards, can use. */
  readonly concurrency: number;
}

async function eventSources(smoke: Smoke): Promise<EventSource[]> {
  const lambda = new LambdaClient(smoke.installation.config);
  return Promise.all(
    resourcesOf(smoke, 'AWS::Lambda::EventSourceMapping').map(async ({ logicalId, physicalId }) => {
      const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID: physicalId }));
      return {
        logicalId,
        source: mapping.EventSourceArn,
        state: mapping.State,
        lastResult: mapping.LastProcessingResult,
        concurrency:
          mapping.ScalingConfig?.MaximumConcurrency ??
          SHARDS * (mapping.ParallelizationFactor ?? 1),
      };
    }),
  );
}

const eventSourcesCheck: Check = {
  name: 'event sources',
  proves: 'every queue and the table’s stream invoke their functions.',
  remedy:
    'Enable the mapping with aws lambda update-event-source-mapping --enabled, or repair what its last result names.',
  async run(smoke) {
    const all = await eventSources(smoke);
    const broken = all.filter(
      ({ state, lastResult = '' }) => state !== 'Enabled' || lastResult.startsWith('PROBLEM'),
    );
    if (broken.length > 0)
      throw new Error(
        broken
          .map(({ logicalId, state, lastResult }) => `${logicalId} is ${state}: ${lastResult}.`)
          .join(' '),
      );
    return `${all.length} enabled`;
  },
};

const concurrencyCheck: Check = {
  name: 'Lambda concurrency',
  proves: 'background work leaves room for requests and sign-ins.',
  remedy:
    'Request an increase of the quota, which is free: see "Lambda concurrency" in docs/prerequisites.md.',
  async run(smoke) {
    const lambda = new LambdaClient(smoke.installation.config);
    const { AccountLimit = {} } = await lambda.send(new GetAccountSettingsCommand({}));
    const { UnreservedConcurrentExecutions: available = 0 } = AccountLimit;
    const sources = await eventSources(smoke);
    const used = sources.reduce((sum, { concurrency }) => sum + concurrency, 0);
    if (available <= used)
      throw new Error(
        `The account has ${available} concurrent executions, and queues and the stream use up to ${used}.`,
      );
    return `${available}, of which queues and the stream use up to ${used}`;
  },
};

const schedulesCheck: Check = {
  name: 'schedules and rules',
  proves: 'scheduled work runs, and events reach their targets.',
  remedy:
    'Enable the rule with aws events enable-rule, or run npx cdk deploy --all. If a rule could not invoke its target, somebody has changed the policy of the target, or the rule ran while the stack was being deployed: repeat the check an hour later.',
  async run(smoke) {
    const rules = resourcesOf(smoke, 'AWS::Events::Rule');
    const disabled: string[] = [];
    for (const { logicalId, physicalId } of rules)
      if ((await stateOfRule(smoke, physicalId)) !== 'ENABLED') disabled.push(logicalId);
    if (disabled.length > 0) throw new Error(`Disabled or deleted: ${disabled.join(', ')}.`);
    const cloudWatch = new CloudWatchClient(smoke.installation.config);
    const failed: string[] = [];
    for (const { logicalId, physicalId } of rules)
      if ((await failuresOfRule(cloudWatch, ruleNameIn(physicalId))) > 0) failed.push(logicalId);
    if (failed.length > 0)
      throw new Error(`Could not invoke their targets in the last hour: ${failed.join(', ')}.`);
    return `${rules.length} enabled`;
  },
};

/** Returns the name in the physical ID of a rule: `<bus>|<rule>`, or `<rule>` on the default bus. */
function ruleNameIn(physicalId: string): string {
  return physicalId.split('|').at(-1) ?? '';
}

/**
 * Counts the invocations of targets that failed for good in the last hour. EventBridge publishes the metric only if
 * there are some, and for other buses with another dimension, so it is looked up by the name of the rule
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html).
 */
async function failuresOfRule(client: CloudWatchClient, rule: string): Promise<number> {
  const metric = { Namespace: 'AWS/Events', MetricName: 'FailedInvocations' };
  const EndTime = new Date();
  const StartTime = new Date(EndTime.getTime() - 3_600_000);
  const period = { StartTime, EndTime, Period: 3_600, Statistics: ['Sum' as const] };
  const named = { ...metric, Dimensions: [{ Name: 'RuleName', Value: rule }] };
  let failures = 0;
  for await (const { Metrics = [] } of paginateListMetrics({ client }, named))
    for (const { Dimensions } of Metrics) {
      const { Datapoints = [] } = await client.send(
        new GetMetricStatisticsCommand({ ...metric, ...period, Dimensions }),
      );
      for (const { Sum = 0 } of Datapoints) failures += Sum;
    }
  return failures;
}

/** Returns the state of a rule. Emulators omit its bus in the physical ID. */
async function stateOfRule(smoke: Smoke, physicalId: string): Promise<string | undefined> {
  const events = new EventBridgeClient(smoke.installation.config);
  const [name = '', bus] = physicalId.split('|').toReversed();
  const buses = [bus, ...resourcesOf(smoke, 'AWS::Events::EventBus').map((one) => one.physicalId)];
  for (const EventBusName of buses)
    try {
      const { State } = await events.send(
        new DescribeRuleCommand({
          Name: name,
          ...(EventBusName !== undefined && { EventBusName }),
        }),
      );
      return State;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  return undefined;
}

const alarmsCheck: Check = {
  name: 'alarms',
  proves: 'no alarm is going off, and all can notify.',
  remedy:
    'Find the alarm in docs/operations.md. Enable its actions with aws cloudwatch enable-alarm-actions.',
  async run(smoke) {
    const cloudWatch = new CloudWatchClient(smoke.installation.config);
    const names = resourcesOf(smoke, 'AWS::CloudWatch::Alarm').map(({ physicalId }) => physicalId);
    const alarms: MetricAlarm[] = [];
    for (let from = 0; from < names.length; from += ALARMS_PER_CALL) {
      const AlarmNames = names.slice(from, from + ALARMS_PER_CALL);
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames, MaxRecords: ALARMS_PER_CALL }),
      );
      alarms.push(...MetricAlarms);
    }
    const problems = [
      ...names
        .filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name))
        .map((name) => `${name} does not exist.`),
      ...alarms.flatMap(({ AlarmName, StateValue, StateReason, ActionsEnabled }) => [
        ...(StateValue === 'ALARM' ? [`${AlarmName}: ${StateReason}`] : []),
        ...(ActionsEnabled === false ? [`The actions of ${AlarmName} are disabled.`] : []),
      ]),
    ];
    if (problems.length > 0) throw new Error(problems.join(' '));
    const silent = alarms.filter(({ AlarmActions = [] }) => AlarmActions.length === 0).length;
    return `${alarms.length} quiet${silent > 0 ? `, ${silent} of which notify nobody, because alarmEmail is not set` : ''}`;
  },
};

const originCheck: Check = {
  name: 'API address',
  proves: 'only CloudFront reaches the API, so that nobody bypasses its web ACL.',
  remedy: 'Run npx cdk deploy --all. Somebody has added a stage to the API.',
  async run(smoke) {
    const { outputs } = smoke.installation;
    const [api] = resourcesOf(smoke, 'AWS::ApiGatewayV2::Api');
    if (outputs.ApiUrl !== outputs.SiteUrl || api === undefined)
      throw new SkippedError('The stack does not host the pages, so the API has its own address.');
    const region = await smoke.cognito.config.region();
    const url = `https://${api.physicalId}.execute-api.${region}.amazonaws.com/v1/tenant`;
    const { status } = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    // API Gateway responds with 404 if the API has no $default stage. A route would respond with 401.
    if (status !== 404) throw new Error(`${url} returned ${status} instead of 404.`);
    return 'closed at execute-api';
  },
};

/** Checks that only read the state of the installation. */
export const INSTALLATION_CHECKS: readonly Check[] = [
  stackCheck,
  originCheck,
  emailAccountCheck,
  senderCheck,
  feedbackCheck,
  queuesCheck,
  eventSourcesCheck,
  concurrencyCheck,
  schedulesCheck,
  alarmsCheck,
];
