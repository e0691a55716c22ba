import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';

import {
  type ContactFilters,
  DynamoContactLists,
} from '../../../../lambdas/modules/contacts/contact-lists.ts';
import { listAllContacts } from '../../../../lambdas/modules/contacts/read-contacts.ts';
import {
  type CustomerFilters,
  DynamoCustomerLists,
} from '../../../../lambdas/modules/customers/customer-lists.ts';
import { listCustomers } from '../../../../lambdas/modules/customers/read-customers.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { MAX_QUERIES } from '../../../../lambdas/modules/dynamodb/list-reader.ts';
import type { InvitationFilters } from '../../../../lambdas/modules/invitations/invitation-filters.ts';
import {
  DynamoInvitationLists,
  DynamoInvitationSearch,
} from '../../../../lambdas/modules/invitations/invitation-lists.ts';
import { listInvitations } from '../../../../lambdas/modules/invitations/read-invitations.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { toContactItem } from '../../../../lambdas/modules/records/contact.ts';
import { toCustomerItem } from '../../../../lambdas/modules/records/customer-item.ts';
import { toInvitationItem } from '../../../../lambdas/modules/records/invitation-item.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../../../../lambdas/modules/records/table.ts';
import { SearchProjection } from '../../../../lambdas/modules/search/search-projection.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { record } from '../../../support/modules/invitation-records.ts';
import { change, StreamedTable } from '../../../support/modules/projecting.ts';

const at = (minute: number) =>
  new Date(Date.parse('2030-01-01T12:00:00.000Z') + minute * MINUTE).toISOString();

async function setup() {
  const table = await createTable();
  const { client, tableName } = table;
  const projection = new SearchProjection(client, tableName);
  const stream = new StreamedTable(table, [projection]);
  const cursors = new Cursors(async () => 'a secret of the stack', systemRandom);
  const deps = {
    ...{ cursors, clock: new TestClock() },
    contactLists: new DynamoContactLists(client, tableName),
    customerLists: new DynamoCustomerLists(client, tableName),
    lists: new DynamoInvitationLists(
      client,
      tableName,
      new DynamoInvitationSearch(client, tableName),
    ),
  };
  const page = { limit: 100, cursor: undefined };
  return {
    ...{ client, tableName, projection, stream, deps },
    customers: async (filters: CustomerFilters, tenantId = 'acme') => {
      const { rows } = await listCustomers(deps, { tenantId, filters, ...page });
      return rows.map(({ name }) => name);
    },
    contacts: async (filters: ContactFilters, tenantId = 'acme') => {
      const { rows } = await listAllContacts(deps, { tenantId, filters, ...page });
      return rows.map(({ contact }) => contact.firstName);
    },
    invitations: async (filters: InvitationFilters, tenantId = 'acme') => {
      const list = { tenantId, filters, order: 'desc' as const, ...page };
      const { rows } = await listInvitations(deps, list);
      return rows.map(({ email }) => email);
    },
    /** Returns all items that search reads. */
    items: async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
      return Items.filter(({ pk }) => String(pk).startsWith(`${RECORDS.search}#`));
    },
    /** Returns the words of all items that search reads, without those of lists. */
    words: async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
      return Items.filter(({ pk, words }) => String(pk).startsWith(RECORDS.search) && words)
        .map(({ sk }) => String(sk).split('#')[1])
        .toSorted();
    },
  };
}

