import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';
import { resourcesOf } from './template.ts';

const template = synthesise(production);

function idOf(type: string, prefix: string): string {
  const id = Object.keys(resourcesOf(template, type)).find((each) => each.startsWith(prefix));
  if (id === undefined) throw new Error(`There is no ${prefix}.`);
  return id;
}

const queue = idOf('AWS::SQS::Queue', 'MailFeedbackQueue');
const deadLetters = idOf('AWS::SQS::Queue', 'MailFeedbackDeadLetters');
const rule = idOf('AWS::Events::Rule', 'MailFeedbackRule');

describe('what SES says about mails', () => {
  test('is heard on the default bus, of this installation’s mails and no others', () => {
    const { EventBusName, EventPattern } = resourcesOf(template, 'AWS::Events::Rule')[rule] ?? {};
    expect(EventBusName).toBeUndefined();
    expect(EventPattern).toEqual({
      source: ['aws.ses'],
      'detail-type': [
        'Email Delivered',
        'Email Delivery Delayed',
        'Email Bounced',
        'Email Complaint Received',
        'Email Rejected',
        'Email Rendering Failed',
      ],
      detail: {
        mail: {
          tags: {
            'ses:configuration-set': [
              { Ref: idOf('AWS::SES::ConfigurationSet', 'MailConfigurationSet') },
            ],
          },
        },
      },
    });
  });

  test('waits in a queue, and ends where it can be put back from, wherever it gets stuck', () => {
    const deadLetterArn = { 'Fn::GetAtt': [deadLetters, 'Arn'] };
    expect(resourcesOf(template, 'AWS::Events::Rule')[rule]?.['Targets']).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [queue, 'Arn'] },
        DeadLetterConfig: { Arn: deadLetterArn },
      }),
    ]);
    expect(resourcesOf(template, 'AWS::SQS::Queue')[queue]).toMatchObject({
      VisibilityTimeout: 180,
      RedrivePolicy: { deadLetterTargetArn: deadLetterArn, maxReceiveCount: 20 },
    });
  });

  test('is put into the queue by this rule, and by no other', () => {
    const policies = Object.values(resourcesOf(template, 'AWS::SQS::QueuePolicy')).filter(
      ({ Queues }) => JSON.stringify(Queues).includes('MailFeedback'),
    );
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      const { Statement } = policy['PolicyDocument'] as { Statement: Record<string, unknown>[] };
      expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
        expect.objectContaining({
          Action: expect.anything() as unknown,
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
        }),
      ]);
    }
  });

  test('is written down in small batches, of which only what failed comes again', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 4 },
    });
  });

  test('rings an alarm when it could not be written down', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLetters, 'QueueName'] } }],
      Threshold: 1,
      AlarmDescription: Match.stringLikeRegexp('delivered or came back'),
    });
  });
});
