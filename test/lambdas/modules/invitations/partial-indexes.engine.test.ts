import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { type ListPosition, ORDERS } from '../../../../lambdas/modules/dynamodb/list-reader.ts';
import type { InvitationFilters } from '../../../../lambdas/modules/invitations/invitation-filters.ts';
import {
  DynamoInvitationLists,
  listSources,
} from '../../../../lambdas/modules/invitations/invitation-lists.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { derivedId } from '../../../../lambdas/modules/platform/ids.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { invitationKey } from '../../../../lambdas/modules/records/invitation-item.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable, type TestTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { putCustomers, testCustomer } from '../../../support/modules/customers.ts';
import { record, writeRecords } from '../../../support/modules/invitation-records.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const start = Date.parse('2030-01-01T12:00:00.000Z');
const at = (minute: number) => new Date(start + minute * MINUTE).toISOString();
const now = new Date(at(9_000));
const LATER = at(99_000);

/** Writes invitations, and returns functions that list them. */
async function setup(invitations: readonly Invitation[]) {
  const table = await createTable();
  await writeRecords(table, invitations);
  const lists = new DynamoInvitationLists(table.client, table.tableName);
  /** Returns the pages of a list, which is newest first by default. */
  const walk = async (
    filters: InvitationFilters,
    {
      order = 'desc',
      limit = 10,
      tenantId = 'acme',
    }: Partial<Parameters<typeof lists.list>[0]> = {},
  ) => {
    const pages: string[][] = [];
    let after: ListPosition | undefined;
    do {
      const page = await lists.list({ tenantId, filters, order, limit, now, after });
      pages.push(page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return pages;
  };
  return { table, lists, walk };
}

const idsOf = (invitations: readonly Invitation[]) => invitations.map(({ id }) => id);
const delivery = (status: Invitation['delivery']['status']) => ({
  delivery: { status, updatedAt: at(0), sends: 1 },
});

/** Calls `meanwhile` once, after the query of an index and before the rows are read from the table. */
function afterQuery({ client }: TestTable, meanwhile: () => Promise<unknown>): void {
  let pending = true;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const output = await next(args);
        if (commandName === 'QueryCommand' && pending) {
          pending = false;
          await meanwhile();
        }
        return output;
      },
    { step: 'initialize' },
  );
}

