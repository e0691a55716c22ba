import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { companyLogin, elsewhere, everything, production, synthesise } from './synthesise.ts';
import { alarmsOf, functionsOf, idOf, only, referenceIn, resourcesOf } from './template.ts';

const template = synthesise({ ...everything, identityProviders: [companyLogin] });
const alarms = alarmsOf(template);
/** Rules that report an AWS event, by the IDs that docs/operations.md lists. */
const notices = new Map(
  Object.entries(resourcesOf(template, 'AWS::Events::Rule'))
    .filter(([id]) => id.startsWith('Monitoring'))
    .map(([id, rule]) => [id.replace(/^Monitoring(\w+)[0-9A-F]{8}$/, '$1'), rule]),
);

/** Returns the alarm IDs in the headings of the alarm section. */
function idsInRunbook(): string[] {
  const [, section = ''] =
    /^## Alarms$(.*?)^## /ms.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  return [...section.matchAll(/^### (.+)$/gm)].flatMap(([, ids = '']) => ids.split(', '));
}

/** Returns the alarms whose metric is about a resource. */
function alarmsAbout(resource: string, metric: string): string[] {
  return [...alarms]
    .map(([id, properties]) => [id, JSON.stringify(properties)] as const)
    .filter(([, text]) => text.includes(`"${resource}"`) && text.includes(`"${metric}"`))
    .map(([id]) => id);
}

