import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SES_EVENT_TYPES } from '../lambdas/modules/mail/ses-event.ts';
import { feedbackEnvironment } from '../lambdas/mail-feedback/environment.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue, workQueue } from './queues.ts';
import type { Data } from './data.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';

/** With {@link TIMEOUT} and the pause between two tries, an event that cannot be written is tried for about an hour. */
const MAX_RECEIVES = 20;
const TIMEOUT = Duration.seconds(30);

/** Properties of {@link MailFeedback}. */
export interface MailFeedbackProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly mail: Mail;
}

/**
 * What became of mails: SES tells the account's default event bus, a rule picks what concerns the mails of this
 * installation, and a function writes it down. A queue lies between, because it waits as long as the table cannot be
 * written, and what ends among its dead letters can be put back with one command.
 */
export class MailFeedback extends Construct {
  readonly recorder: ServiceFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { config, data, mail }: MailFeedbackProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = workQueue(this, 'Queue', {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(4),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
    this.listen(config, mail);
    this.recorder = new ServiceFunction(this, 'Recorder', {
      config,
      entry: 'mail-feedback/handler.ts',
      description: 'Foyer: writes down what became of mails',
      environmentSchema: feedbackEnvironment,
      environment: { TABLE_NAME: data.table.tableName },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantFeedback(this.recorder);
    Grant.addToPrincipal({
      grantee: this.recorder,
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resourceArns: [this.queue.queueArn],
    });
    new EventSourceMapping(this, 'Events', {
      target: this.recorder,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      // An import of thousands is answered by thousands of events: they need not all be written at once.
      maxConcurrency: 4,
    });
  }

  /** SES publishes to the default bus only, where the events of other senders of the account are as well. */
  private listen(config: FoyerConfig, { configurationSet }: Mail): void {
    const rule = new Rule(this, 'Rule', {
      description: `What became of the mails of Foyer (${config.stage})`,
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
