import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { listInvitationsSchema } from '../../../../lambdas/modules/invitations/requests.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';

function read(query: Record<string, string>) {
  return parseRequest(listInvitationsSchema(), query);
}

/** Returns the invalid fields of a query. */
function wrongIn(query: Record<string, string>): string[] {
  try {
    read(query);
    return [];
  } catch (error) {
    if (!(error instanceof FoyerError)) throw error;
    expect(error.code).toBe('invalid_request');
    return (error.errors ?? []).map(({ path }) => path);
  }
}

describe('the query of a list', () => {
  test('defaults to the newest 50 of all invitations', () => {
    expect(read({})).toEqual({ limit: 50, order: 'desc' });
  });

  test('accepts all filters together, and normalizes them', () => {
    expect(
      read({
        status: 'expired',
        delivery: 'bounced',
        kind: 'supplier',
        customerId: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
        email: ' Ada@Ex',
        createdAfter: '2030-01-01',
        createdBefore: '2030-01-02T12:00:00+02:00',
        order: 'asc',
        limit: '7',
        cursor: 'abc',
      }),
    ).toEqual({
      status: 'expired',
      delivery: 'bounced',
      kind: 'supplier',
      customerId: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      email: 'ada@ex',
      createdAfter: '2030-01-01T00:00:00.000Z',
      createdBefore: '2030-01-02T10:00:00.000Z',
      order: 'asc',
      limit: 7,
      cursor: 'abc',
    });
  });

  test('treats several values of a filter in any order, repeated, or with spaces as the same filter', () => {
    const done = { status: ['accepted', 'declined', 'revoked', 'expired'] };
    expect(read({ status: 'accepted,declined,revoked,expired' })).toMatchObject(done);
    expect(read({ status: 'expired, revoked,accepted,declined,expired' })).toMatchObject(done);
    expect(read({ status: 'pending,pending' })).toMatchObject({ status: 'pending' });
    expect(read({ delivery: 'failed,bounced' })).toMatchObject({ delivery: ['bounced', 'failed'] });
  });

  test('is rejected for an unknown value with the list of values', () => {
    expect(() => read({ status: 'pending,open' })).toThrow(
      expect.objectContaining({
        errors: [
          {
            path: 'status',
            message:
              'status must be one or more of pending, accepted, declined, revoked, expired, separated by commas.',
          },
        ],
      }),
    );
  });

  test('accepts a plus sign that was not encoded', () => {
    expect(read({ email: 'ada news@' })).toMatchObject({ email: 'ada+news@' });
  });

  test('limits times to years that sort correctly as text', () => {
    expect(
      read({
        createdAfter: '0000-01-01T00:00:00+14:00',
        createdBefore: '9999-12-31T23:59:59-12:00',
      }),
    ).toMatchObject({
      createdAfter: '1970-01-01T00:00:00.000Z',
      createdBefore: '9999-01-01T00:00:00.000Z',
    });
  });

  test('names every invalid field', () => {
    expect(
      wrongIn({
        status: 'open',
        delivery: 'lost',
        kind: 'friend',
        customerId: 'acme',
        email: '  ',
        createdAfter: 'yesterday',
        createdBefore: '2030-02-30',
        order: 'newest',
        limit: '0',
        cursor: 'x'.repeat(2049),
        color: 'blue',
      }).toSorted(),
    ).toEqual(
      [
        'color',
        'createdAfter',
        'createdBefore',
        'cursor',
        'customerId',
        'delivery',
        'email',
        'kind',
        'limit',
        'order',
        'status',
      ].toSorted(),
    );
  });

  test.each([
    ['createdAfter', '2030-01-01T12:00:00'],
    ['createdAfter', '2030-01-01T12:00:00.0001Z'],
    ['createdBefore', '1893456000000'],
    ['customerId', 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k#0'],
    ['email', 'a'.repeat(321)],
    ['limit', '101'],
    ['limit', '1e1'],
    ['status', 'pending,open'],
    ['status', 'pending,'],
    ['status', ''],
    ['delivery', 'bounced;failed'],
  ])('rejects %s=%s', (field, value) => {
    expect(wrongIn({ [field]: value })).toEqual([field]);
  });

  test('rejects a period that ends before it starts', () => {
    const createdAfter = '2030-01-02T00:00:00Z';
    expect(wrongIn({ createdAfter, createdBefore: '2030-01-01' })).toEqual(['createdBefore']);
    expect(wrongIn({ createdAfter, createdBefore: createdAfter })).toEqual(['createdBefore']);
  });
});
