import { describe, expect, test } from 'vitest';

import { checkTable } from '../../operator/check/check-table.ts';
import type { TableItem } from '../../operator/check/facts.ts';
import { repairViews } from '../../operator/check/views.ts';
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
  ['a count of contacts', 'customer', has({ contacts: 7 }), 'cus_1 says 7 contacts and has 2.'],
  ['a count of users', 'customer', has({ users: 2 }), 'cus_1 says 2 users and has 1.'],
  ['a count of owners', 'customer', has({ owners: 0 }), 'cus_1 says 0 owners and has 1.'],
  [
    'a customer without people that is open',
    'customer',
    has({ users: 0 }),
    'active and has no user',
  ],
  [
    'an invited customer with people',
    'customer',
    has({ status: 'invited' }),
    'invited and has users',
  ],
  [
    'a primary contact who is somebody else’s',
    'customer',
    inside('details', { primaryContactId: 'con_external' }),
    'names the primary contact con_external, who is not there',
  ],
  [
    'another address than the primary contact’s',
    'customer',
    has({ email: 'b@example.com', address: 'b@example.com' }),
    'another address than its primary contact',
  ],
  [
    'a customer copied from nothing',
    'copy',
    inside('details', { copiedFrom: 'cus_gone' }),
    'cus_2 was copied from cus_gone, which is not there.',
  ],
  [
    'a customer copied from another tenant’s',
    'copy',
    inside('details', { copiedFrom: 'cus_globex' }),
    'cus_2 was copied from cus_globex, which is of another tenant.',
  ],
  ['a customer that is gone', 'customer', gone, 'belongs to cus_1, which is not there.'],
  ['a customer that lies elsewhere', 'customer', has({ id: 'cus_9' }), 'says that it is cus_9'],
  [
    'a customer under another status in the list',
    'customer',
    has({ statusKey: 'acme#customer#suspended#0' }),
    'cus_1 has another statusKey than its fields say.',
  ],
  ['a customer that no list shows', 'customer', without('listKey'), 'another listKey'],
  ['a customer under another name', 'customer', has({ nameKey: 'zzz' }), 'another nameKey'],

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
    'does not lie with cus_2',
  ],
  [
    'somebody removed who can still sign in',
    'ada',
    has({ removedAt: '2030-01-01T12:00:00.000Z' }),
    'was removed and has an account.',
  ],
  [
    'a former account that is still somebody’s',
    'ada',
    has({ formerUserId: 'user-9' }),
    'has a former account and was not removed.',
  ],
  [
    'an account that nobody would remove',
    'mary',
    without('queuedKey', 'queuedAt'),
    'has a former account that nobody will remove.',
  ],
  [
    'waiting for an account to be removed that is gone',
    'mary',
    without('formerUserId'),
    'waits for an account to be removed and has none.',
  ],
  ['waiting in no order', 'mary', without('queuedAt'), 'waits in no order'],
  [
    'one account of two people',
    'ada',
    has({ userId: 'company-login_1' }),
    'has the same account as another contact.',
  ],
  ['an account without an address', 'external', without('email'), 'has an account, no address.'],
  ['an account that another made', 'ada', has({ userId: 'user-9' }), 'has an account that inv_'],
  ['an accepted invitation without account', 'ada', without('userId'), 'has no account, but inv_'],
  ['a contact that is gone', 'ada', gone, 'leads to con_'],

  ['an invitation to nobody', 'grace', gone, 'who is not there.'],
  [
    'an open invitation of somebody who was removed',
    'grace',
    has({ removedAt: '2030-01-01T12:00:00.000Z' }),
    'is open, and con_',
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
    'names another invitation.',
  ],
  [
    'a contact that names the invitation of somebody else',
    'external',
    (item, { ids }) => ({ ...item, invitationId: ids.alan.id }),
    'which is for somebody else.',
  ],
  ['an address that is not locked', 'alanLock', gone, 'its address is not locked for it.'],
  [
    'a lock that another invitation holds',
    'alanLock',
    has({ invitationId: 'inv_other' }),
    'its address is not locked for it.',
  ],
  ['a lock of another tenant', 'graceLock', has({ tenantId: 'globex' }), 'The lock of inv_'],
  [
    'an invitation to a customer of another tenant',
    'graceInvited',
    inside('offer', { customerId: 'cus_globex' }),
    'leads to cus_globex of another tenant.',
  ],
  [
    'an invitation to a customer that is gone',
    'graceInvited',
    inside('offer', { customerId: 'cus_gone' }),
    'leads to cus_gone, which is not there.',
  ],
  [
    'a claim that nobody would finish',
    'alanInvited',
    has({ status: 'accepting' }),
    'nobody would finish',
  ],
  [
    'a claim on what was accepted',
    'adaInvited',
    has({ leaseKey: '0', leaseUntil: '2030-01-02T12:00:00.000Z' }),
    'was accepted and is',
  ],
  ['an invitation kept for ever', 'alanInvited', without('removeAt'), 'would be kept for ever.'],
  ['an expiry that nobody would note', 'alanInvited', without('dueKey'), 'another dueKey'],
  ['a mail that waits in no order', 'alanInvited', without('queuedAt'), 'waits in no order'],
  ['a mail that nobody would order', 'alanInvited', without('queuedKey'), 'another queuedKey'],
  [
    'an invitation under another status in the list',
    'alanInvited',
    has({ statusKey: 'acme#invitation#revoked#0' }),
    'another statusKey',
  ],
  ['a delivery under another state', 'alanInvited', has({ traitKey: 'x' }), 'another traitKey'],
  [
    'an invitation that its company does not list',
    'graceInvited',
    without('companyKey'),
    'another companyKey',
  ],

  ['an import that counts wrong', 'import', inside('outcome', { created: 5 }), 'says created: 5'],
  ['an import that has lost rows', 'chunk', gone, 'has chunks that are not there.'],
  [
    'an import that claims an invitation of others',
    'chunk',
    (item, { ids }) => ({
      ...item,
      results: [
        { row: 1, email: 'kurt@example.com', outcome: 'created', invitationId: ids.alan.id },
      ],
    }),
    'which says otherwise.',
  ],
  ['an import that nobody would go on with', 'waiting', without('queuedKey'), 'nobody would go on'],
  [
    'a finished import that waits',
    'import',
    has({ queuedKey: 'import', queuedAt: '2030-01-01T12:00:00.000Z' }),
    'is finished and waits',
  ],

  ['an external account without its address', 'account', gone, 'not known by its address.'],
  ['an address without its external account', 'externalUser', gone, 'that is not there.'],
  ['an external account of nobody', 'external', without('userId'), 'who does not have it.'],

  ['a preset without its application', 'application', gone, 'pre_1 invites to app_1'],
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
    'app_1 has the client shop, which another tenant has registered.',
  ],
  [
    'an application whose client is open to other tenants',
    'registration',
    gone,
    'app_1 has the client shop, which is not registered: any change of the application registers it.',
  ],
  [
    'a program that is half removed',
    'programOwner',
    gone,
    'The program 1example23456789 is half removed: remove it again.',
  ],
  [
    'a program that nobody sees',
    'program',
    gone,
    'The program 1example23456789 is let in and not listed.',
  ],
  [
    'a program that another tenant’s token would come from',
    'programOwner',
    has({ tenantId: 'globex' }),
    'The program 1example23456789 is let in and not listed.',
  ],
  [
    'a wrong count of programs',
    'programCount',
    has({ clients: 3 }),
    'acme says 3 programs and has 1.',
  ],
  [
    'a wrong count of webhooks',
    'webhookCount',
    has({ webhooks: 4 }),
    'acme says 4 webhooks and has 1.',
  ],
  ['something of a tenant that is gone', 'globex', gone, 'There is no tenant globex'],
  ['a wrong count of open invitations', 'open', gone, 'acme counts 0 open invitations'],

  ['an item that cannot be read', 'ada', has({ role: 'king' }), 'cannot be read: role.'],
  [
    'an item of no kind that Foyer knows',
    'account',
    (item) => ({ ...item, sk: 'mystery' }),
    'mystery is of no kind that Foyer knows.',
  ],
])('finds %s', async (_, name, fault, sentence) => {
  const problems = await planted(name, fault);
  expect(problems.join('\n')).toContain(sentence);
});

