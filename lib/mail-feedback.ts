import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { feedbackEnvironment } from '../lambdas/mail-feedback/environment.ts';
import { SES_EVENT_TYPES } from '../lambdas/modules/mail/ses-event.ts';
import { type Alarms, anyDeadLetter, failingFunction, oldestMessage } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Mailer } from './mailer.ts';
import { consume, deadLetterQueue, workQueue } from './queues.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * Maximum number of deliveries of an event. They span about an hour, with {@link TIMEOUT} and the pauses between
 * retries.
 */
const MAX_RECEIVES = 20;
const TIMEOUT = Duration.seconds(30);

/** Properties of {@link MailFeedback}. */
export interface MailFeedbackProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly mailer: Mailer;
}

/**
 * Records deliveries, bounces, and complaints. SES publishes them to the account's default event bus, and a rule
 * selects those about email from this installation. A queue in between keeps events while the table is unavailable, and
 * lets operators redrive failed ones.
 */
export class MailFeedback extends Construct {
  readonly fn: ServiceFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { config, alarms, data, mailer }: MailFeedbackProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = workQueue(this, 'Queue', {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(4),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
    this.listen(config, mailer);
    this.fn = new ServiceFunction(this, 'Recorder', {
      config,
      entry: 'mail-feedback/handler.ts',
      description: 'Foyer: records email feedback',
      environmentSchema: feedbackEnvironment,
      environment: { TABLE_NAME: data.table.tableName },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantFeedback(this.fn);
    consume(this, 'Events', {
      fn: this.fn,
      queue: this.queue,
      batchSize: 10,
      // Limits the write rate: an import of thousands of rows causes thousands of events.
      maxConcurrency: 4,
    });
    alarms.add('FeedbackNotRecorded', {
      ...anyDeadLetter(this.deadLetters),
      description:
        'Some invitations show "sent" although their email was delivered or bounced. Fix the cause in the mail-feedback log, then redrive the feedback dead-letter queue.',
    });
    alarms.add('FeedbackLate', {
      ...oldestMessage(this.queue, Duration.minutes(15)),
      description:
        'Invitations show the outcome of their email more than 15 minutes late, and addresses that bounce are invited again. Check the mail-feedback log, and enable the event source mapping of mail-feedback.',
    });
    alarms.add('MailFeedbackErrors', {
      ...failingFunction(this.fn),
      description:
        'Invitations show the outcome of their email late, and the events move to the feedback dead-letter queue after an hour. Check the mail-feedback log.',
    });
  }

  /** SES publishes only to the default bus, which also carries the events of every other sender in the account. */
  private listen(config: FoyerConfig, { configurationSet }: Mailer): void {
    const rule = new Rule(this, 'Rule', {
      description: `SES events about email from Foyer (${config.stage})`,
      eventPattern: {
        source: ['aws.ses'],
        detailType: [...SES_EVENT_TYPES],
        detail: {
          mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } },
        },
      },
    });
    rule.addTarget(new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters }));
  }
}
