import { Arn, Duration, Stack, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, Grant, PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { mailerEnvironment } from '../lambdas/mailer/environment.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue, workQueue } from './queues.ts';
import type { Data } from './data.ts';
import { formatSender } from '../lambdas/modules/mail/sender-header.ts';
import { ServiceFunction } from './service-function.ts';

/** How often a mail is handed to the mailer: with the pauses between (lambdas/modules/mail/mail-queue.ts), for about two hours. */
const MAX_RECEIVES = 12;
/** A mailer works off a batch one mail after the other, and waits no more than 5 seconds for SES each time. */
const MAILER_BATCH = 5;
const MAILER_TIMEOUT = Duration.seconds(30);

/** Properties of {@link Mail}. */
export interface MailProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  /** Where the links in mails lead. */
  readonly siteUrl: string;
}

/** The queue of mails that are due, the function that sends them, and what SES needs to know about the sender. */
export class Mail extends Construct {
  readonly queue: Queue;
  /** Mails of imports: a lane of their own, so that they delay nobody. */
  readonly bulkQueue: Queue;
  readonly deadLetters: Queue;
  readonly mailer: ServiceFunction;
  readonly configurationSet: ConfigurationSet;
  /** What stands in the sender's DNS for DKIM: `name CNAME value`. Only where the stack verifies the domain. */
  readonly dkimRecords: readonly string[];

  constructor(scope: Construct, id: string, { config, data, siteUrl }: MailProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = this.createQueue('Queue');
    this.bulkQueue = this.createQueue('BulkQueue');
    this.configurationSet = this.createConfigurationSet();
    this.dkimRecords = this.verifySender(config);

    this.mailer = new ServiceFunction(this, 'Mailer', {
      config,
      entry: 'mailer/handler.ts',
      description: 'Foyer: sends the mails that are due',
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
      timeout: MAILER_TIMEOUT,
      memorySize: 512,
    });
    data.grantDelivery(this.mailer);
    this.grantSend(this.mailer, config);
    this.grantConsume(this.mailer);
    this.workOff('DueMails', this.queue, config.mailConcurrency);
    this.workOff('DueBulkMails', this.bulkQueue, config.importConcurrency);
  }

  /** Lets `grantee` say that a mail is due. */
  grantEnqueue(grantee: IGrantable): void {
    this.grantOn(grantee, [this.queue], 'sqs:SendMessage');
  }

  /** Lets `grantee` say that a mail of an import is due. */
  grantEnqueueBulk(grantee: IGrantable): void {
    this.grantOn(grantee, [this.bulkQueue], 'sqs:SendMessage');
  }

  private createQueue(id: string): Queue {
    return workQueue(this, id, {
      functionTimeout: MAILER_TIMEOUT,
      retentionPeriod: Duration.days(4),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
  }

  private workOff(id: string, queue: Queue, maxConcurrency: number): void {
    new EventSourceMapping(this, id, {
      target: this.mailer,
      eventSourceArn: queue.queueArn,
      batchSize: MAILER_BATCH,
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }

  /**
   * Lets `fn` send as the configured address, and as no other. The resource cannot be narrowed to the sender's
   * identity: SES also checks any verified identity that the recipient matches, all of them while the account is in
   * the sandbox. The condition carries the restriction
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
    // What administrators or operators lifted, the account's list still holds back. Its actions know no resource
    // (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html).
    fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['ses:DeleteSuppressedDestination'],
        resources: ['*'],
      }),
    );
    Validations.of(fn.ownRole).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The suppression list belongs to the account: SES knows no narrower resource for it.',
    });
    Validations.of(fn.ownRole).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]`,
      reason:
        'SES also checks identities that the recipient matches. The condition on ses:FromAddress allows the one sender only.',
    });
  }

  /** Lets `fn` work off the queues: take, hand back for later, remove. */
  private grantConsume(fn: ServiceFunction): void {
    this.grantOn(
      fn,
      [this.queue, this.bulkQueue],
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    );
  }

  private grantOn(grantee: IGrantable, queues: readonly Queue[], ...actions: string[]): void {
    const resourceArns = queues.map(({ queueArn }) => queueArn);
    Grant.addToPrincipal({ grantee, actions, resourceArns });
  }

  private createConfigurationSet(): ConfigurationSet {
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    // SES can deliver its events to the default bus only.
    set.addEventDestination('Feedback', {
      destination: EventDestination.eventBus(
        EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      ),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    return set;
  }

  private verifySender(config: FoyerConfig): string[] {
    switch (config.senderIdentity) {
      case 'existing':
        return [];
      case 'address':
        new EmailIdentity(this, 'Sender', { identity: Identity.email(config.senderAddress) });
        return [];
      case 'domain': {
        const domain = config.senderAddress.slice(config.senderAddress.indexOf('@') + 1);
        const identity = new EmailIdentity(this, 'Sender', { identity: Identity.domain(domain) });
        return identity.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`);
      }
    }
  }
}
