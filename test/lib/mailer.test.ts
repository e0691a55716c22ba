import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { elsewhere, everything, production, synthesise } from './synthesise.ts';
import { functionDescribed, idOf, only, resourcesOf } from './template.ts';

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
  });
});

describe('the DNS records of the output', () => {
  /** Returns the records with intrinsic functions as `${…}`, one a line. */
  const recordsOf = (settings: Readonly<Record<string, unknown>>): string[] => {
    const { DnsRecords } = synthesise(settings).findOutputs('DnsRecords');
    const value = (DnsRecords as { Value?: unknown } | undefined)?.Value ?? '';
    const parts =
      typeof value === 'string' ? [value] : (value as { 'Fn::Join': unknown[][] })['Fn::Join'][1];
    return (parts ?? [])
      .map((part) => (typeof part === 'string' ? part : '${…}'))
      .join('')
      .split('\n');
  };
  const dkim = Array.from({ length: 3 }, () => '${…} CNAME ${…}');

  test('are those of the sender, the pages, and the sign-in page', () => {
    expect(recordsOf(everything)).toEqual([
      ...dkim,
      'bounce.example.com MX 10 feedback-smtp.${…}.amazonses.com',
      'bounce.example.com TXT "v=spf1 include:amazonses.com ~all"',
      '_dmarc.example.com TXT "v=DMARC1; p=none"',
      'join.example.com CNAME ${…}',
      'login.example.com CNAME ${…}',
    ]);
  });

  test('are only those that are needed', () => {
    const dmarc = '_dmarc.example.com TXT "v=DMARC1; p=none"';
    expect(recordsOf(elsewhere)).toEqual([...dkim, dmarc]);
    expect(recordsOf({ ...elsewhere, senderAddress: 'Hi@EXAMPLE.com' })).toEqual([...dkim, dmarc]);
    expect(recordsOf({ ...elsewhere, senderIdentity: 'address' })).toEqual(['']);
  });

  test('are not waited for: email is sent before the MX record of the MAIL FROM domain exists', () => {
    expect(only(synthesise(everything), 'AWS::SES::EmailIdentity')).toMatchObject({
      EmailIdentity: 'example.com',
      MailFromAttributes: {
        MailFromDomain: 'bounce.example.com',
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    });
    expect(only(inProduction, 'AWS::SES::EmailIdentity')['MailFromAttributes']).toBeUndefined();
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
