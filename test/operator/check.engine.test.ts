import { describe, expect, test } from 'vitest';

import { checkTable } from '../../operator/check/check-table.ts';
import type { TableItem } from '../../operator/check/facts.ts';
import { repairProjections } from '../../operator/check/projections.ts';
import { problemsOf } from '../support/foyer/table-check.ts';
import { type SoundTable, soundTable } from './sound-table.ts';

/** One table for all: each test puts back what it spoiled. */
const world = soundTable();

type Name = keyof SoundTable['keys'];
type Fault = (item: TableItem, world: SoundTable) => TableItem | undefined;

/** Spoils one item, asks the checker, and puts the item back. */
async function planted(name: Name, fault: Fault): Promise<string[]> {
  const table = await world;
  const { keys, items, put, remove, clock } = table;
  const key = keys[name];
  const before = (await items()).find(({ pk, sk }) => pk === key.pk && sk === key.sk);
  if (before === undefined) throw new Error(`There is no ${name}.`);
  const spoiled = fault(before, table);
  if (spoiled === undefined) await remove(key);
  else await put(spoiled);
  try {
    return problemsOf(await items(), clock.now(), { whole: true, webClientId: 'foyer' });
  } finally {
    if (spoiled !== undefined) await remove(spoiled);
    await put(before);
  }
}

const gone: Fault = () => undefined;
const has =
  (more: TableItem): Fault =>
  (item) => ({ ...item, ...more });
