import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { consequencesOf, type Consequences } from './consequences.ts';
import type { Change, Relay } from './relay.ts';

/**
 * Passes on a batch of the stream. Lambda repeats from the first change that is reported on, so what follows it may be
 * passed on twice (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export async function passOn(
  records: readonly DynamoDBRecord[],
  relay: Pick<Relay, 'pass'>,
  logger: Pick<Logger, 'error'>,
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
      // One that cannot be read holds up nobody: it is tried again, and then the failure queue names it.
      report(sequence, error instanceof Error ? error.name : 'unknown');
    }
  }
  for (const { sequence, cause } of await relay.pass(changes)) report(sequence, cause);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function hasAny({ mail, rows = [], events }: Consequences): boolean {
  return mail !== undefined || rows.length > 0 || events.length > 0;
}
