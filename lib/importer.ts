import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { importerEnvironment } from '../lambdas/importer/environment.ts';
import { type Alarms, anyDeadLetter, failingFunction, oldestMessage } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { consume, deadLetterQueue, workQueue } from './queues.ts';
import { installationVariables, ServiceFunction } from './service-function.ts';

/**
 * Maximum number of deliveries of a chunk of rows. They span about two hours, with the delays in
 * lambdas/modules/mail/mail-queue.ts.
 */
const MAX_RECEIVES = 12;
/** A chunk of 25 rows takes five seconds. When Cognito or the table is slow, a retry continues after the last row. */
const TIMEOUT = Duration.seconds(60);

/** Properties of {@link Importer}. */
export interface ImporterProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
}

/** Function that processes imports and bulk actions, with its queue. */
export class Importer extends Construct {
  readonly fn: ServiceFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { config, alarms, data, identity }: ImporterProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = workQueue(this, 'Queue', {
      functionTimeout: TIMEOUT,
      retentionPeriod: Duration.days(14),
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
    });
    this.fn = new ServiceFunction(this, 'Importer', {
      config,
      entry: 'importer/handler.ts',
      description: 'Foyer: sends the invitations of imports',
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
    data.grantImport(this.fn);
    identity.grantFindUsers(this.fn);
    consume(this, 'WaitingRows', {
      fn: this.fn,
      queue: this.queue,
      // A message is a chunk of rows and takes seconds.
      batchSize: 1,
      maxConcurrency: config.importConcurrency,
      postpones: true,
    });
    this.raise(alarms);
  }

  /** Lets `grantee` queue chunks of rows. */
  grantOrder(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.queue.queueArn],
    });
  }

  private raise(alarms: Alarms): void {
    alarms.add('ImportStuck', {
      ...anyDeadLetter(this.deadLetters),
      description:
        'Some rows of an import stay "pending" without a reason. Fix the cause in the importer log, then redrive the import dead-letter queue.',
    });
    alarms.add('ImportLate', {
      ...oldestMessage(this.queue, Duration.hours(2)),
      description:
        'Imports are more than two hours behind. Raise importConcurrency if large imports are common; otherwise, check whether Cognito and the table are available.',
    });
    alarms.add('ImporterErrors', {
      ...failingFunction(this.fn),
      description:
        'Imports make no progress, and move to the import dead-letter queue if this continues. Check the importer log.',
    });
  }
}
