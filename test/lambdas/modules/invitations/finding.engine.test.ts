import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  type ListPosition,
  type Order,
  ORDERS,
} from '../../../../lambdas/modules/dynamodb/list-reader.ts';
import type {
  InvitationFilters,
  ListQuery,
} from '../../../../lambdas/modules/invitations/invitation-filters.ts';
import { DynamoInvitationLists } from '../../../../lambdas/modules/invitations/invitation-lists.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { INVITATION_KINDS } from '../../../../lambdas/modules/platform/form-fields.ts';
import { derivedId } from '../../../../lambdas/modules/platform/ids.ts';
import {
  DELIVERY_STATUSES,
  type Invitation,
  INVITATION_STATUSES,
  statusAt,
} from '../../../../lambdas/modules/records/invitation.ts';
import { DynamoExpirationStore } from '../../../../lambdas/reconciler/due-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable, type TestTable } from '../../../support/engine/table.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { record, writeRecords } from '../../../support/modules/invitation-records.ts';
import { administrator, invitingOn } from '../../../support/modules/invitations.ts';

const now = new Date('2030-01-20T12:00:00.000Z');
const CUSTOMERS = [1, 2, 3].map((number) => derivedId('cus', String(number)));

/** Writes invitations, and the customers that some of them created, and returns a function that lists them. */
async function setup(invitations: readonly Invitation[]) {
  const table = await createTable();
  await writeRecords(table, invitations);
  const founding = invitations.filter(
    (one) => one.acceptedAt !== undefined && !one.existingCustomer,
  );
  await putCustomers(
    table,
    founding.map(({ id, customerId, tenantId }) =>
      testCustomer({ id: customerId, tenantId, invitationId: id }),
    ),
  );
  return { table, lists: new DynamoInvitationLists(table.client, table.tableName) };
}

type List = Partial<Omit<ListQuery, 'filters'>> & { readonly filters?: InvitationFilters };

/** Returns all pages of a list. */
async function pagesOf(
  lists: DynamoInvitationLists,
  { filters = {}, ...list }: List,
  between: (page: number) => Promise<void> = async () => undefined,
) {
  const pages: string[][] = [];
  let after: ListPosition | undefined;
  do {
    const query = { tenantId: 'acme', order: 'desc', limit: 10, now, ...list, filters } as const;
    const { rows, next } = await lists.list({ ...query, after });
    pages.push(rows.map(({ id }) => id));
    after = next;
    await between(pages.length);
  } while (after !== undefined);
  return pages;
}

/** Computes the expected list from all invitations. */
function found(
  all: readonly Invitation[],
  { filters = {}, order = 'desc' }: { filters?: InvitationFilters; order?: Order },
): Invitation[] {
  const { status, delivery, kind, customerId, email, createdAfter, createdBefore } = filters;
  const byAddress = email !== undefined && customerId === undefined;
  const key = (row: Invitation) => (byAddress ? row.address : row.createdAt);
  return all
    .filter((row) => row.tenantId === 'acme')
    .filter((row) => status === undefined || [status].flat().includes(statusAt(row, now)))
    .filter((row) => delivery === undefined || [delivery].flat().includes(row.delivery.status))
    .filter((row) => kind === undefined || row.kind === kind)
    .filter((row) => customerId === undefined || hasCustomer(row, customerId))
    .filter((row) => email === undefined || row.address.startsWith(email))
    .filter((row) => createdAfter === undefined || row.createdAt > createdAfter)
    .filter((row) => createdBefore === undefined || row.createdAt < createdBefore)
    .toSorted((a, b) => {
      const up = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1;
      return order === 'asc' ? up : -up;
    });
}

function hasCustomer(row: Invitation, customerId: string): boolean {
  return row.customerId === customerId && (row.existingCustomer || row.acceptedAt !== undefined);
}

const ids = (rows: readonly Invitation[]) => rows.map(({ id }) => id);

/** A random hour of the last twenty days, sometimes the same for several invitations. */
const anyTime = fc
  .integer({ min: 0, max: 20 * 8 })
  .map((hours) => new Date(now.getTime() - hours * 3 * 60 * MINUTE).toISOString());