/** Checks as the operator does, and does something between the walks. */
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
  expect(stays).toMatchObject({ bad: true, data: { sound: false } });
  expect(stays.lines[0]).toContain('its address is not locked for it.');
  expect(stays.said).toHaveLength(2);
  const passes = await checked(undefined, () => put(lock));
  expect(passes).toMatchObject({ bad: false, data: { sound: true, problems: [] } });
  expect(passes.lines.join()).toContain('No problems found');
});

test('whoever asks for one tenant is told of no other', async () => {
  const { keys, items, put, remove } = await world;
  const lock = (await items()).find(({ pk }) => pk === keys.alanLock.pk) ?? {};
  await remove(lock);
  expect((await checked('globex')).bad).toBe(false);
  expect((await checked('acme')).bad).toBe(true);
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
  expect(problems.filter(({ says }) => says.includes('of no kind'))).toHaveLength(12);
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
    expect(named.lines.join()).toContain('cus_gone is found by other words than its own.');
    expect(named.lines.join()).toMatch(/acme counts 9 of kind invitation as declined/);
    expect((await items()).toSorted(byKey)).toEqual(spoiled);

    const repaired = await checked(undefined, undefined, { repair: true });
    expect(repaired).toMatchObject({ bad: false, data: { sound: true } });
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
      said: 4,
      real: 0,
    };
    await expect(
      repairViews({ client, tableName }, [{ view: 'counts', count: wrong }]),
    ).resolves.toBe(0);
    await put(count);
  });
});
