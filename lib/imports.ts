import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { importerEnvironment } from '../lambdas/importer/environment.ts';
import type { FoyerConfig } from './config.ts';
import { deadLetterQueue, workQueue } from './queues.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { ServiceFunction } from './service-function.ts';

/** How often some rows are handed to the importer: with the pauses between (lambdas/modules/mail/mail-queue.ts), for about two hours. */
const MAX_RECEIVES = 12;
/** Twenty-five rows take five seconds; where the services behind are slow, a repeat goes on where this ended. */
const TIMEOUT = Duration.seconds(60);

/** Properties of {@link Imports}. */
export interface ImportsProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly identity: Identity;
}

/** The queue of rows that are to be invited, and the function that invites them. */
export class Imports extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly importer: ServiceFunction;

  constructor(scope: Construct, id: string, { config, data, identity }: ImportsProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = workQueue(this, 'Queue', {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(14),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
    this.importer = new ServiceFunction(this, 'Importer', {
      config,
      entry: 'importer/handler.ts',
      description: 'Foyer: invites the people of an import',
      environmentSchema: importerEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        IMPORT_QUEUE_URL: this.queue.queueUrl,
        IMPORT_MAX_RECEIVES: MAX_RECEIVES.toString(),
        ...installationVariables(config),
      },
      timeout: TIMEOUT,
      memorySize: 512,
    });
    data.grantImport(this.importer);
    identity.grantFindUsers(this.importer);
    this.grantConsume(this.importer);
    new EventSourceMapping(this, 'WaitingRows', {
      target: this.importer,
      eventSourceArn: this.queue.queueArn,
      // One message is some rows, and takes seconds.
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: config.importConcurrency,
    });
  }

  /** Lets `grantee` say that rows are to be worked off. */
  grantOrder(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.queue.queueArn],
    });
  }

  /** Lets `fn` work off the queue: take, hand back for later, remove. */
  private grantConsume(fn: ServiceFunction): void {
    Grant.addToPrincipal({
      grantee: fn,
      actions: [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
      resourceArns: [this.queue.queueArn],
    });
  }
}
