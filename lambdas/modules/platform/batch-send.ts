import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** As many entries SQS and EventBridge take in one call. */
const BATCH = 10;

/** Why entries of a call were refused, by their place in it. */
export type Rejections = ReadonlyMap<number, string>;

/** What was not taken, and why. */
export interface RejectedEntry<T> {
  readonly value: T;
  readonly cause: string;
}

/**
 * Hands `all` over, ten in a call, all calls at once. These services answer 200 even when they refused some: `call` tells
 * which. A call that fails has refused all of its ten.
 */
export async function sendInBatches<T>(
  all: readonly T[],
  call: (batch: readonly T[]) => Promise<Rejections>,
): Promise<RejectedEntry<T>[]> {
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, place) =>
    all.slice(place * BATCH, (place + 1) * BATCH),
  );
  return (await Promise.all(batches.map((batch) => refusedOf(batch, call)))).flat();
}

async function refusedOf<T>(
  batch: readonly T[],
  call: (batch: readonly T[]) => Promise<Rejections>,
): Promise<RejectedEntry<T>[]> {
  try {
    const refusals = await call(batch);
    return batch.flatMap((value, place) => {
      const cause = refusals.get(place);
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

/** Puts messages into a queue, each in its tenant's group, and returns those that the queue did not take. */
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
          // A fair queue: one tenant's thousand messages do not delay another's single one
          // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
          MessageGroupId: tenantId,
        })),
      }),
    );
    return new Map(Failed.map(({ Id, Code = 'Unknown' }) => [Number(Id), Code]));
  });
}
