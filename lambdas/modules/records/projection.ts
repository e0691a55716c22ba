import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

import { SECOND } from '../platform/clock.ts';

/** The service that removes items whose time is up (`userIdentity` of their stream records). */
const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/** One change of an item of the table. Without `before` the item is new; without `after` it was deleted. */
export interface TableChange {
  /** The id of the change: the same however often the stream delivers it. */
  readonly id: string;
  /** The place of the change in the stream. */
  readonly sequence: string;
  readonly pk: string;
  readonly sk: string;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
  /** When the change was made, to the second. */
  readonly at: Date;
  /** DynamoDB's TTL deleted the item, nobody else. */
  readonly byTtl: boolean;
}

/** A change that must be delivered again. */
export interface ProjectionFailure {
  readonly sequence: string;
  readonly cause: string;
}

/**
 * A view of the table that is kept up to date from its stream. Changes of one item arrive in order, but a batch may arrive
 * again, in whole or from any change on: applying changes again must leave the same view.
 */
export interface Projection {
  /** Names the projection in the log. */
  readonly name: string;
  /** Applies changes and returns those that failed. A call that throws has failed with all of them. */
  apply(changes: readonly TableChange[]): Promise<readonly ProjectionFailure[]>;
}

/** Reads a record of the stream. */
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
  // The two libraries describe the same JSON with types of their own.
  return image && unmarshall(image as Parameters<typeof unmarshall>[0]);
}

/** Names an error for {@link ProjectionFailure.cause}: messages of errors can quote items. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