describe('a list by address, whose rows are in the table and not in the index', () => {
  const invited = (name: string, more: Partial<Invitation> = {}) =>
    record({ address: `${name}@example.com`, expiresAt: LATER, ...more });

  test('drops a row that no longer matches when it is read, and keeps the others in order', async () => {
    const all = ['ada1', 'ada2', 'ada3', 'ada4'].map((name) => invited(name));
    const [, second, third] = all;
    const { table, walk } = await setup(all);
    const deps = invitingOn(table, new TestClock(now.toISOString()));
    afterQuery(table, async () => {
      await revokeInvitation(deps, administrator, second?.id ?? '');
      await table.client.send(
        new DeleteCommand({ TableName: table.tableName, Key: invitationKey(third?.id ?? '') }),
      );
    });
    const filters = { email: 'ada', status: 'pending' } as const;
    expect(await walk(filters, { order: 'asc' })).toEqual([
      idsOf(all.filter((one) => one !== second && one !== third)),
    ]);
  });

  test.each([
    ['the address', { address: 'bob@example.com' }],
    ['the tenant', { listKey: 'other#invitation#0' }],
  ])('drops a row for which %s has changed', async (_name, changed) => {
    const all = [invited('ada1'), invited('ada2')];
    const { table, walk } = await setup(all);
    const [[name, value] = ['', '']] = Object.entries(changed);
    afterQuery(table, () =>
      table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: invitationKey(all[0]?.id ?? ''),
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      ),
    );
    expect(await walk({ email: 'ada' })).toEqual([[all[1]?.id]]);
  });

  test('shows the current status of a row, not that of the index', async () => {
    const invitation = invited('ada');
    const { table, lists } = await setup([invitation]);
    const deps = invitingOn(table, new TestClock(now.toISOString()));
    afterQuery(table, () => revokeInvitation(deps, administrator, invitation.id));
    const query = { tenantId: 'acme', order: 'asc', limit: 10, now } as const;
    const { rows } = await lists.list({ ...query, filters: { email: 'ada' } });
    expect(rows).toMatchObject([{ status: 'revoked' }]);
  });

  test('has no secrets of the record in its rows', async () => {
    const { lists } = await setup([invited('ada', { tokenHashes: new Set(['hash']) })]);
    const query = { tenantId: 'acme', order: 'asc', limit: 10, now } as const;
    const [byAddress, byTime] = await Promise.all([
      lists.list({ ...query, filters: { email: 'ada' } }),
      lists.list({ ...query, filters: {} }),
    ]);
    expect(byAddress.rows).toEqual(byTime.rows);
  });

  test('reads more rows than fit in one batch', async () => {
    const all = Array.from({ length: 150 }, (_, number) =>
      invited(`ada${String(number).padStart(3, '0')}`),
    );
    const { walk } = await setup(all);
    const pages = await walk({ email: 'ada', status: 'pending' }, { order: 'asc', limit: 100 });
    expect(pages).toEqual([idsOf(all.slice(0, 100)), idsOf(all.slice(100))]);
  });

  test('has short pages with cursors if few rows match', async () => {
    const all = Array.from({ length: 450 }, (_, number) =>
      invited(`ada${String(number).padStart(3, '0')}`, {
        ...(number % 220 === 219 && { status: 'revoked' }),
      }),
    );
    const { walk } = await setup(all);
    const revoked = idsOf(all.filter(({ status }) => status === 'revoked'));
    for (const order of ORDERS) {
      const pages = await walk({ email: 'ada', status: 'revoked' }, { order });
      expect(pages.flat()).toEqual(order === 'asc' ? revoked : revoked.toReversed());
      expect(pages.length).toBeGreaterThan(1);
    }
  });
});

describe('delivered emails, which are in no index of their own', () => {
  test('are listed in order, on short pages if few emails are delivered', async () => {
    const all = Array.from({ length: 450 }, (_, number) =>
      record({
        ...{ createdAt: at(number), expiresAt: LATER },
        ...delivery(number % 150 === 75 ? 'delivered' : 'sent'),
      }),
    );
    const { walk } = await setup(all);
    const delivered = idsOf(all.filter((one) => one.delivery.status === 'delivered'));
    for (const order of ORDERS) {
      const pages = await walk({ delivery: 'delivered' }, { order });
      expect(pages.flat()).toEqual(order === 'asc' ? delivered : delivered.toReversed());
      // The first page ends after four queries.
      expect(pages[0]?.length).toBeLessThan(delivered.length);
    }
  });

  test('fill pages if most emails are delivered, alone or with other statuses', async () => {
    const statuses = ['delivered', 'delivered', 'delivered', 'bounced', 'delivered'] as const;
    const all = Array.from({ length: 60 }, (_, number) =>
      record({
        ...{ createdAt: at(number), expiresAt: LATER },
        ...delivery(statuses[number % statuses.length] ?? 'delivered'),
      }),
    );
    const { walk } = await setup(all);
    const newestFirst = all.toReversed();
    const delivered = newestFirst.filter((one) => one.delivery.status === 'delivered');
    const pages = await walk({ delivery: 'delivered' });
    expect(pages.flat()).toEqual(idsOf(delivered));
    expect(pages.slice(0, -1).every(({ length }) => length === 10)).toBe(true);
    const both = await walk({ delivery: ['bounced', 'delivered'], status: 'pending' });
    expect(both.flat()).toEqual(idsOf(newestFirst));
  });
});