const anyAddress = fc
  .tuple(fc.constantFrom('a', 'ad', 'ada', 'bo', 'ada+x'), fc.integer({ min: 0, max: 99 }))
  .map(([name, number]) => `${name}${number}@example.com`);

const anyInvitation = fc
  .record({
    tenantId: fc.constantFrom('acme', 'acme', 'acme', 'other'),
    kind: fc.constantFrom(...INVITATION_KINDS),
    status: fc.constantFrom('pending', 'pending', 'accepting', 'accepted', 'declined', 'revoked'),
    delivery: fc.constantFrom(...DELIVERY_STATUSES),
    createdAt: anyTime,
    address: anyAddress,
    customerId: fc.option(fc.constantFrom(...CUSTOMERS), { nil: undefined }),
    expiresInDays: fc.constantFrom(1, 7, 14),
    noted: fc.boolean(),
  })
  .map(({ noted, delivery, expiresInDays, status, customerId, ...fields }): Invitation => {
    const { createdAt } = fields;
    const expiresAt = new Date(Date.parse(createdAt) + expiresInDays * DAY).toISOString();
    return record({
      ...fields,
      ...(customerId !== undefined && { customerId, existingCustomer: true }),
      status,
      expiresAt,
      delivery: { status: delivery, updatedAt: createdAt, sends: 1 },
      ...(status === 'accepted' && { acceptedAt: createdAt }),
      ...(status === 'pending' &&
        noted &&
        expiresAt <= now.toISOString() && { expiredAt: expiresAt }),
    });
  });

const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
/** One value of a filter, or several. */
const oneOrMore = <T extends string>(values: readonly T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.subarray([...values], { minLength: 2 }));
const anyFilters = fc.record({
  status: perhaps(oneOrMore(INVITATION_STATUSES)),
  delivery: perhaps(oneOrMore(DELIVERY_STATUSES)),
  kind: perhaps(fc.constantFrom(...INVITATION_KINDS)),
  customerId: fc.option(fc.constantFrom(...CUSTOMERS), { nil: undefined, freq: 5 }),
  email: fc.option(fc.constantFrom('a', 'ada', 'ada+', 'bo1', 'zoe'), { nil: undefined, freq: 3 }),
  createdAfter: perhaps(anyTime),
  createdBefore: perhaps(anyTime),
});