describe('alarms', () => {
  test('have one section each in the runbook, which has no others', () => {
    expect(idsInRunbook().toSorted()).toEqual([...alarms.keys(), ...notices.keys()].toSorted());
  });

  test.each([
    ...alarms,
    ...[...notices].map(([id, rule]) => [id, { AlarmDescription: rule['Description'] }] as const),
  ] as const)(
    '%s has a section with the impact on users, what to do, and further reading',
    (id, alarm) => {
      expect(alarm.AlarmDescription).toMatch(
        new RegExp(String.raw`^[A-Z][^.]{20,}\. .{20,}\. See ${id} in docs/operations\.md\.$`),
      );
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(String(alarm.AlarmDescription).length).toBeLessThanOrEqual(1024);
    },
  );

  test.each(functionsOf(template).map(([id, { Description }]) => [Description, id] as const))(
    'include the failures of the function "%s"',
    (_, id) => {
      expect(alarmsAbout(id, 'Errors')).toHaveLength(1);
    },
  );

  const queues = Object.entries(resourcesOf(template, 'AWS::SQS::Queue'));
  test.each(queues.filter(([, { RedrivePolicy }]) => RedrivePolicy === undefined))(
    'include the first message in the dead-letter queue %s',
    (id) => {
      const [alarm = '', ...others] = alarmsAbout(id, 'ApproximateNumberOfMessagesVisible');
      expect(others).toEqual([]);
      expect(alarms.get(alarm)).toMatchObject({ Threshold: 1, EvaluationPeriods: 1 });
    },
  );

  const mappings = Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'));
  const sources = mappings.map(({ EventSourceArn, FunctionName }) => ({
    source: referenceIn(EventSourceArn),
    fn: referenceIn(FunctionName),
  }));
  const isQueue = (id: string) => queues.some(([queue]) => queue === id);

  test.each(sources.filter(({ source }) => isQueue(source)))(
    'include old messages in the queue $source, whose event source mapping could be disabled',
    ({ source }) => {
      expect(alarmsAbout(source, 'ApproximateAgeOfOldestMessage')).toHaveLength(1);
    },
  );

  test.each(sources.filter(({ source }) => !isQueue(source)))(
    'include the silence of $fn, which follows the stream: a disabled mapping has no iterator age',
    ({ fn }) => {
      expectSilence(alarmsAbout(fn, 'Invocations'));
    },
  );

  const schedules = Object.entries(resourcesOf(template, 'AWS::Events::Rule')).filter(
    ([, { ScheduleExpression }]) => ScheduleExpression !== undefined,
  );
  test.each(schedules)('include the silence of the schedule %s', (id, { Targets }) => {
    const [{ Arn }] = Targets as [{ Arn: unknown }];
    const fn = referenceIn(Arn);
    const isOnlyScheduled = !sources.some((source) => source.fn === fn);
    // If a function also runs for other reasons, its invocations don't show whether its schedule
    // works.
    expectSilence(
      isOnlyScheduled ? alarmsAbout(fn, 'Invocations') : alarmsAbout(id, 'Invocations'),
    );
  });

  function expectSilence([id = '', ...others]: string[]): void {
    expect(others).toEqual([]);
    expect(alarms.get(id)).toMatchObject({
      ...{ Statistic: 'Sum', Period: 300, EvaluationPeriods: 3, Threshold: 1 },
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  }

  test('include the certificate where its metric is, 30 days before it expires', () => {
    const [id, alarm] = Object.entries(
      (template.toJSON() as { Resources: Record<string, { Condition?: string }> }).Resources,
    ).find(([each]) => each.startsWith('MonitoringCertificateExpires')) ?? ['', {}];
    expect(alarm).toMatchObject({
      Properties: {
        ...{ MetricName: 'DaysToExpiry', Threshold: 30, TreatMissingData: 'ignore' },
        ComparisonOperator: 'LessThanOrEqualToThreshold',
        Dimensions: [{ Name: 'CertificateArn', Value: production['certificateArn'] }],
      },
    });
    const condition = alarm.Condition ?? id;
    expect(template.toJSON()).toMatchObject({
      Conditions: { [condition]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
    });
    expect([...alarmsOf(synthesise(elsewhere)).keys()]).not.toContain('CertificateExpires');
  });

  test('report that SES has disabled sending, which no metric shows', () => {
    expect(notices.get('SendingDisabled')).toMatchObject({
      EventPattern: { source: ['aws.ses'], 'detail-type': ['Sending Status Disabled'] },
      Targets: [{ Arn: { Ref: idOf(template, 'AWS::SNS::Topic', 'MonitoringAlarms') } }],
    });
  });

  test('include a monthly budget if it is configured, at 80% and 100%', () => {
    expect(resourcesOf(synthesise(production), 'AWS::Budgets::Budget')).toEqual({});
    const budgeted = synthesise({ ...production, monthlyBudget: 200 });
    const { Budget, NotificationsWithSubscribers } = only(budgeted, 'AWS::Budgets::Budget');
    expect(Budget).toEqual({
      BudgetLimit: { Amount: 200, Unit: 'USD' },
      ...{ BudgetType: 'COST', TimeUnit: 'MONTHLY' },
    });
    expect(NotificationsWithSubscribers).toMatchObject(
      [
        ['ACTUAL', 80],
        ['ACTUAL', 100],
        ['FORECASTED', 100],
      ].map(([NotificationType, Threshold]) => ({
        Notification: { NotificationType, Threshold, ThresholdType: 'PERCENTAGE' },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'operations@example.com' }],
      })),
    );
  });

  test.each([
    ['AccountBounces', 'Reputation.BounceRate', 0.05, 1],
    ['AccountComplaints', 'Reputation.ComplaintRate', 0.001, 1],
    ['ApiErrors', '5xx', 5, 1],
    ['BulkMailLate', 'ApproximateAgeOfOldestMessage', 7_200, 1],
    ['ChangesLate', 'IteratorAge', 300_000, 1],
    ['FeedbackLate', 'ApproximateAgeOfOldestMessage', 900, 1],
    ['ImportLate', 'ApproximateAgeOfOldestMessage', 7_200, 1],
    ['MailBounces', 'Reputation.BounceRate', 0.05, 1],
    ['MailComplaints', 'Reputation.ComplaintRate', 0.001, 1],
    ['MailLate', 'ApproximateAgeOfOldestMessage', 900, 1],
    ['MailerErrors', 'Errors', 3, 1],
    ['ProjectionsLate', 'IteratorAge', 300_000, 1],
    ['ReconcilerErrors', 'Errors', 1, 3],
    ['WebhookEventsLate', 'ApproximateAgeOfOldestMessage', 900, 1],
    ['WebhooksLate', 'ApproximateAgeOfOldestMessage', 900, 1],
  ])('%s is raised at a %s of %d in %d periods', (id, metric, threshold, periods) => {
    expect(alarms.get(id)).toMatchObject({
      MetricName: metric,
      Threshold: threshold,
      EvaluationPeriods: periods,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('notify the configured address when they are raised and when they end', () => {
    const topic = { Ref: idOf(template, 'AWS::SNS::Topic', 'MonitoringAlarms') };
    for (const alarm of alarms.values())
      expect(alarm).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    expect(only(template, 'AWS::SNS::Subscription')).toMatchObject({
      TopicArn: topic,
      Endpoint: 'operations@example.com',
    });
  });

  test('can be published to the topic by alarms and rules of this account only', () => {
    const { Statement } = only(template, 'AWS::SNS::TopicPolicy')['PolicyDocument'] as {
      Statement: Record<string, unknown>[];
    };
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      {
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
      {
        Action: 'sns:Publish',
        Principal: { Service: 'events.amazonaws.com' },
        // EventBridge might send no key, in which case a condition without IfExists would silence every notice.
        Condition: { StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  test('notify nobody if no address is configured', () => {
    const silent = synthesise(elsewhere);
    expect(resourcesOf(silent, 'AWS::SNS::Topic')).toEqual({});
    expect(Object.keys(resourcesOf(silent, 'AWS::Events::Rule')).join()).not.toContain(
      'Monitoring',
    );
    expect(alarmsOf(silent).size).toBeGreaterThan(20);
    for (const alarm of alarmsOf(silent).values()) expect(alarm).not.toHaveProperty('AlarmActions');
  });
});