describe('emails that are underway', () => {
  test('share a partition, in which an email stays when it is sent', async () => {
    const { table, walk } = await setup([]);
    const clock = new TestClock(now.toISOString());
    const invitation = await invite(invitingOn(table, clock));
    expect(await walk({ delivery: 'queued' })).toEqual([[invitation.id]]);
    expect(await walk({ delivery: 'sent' })).toEqual([[]]);
    await mailedToken(table, clock, invitation);
    expect(await walk({ delivery: 'queued' })).toEqual([[]]);
    expect(await walk({ delivery: 'sent', status: 'pending' })).toEqual([[invitation.id]]);
    expect(await walk({ delivery: ['queued', 'sent'] })).toEqual([[invitation.id]]);
    const query = { tenantId: 'acme', order: 'desc', limit: 10, now } as const;
    const partitions = (['queued', 'sent'] as const).map(
      (status) => listSources({ ...query, filters: { delivery: status } }).sources[0].partition,
    );
    expect(new Set(partitions).size).toBe(1);
  });

  test('are found on short pages if AWS never reports an outcome', async () => {
    const all = Array.from({ length: 450 }, (_, number) =>
      record({
        ...{ createdAt: at(number), expiresAt: LATER },
        ...delivery(number % 150 === 75 ? 'queued' : 'sent'),
      }),
    );
    const { walk } = await setup(all);
    for (const order of ORDERS)
      for (const status of ['queued', 'sent'] as const) {
        const found = idsOf(all.filter((one) => one.delivery.status === status));
        const pages = await walk({ delivery: status }, { order, limit: 50 });
        expect(pages.flat()).toEqual(order === 'asc' ? found : found.toReversed());
      }
  });

  test('are merged with others in the order of the list', async () => {
    const statuses = ['queued', 'bounced', 'sent', 'failed', 'delivered', 'none'] as const;
    const all = Array.from({ length: 90 }, (_, number) =>
      record({
        ...{ createdAt: at(number - (number % 3)), expiresAt: LATER },
        ...delivery(statuses[number % statuses.length] ?? 'none'),
      }),
    );
    const { walk } = await setup(all);
    for (const order of ORDERS)
      for (const chosen of [
        ['failed', 'queued'],
        ['queued', 'sent', 'none', 'bounced'],
      ] as const) {
        const pages = await walk({ delivery: chosen }, { order, limit: 4 });
        const found = all
          .filter((one) => chosen.some((status) => status === one.delivery.status))
          .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
        expect(pages.flat()).toEqual(idsOf(order === 'asc' ? found : found.toReversed()));
      }
  });
});

