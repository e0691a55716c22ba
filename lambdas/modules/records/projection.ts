import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

import { SECOND } from '../platform/clock.ts';

/** The service that removes expired items (`userIdentity` of their stream records). */
const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/** A change to an item of the table. Without `before`, the item is new; without `after`, it was deleted. */
export interface TableChange {
  /** The ID of the change. It is the same no matter how often the stream delivers the change. */
  readonly id: string;
  /** The sequence number of the change in the stream. */
  readonly sequence: string;
  readonly pk: string;
  readonly sk: string;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
  /** The time of the change, to the second. */
  readonly at: Date;
  /** True if DynamoDB's TTL deleted the item. */
  readonly byTtl: boolean;
}

/** A change that must be delivered again. */
export interface ProjectionFailure {
  readonly sequence: string;
  readonly cause: string;
}

/**
 * A view of the table that is maintained from its stream. Changes to an item arrive in order, but a batch can be
 * delivered again, in whole or from any change onward. Applying changes again must produce the same view.
 */
export interface Projection {
  /** The name of the projection in the logs. */
  readonly name: string;
  /** Applies changes and returns those that failed. If it throws, all of them count as failed. */
  apply(changes: readonly TableChange[]): Promise<readonly ProjectionFailure[]>;
}

/** Converts a stream record. */
export function changeOf(record: DynamoDBRecord): TableChange {
  const { dynamodb = {}, eventID: id = '' } = record;
  const { userIdentity } = record as { readonly userIdentity?: { readonly principalId?: string } };
  return {
    id,
    sequence: dynamodb.SequenceNumber ?? '',
    pk: dynamodb.Keys?.['pk']?.S ?? '',
    sk: dynamodb.Keys?.['sk']?.S ?? '',
    before: itemOf(dynamodb.OldImage),
    after: itemOf(dynamodb.NewImage),
    at: new Date((dynamodb.ApproximateCreationDateTime ?? 0) * SECOND),
    byTtl: userIdentity?.principalId === TTL_PRINCIPAL,
  };
}

function itemOf(image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) {
  // The two libraries have different types for the same JSON.
  return image && unmarshall(image as Parameters<typeof unmarshall>[0]);
}

/**
 * Returns the name of an error for {@link ProjectionFailure.cause}. Messages are not used, because they can quote
 * items.
 */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
