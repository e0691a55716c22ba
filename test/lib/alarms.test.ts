import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { elsewhere, synthesise, withProvider } from './synthesise.ts';
import { alarmsOf, functionsOf, idOf, only, resourcesOf } from './template.ts';

const template = synthesise(withProvider);
const alarms = alarmsOf(template);

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
    expect(idsInRunbook().toSorted()).toEqual([...alarms.keys()].toSorted());
  });

  test.each([...alarms])(
    '%s has a section with the impact on users, what to do, and further reading',
    (id, alarm) => {
      expect(alarm['AlarmDescription']).toMatch(
        new RegExp(String.raw`^[A-Z][^.]{20,}\. .{20,}\. See ${id} in docs/operations\.md\.$`),
      );
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(String(alarm['AlarmDescription']).length).toBeLessThanOrEqual(1024);
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

  test.each([
    ['ApiErrors', '5xx', 5, 1],
    ['BulkMailLate', 'ApproximateAgeOfOldestMessage', 7_200, 1],
    ['ChangesLate', 'IteratorAge', 300_000, 1],
    ['ImportLate', 'ApproximateAgeOfOldestMessage', 7_200, 1],
    ['MailBounces', 'Reputation.BounceRate', 0.05, 1],
    ['MailComplaints', 'Reputation.ComplaintRate', 0.001, 1],
    ['MailLate', 'ApproximateAgeOfOldestMessage', 900, 1],
    ['MailerErrors', 'Errors', 3, 1],
    ['ProjectionsLate', 'IteratorAge', 300_000, 1],
    ['ReconcilerErrors', 'Errors', 1, 3],
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

  test('can be published to the topic from this account only', () => {
    const { Statement } = only(template, 'AWS::SNS::TopicPolicy')['PolicyDocument'] as {
      Statement: Record<string, unknown>[];
    };
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      {
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  test('notify nobody if no address is configured', () => {
    const silent = synthesise(elsewhere);
    expect(resourcesOf(silent, 'AWS::SNS::Topic')).toEqual({});
    expect(alarmsOf(silent).size).toBeGreaterThan(20);
    for (const alarm of alarmsOf(silent).values()) expect(alarm).not.toHaveProperty('AlarmActions');
  });
});