describe('a list of many invitations', () => {
  const [some = []] = fc.sample(
    fc.array(anyInvitation, { minLength: 220, maxLength: 220, size: 'max' }),
    { numRuns: 1, seed: 20261121 },
  );
  // Each customer was created by an invitation, at the same time as or a little before or after the others.
  const all = [
    ...some,
    ...CUSTOMERS.map((customerId, number) => {
      const createdAt = some[50 * number]?.createdAt ?? now.toISOString();
      return record({ customerId, createdAt, status: 'accepted', acceptedAt: createdAt });
    }),
  ];
  let lists: DynamoInvitationLists;
  beforeAll(async () => {
    ({ lists } = await setup(all));
  }, 60_000);

  test('contains the matches of its filters once and in order, with pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFilters,
        fc.constantFrom(...ORDERS),
        fc.constantFrom(3, 10, 50, 100),
        async (filters, order, limit) => {
          const expected = found(all, { filters, order });
          const pages = await pagesOf(lists, { filters, order, limit });
          expect(pages.every((page) => page.length <= limit)).toBe(true);
          const shown = pages.flat();
          expect(shown.toSorted()).toEqual(ids(expected).toSorted());
          const sorted = filters.email !== undefined && filters.customerId === undefined;
          const key = (id: string) => {
            const row = all.find((invitation) => invitation.id === id);
            return sorted ? row?.address : row?.createdAt;
          };
          expect(shown.map(key)).toEqual(ids(expected).map(key));
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each<[string, InvitationFilters]>([
    ...INVITATION_STATUSES.map((status): [string, InvitationFilters] => [status, { status }]),
    ['that are completed', { status: ['accepted', 'declined', 'revoked', 'expired'] }],
    [
      'that are completed and whose email arrived',
      { status: ['accepted', 'expired'], delivery: ['sent', 'delivered'] },
    ],
    ['that were not accepted', { status: ['pending', 'expired'] }],
    ['with a delivery status', { delivery: 'bounced' }],
    ['with several delivery statuses', { delivery: ['bounced', 'failed', 'suppressed'] }],
    [
      'with several delivery statuses and statuses',
      { delivery: ['bounced', 'failed'], status: ['pending', 'revoked'] },
    ],
    ['with the most common delivery status', { delivery: 'delivered', status: 'pending' }],
    ['of a kind', { kind: 'supplier' }],
    ['of a customer', { customerId: CUSTOMERS[0] }],
    ['of a customer, and accepted', { customerId: CUSTOMERS[0], status: 'accepted' }],
    ['of an address', { email: 'ada1' }],
    ['of an address, and pending', { email: 'a', status: 'pending' }],
    ['of an address, and expired', { email: 'a', status: 'expired' }],
    ['of an address, and accepted or revoked', { email: 'a', status: ['accepted', 'revoked'] }],
    ['of an address, and pending or declined', { email: 'a', status: ['pending', 'declined'] }],
    ['after a time', { createdAfter: '2030-01-08T00:00:00.000Z' }],
    [
      'between two times',
      { createdAfter: '2030-01-08T00:00:00.000Z', createdBefore: '2030-01-12T00:00:00.000Z' },
    ],
    [
      'with all filters at once',
      { status: 'expired', kind: 'customer', createdBefore: '2030-01-12T00:00:00.000Z' },
    ],
  ])('finds those %s', async (_name, filters) => {
    const expected = found(all, { filters });
    expect(expected.length).toBeGreaterThan(0);
    const pages = await pagesOf(lists, { filters });
    expect(pages.flat().toSorted()).toEqual(ids(expected).toSorted());
  });

  test('excludes the times createdAfter and createdBefore themselves', async () => {
    const times = all.filter((row) => row.tenantId === 'acme').map(({ createdAt }) => createdAt);
    const [first = '', , third = ''] = [...new Set(times)].toSorted();
    const filters = { createdAfter: first, createdBefore: third };
    const pages = await pagesOf(lists, { filters });
    expect(pages.flat().toSorted()).toEqual(ids(found(all, { filters })).toSorted());
    expect(
      await pagesOf(lists, { filters: { createdAfter: first, createdBefore: first } }),
    ).toEqual([[]]);
  });

  test('of another tenant is a separate list', async () => {
    const [theirs] = await pagesOf(lists, { tenantId: 'other', limit: 100 });
    const expected = all.filter(({ tenantId }) => tenantId === 'other');
    expect(theirs?.toSorted()).toEqual(ids(expected).toSorted());
    expect(await pagesOf(lists, { tenantId: 'nobody' })).toEqual([[]]);
  });
});

describe('a list with several statuses', () => {
  const DONE = ['accepted', 'declined', 'revoked', 'expired'] as const;
  const at = (index: number) => new Date(now.getTime() - 8 * DAY - index * MINUTE).toISOString();
  /** Mostly accepted invitations, and a few others far apart: reading all partitions evenly would read too much. */
  const all = Array.from({ length: 400 }, (_, index) => {
    const createdAt = at(index);
    const expiresAt = new Date(Date.parse(createdAt) + 7 * DAY).toISOString();
    if (index % 50 === 49) return record({ createdAt, expiresAt, status: 'revoked' });
    if (index % 60 === 59) return record({ createdAt, expiresAt, expiredAt: expiresAt });
    return record({ createdAt, expiresAt, status: 'accepted', acceptedAt: createdAt });
  });

  test.each(ORDERS)('has full pages in order of time, %s', async (order) => {
    const { lists } = await setup(all);
    const pages = await pagesOf(lists, { filters: { status: DONE }, order, limit: 50 });
    expect(pages.map(({ length }) => length)).toEqual(Array.from({ length: 8 }, () => 50));
    expect(pages.flat()).toEqual(ids(found(all, { order })));
  });

  test('contains each one once, even if some change their status while somebody pages', async () => {
    const open = all
      .slice(0, 60)
      .map(({ createdAt }) => record({ createdAt, expiresAt: at(-99_999) }));
    const { table, lists } = await setup(open);
    const deps = invitingOn(table, new TestClock(now.toISOString()));
    const pages = await pagesOf(
      lists,
      { filters: { status: ['pending', 'revoked'] }, limit: 7 },
      async (page) => {
        const moving = open.filter((_row, index) => index % 9 === page);
        for (const { id } of moving) await revokeInvitation(deps, administrator, id);
      },
    );
    expect(pages.flat()).toEqual(ids(found(open, {})));
  });
});

describe('expired invitations', () => {
  const expiredAt = (createdAt: string): Invitation =>
    record({ createdAt, expiresAt: new Date(now.getTime() - MINUTE).toISOString() });
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * MINUTE).toISOString();

  async function noting(table: TestTable, invitations: readonly Invitation[]): Promise<void> {
    const store = new DynamoExpirationStore(table.client, table.tableName);
    for (const invitation of invitations)
      expect(await store.noteExpiry(invitation, now)).toBe(true);
  }

  test('are listed as expired from their expiry on, and as pending until then', async () => {
    const invitation = record({ expiresAt: now.toISOString() });
    const { lists } = await setup([invitation]);
    const earlier = new Date(now.getTime() - 1);
    expect(await pagesOf(lists, { filters: { status: 'pending' }, now: earlier })).toEqual([
      [invitation.id],
    ]);
    expect(await pagesOf(lists, { filters: { status: 'expired' }, now: earlier })).toEqual([[]]);
    expect(await pagesOf(lists, { filters: { status: 'pending' } })).toEqual([[]]);
    expect(await pagesOf(lists, { filters: { status: 'expired' } })).toEqual([[invitation.id]]);
  });

  test('are listed in one order, whether their expiry is recorded or not', async () => {
    const all = Array.from({ length: 30 }, (_, index) => expiredAt(minutesAgo(index)));
    const { table, lists } = await setup(all);
    await noting(
      table,
      all.filter((_row, index) => index % 3 === 0),
    );
    for (const order of ORDERS) {
      const pages = await pagesOf(lists, { filters: { status: 'expired' }, order, limit: 7 });
      expect(pages.flat()).toEqual(ids(found(all, { order })));
      expect(pages).toHaveLength(5);
    }
  });

  test.each(ORDERS)(
    'are listed once, even if their expiry is recorded while somebody pages, %s',
    async (order) => {
      // Three for each millisecond, so that pages end between equal times.
      const all = Array.from({ length: 30 }, (_, index) =>
        expiredAt(minutesAgo(index - (index % 3))),
      );
      const { table, lists } = await setup(all);
      const due = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const pages = await pagesOf(
        lists,
        { filters: { status: 'expired' }, order, limit: 4 },
        async (page) => noting(table, due.slice((page - 1) * 4, page * 4)),
      );
      expect(pages.flat()).toEqual(ids(found(all, { order })));
    },
  );

  test('of one millisecond are listed even if they do not fit on a page', async () => {
    const all = Array.from({ length: 320 }, () => expiredAt(minutesAgo(1)));
    const { table, lists } = await setup(all);
    await noting(table, all.slice(0, 150));
    const pages = await pagesOf(lists, { filters: { status: 'expired' }, limit: 40 });
    expect(pages.flat()).toEqual(ids(found(all, {})));
  });

  test('are found in order among pending ones, even if there are more than can be sorted at once', async () => {
    const all = Array.from({ length: 600 }, (_, index) => {
      const createdAt = minutesAgo(index);
      return index % 2 === 0
        ? expiredAt(createdAt)
        : record({ createdAt, expiresAt: minutesAgo(-5) });
    });
    const { table, lists } = await setup(all);
    const expired = found(all, { filters: { status: 'expired' } });
    await noting(table, expired.slice(40, 60));
    for (const order of ORDERS) {
      const pages = await pagesOf(lists, { filters: { status: 'expired' }, order, limit: 50 });
      expect(pages.flat()).toEqual(ids(found(all, { filters: { status: 'expired' }, order })));
    }
  });

  test('that were created at different times are read with few queries, also among many pending ones', async () => {
    const waiting = Array.from({ length: 600 }, (_, index) =>
      record({ createdAt: minutesAgo(index * 10), expiresAt: minutesAgo(-5) }),
    );
    // Three validity periods close together (one, two, and four days), and one of a month.
    const terms = [1_441, 1_442, 2_883, 5_764, 5_766, 43_200];
    const old = terms.map((minutes) => expiredAt(minutesAgo(minutes)));
    const { table, lists } = await setup([...waiting, ...old]);
    let queries = 0;
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'QueryCommand') queries++;
          return next(args);
        },
      { step: 'initialize' },
    );
    const filters = { status: 'expired' } as const;
    expect(await pagesOf(lists, { filters })).toEqual([ids(found(old, {}))]);
    // The expiry index, four ranges of the pending partition, and the expired partition.
    expect(queries).toBe(6);
    queries = 0;
    await noting(table, old);
    expect(await pagesOf(lists, { filters })).toEqual([ids(found(old, {}))]);
    expect(queries).toBe(2);
  });

  test('that are too far apart to be read together are still found, page by page', async () => {
    const all = Array.from({ length: 500 }, (_, index) => {
      const createdAt = minutesAgo(index);
      return index % 50 === 0 ? expiredAt(createdAt) : record({ createdAt });
    });
    const { lists } = await setup(all);
    for (const order of ORDERS) {
      const pages = await pagesOf(lists, { filters: { status: 'expired' }, order, limit: 4 });
      const expected = found(all, { filters: { status: 'expired' }, order });
      expect(pages.flat()).toEqual(ids(expected));
    }
  });

  test('are not in the list as soon as they are resent or accepted', async () => {
    const resent = expiredAt(minutesAgo(9));
    const accepted = { ...expiredAt(minutesAgo(8)), status: 'accepted' as const };
    const { table, lists } = await setup([resent, accepted]);
    await resendInvitation(
      invitingOn(table, new TestClock(now.toISOString())),
      administrator,
      resent.id,
    );
    expect(await pagesOf(lists, { filters: { status: 'expired' } })).toEqual([[]]);
  });

  test('are recorded once, and not after a resend, an end, or a claim', async () => {
    const pending = expiredAt(minutesAgo(9));
    const others = (['accepting', 'accepted', 'revoked'] as const).map((status) => ({
      ...expiredAt(minutesAgo(9)),
      status,
      ...(status === 'accepting' && {
        claim: { id: 'claim-1', leaseUntil: minutesAgo(5), profile: {} },
      }),
    }));
    const { table } = await setup([pending, ...others]);
    const store = new DynamoExpirationStore(table.client, table.tableName);
    const resent = { ...pending, expiresAt: minutesAgo(2) };
    expect(await store.noteExpiry(resent, now)).toBe(false);
    expect(await store.noteExpiry(pending, new Date(now.getTime() - 2 * MINUTE))).toBe(false);
    expect(await store.noteExpiry(pending, now)).toBe(true);
    expect(await store.noteExpiry(pending, now)).toBe(false);
    for (const other of others) expect(await store.noteExpiry(other, now)).toBe(false);
  });

  test('are pending again after a resend, and not due before the new expiry', async () => {
    const invitation = expiredAt(minutesAgo(9));
    const { table, lists } = await setup([invitation]);
    await noting(table, [invitation]);
    expect(await pagesOf(lists, { filters: { status: 'expired' } })).toEqual([[invitation.id]]);
    expect(await pagesOf(lists, { filters: { status: 'pending' } })).toEqual([[]]);

    const clock = new TestClock(now.toISOString());
    const deps = invitingOn(table, clock);
    const { expiresAt } = await resendInvitation(deps, administrator, invitation.id);
    expect(await pagesOf(lists, { filters: { status: 'expired' } })).toEqual([[]]);
    expect(await pagesOf(lists, { filters: { status: 'pending' } })).toEqual([[invitation.id]]);
    const again = await deps.invitations.get(invitation.id);
    expect(again?.expiresAt).toBe(expiresAt);
    expect(again?.expiredAt).toBeUndefined();
    expect(again?.timeline.map(({ type }) => type)).toEqual(['created', 'expired', 'resent']);
  });
});
