import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Data } from './data.ts';
import type { ServiceFunction } from './service-function.ts';

/** Properties of {@link followTable}. */
export interface FollowTableProps {
  readonly data: Data;
  readonly fn: ServiceFunction;
  /** Queue for pointers to the changes that `fn` gave up on. An alarm has to watch it. */
  readonly failures: Queue;
  /** Patterns of the stream records that wake `fn`: those that match one of them. */
  readonly filters: readonly object[];
}

/**
 * Lets a function follow the table's changes. A stream serves two readers without throttling
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html), which is as many as Foyer has.
 */
export function followTable(
  scope: Construct,
  { data, fn, failures, filters }: FollowTableProps,
): void {
  data.grantFollow(fn);
  new EventSourceMapping(scope, 'Changes', {
    target: fn,
    eventSourceArn: data.streamArn,
    // Whatever was written before this existed is worked off as well.
    startingPosition: StartingPosition.TRIM_HORIZON,
    // An import makes thousands of changes: a batch costs the time of a few calls, whatever it holds.
    batchSize: 100,
    parallelizationFactor: 4,
    // One bad record must not hold up, or be dropped together with, its neighbors.
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(6),
    filters: filters.map((dynamodb) => FilterCriteria.filter({ dynamodb })),
    onFailure: {
      bind: () => {
        Grant.addToPrincipal({
          grantee: fn,
          actions: ['sqs:SendMessage'],
          resourceArns: [failures.queueArn],
        });
        return { destination: failures.queueArn };
      },
    },
  });
}
