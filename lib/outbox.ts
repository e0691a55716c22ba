import { Duration, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { outboxEnvironment } from '../lambdas/outbox/environment.ts';
import { RECORDS } from '../lambdas/modules/records/table.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue } from './queues.ts';
import type { Data } from './data.ts';
import type { Imports } from './imports.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';
import { followTable } from './table-stream.ts';

/** Properties of {@link Outbox}. */
export interface OutboxProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly mail: Mail;
  readonly imports: Imports;
}

/** What follows from a change in the table: mails that are due, and events for whoever listens. */
export class Outbox extends Construct {
  readonly publisher: ServiceFunction;
  readonly bus: EventBus;
  /** Pointers to the changes that could not be published; the stream itself keeps them for 24 hours. */
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { config, data, mail, imports }: OutboxProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      description: `What happens in Foyer (${config.stage})`,
    });
    this.failures = deadLetterQueue(this, 'Failures');
    Validations.of(this.failures).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is where failures end; an alarm watches it.',
    });
    this.publisher = new ServiceFunction(this, 'Publisher', {
      config,
      entry: 'outbox/handler.ts',
      description: 'Foyer: queues mails and publishes events for what changed in the table',
      environmentSchema: outboxEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        MAIL_QUEUE_URL: mail.queue.queueUrl,
        BULK_MAIL_QUEUE_URL: mail.bulkQueue.queueUrl,
        IMPORT_QUEUE_URL: imports.queue.queueUrl,
        EVENT_BUS_NAME: this.bus.eventBusName,
      },
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
    mail.grantEnqueue(this.publisher);
    mail.grantEnqueueBulk(this.publisher);
    imports.grantOrder(this.publisher);
    this.bus.grantPutEventsTo(this.publisher);
    data.grantCounting(this.publisher);
    this.publish(data);
  }

  private publish(data: Data): void {
    followTable(this, {
      data,
      fn: this.publisher,
      failures: this.failures,
      filters: [
        // One filter with several kinds: an event source mapping has five at most, unless AWS is asked for more.
        { Keys: { sk: { S: PUBLISHED } } },
        // Of an administrator only that a mail is due: nothing else follows from a change.
        {
          Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.administrator}#`) } },
          NewImage: { delivery: { M: { status: { S: ['queued'] } } } },
        },
        // Of a test email only that it is ordered: the mailer removes the content.
        {
          Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.testEmail}#`) } },
          NewImage: { mail: { M: { subject: { S: FilterRule.exists() } } } },
        },
        // Of a webhook only that it was turned off.
        {
          Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.webhook}#`) } },
          NewImage: { disabled: { M: { reason: { S: FilterRule.exists() } } } },
        },
      ],
    });
  }
}

/** The sort keys of the records of which every change is looked at. */
const PUBLISHED: readonly unknown[] = [
  ...[RECORDS.invitation, RECORDS.customer, RECORDS.import],
  ...FilterRule.beginsWith(`${RECORDS.contact}#`),
];