describe('a search for customers', () => {
  test('finds the beginning of any word in the name, ordered by the word, newest first', async () => {
    const { stream, customers } = await setup();
    for (const [minute, name] of [
      'Smith Engines',
      'Engine Yard',
      'Big Engines',
      'Ada Ltd',
    ].entries())
      await stream.put(toCustomerItem(testCustomer({ name, createdAt: at(minute) })));
    await stream.deliver();
    expect(await customers({ search: 'eng' })).toEqual([
      'Engine Yard',
      'Big Engines',
      'Smith Engines',
    ]);
    expect(await customers({ search: 'eng smi' })).toEqual(['Smith Engines']);
    expect(await customers({ search: 'ngine' })).toEqual([]);
  });

  test('can be combined with every filter of the list', async () => {
    const { stream, customers } = await setup();
    const base = { name: 'Engines', email: 'ada@engines.example', rank: 'gold' };
    await stream.put(toCustomerItem(testCustomer({ ...base, createdAt: at(0) })));
    await stream.deliver();
    const right: CustomerFilters[] = [
      ...[{ status: 'active' as const }, { rank: 'gold' }, { kind: 'customer' as const }],
      ...[{ email: 'ada@' }, { name: 'eng' }, { createdAfter: at(-1) }, { createdBefore: at(1) }],
    ];
    const wrong: CustomerFilters[] = [
      ...[{ status: 'suspended' as const }, { rank: 'tin' }, { kind: 'supplier' as const }],
      ...[{ email: 'bob@' }, { name: 'other' }, { createdAfter: at(0) }, { createdBefore: at(0) }],
    ];
    for (const filters of right)
      expect(await customers({ search: 'engines', ...filters })).toHaveLength(1);
    for (const filters of wrong)
      expect(await customers({ search: 'engines', ...filters })).toEqual([]);
  });

  test('returns each customer once, no matter how many of its words match, on all pages', async () => {
    const { stream, deps } = await setup();
    const names = Array.from({ length: 12 }, (_, nr) => `Engine Enginery Engineer ${nr}`);
    for (const name of names) await stream.put(toCustomerItem(testCustomer({ name })));
    await stream.deliver();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const list = { tenantId: 'acme', filters: { search: 'engine' }, limit: 5, cursor };
      const { rows, nextCursor } = await listCustomers(deps, list);
      seen.push(...rows.map(({ name }) => name));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(names.toSorted());
  });

  test('rejects a cursor of another search', async () => {
    const { stream, deps } = await setup();
    for (const name of ['Engine 1', 'Engine 2'])
      await stream.put(toCustomerItem(testCustomer({ name })));
    await stream.deliver();
    const first = { tenantId: 'acme', filters: { search: 'engine' }, limit: 1 };
    const { nextCursor } = await listCustomers(deps, first);
    const other = { ...first, filters: { search: 'eng' }, cursor: nextCursor ?? '' };
    await expect(listCustomers(deps, other)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('two tenants', () => {
  test('never see each other’s records, for any search', async () => {
    const { stream, customers, contacts, invitations } = await setup();
    await stream.put(toCustomerItem(testCustomer({ name: 'Engines' })));
    await stream.put(toContactItem(testContact()));
    await stream.put(toInvitationItem(record()));
    await stream.deliver();
    expect(await customers({ search: 'engines' }, 'other')).toEqual([]);
    expect(await contacts({ search: 'grace' }, 'other')).toEqual([]);
    expect(await contacts({}, 'other')).toEqual([]);
    expect(await contacts({ customerId: 'cus_1' }, 'other')).toEqual([]);
    expect(await invitations({ search: 'grace' }, 'other')).toEqual([]);
    expect(await contacts({ customerId: 'cus_1' })).toEqual(['Grace']);
  });

  test('do not see a record whose item belongs to the other one', async () => {
    const { stream, customers } = await setup();
    const customer = testCustomer({ name: 'Engines' });
    await stream.put(toCustomerItem(customer));
    await stream.deliver();
    await stream.put(toCustomerItem({ ...customer, tenantId: 'other' }));
    expect(await customers({ search: 'engines' })).toEqual([]);
  });
});

describe('a search for people', () => {
  test('finds invitations by name, address, and domain, in their current list', async () => {
    const { stream, invitations } = await setup();
    await stream.put(toInvitationItem(record({ profile: { firstName: 'Ada', lastName: 'King' } })));
    await stream.deliver();
    for (const search of ['ada', 'kin', 'grace.h', 'shipping', 'hopper@ship', 'king ada'])
      expect(await invitations({ search })).toEqual(['grace.hopper@shipping.example']);
    expect(await invitations({ search: 'ada', status: 'pending' })).toHaveLength(1);
    expect(await invitations({ search: 'ada', status: 'accepted' })).toEqual([]);
    expect(await invitations({ search: 'ada', status: ['pending', 'expired'] })).toHaveLength(1);
    expect(await invitations({ search: 'ada', delivery: ['bounced', 'sent'] })).toHaveLength(1);
    expect(await invitations({ search: 'ada', delivery: ['bounced', 'failed'] })).toEqual([]);
    expect(await invitations({ search: 'ada', delivery: 'sent', kind: 'customer' })).toHaveLength(
      1,
    );
    expect(await invitations({ search: 'ada', delivery: 'bounced' })).toEqual([]);
    expect(await invitations({ search: 'ada', email: 'grace' })).toHaveLength(1);
    expect(await invitations({ search: 'ada', email: 'ada' })).toEqual([]);
    expect(await invitations({ search: 'ada', customerId: 'cus_9' })).toEqual([]);
  });

  test('follows a change of the name, and forgets the earlier name', async () => {
    const { stream, contacts, words } = await setup();
    const grace = testContact({ email: undefined });
    await stream.put(toContactItem(grace));
    await stream.deliver();
    await stream.put(toContactItem({ ...grace, lastName: 'Murray' }));
    await stream.deliver();
    expect(await contacts({ search: 'murray' })).toEqual(['Grace']);
    expect(await contacts({ search: 'hopper' })).toEqual([]);
    expect(await words()).toEqual(['grace', 'murray']);
  });

  test('omits a renamed record before its words have been updated', async () => {
    const { stream, contacts } = await setup();
    const grace = testContact();
    await stream.put(toContactItem(grace));
    await stream.deliver();
    await stream.put(toContactItem({ ...grace, firstName: 'Rear', lastName: 'Admiral' }));
    expect(await contacts({ search: 'grace hopper' })).toEqual([]);
  });
});

describe('the list of contacts', () => {
  async function people() {
    const world = await setup();
    const { stream } = world;
    const names = ['New', 'Invited', 'Active', 'Removed'];
    const [fresh, invited, active, removed] = names.map((firstName, minute) =>
      testContact({
        firstName,
        lastName: 'X',
        email: `${firstName}@example.com`,
        createdAt: at(minute),
      }),
    );
    const cus = testCustomer({ id: 'cus_1', name: 'Engines' });
    await stream.put(toCustomerItem(cus));
    for (const one of [
      { ...fresh, role: 'member' as const },
      { ...invited, invitationId: 'inv_1' },
      { ...active, userId: 'user-1' },
      { ...removed, removedAt: at(9) },
    ])
      await stream.put(toContactItem(one as Parameters<typeof toContactItem>[0]));
    await stream.deliver();
    return { ...world, active };
  }

  test('shows everybody except removed contacts, newest first, with their customers', async () => {
    const { deps, contacts } = await people();
    expect(await contacts({})).toEqual(['Active', 'Invited', 'New']);
    const { rows } = await listAllContacts(deps, { tenantId: 'acme', filters: {}, limit: 1 });
    expect(rows[0]).toMatchObject({ customerName: 'Engines', contact: { customerId: 'cus_1' } });
  });

  test('applies each filter, and several together', async () => {
    const { contacts } = await people();
    const expected: [ContactFilters, string[]][] = [
      [{ status: 'none' }, ['New']],
      [{ status: 'invited' }, ['Invited']],
      [{ status: 'active' }, ['Active']],
      [{ status: 'removed' }, ['Removed']],
      [{ role: 'member' }, ['New']],
      [{ email: 'inv' }, ['Invited']],
      [{ email: 'removed@' }, []],
      [{ email: 'removed@', status: 'removed' }, ['Removed']],
      [{ search: 'x', role: 'owner' }, ['Active', 'Invited']],
      [{ search: 'removed' }, []],
      [{ search: 'removed', status: 'removed' }, ['Removed']],
      [{ search: 'x', customerId: 'cus_1', status: 'active' }, ['Active']],
      [{ customerId: 'cus_1', status: 'active' }, ['Active']],
      [{ customerId: 'cus_1', email: 'act' }, ['Active']],
      [{ customerId: 'cus_2' }, []],
      [{ search: 'x', customerId: 'cus_2' }, []],
    ];
    for (const [filters, names] of expected)
      expect((await contacts(filters)).toSorted(), JSON.stringify(filters)).toEqual(names);
  });

  test('moves a contact from status to status', async () => {
    const { stream, contacts, active } = await people();
    if (active === undefined) throw new Error('Nobody is active.');
    await stream.put(toContactItem({ ...active, removedAt: at(9) }));
    await stream.deliver();
    expect(await contacts({ status: 'active' })).toEqual([]);
    expect(await contacts({})).not.toContain('Active');
    expect(await contacts({ status: 'removed' })).toContain('Active');
  });
});

describe('stream records', () => {
  test('that arrive again lead to the same items', async () => {
    const { stream, items } = await setup();
    const grace = testContact();
    const first = await stream.put(toContactItem(grace));
    const second = await stream.put(toContactItem({ ...grace, lastName: 'Murray' }));
    await stream.deliver();
    const before = await items();
    await stream.redeliver([first, second]);
    await stream.redeliver([first]);
    await stream.redeliver([second]);
    expect(await items()).toEqual(before);
  });

  test('that arrive again after the record was deleted restore nothing', async () => {
    const { stream, items } = await setup();
    const invitation = toInvitationItem(record());
    const made = await stream.put(invitation);
    await stream.deliver();
    const gone = await stream.delete(invitation);
    await stream.deliver();
    expect(await items()).toEqual([]);
    await stream.redeliver([made, gone]);
    await stream.redeliver([made]);
    await stream.redeliver([gone]);
    expect(await items()).toEqual([]);
  });

  test('without a change of words cause no calls', async () => {
    const { client, projection } = await setup();
    const sent = vi.spyOn(client, 'send');
    const item = toInvitationItem(record());
    await projection.apply([change(item, { ...item, status: 'accepted' })]);
    expect(sent).not.toHaveBeenCalled();
  });

  test('that cannot be read are reported, and do not block the others', async () => {
    const { projection, stream, contacts } = await setup();
    const spoiled = change(undefined, { ...toContactItem(testContact()), role: 'unheard of' });
    const good = await stream.put(toContactItem(testContact()));
    await expect(projection.apply([spoiled, good])).resolves.toEqual([
      { sequence: spoiled.sequence, cause: '$ZodError' },
    ]);
    expect(await contacts({ search: 'grace' })).toEqual(['Grace']);
  });

  test('that cannot be written are reported', async () => {
    const { client, projection } = await setup();
    const refused = vi.spyOn(client, 'send').mockRejectedValue(new Error('The table throttles.'));
    const one = change(undefined, toContactItem(testContact()));
    const [failure] = await projection.apply([one]);
    refused.mockRestore();
    expect(failure).toEqual({ sequence: one.sequence, cause: 'Error' });
  });
});

test('the search items of an invitation are removed by TTL together with it', async () => {
  const { stream, items } = await setup();
  const invitation = toInvitationItem(record());
  await stream.put(invitation);
  await stream.deliver();
  const known = await items();
  expect(known.length).toBeGreaterThan(0);
  for (const item of known) expect(item[TTL_ATTRIBUTE]).toBe(invitation[TTL_ATTRIBUTE]);
});

test('a search without matches among many records reads only a few pages', async () => {
  const { stream, deps, client } = await setup();
  for (let nr = 0; nr < 260; nr++)
    await stream.put(toCustomerItem(testCustomer({ name: `Engines ${nr}` })));
  await stream.deliver();
  const sent = vi.spyOn(client, 'send');
  const filters = { search: 'engines', status: 'suspended' as const };
  const { rows, nextCursor } = await listCustomers(deps, { tenantId: 'acme', filters, limit: 50 });
  expect(rows).toEqual([]);
  expect(nextCursor).not.toBeNull();
  const queries = sent.mock.calls.filter(([command]) => command instanceof QueryCommand);
  expect(queries).toHaveLength(MAX_QUERIES);
});
