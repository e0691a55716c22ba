import { Arn, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Effect, Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ConfigurationSet, EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { mailerEnvironment } from '../lambdas/mailer/environment.ts';
import { formatSender } from '../lambdas/modules/mail/sender-header.ts';
import { type Alarms, anyDeadLetter, failingFunction, message, oldestMessage } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { senderDomainOf } from './domain-settings.ts';
import { consume, deadLetterQueue, workQueue } from './queues.ts';
import { createConfigurationSet, raiseReputationAlarms, verifySender } from './sender.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * Maximum number of deliveries of a message to the mailer. They span about two hours, with the delays in
 * lambdas/modules/mail/mail-queue.ts.
 */
const MAX_RECEIVES = 12;
/** By this delivery, an email has been waiting for almost seven minutes. */
const LATE_RECEIVES = 5;
/** The mailer sends the emails of a batch one by one, and waits for SES for up to 5 seconds each time. */
const BATCH_SIZE = 5;
const TIMEOUT = Duration.seconds(30);

/** Properties of {@link Mailer}. */
export interface MailerProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  /** Origin of the pages that links in emails lead to. */
  readonly siteUrl: string;
}

/** Function that sends email, with its queues and the SES resources that it uses. */
export class Mailer extends Construct {
  readonly fn: ServiceFunction;
  readonly queue: Queue;
  /** Queue for email from imports, so that a large import does not delay other email. */
  readonly bulkQueue: Queue;
  readonly deadLetters: Queue;
  readonly configurationSet: ConfigurationSet;
  /** Records for the DNS of the sender's domain, as `name type value`. Empty unless the stack verifies the domain. */
  readonly dnsRecords: readonly string[];
  private readonly config: FoyerConfig;
  private readonly senderIdentity: EmailIdentity | undefined;

