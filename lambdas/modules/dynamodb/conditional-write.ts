import { setTimeout as pause } from 'node:timers/promises';

import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

import { FoyerError } from '../platform/errors.ts';

const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 250;

/** The reasons of canceled transactions that are likely to succeed a moment later. */
const TRANSIENT = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** The item as it was when a condition on it failed; `undefined` if there was none. */
export interface FailedCondition {
  readonly item: Record<string, unknown> | undefined;
}

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * A part of a transaction, with the error to report if its condition fails. `found` is the item that failed the
 * condition, if the part requests it (`ReturnValuesOnConditionCheckFailure`).
 */
export interface Companion {
  readonly item: TransactItem;
  readonly refusal: (found: Record<string, unknown> | undefined) => FoyerError;
}

/** Returns the error of the first companion whose condition failed. `refusals` are in the order of the companions. */
export function firstError(
  companions: readonly Companion[],
  refusals: readonly (FailedCondition | undefined)[],
): FoyerError {
  for (const [index, { refusal }] of companions.entries()) {
    const refused = refusals[index];
    if (refused !== undefined) return refusal(refused.item);
  }
  throw new Error('No condition of the transaction failed.');
}

/** The result of a write: its output, or the failed condition of each part, by its index in the transaction. */
export type Written<Output> =
  | { readonly done: true; readonly output: Output }
  | { readonly done: false; readonly refusals: readonly (FailedCondition | undefined)[] };

/**
 * Performs one conditional write or one transaction.
 *
 * DynamoDB cancels a write that conflicts with another transaction on the same item, and the SDK does not retry that
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling).
 * This function retries it, with increasing random pauses.
 *
 * @throws {FoyerError} `temporarily_unavailable` if the conflict persists.
 */
export async function writeOnCondition<Output>(
  write: () => Promise<Output>,
): Promise<Written<Output>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { done: true, output: await write() };
    } catch (error) {
      const refusals = refusalsIn(error);
      if (refusals !== undefined) return { done: false, refusals };
      if (!isConflict(error)) throw error;
      if (attempt === ATTEMPTS) throw tooBusy(error);
      await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
    }
  }
}

function refusalsIn(error: unknown): (FailedCondition | undefined)[] | undefined {
  if (error instanceof ConditionalCheckFailedException) return [toRefusal(error.Item)];
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  if (!reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return undefined;
  return reasons.map(({ Code, Item }) =>
    Code === 'ConditionalCheckFailed' ? toRefusal(Item) : undefined,
  );
}

function toRefusal(item: Parameters<typeof unmarshall>[0] | undefined): FailedCondition {
  return { item: item === undefined ? undefined : unmarshall(item) };
}

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code = '' }) => TRANSIENT.has(Code))
  );
}

function tooBusy(cause: unknown): FoyerError {
  return new FoyerError('temporarily_unavailable', 'Too many concurrent changes. Try again.', {
    cause,
    retryAfterSeconds: 1,
  });
}

/** The parameters of an `UpdateCommand` that write some attributes. */
export interface Assignment {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/** Returns an update that sets every attribute that has a value and removes every attribute that is `undefined`. */
export function assignment(attributes: Readonly<Record<string, unknown>>): Assignment {
  const names = Object.keys(attributes);
  const set = names.filter((name) => attributes[name] !== undefined);
  const removed = names.filter((name) => attributes[name] === undefined);
  return {
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      set.map((name) => [`:${name}`, attributes[name]]),
    ),
  };
}
