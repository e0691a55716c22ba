import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';
import { functionDescribed, idOf, resourcesOf } from './template.ts';

const inProduction = synthesise(production);

describe('email', () => {
  test('is queued encrypted, and the queue requires TLS', () => {
    inProduction.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    const queues = Object.keys(resourcesOf(inProduction, 'AWS::SQS::Queue'));
    const policies = Object.values(resourcesOf(inProduction, 'AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(queues.length);
    for (const policy of policies)
      expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test('becomes a dead letter after the number of attempts that the mailer assumes', () => {
    const { Environment } = functionDescribed(inProduction, 'Foyer: sends queued emails');
    inProduction.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: {
        maxReceiveCount: Number(Environment.Variables['MAIL_MAX_RECEIVES']),
        deadLetterTargetArn: Match.anyValue(),
      },
      VisibilityTimeout: 180,
    });
  });

  test('is sent by the configured number of mailers, and only failed email is retried', () => {
    inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test('of imports has its own queue and mailers, so that it does not delay other email', () => {
    const bulk = idOf(inProduction, 'AWS::SQS::Queue', 'MailBulkQueue');
    inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [bulk, 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('is sent with TLS and DKIM, and its delivery is reported', () => {
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

test.each([
  ['that failed', '{ ($.message = "Mail handled") && ($.result = "failed") }'],
  ['that is delayed repeatedly', '{ ($.message = "Mail postponed") && ($.receives >= 5) }'],
])('email %s is counted in the mailer’s log and raises an alarm', (_, FilterPattern) => {
  const mailerLogs = idOf(inProduction, 'AWS::Logs::LogGroup', 'MailMailerLogs');
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
