import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { vi } from 'vitest';

import type { InstallationVariables } from '../../../lambdas/modules/tenants/rules-reader.ts';
import { INSTALLATION } from '../modules/tenants.ts';

/** An environment with the configuration of the test installation. */
export const INSTALLATION_VARIABLES: InstallationVariables = {
  ALLOWED_GROUPS: INSTALLATION.allowedGroups.join(),
  INVITATION_EXPIRY_DAYS: String(INSTALLATION.expiryDays),
  MAX_INVITATION_EXPIRY_DAYS: String(INSTALLATION.maxExpiryDays),
  RETENTION_DAYS: String(INSTALLATION.retentionDays),
  LIMITS: JSON.stringify(INSTALLATION.limits),
};

/**
 * Loads a function like a Lambda cold start: from scratch, with this environment. `vi.unstubAllEnvs()` removes the
 * environment, and `vi.resetModules()` the function.
 */
export async function coldStart<Module>(
  environment: Readonly<Record<string, string>>,
  load: () => Promise<Module>,
): Promise<Module> {
  vi.resetModules();
  const lambda = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'of-the-tests',
    AWS_SECRET_ACCESS_KEY: 'of-the-tests',
  };
  for (const [name, value] of Object.entries({ ...lambda, ...environment }))
    vi.stubEnv(name, value);
  return load();
}

/** A message of a queue. A body that is not a string is written as JSON. */
export interface Message {
  readonly id: string;
  readonly body: unknown;
  /** The number of times that the queue has delivered it. */
  readonly receives?: number;
  readonly queue?: string;
}

/** Returns a batch of a queue, as Lambda delivers it. */
export function sqsEvent(queue: string, messages: readonly Message[]): SQSEvent {
  return {
    Records: messages.map(({ id, body, receives = 1, queue: own = queue }) => ({
      messageId: id,
      receiptHandle: `receipt-${id}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '1893499200000',
        SenderId: 'AROAEXAMPLE:foyer',
        ApproximateFirstReceiveTimestamp: '1893499200001',
      },
      messageAttributes: {},
      md5OfBody: '00000000000000000000000000000000',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-central-1:123456789012:${own}`,
      awsRegion: 'eu-central-1',
    })),
  };
}

type Item = Readonly<Record<string, unknown>>;

/** Returns a change to an item, as the table's stream delivers it. */
export function streamRecord(
  sequence: string,
  { before, after }: { readonly before?: Item; readonly after?: Item },
): DynamoDBRecord {
  const { pk, sk } = { ...before, ...after };
  const image = (item: Item) => marshall(item, { removeUndefinedValues: true });
  return {
    eventID: `event-${sequence}`,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    dynamodb: {
      SequenceNumber: sequence,
      ApproximateCreationDateTime: 1_893_499_200,
      Keys: marshall({ pk, sk }),
      ...(before !== undefined && { OldImage: image(before) }),
      ...(after !== undefined && { NewImage: image(after) }),
    },
  } as DynamoDBRecord;
}

/** Returns a batch of the table's stream. */
export function streamEvent(...Records: readonly DynamoDBRecord[]): DynamoDBStreamEvent {
  return { Records: [...Records] };
}

/** Returns the IDs that a function returns to its queue or stream as failed. */
export function failedIn(
  answer:
    { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] } | undefined,
): string[] {
  return (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
}
