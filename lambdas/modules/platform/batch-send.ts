import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The maximum number of entries that SQS and EventBridge accept in one call. */
const BATCH = 10;

/** The reasons why entries of a call were rejected, by their index. */
export type Rejections = ReadonlyMap<number, string>;

/** An entry that was rejected, and the reason. */
export interface RejectedEntry<T> {
  readonly value: T;
  readonly cause: string;
}

/**
 * Sends `all` in concurrent calls of ten. These services respond with 200 even if they reject some entries, so `call`
 * returns the rejected ones. A call that fails counts as rejecting all of its entries.
 */
export async function sendInBatches<T>(
  all: readonly T[],
  call: (batch: readonly T[]) => Promise<Rejections>,
): Promise<RejectedEntry<T>[]> {
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, place) =>
    all.slice(place * BATCH, (place + 1) * BATCH),
  );
  return (await Promise.all(batches.map((batch) => rejectedIn(batch, call)))).flat();
}

async function rejectedIn<T>(
  batch: readonly T[],
  call: (batch: readonly T[]) => Promise<Rejections>,
): Promise<RejectedEntry<T>[]> {
  try {
    const rejections = await call(batch);
    return batch.flatMap((value, place) => {
      const cause = rejections.get(place);
      return cause === undefined ? [] : [{ value, cause }];
    });
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown';
    return batch.map((value) => ({ value, cause }));
  }
}

/** A message for a queue. */
export interface Outgoing {
  readonly tenantId: string;
  readonly message: object;
}

/** Sends messages to a queue, each in its tenant's message group, and returns those that the queue rejected. */
export function sendAll<T extends Outgoing>(
  client: SQSClient,
  queueUrl: string,
  messages: readonly T[],
): Promise<RejectedEntry<T>[]> {
  return sendInBatches(messages, async (batch) => {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ tenantId, message }, place) => ({
          Id: place.toString(),
          MessageBody: JSON.stringify(message),
          // A fair queue: a thousand messages from one tenant do not delay a single message from another
          // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
          MessageGroupId: tenantId,
        })),
      }),
    );
    return new Map(Failed.map(({ Id, Code = 'Unknown' }) => [Number(Id), Code]));
  });
}
