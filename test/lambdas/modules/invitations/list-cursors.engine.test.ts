import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { DynamoCustomerLists } from '../../../../lambdas/modules/customers/customer-lists.ts';
import { listCustomers } from '../../../../lambdas/modules/customers/read-customers.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import type { InvitationFilters } from '../../../../lambdas/modules/invitations/invitation-filters.ts';
import { DynamoInvitationLists } from '../../../../lambdas/modules/invitations/invitation-lists.ts';
import {
  type ListCommand,
  listInvitations,
} from '../../../../lambdas/modules/invitations/read-invitations.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { derivedId, systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { toCustomerItem } from '../../../../lambdas/modules/records/customer-item.ts';
import { invitationKey } from '../../../../lambdas/modules/records/invitation-item.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { testCustomer } from '../../../support/modules/customers.ts';
import { record, writeRecords } from '../../../support/modules/invitation-records.ts';

const customerId = derivedId('cus', '1');
const start = Date.parse('2030-01-01T12:00:00.000Z');
const at = (minute: number) => new Date(start + minute * MINUTE).toISOString();

/** Creates twelve invitations that match every filter, and functions that list them. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock(at(100));
  const all = Array.from({ length: 12 }, (_, number) =>
    record({
      createdAt: at(number),
      address: `ada${String(number).padStart(2, '0')}@example.com`,
      delivery: { status: 'bounced', updatedAt: at(number), sends: 1 },
      customerId,
      existingCustomer: true,
      ...(number % 2 === 0 && { expiresAt: at(50) }),
    }),
  );
  await writeRecords(table, all);
  const deps = {
    lists: new DynamoInvitationLists(table.client, table.tableName),
    cursors: new Cursors(async () => 'a secret of the stack', systemRandom),
    clock,
  };
  const list = (filters: InvitationFilters = {}, more: Partial<ListCommand> = {}) =>
    listInvitations(deps, {
      tenantId: 'acme',
      filters,
      order: 'desc',
      limit: 4,
      cursor: undefined,
      ...more,
    });
  return { table, all, deps, list };
}

const FILTERS: [string, InvitationFilters][] = [
  ['none', {}],
  ['status', { status: 'pending' }],
  ['expired', { status: 'expired' }],
  ['several statuses', { status: ['pending', 'revoked', 'expired'] }],
  ['statuses that include expired', { status: ['revoked', 'expired'] }],
  ['delivery status', { delivery: 'bounced' }],
  ['several delivery statuses', { delivery: ['bounced', 'failed'] }],
  ['customer', { customerId }],
  ['address', { email: 'ada' }],
  ['time', { createdAfter: at(-1), createdBefore: at(99) }],
];

describe.each(FILTERS)('a cursor of the list by %s', (_name, filters) => {
  test('continues at a deleted row, without gaps or duplicates', async () => {
    const { table, list } = await setup();
    const everything = (await list(filters, { limit: 100 })).rows.map(({ id }) => id);
    const first = await list(filters);
    const last = first.rows.at(-1);
    await table.client.send(
      new DeleteCommand({ TableName: table.tableName, Key: invitationKey(last?.id ?? '') }),
    );
    const rest = await list(filters, { cursor: first.nextCursor ?? '', limit: 100 });
    expect(everything.length).toBeGreaterThan(4);
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(everything);
    expect(rest.nextCursor).toBeNull();
  });

  test('works only for its tenant, its filters, and its order', async () => {
    const { list } = await setup();
    const { nextCursor } = await list(filters);
    const cursor = nextCursor ?? '';
    const refusal = { code: 'invalid_request', errors: [{ path: 'cursor' }] };
    await expect(list(filters, { cursor })).resolves.toBeDefined();
    await expect(list(filters, { cursor, tenantId: 'other' })).rejects.toMatchObject(refusal);
    await expect(list(filters, { cursor, order: 'asc' })).rejects.toMatchObject(refusal);
    await expect(list({ ...filters, kind: 'customer' }, { cursor })).rejects.toMatchObject(refusal);
    for (const [, others] of FILTERS.filter(([, other]) => other !== filters))
      await expect(list(others, { cursor })).rejects.toMatchObject(refusal);
  });
});

test('a cursor does not reveal the address at which a page ended', async () => {
  const { list } = await setup();
  const { nextCursor } = await list({ email: 'ada' });
  expect(Buffer.from(nextCursor ?? '', 'base64url').toString('latin1')).not.toContain('ada');
});

test('customers are listed in both orders, and a cursor works only in its own order', async () => {
  const { table, deps } = await setup();
  const customerLists = new DynamoCustomerLists(table.client, table.tableName);
  const made = Array.from({ length: 5 }, (_, number) => derivedId('cus', 'made', String(number)));
  await Promise.all(
    made.map((id, number) =>
      table.client.send(
        new PutCommand({
          TableName: table.tableName,
          Item: toCustomerItem(testCustomer({ id, createdAt: at(number), updatedAt: at(number) })),
        }),
      ),
    ),
  );
  const list = (order: 'asc' | 'desc', cursor?: string) =>
    listCustomers(
      { customerLists, cursors: deps.cursors },
      { tenantId: 'acme', filters: {}, order, limit: 3, cursor },
    );
  for (const order of ['asc', 'desc'] as const) {
    const first = await list(order);
    const rest = await list(order, first.nextCursor ?? '');
    const shown = [...first.rows, ...rest.rows].map(({ id }) => id);
    expect(shown).toEqual(order === 'asc' ? made : made.toReversed());
    const otherWay = order === 'asc' ? 'desc' : 'asc';
    await expect(list(otherWay, first.nextCursor ?? '')).rejects.toMatchObject({
      code: 'invalid_request',
    });
  }
});
