import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';

import { openChanges } from '../../../lambdas/outbox/open-count.ts';

const NOW = new Date('2030-01-01T12:00:00.000Z');
type Item = Readonly<Record<string, unknown>>;

const item = (fields: Item = {}): Item => ({
  pk: 'invitation#inv_1',
  sk: 'invitation',
  tenantId: 'acme',
  status: 'pending',
  expiresAt: '2030-01-08T12:00:00.000Z',
  ...fields,
});

function change(before: Item | undefined, after: Item | undefined): DynamoDBRecord {
  const keys = { pk: 'invitation#inv_1', sk: (before ?? after)?.['sk'] };
  return {
    dynamodb: {
      Keys: marshall(keys),
      ...(before !== undefined && { OldImage: marshall(before) }),
      ...(after !== undefined && { NewImage: marshall(after) }),
    },
  } as DynamoDBRecord;
}

function counted(...records: DynamoDBRecord[]): Record<string, Record<string, number>> {
  const changes = [...openChanges(records, NOW)];
  return Object.fromEntries(changes.map(([id, days]) => [id, Object.fromEntries(days)]));
}

describe('open invitations', () => {
  test.each<[string, Item | undefined, Item | undefined, Record<string, number> | undefined]>([
    ['an invitation', undefined, item(), { d20300108: 1 }],
    ['a claim', item(), item({ claim: { id: 'claim-1' } }), undefined],
    [
      'an acceptance',
      item({ claim: { id: 'claim-1' } }),
      item({ status: 'accepted' }),
      { d20300108: -1 },
    ],
    ['a revocation', item(), item({ status: 'revoked' }), { d20300108: -1 }],
    ['a decline', item(), item({ status: 'declined' }), { d20300108: -1 }],
    [
      'a later expiry',
      item(),
      item({ expiresAt: '2030-01-09T12:00:00.000Z' }),
      { d20300108: -1, d20300109: 1 },
    ],
    [
      'a resend after the expiry',
      item({ expiresAt: '2029-12-30T12:00:00.000Z' }),
      item(),
      { d20300108: 1 },
    ],
    [
      'the end of the retention',
      item({ expiresAt: '2029-10-01T12:00:00.000Z' }),
      undefined,
      undefined,
    ],
    ['the deletion of an ended one', item({ status: 'revoked' }), undefined, undefined],
    ['something else', undefined, item({ sk: 'customer' }), undefined],
    ['an item that cannot be read', undefined, item({ expiresAt: 'soon' }), undefined],
  ])('increase or decrease with %s', (_name, before, after, expected) => {
    expect(counted(change(before, after))).toEqual(
      expected === undefined ? {} : { acme: expected },
    );
  });

  test('of a batch are summed for each tenant', () => {
    expect(
      counted(
        change(undefined, item()),
        change(undefined, item()),
        change(item(), item({ status: 'revoked' })),
        change(undefined, item({ tenantId: 'globex' })),
        change(undefined, item({ tenantId: 'initech' })),
        change(item({ tenantId: 'initech' }), item({ tenantId: 'initech', status: 'declined' })),
      ),
    ).toEqual({ acme: { d20300108: 1 }, globex: { d20300108: 1 } });
  });
});