const without =
  (...names: string[]): Fault =>
  (item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
const inside =
  (name: string, more: TableItem): Fault =>
  (item) => ({ ...item, [name]: { ...(item[name] as TableItem), ...more } });

test('lets Foyer’s own client be in applications of all tenants without a registration', async () => {
  const { items, clock } = await world;
  const changed = (await items())
    .filter(({ sk }) => sk !== 'registration')
    .map((item) => (item['sk'] === 'application#app_1' ? { ...item, clientId: 'foyer' } : item));
  const terms = { whole: true, webClientId: 'foyer' };
  expect(problemsOf(changed, clock.now(), terms)).toEqual([]);
});

test('a table that the service has written is sound, and stays so however often it is checked', async () => {
  const { items, clock } = await world;
  expect(problemsOf(await items(), clock.now(), { whole: true })).toEqual([]);
});

test.each<[string, Name, Fault, string]>([
  ['a count of contacts', 'customer', has({ contacts: 7 }), 'cus_1 records 7 contacts, but has 2.'],
  ['a count of users', 'customer', has({ users: 2 }), 'cus_1 records 2 users, but has 1.'],
  ['a count of owners', 'customer', has({ owners: 0 }), 'cus_1 records 0 owners, but has 1.'],
  [
    'a customer without people that is open',
    'customer',
    has({ users: 0 }),
    'active, but has no users',
  ],
  [
    'an invited customer with people',
    'customer',
    has({ status: 'invited' }),
    'invited, but has users',
  ],
  [
    'a primary contact who is somebody else’s',
    'customer',
    inside('details', { primaryContactId: 'con_external' }),
    'has the primary contact con_external, which does not exist',
  ],
  [
    'another address than the primary contact’s',
    'customer',
    has({ email: 'b@example.com', address: 'b@example.com' }),
    'a different address than its primary contact',
  ],
  [
    'a customer copied from nothing',
    'copy',
    inside('details', { copiedFrom: 'cus_gone' }),
    'cus_2 was copied from cus_gone, which does not exist.',
  ],
  [
    'a customer copied from another tenant’s',
    'copy',
    inside('details', { copiedFrom: 'cus_globex' }),
    'cus_2 was copied from cus_globex, which belongs to another tenant.',
  ],
  ['a customer that is gone', 'customer', gone, 'belongs to cus_1, which does not exist.'],
  [
    'a customer that lies elsewhere',
    'customer',
    has({ id: 'cus_9' }),
    'cus_9 is stored under the key of',
  ],
  [
    'a customer under another status in the list',
    'customer',
    has({ statusKey: 'acme#customer#suspended#0' }),
    'cus_1 has a statusKey that does not match its fields.',
  ],
  [
    'a customer that no list shows',
    'customer',
    without('listKey'),
    'a listKey that does not match',
  ],
  [
    'a customer under another name',
    'customer',
    has({ nameKey: 'zzz' }),
    'a nameKey that does not match',
  ],

  [
    'a contact of another tenant',
    'ada',
    has({ tenantId: 'globex' }),
    'belong to different tenants',
  ],
  [
    'a contact that lies with another customer',
    'ada',
    has({ customerId: 'cus_2' }),
    'is not stored with its customer cus_2',
  ],
  [
    'somebody removed who can still sign in',
    'ada',
    has({ removedAt: '2030-01-01T12:00:00.000Z' }),
    'was removed, but still has an account.',
  ],
  [
    'a former account that is still somebody’s',
    'ada',
    has({ formerUserId: 'user-9' }),
    'has a former account, but was not removed.',
  ],
  [
    'an account that nobody would remove',
    'mary',
    without('queuedKey', 'queuedAt'),
    'has a former account that is not queued for removal.',
  ],
  [
    'waiting for an account to be removed that is gone',
    'mary',
    without('formerUserId'),
    'is queued for the removal of its account, but has none.',
  ],
  ['waiting in no order', 'mary', without('queuedAt'), 'has only one of queuedKey and queuedAt.'],
  [
    'one account of two people',
    'ada',
    has({ userId: 'company-login_1' }),
    'has the same account as another contact.',
  ],
  [
    'an account without an address',
    'external',
    without('email'),
    'has an account, but no address.',
  ],
  ['an account that another made', 'ada', has({ userId: 'user-9' }), 'has an account that inv_'],
  ['an accepted invitation without account', 'ada', without('userId'), 'has no account, but inv_'],
  ['a contact that is gone', 'ada', gone, 'refers to the contact con_'],

  ['an invitation to nobody', 'grace', gone, 'which does not exist.'],
  [
    'an open invitation of somebody who was removed',
    'grace',
    has({ removedAt: '2030-01-01T12:00:00.000Z' }),
    'was removed.',
  ],
  [
    'an open invitation of somebody with an account',
    'grace',
    has({ userId: 'user-9' }),
    'has an account.',
  ],
  [
    'an open invitation that its contact does not know',
    'grace',
    without('invitationId'),
    'refers to another invitation.',
  ],
  [
    'a contact that names the invitation of somebody else',
    'external',
    (item, { ids }) => ({ ...item, invitationId: ids.alan.id }),
    'which is for another contact.',
  ],
  ['an address that is not locked', 'alanLock', gone, 'its address is not locked.'],
  [
    'a lock that another invitation holds',
    'alanLock',
    has({ invitationId: 'inv_other' }),
    'its address is not locked.',
  ],
  ['a lock of another tenant', 'graceLock', has({ tenantId: 'globex' }), 'The lock of inv_'],
  [
    'an invitation to a customer of another tenant',
    'graceInvited',
    inside('offer', { customerId: 'cus_globex' }),
    'refers to the customer cus_globex of another tenant.',
  ],
  [
    'an invitation to a customer that is gone',
    'graceInvited',
    inside('offer', { customerId: 'cus_gone' }),
    'refers to the customer cus_gone, which does not exist.',
  ],
  [
    'an invitation that the customer it created does not list',
    'adaInvited',
    inside('offer', { existingCustomer: false }),
    'created the customer cus_1, which does not refer to it.',
  ],
  [
    'a claim that nobody would finish',
    'alanInvited',
    has({ claim: { id: 'claim-1', profile: {} } }),
    'is not in the index of open claims.',
  ],
  [
    'a claim on what was accepted',
    'adaInvited',
    has({ leaseKey: '0', leaseUntil: '2030-01-02T12:00:00.000Z' }),
    'was accepted, but is in the index of open claims.',
  ],
  ['an invitation kept for ever', 'alanInvited', without('removeAt'), 'would be kept forever.'],
  [
    'an expiry that nobody would note',
    'alanInvited',
    without('dueKey'),
    'a dueKey that does not match',
  ],
  [
    'a mail that waits in no order',
    'alanInvited',
    without('queuedAt'),
    'has only one of queuedKey and queuedAt.',
  ],
  [
    'a mail that nobody would order',
    'alanInvited',
    without('queuedKey'),
    'a queuedKey that does not match',
  ],
  [
    'an invitation under another status in the list',
    'alanInvited',
    has({ statusKey: 'acme#invitation#revoked#0' }),
    'a statusKey that does not match',
  ],
  [
    'a delivery under another state',
    'alanInvited',
    has({ traitKey: 'x' }),
    'a traitKey that does not match',
  ],
  [
    'an invitation that its company does not list',
    'graceInvited',
    without('companyKey'),
    'a companyKey that does not match',
  ],

  ['an import that counts wrong', 'import', inside('outcome', { created: 5 }), 'has created: 5'],
  ['an import that has lost rows', 'chunk', gone, 'has chunks that do not exist.'],
  [
    'an import that claims an invitation of others',
    'chunk',
    (item, { ids }) => ({
      ...item,
      results: [
        { row: 1, email: 'kurt@example.com', outcome: 'created', invitationId: ids.alan.id },
      ],
    }),
    'which does not refer to it.',
  ],
  [
    'an import that nobody would go on with',
    'waiting',
    without('queuedKey'),
    'is not in the index of unfinished',
  ],
  [
    'a finished import that waits',
    'import',
    has({ queuedKey: 'import', queuedAt: '2030-01-01T12:00:00.000Z' }),
    'is finished, but is in the index',
  ],

  ['an external account without its address', 'account', gone, 'cannot be found by its address.'],
  ['an address without its external account', 'externalUser', gone, 'that does not exist.'],
  ['an external account of nobody', 'external', without('userId'), 'which does not refer to it.'],

  [
    'a preset without its application',
    'application',
    gone,
    'pre_1 refers to the application app_1',
  ],
  [
    'a client that is registered for no application',
    'application',
    without('clientId'),
    'The client shop is registered by acme, which has no application with it.',
  ],
  [
    'an application whose client another tenant has registered',
    'registration',
    has({ tenantId: 'globex' }),
    'app_1 uses the client shop, which another tenant has registered.',
  ],
  [
    'an application whose client is open to other tenants',
    'registration',
    gone,
    'app_1 uses the client shop, which is not registered. Any update of the application registers it.',
  ],
  [
    'a program that is half removed',
    'programOwner',
    gone,
    'The removal of the API client 1example23456789 is incomplete. Remove it again.',
  ],
  [
    'a program that nobody sees',
    'program',
    gone,
    'The API client 1example23456789 gets tokens, but is not listed.',
  ],
  [
    'a program that another tenant’s token would come from',
    'programOwner',
    has({ tenantId: 'globex' }),
    'The API client 1example23456789 gets tokens, but is not listed.',
  ],
  [
    'a wrong count of programs',
    'programCount',
    has({ clients: 3 }),
    'acme records 3 API clients, but has 1.',
  ],
  [
    'a wrong count of webhooks',
    'webhookCount',
    has({ webhooks: 4 }),
    'acme records 4 webhooks, but has 1.',
  ],
  ['something of a tenant that is gone', 'globex', gone, 'The tenant globex does not exist'],
  ['a wrong count of open invitations', 'open', gone, 'acme records 0 open invitations'],

  ['an item that cannot be read', 'ada', has({ role: 'king' }), 'has invalid fields: role.'],
  [
    'an item of no kind that Foyer knows',
    'account',
    (item) => ({ ...item, sk: 'mystery' }),
    'mystery is of an unknown kind.',
  ],
])('finds %s', async (_, name, fault, sentence) => {
  const problems = await planted(name, fault);
  expect(problems.join('\n')).toContain(sentence);
});

/** Checks as the operator does, and runs `pause` between the scans. */
async function checked(
  tenantId: string | undefined,
  pause: (table: SoundTable) => Promise<unknown> = async () => undefined,
  options: { readonly repair?: boolean } = {},
) {
  const table = await world;
  const said: string[] = [];
  const answer = await checkTable(
    {
      table: table.table,
      now: () => table.clock.now(),
      progress: (text) => said.push(text),
      pause: () => pause(table),
    },
    tenantId,
    options,
  );
  return { ...answer, said };
}

test('a fault is looked for again: what was only changing is not one', async () => {
  const { keys, items, put, remove } = await world;
  const lock = (await items()).find(({ pk }) => pk === keys.alanLock.pk) ?? {};
  await remove(lock);
  const stays = await checked(undefined);
  expect(stays).toMatchObject({ foundProblems: true, data: { sound: false } });
  expect(stays.lines[0]).toContain('its address is not locked.');
  expect(stays.said).toHaveLength(2);
  const passes = await checked(undefined, () => put(lock));
  expect(passes).toMatchObject({ foundProblems: false, data: { sound: true, problems: [] } });
  expect(passes.lines.join()).toContain('No problems found');
});

test('whoever asks for one tenant is told of no other', async () => {
  const { keys, items, put, remove } = await world;
  const lock = (await items()).find(({ pk }) => pk === keys.alanLock.pk) ?? {};
  await remove(lock);
  expect((await checked('globex')).foundProblems).toBe(false);
  expect((await checked('acme')).foundProblems).toBe(true);
  await put(lock);
});

test('a table of many pages is read to its end', async () => {
  const { put, remove } = await world;
  const strange = Array.from({ length: 12 }, (_, nr) => ({
    ...{ pk: `large#${nr}`, sk: 'large' },
    text: 'x'.repeat(300_000),
  }));
  for (const item of strange) await put(item);
  const { problems } = (await checked(undefined)).data as { problems: { says: string }[] };
  expect(problems.filter(({ says }) => says.includes('of an unknown kind'))).toHaveLength(12);
  for (const item of strange) await remove(item);
});

describe('search and counts that have gone wrong', () => {
  /** Spoils search and counts in every way, and returns what is then expected of a repair. */
  async function spoil() {
    const { items, put, remove, keys } = await world;
    const views = (await items()).filter(({ pk }) => /^(search|count)#/.test(String(pk)));
    const [first, second] = views.filter(({ pk }) => String(pk).startsWith('search#'));
    const counts = views.filter(({ pk }) => String(pk).startsWith('count#acme'));
    if (first === undefined || second === undefined)
      throw new Error('Nothing is found by any word.');
    await remove(first);
    await put({ ...second, words: ' something else' });
    await put({
      ...first,
      pk: 'search#acme#customer#s',
      sk: 'search#stale#0000000000000#cus_gone',
    });
    for (const [nr, count] of counts.entries())
      if (nr % 2 === 0) await remove(count);
      else await put({ ...count, suspended: 7, declined: 9 });
    return { views, keys };
  }

  test('are named, stay as they are without --repair, and are as new with it', async () => {
    const { items } = await world;
    const byKey = (a: TableItem, b: TableItem) =>
      `${String(a['pk'])} ${String(a['sk'])}` < `${String(b['pk'])} ${String(b['sk'])}` ? -1 : 1;
    const { views } = await spoil();
    const spoiled = (await items()).toSorted(byKey);
    const named = await checked(undefined);
    expect(named.lines.join()).toContain('The search items of cus_gone do not match it.');
    expect(named.lines.join()).toMatch(/acme records 9 invitations as declined/);
    expect((await items()).toSorted(byKey)).toEqual(spoiled);

    const repaired = await checked(undefined, undefined, { repair: true });
    expect(repaired).toMatchObject({ foundProblems: false, data: { sound: true } });
    const now = (await items()).filter(({ pk }) => /^(search|count)#/.test(String(pk)));
    const withoutZeros = (item: TableItem) =>
      Object.fromEntries(Object.entries(item).filter(([, value]) => value !== 0));
    expect(now.map(withoutZeros).toSorted(byKey)).toEqual(views.map(withoutZeros).toSorted(byKey));
  });

  test('are not repaired where a count has changed meanwhile', async () => {
    const { items, put } = await world;
    const count = (await items()).find(
      ({ pk, sk }) => pk === 'count#acme#customer' && sk === 'count#total',
    );
    if (count === undefined) throw new Error('Nobody counts customers.');
    const { client, tableName } = (await world).table;
    await put({ ...count, suspended: 5 });
    const wrong = {
      pk: 'count#acme#customer',
      sk: 'count#total',
      state: 'suspended',
      stored: 4,
      actual: 0,
    };
    await expect(
      repairProjections({ client, tableName }, [{ projection: 'counts', count: wrong }]),
    ).resolves.toBe(0);
    await put(count);
  });
});
