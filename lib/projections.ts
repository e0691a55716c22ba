import { Duration, Validations } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { projectionsEnvironment } from '../lambdas/projections/environment.ts';
import { RECORDS } from '../lambdas/modules/records/table.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { deadLetterQueue } from './queues.ts';
import { ServiceFunction } from './service-function.ts';
import { followTable } from './table-stream.ts';

/** Properties of {@link Projections}. */
export interface ProjectionsProps {
  readonly config: FoyerConfig;
  readonly data: Data;
}

/**
 * Views of the table that are kept up to date from its stream. A function of its own, so that nothing here delays the
 * outbox's mail.
 */
export class Projections extends Construct {
  readonly projector: ServiceFunction;
  /** Pointers to the changes that could not be projected; the stream itself keeps them for 24 hours. */
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { config, data }: ProjectionsProps) {
    super(scope, id);
    this.failures = deadLetterQueue(this, 'Failures');
    Validations.of(this.failures).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is where failures end; an alarm watches it.',
    });
    this.projector = new ServiceFunction(this, 'Projector', {
      config,
      entry: 'projections/handler.ts',
      description: 'Foyer: keeps search and counts up to date with the table',
      environmentSchema: projectionsEnvironment,
      environment: { TABLE_NAME: data.table.tableName },
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
    data.grantProjection(this.projector);
    followTable(this, {
      data,
      fn: this.projector,
      failures: this.failures,
      // One filter with all kinds: an event source mapping has five at most, unless AWS is asked for more.
      filters: [{ Keys: { sk: { S: PROJECTED } } }],
    });
  }
}

/** The sort keys of the records that a projection follows. */
const PROJECTED = [
  ...[RECORDS.invitation, RECORDS.customer, RECORDS.tenant, RECORDS.import, RECORDS.note],
  ...[
    RECORDS.contact,
    RECORDS.application,
    RECORDS.preset,
    RECORDS.webhook,
    RECORDS.client,
    RECORDS.administrator,
  ].flatMap((record): unknown[] => FilterRule.beginsWith(`${record}#`)),
];
