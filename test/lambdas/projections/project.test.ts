import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';

import type { Projection, TableChange } from '../../../lambdas/modules/records/projection.ts';
import { project } from '../../../lambdas/projections/project.ts';

interface Images {
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly byTtl?: boolean;
}

function record(sequence: string, { before, after, byTtl = false }: Images): DynamoDBRecord {
  return {
    eventID: `event-${sequence}`,
    dynamodb: {
      SequenceNumber: sequence,
      ApproximateCreationDateTime: 1_893_456_000,
      Keys: marshall({ pk: 'customer#cus_1', sk: 'customer' }),
      ...(before !== undefined && { OldImage: marshall(before) }),
      ...(after !== undefined && { NewImage: marshall(after) }),
    },
    ...(byTtl && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  } as DynamoDBRecord;
}

function projection(name: string, apply: Projection['apply'] = async () => []) {
  return { name, apply: vi.fn<Projection['apply']>(apply) };
}

function setup(...projections: Projection[]) {
  const error = vi.fn<(message: string, ...more: unknown[]) => void>();
  return { error, deps: { projections, logger: { error } } };
}

describe('a batch of stream records', () => {
  test('reaches every projection as a whole, in order, with both images', async () => {
    const [one, other] = [projection('one'), projection('other')];
    const { deps } = setup(one, other);
    const records = [
      record('1', { after: { name: 'Ada' } }),
      record('2', { before: { name: 'Ada' }, after: { name: 'Grace' } }),
    ];
    await expect(project(records, deps)).resolves.toEqual({ batchItemFailures: [] });
    const common = { pk: 'customer#cus_1', sk: 'customer', byTtl: false };
    const at = new Date('2030-01-01T00:00:00.000Z');
    const expected: TableChange[] = [
      {
        ...{ ...common, id: 'event-1', sequence: '1', at },
        ...{ before: undefined, after: { name: 'Ada' } },
      },
      {
        ...{ ...common, id: 'event-2', sequence: '2', at },
        ...{ before: { name: 'Ada' }, after: { name: 'Grace' } },
      },
    ];
    expect(one.apply).toHaveBeenCalledExactlyOnceWith(expected);
    expect(other.apply).toHaveBeenCalledExactlyOnceWith(expected);
  });

  test('distinguishes deletions by TTL from those by a person', async () => {
    const one = projection('one');
    const before = { name: 'Ada' };
    await project([record('1', { before }), record('2', { before, byTtl: true })], setup(one).deps);
    expect(one.apply.mock.calls[0]?.[0].map(({ byTtl }) => byTtl)).toEqual([false, true]);
  });
});

describe('a failed projection', () => {
  test('does not stop the others, and is retried from its first failure', async () => {
    const failing = projection('search', async () => [{ sequence: '2', cause: 'Throttled' }]);
    const other = projection('counts');
    const { deps, error } = setup(failing, other);
    const records = [record('1', { after: {} }), record('2', { after: {} })];
    await expect(project(records, deps)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(other.apply).toHaveBeenCalledOnce();
    expect(error).toHaveBeenCalledExactlyOnceWith('Change not projected', {
      ...{ projection: 'search', sequence: '2', cause: 'Throttled' },
    });
  });

  test('that throws gets the whole batch again, and the error’s message is not logged', async () => {
    const failing = projection('search', async () => {
      throw new TypeError('ada@example.com cannot be read');
    });
    const { deps, error } = setup(failing);
    const records = [record('1', { after: {} }), record('2', { after: {} })];
    await expect(project(records, deps)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
    });
    expect(JSON.stringify(error.mock.calls)).not.toContain('ada@example.com');
  });

  test('is reported once if two projections fail with the same change', async () => {
    const fails = async () => [{ sequence: '1', cause: 'Throttled' }];
    const { deps } = setup(projection('search', fails), projection('counts', fails));
    await expect(project([record('1', { after: {} })], deps)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
  });
});
