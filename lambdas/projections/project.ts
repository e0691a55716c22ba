import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';

import {
  causeOf,
  changeOf,
  type Projection,
  type ProjectionFailure,
  type TableChange,
} from '../modules/records/projection.ts';

export interface ProjectDeps {
  readonly projections: readonly Projection[];
  readonly logger: Pick<Logger, 'error'>;
}

/**
 * Passes a stream batch to every projection. Lambda retries from the first reported change
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html). The failure of one projection
 * does not stop the others.
 */
export async function project(
  records: readonly DynamoDBRecord[],
  { projections, logger }: ProjectDeps,
): Promise<DynamoDBBatchResponse> {
  const changes = records.map(changeOf);
  const failed = await Promise.all(
    projections.map(async (projection) => {
      const failures = await failuresOf(projection, changes);
      for (const { sequence, cause } of failures)
        logger.error('Change not projected', { projection: projection.name, sequence, cause });
      return failures.map(({ sequence }) => sequence);
    }),
  );
  return {
    batchItemFailures: [...new Set(failed.flat())].map((itemIdentifier) => ({ itemIdentifier })),
  };
}

async function failuresOf(
  projection: Projection,
  changes: readonly TableChange[],
): Promise<readonly ProjectionFailure[]> {
  try {
    return await projection.apply(changes);
  } catch (error) {
    const cause = causeOf(error);
    return changes.map(({ sequence }) => ({ sequence, cause }));
  }
}
