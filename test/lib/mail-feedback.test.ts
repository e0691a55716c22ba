import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';
import { idOf, resourcesOf } from './template.ts';

const template = synthesise(production);

const queue = idOf(template, 'AWS::SQS::Queue', 'MailFeedbackQueue');
const deadLetters = idOf(template, 'AWS::SQS::Queue', 'MailFeedbackDeadLetters');
const rule = idOf(template, 'AWS::Events::Rule', 'MailFeedbackRule');

describe('an SES event', () => {
  test('is selected from the default bus if it is about email of this installation', () => {
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
              { Ref: idOf(template, 'AWS::SES::ConfigurationSet', 'MailConfigurationSet') },
            ],
          },
        },
      },
    });
  });

  test('becomes a dead letter wherever it fails, so that it can be redriven', () => {
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

  test('is queued only by this rule', () => {
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

  test('is recorded in batches, of which only failed events are retried', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 4 },
    });
  });

  test('raises an alarm if it could not be recorded', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLetters, 'QueueName'] } }],
      Threshold: 1,
      AlarmDescription: Match.stringLikeRegexp('delivered or bounced'),
    });
  });
});