describe('the invitation that created a customer', () => {
  const customerId = derivedId('cus', '1');
  const founding = record({
    ...{ customerId, createdAt: at(0), status: 'accepted', acceptedAt: at(1), expiresAt: LATER },
    ...{ address: 'ada@example.com', ...delivery('delivered') },
  });
  /** Colleagues who were invited later, some of them in the same millisecond. */
  const colleagues = Array.from({ length: 11 }, (_, number) =>
    record({
      ...{ customerId, existingCustomer: true, createdAt: at(2 + Math.floor(number / 3) * 3) },
      ...{ address: `ada${number}@example.com`, expiresAt: LATER },
      ...(number % 2 === 0 && { status: 'accepted' as const, acceptedAt: at(100) }),
      ...(number % 4 === 0 && { kind: 'supplier' as const }),
    }),
  );
  const customer = testCustomer({ id: customerId, createdAt: at(1), invitationId: founding.id });
  const all = [founding, ...colleagues];

  async function ofCustomer(more: readonly Invitation[] = []) {
    const made = await setup([...all, ...more]);
    await putCustomers(made.table, [customer]);
    return made;
  }

  test.each<[string, InvitationFilters, (one: Invitation) => boolean]>([
    ['no other filter', {}, () => true],
    ['its status', { status: 'accepted' }, ({ status }) => status === 'accepted'],
    [
      'its status and another one',
      { status: ['accepted', 'revoked'] },
      ({ status }) => status === 'accepted',
    ],
    ['another status', { status: 'pending' }, ({ status }) => status === 'pending'],
    [
      'its delivery status',
      { delivery: 'delivered' },
      (one) => one.delivery.status === 'delivered',
    ],
    ['another delivery status', { delivery: 'sent' }, (one) => one.delivery.status === 'sent'],
    ['its kind', { kind: 'customer' }, ({ kind }) => kind === 'customer'],
    ['another kind', { kind: 'supplier' }, ({ kind }) => kind === 'supplier'],
    ['its address', { email: 'ada@' }, ({ address }) => address === 'ada@example.com'],
    ['another address', { email: 'ada1' }, ({ address }) => address.startsWith('ada1')],
    ['a time before it', { createdAfter: at(-1) }, () => true],
    ['a time after it', { createdAfter: at(0) }, (one) => one !== founding],
    ['a time after which it ends', { createdBefore: at(2) }, (one) => one === founding],
  ])('is in the list of the customer with %s', async (_name, filters, matches) => {
    const { walk } = await ofCustomer();
    const found = all
      .filter(matches)
      .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
    expect(found.length).toBeGreaterThan(0);
    for (const order of ORDERS)
      for (const limit of [1, 3, 11, 12, 50]) {
        const pages = await walk({ customerId, ...filters }, { order, limit });
        const ids = pages.flat();
        expect(ids.toSorted()).toEqual(idsOf(found).toSorted());
        const times = ids.map((id) => all.find((one) => one.id === id)?.createdAt);
        expect(times).toEqual(order === 'asc' ? times.toSorted() : times.toSorted().toReversed());
        expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
      }
  });

  test('is continued after if a page ends with it, and is deleted in the meantime', async () => {
    const { table, lists } = await ofCustomer();
    const query = { tenantId: 'acme', filters: { customerId }, order: 'asc', now } as const;
    const first = await lists.list({ ...query, limit: 1 });
    expect(first.rows).toMatchObject([{ id: founding.id }]);
    await table.client.send(
      new DeleteCommand({ TableName: table.tableName, Key: invitationKey(founding.id) }),
    );
    const rest = await lists.list({ ...query, limit: 50, after: first.next });
    expect(rest.rows.map(({ id }) => id).toSorted()).toEqual(idsOf(colleagues).toSorted());
    const again = await lists.list({ ...query, limit: 50 });
    expect(again.rows).toHaveLength(colleagues.length);
  });

  test('is not in the list of another tenant, even if its customer has the same ID', async () => {
    const { walk } = await ofCustomer();
    expect(await walk({ customerId }, { tenantId: 'other' })).toEqual([[]]);
  });

  test('is not mistaken for a later invitation with its ID', async () => {
    const { table, walk } = await ofCustomer();
    // A retry with the same Idempotency-Key after the deletion. It would create another customer.
    await writeRecords(table, [record({ id: founding.id, createdAt: at(500), expiresAt: LATER })]);
    expect((await walk({ customerId })).flat()).not.toContain(founding.id);
  });

  test('is listed as soon as it is accepted, before and after a colleague is invited', async () => {
    const { table, walk } = await setup([]);
    const clock = new TestClock(now.toISOString());
    const deps = invitingOn(table, clock);
    const invitation = await invite(deps, { email: 'grace@example.com' });
    const own = { customerId: invitation.customerId };
    expect(await walk(own)).toEqual([[]]);
    await acceptInvitation(acceptingOn(table, clock, new FakeUserPool()), {
      token: await mailedToken(table, clock, invitation),
      ...{ password: 'Correct-horse-battery-1', idempotencyKey: undefined },
      profile: { firstName: 'Grace', lastName: 'Hopper' },
    });
    expect(await walk(own)).toEqual([[invitation.id]]);
    clock.advance(MINUTE);
    const colleague = await invite(deps, { email: 'ada@example.com', ...own });
    expect(await walk(own)).toEqual([[colleague.id, invitation.id]]);
    expect(await walk({ ...own, status: 'pending' })).toEqual([[colleague.id]]);
  });
});
