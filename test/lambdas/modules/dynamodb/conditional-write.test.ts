import {
  type CancellationReason,
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { writeOnCondition } from '../../../../lambdas/modules/dynamodb/conditional-write.ts';

beforeEach(() => {
  // The pauses are random. Here, they are zero.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Returns a write that fails with each of `errors` in turn, and then succeeds. */
function setup(...errors: readonly Error[]) {
  const left = [...errors];
  const write = vi.fn(async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'written';
  });
  return { write };
}

const common = { message: 'refused', $metadata: {} };
const conflict = () => new TransactionConflictException(common);
const conditionFailed = (item?: Record<string, unknown>) =>
  new ConditionalCheckFailedException({ ...common, ...(item && { Item: marshall(item) }) });
const cancelled = (...reasons: CancellationReason[]) =>
  new TransactionCanceledException({ ...common, CancellationReasons: reasons });
const repeated = (times: number, make: () => Error) => Array.from({ length: times }, make);

describe('a conflict with another transaction', () => {
  const inTransaction = () => cancelled({ Code: 'None' }, { Code: 'TransactionConflict' });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is handled like %s, which also cancels a transaction',
    async (Code) => {
      const { write } = setup(...repeated(2, () => cancelled({ Code }, { Code: 'None' })));
      await expect(writeOnCondition(write)).resolves.toEqual({ done: true, output: 'written' });
    },
  );

  test.each([
    ['of a single write', conflict],
    ['in a transaction', inTransaction],
  ])('%s is retried until it succeeds', async (_name, make) => {
    const { write } = setup(...repeated(3, make));
    await expect(writeOnCondition(write)).resolves.toEqual({ done: true, output: 'written' });
    expect(write).toHaveBeenCalledTimes(4);
  });

  test.each([
    ['of a single write', conflict],
    ['in a transaction', inTransaction],
  ])(
    '%s that persists throws temporarily_unavailable with the time to retry',
    async (_name, make) => {
      const { write } = setup(...repeated(100, make));
      await expect(writeOnCondition(write)).rejects.toMatchObject({
        code: 'temporarily_unavailable',
        retryAfterSeconds: 1,
        cause: make(),
      });
      expect(write).toHaveBeenCalledTimes(8);
    },
  );

  test('is retried after pauses that grow up to a limit', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const { write } = setup(...repeated(3, conflict));
    const started = performance.now();
    await writeOnCondition(write);
    // At most 20, 40, and 80 ms.
    expect(performance.now() - started).toBeGreaterThan(100);
  });
});

describe('a failed condition', () => {
  test('is returned with the stored item, and not retried', async () => {
    const { write } = setup(conditionFailed({ status: 'revoked', sends: 2 }));
    await expect(writeOnCondition(write)).resolves.toEqual({
      done: false,
      refusals: [{ item: { status: 'revoked', sends: 2 } }],
    });
    expect(write).toHaveBeenCalledTimes(1);
  });

  test('without a stored item is returned without an item', async () => {
    const { write } = setup(conditionFailed());
    await expect(writeOnCondition(write)).resolves.toEqual({
      done: false,
      refusals: [{ item: undefined }],
    });
  });

  test('in a transaction is returned at its position', async () => {
    const item = { invitationId: 'inv_1', hashes: new Set(['a', 'b']) };
    const { write } = setup(
      cancelled(
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: marshall(item) },
        { Code: 'ConditionalCheckFailed' },
      ),
    );
    await expect(writeOnCondition(write)).resolves.toEqual({
      done: false,
      refusals: [undefined, { item }, { item: undefined }],
    });
  });

  test('takes precedence over a conflict of another part, because a retry would also fail', async () => {
    const { write } = setup(
      cancelled({ Code: 'ConditionalCheckFailed' }, { Code: 'TransactionConflict' }),
    );
    await expect(writeOnCondition(write)).resolves.toMatchObject({ done: false });
    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe('any other error', () => {
  test.each([
    ['throttling, which the SDK has retried', new ProvisionedThroughputExceededException(common)],
    ['an invalid transaction', cancelled({ Code: 'ValidationError' })],
    ['a cancellation without a reason', new TransactionCanceledException(common)],
    ['a broken connection', new Error('ECONNRESET')],
  ])('is rethrown: %s', async (_name, error) => {
    const { write } = setup(error);
    await expect(writeOnCondition(write)).rejects.toBe(error);
    expect(write).toHaveBeenCalledTimes(1);
  });
});
