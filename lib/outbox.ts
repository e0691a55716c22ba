import { Duration, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { outboxEnvironment } from '../lambdas/outbox/environment.ts';
import { RECORDS } from '../lambdas/shared/table.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue } from './queues.ts';
import type { Data } from './data.ts';
import type { Imports } from './imports.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';

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
    data.grantFollow(this.publisher);
    data.grantCounting(this.publisher);
    this.publish(data);
  }

  private publish(data: Data): void {
    new EventSourceMapping(this, 'Changes', {
      target: this.publisher,
      eventSourceArn: data.streamArn,
      // Whatever was written before this existed is published as well.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // An import makes thousands of changes: a batch costs the time of a few calls, whatever it holds.
      batchSize: 100,
      parallelizationFactor: 4,
      // One bad record must not hold up, or be dropped together with, its neighbours.
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      filters: [
        ...[RECORDS.invitation, RECORDS.customer, RECORDS.import].map((record) =>
          FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: [record] } } } }),
        ),
        FilterCriteria.filter({
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.contact}#`) } } },
        }),
        // Of an administrator only that a mail is due: nothing else follows from a change.
        FilterCriteria.filter({
          dynamodb: {
            Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.administrator}#`) } },
            NewImage: { delivery: { M: { status: { S: ['queued'] } } } },
          },
        }),
        // Of a webhook only that it was turned off.
        FilterCriteria.filter({
          dynamodb: {
            Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.webhook}#`) } },
            NewImage: { disabled: { M: { reason: { S: FilterRule.exists() } } } },
          },
        }),
      ],
      onFailure: {
        bind: () => {
          Grant.addToPrincipal({
            grantee: this.publisher,
            actions: ['sqs:SendMessage'],
            resourceArns: [this.failures.queueArn],
          });
          return { destination: this.failures.queueArn };
        },
      },
    });
  }
}