  constructor(scope: Construct, id: string, { config, alarms, data, siteUrl }: MailerProps) {
    super(scope, id);
    this.config = config;
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = this.createQueue('Queue');
    this.bulkQueue = this.createQueue('BulkQueue');
    this.configurationSet = createConfigurationSet(this);
    const { identity, dnsRecords } = verifySender(this, config);
    this.senderIdentity = identity;
    this.dnsRecords = dnsRecords;

    this.fn = new ServiceFunction(this, 'Mailer', {
      config,
      entry: 'mailer/handler.ts',
      description: 'Foyer: sends queued emails',
      environmentSchema: mailerEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        MAIL_QUEUE_URL: this.queue.queueUrl,
        BULK_MAIL_QUEUE_URL: this.bulkQueue.queueUrl,
        MAIL_MAX_RECEIVES: MAX_RECEIVES.toString(),
        SITE_URL: siteUrl,
        SENDER: formatSender(config.senderName, config.senderAddress),
        CONFIGURATION_SET: this.configurationSet.configurationSetName,
      },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantDelivery(this.fn);
    this.grantSend(this.fn, config);
    this.consume('DueMails', this.queue, config.mailConcurrency);
    this.consume('DueBulkMails', this.bulkQueue, config.importConcurrency);
    this.raiseQueueAlarms(alarms);
    this.raiseSendingAlarms(alarms);
  }

  /** Lets `grantee` queue an email. */
  grantEnqueue(grantee: IGrantable): void {
    allowSending(grantee, this.queue);
  }

  /** Lets `grantee` queue an email from an import. */
  grantEnqueueBulk(grantee: IGrantable): void {
    allowSending(grantee, this.bulkQueue);
  }

  /**
   * Lets Cognito send the emails of `pool` from the installation's sender. Cognito uses a service-linked role, which it
   * creates with the permissions of the deployment
   * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html).
   */
  sendFor(pool: UserPool): void {
    const { senderName, senderAddress } = this.config;
    const cfnPool = pool.node.defaultChild as CfnUserPool;
    cfnPool.emailConfiguration = {
      emailSendingAccount: 'DEVELOPER',
      from: formatSender(senderName, senderAddress),
      sourceArn: this.identityArn,
      configurationSet: this.configurationSet.configurationSetName,
    } satisfies CfnUserPool.EmailConfigurationProperty;
    // CDK's default texts. The pool's texts can replace those of the trigger
    // (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html).
    for (const property of [
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'VerificationMessageTemplate',
    ])
      cfnPool.addPropertyDeletionOverride(property);
    if (this.senderIdentity !== undefined) pool.node.addDependency(this.senderIdentity);
  }

  /**
   * The ARN of the identity that SES has verified. Cognito accepts no other identity, even if it covers the address.
   */
  private get identityArn(): string {
    const { senderIdentity, senderAddress, existingIdentity } = this.config;
    const identity =
      senderIdentity === 'address'
        ? senderAddress
        : (existingIdentity ?? senderDomainOf(senderAddress));
    return Arn.format(
      { service: 'ses', resource: 'identity', resourceName: identity },
      Stack.of(this),
    );
  }

  private createQueue(id: string): Queue {
    return workQueue(this, id, {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(4),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
  }

  private consume(id: string, queue: Queue, maxConcurrency: number): void {
    consume(this, id, {
      fn: this.fn,
      queue,
      batchSize: BATCH_SIZE,
      maxConcurrency,
      postpones: true,
    });
  }

  /**
   * Lets `fn` send from the configured address only. The resource cannot be narrowed to the sender's identity, because
   * SES also authorizes against any verified identity that matches a recipient, and in the sandbox against all of them.
   * The condition is the restriction
   * (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html).
   */
  private grantSend(fn: ServiceFunction, config: FoyerConfig): void {
    const arnOf = (resource: string, resourceName: string) =>
      Arn.format({ service: 'ses', resource, resourceName }, Stack.of(this));
    fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['ses:SendEmail'],
        resources: [
          arnOf('identity', '*'),
          arnOf('configuration-set', this.configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': config.senderAddress } },
      }),
    );
    // An address whose suppression was lifted in Foyer is still on the account's suppression list, whose actions
    // support no resources (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html).
    fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['ses:DeleteSuppressedDestination'],
        resources: ['*'],
      }),
    );
    Validations.of(fn.ownRole).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'The suppression list belongs to the account, and its actions support no narrower resource.',
    });
    Validations.of(fn.ownRole).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]`,
      reason:
        'SES also authorizes against identities that match a recipient. The condition on ses:FromAddress allows only the one sender.',
    });
  }

  private raiseQueueAlarms(alarms: Alarms): void {
    alarms.add('MailNotSent', {
      ...anyDeadLetter(this.deadLetters),
      description:
        'Some invited people did not get their email, and their invitations do not say why. Fix the cause in the mailer log, then redrive the mail dead-letter queue.',
    });
    alarms.add('MailLate', {
      ...oldestMessage(this.queue, Duration.minutes(15)),
      description:
        'Invitation emails are more than 15 minutes behind. Raise mailConcurrency, up to the SES account’s sending rate.',
    });
    alarms.add('BulkMailLate', {
      ...oldestMessage(this.bulkQueue, Duration.hours(2)),
      description:
        'Email from imports and reminders is more than two hours behind; other email is not affected. Raise importConcurrency, up to the rest of the SES account’s sending rate.',
    });
  }

  /** Adds alarms for sending, partly based on the lines that lambdas/mailer/handler.ts logs. */
  private raiseSendingAlarms(alarms: Alarms): void {
    alarms.add('MailerErrors', {
      ...failingFunction(this.fn),
      description:
        'Email is late, and moves to the mail dead-letter queue if this continues. Check the mailer log; timeouts usually mean that SES is slow.',
    });
    alarms.add('MailSendFailed', {
      ...alarms.anyLine(this.fn, {
        metricName: 'MailsFailed',
        pattern: FilterPattern.all(
          message('Mail handled'),
          FilterPattern.stringValue('$.result', '=', 'failed'),
        ),
      }),
      description:
        'Someone who was invited gets no email: SES rejected it, or was unavailable for two hours. Fix the cause in the delivery.reason of the invitation, then resend it.',
    });
    alarms.add('MailPostponed', {
      // No metric shows that SES has paused or is throttling sending, and the age of the oldest message ignores
      // messages that were received more than three times
      // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
      ...alarms.anyLine(this.fn, {
        metricName: 'MailsPostponed',
        pattern: FilterPattern.all(
          message('Mail postponed'),
          FilterPattern.numberValue('$.receives', '>=', LATE_RECEIVES),
        ),
      }),
      description:
        'Invited people have been waiting for their email for minutes, and get none if this continues for two hours. Check the SES account dashboard: it has paused or is throttling sending, or is unavailable.',
    });
    raiseReputationAlarms(alarms, this.configurationSet);
  }
}

function allowSending(grantee: IGrantable, { queueArn }: Queue): void {
  Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [queueArn] });
}
