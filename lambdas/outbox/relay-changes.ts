import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';

import type { Clock } from '../modules/platform/clock.ts';
import { type Consequences, consequencesOf } from './consequences.ts';
import { openChanges, type OpenCounter } from './open-count.ts';
import type { Change, Relay } from './relay.ts';

export interface PassOnDeps {
  readonly relay: Pick<Relay, 'pass'>;
  readonly counter: OpenCounter;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
}

/**
 * Passes on a stream batch. Lambda retries from the first reported change, so the changes after it can be passed
 * on twice (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export async function relayChanges(
  records: readonly DynamoDBRecord[],
  { relay, logger, ...counting }: PassOnDeps,
): Promise<DynamoDBBatchResponse> {
  const failed: string[] = [];
  const report = (sequence: string, cause: string) => {
    logger.error('Change not passed on', { sequence, cause });
    failed.push(sequence);
  };
  const changes: Change[] = [];
  for (const record of records) {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    try {
      const consequences = consequencesOf(record);
      if (consequences !== undefined && hasAny(consequences))
        changes.push({ key: record.dynamodb?.Keys?.['pk']?.S ?? '', sequence, consequences });
    } catch (error) {
      // A change that cannot be parsed does not block others: it is retried, and then the failure queue identifies it.
      report(sequence, error instanceof Error ? error.name : 'unknown');
    }
  }
  for (const { sequence, cause } of await relay.pass(changes)) report(sequence, cause);
  await count(counting, logger, settled(records, new Set(failed)));
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/**
 * Returns the changes that are not delivered again. Lambda retries the first failed change and every change after it.
 */
function settled(
  records: readonly DynamoDBRecord[],
  failed: ReadonlySet<string>,
): readonly DynamoDBRecord[] {
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
  return first < 0 ? records : records.slice(0, first);
}

/**
 * Updates the counts. A failure does not delay emails, and the counts are correct again after the day on which the
 * invitations expire.
 */
async function count(
  { counter, clock }: Pick<PassOnDeps, 'counter' | 'clock'>,
  logger: PassOnDeps['logger'],
  records: readonly DynamoDBRecord[],
): Promise<void> {
  const now = clock.now();
  const changes = openChanges(records, now);
  try {
    if (changes.size > 0) await counter.count(changes, now);
  } catch (error) {
    logger.warn('Open invitations not counted', { error: error as Error });
  }
}

function hasAny({ mail, rows = [], events }: Consequences): boolean {
  return mail !== undefined || rows.length > 0 || events.length > 0;
}
