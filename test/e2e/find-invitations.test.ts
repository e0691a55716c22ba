import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { longAgo, moveTimes } from '../support/engine/clock.ts';
import {
  administratorOf,
  type Answer,
  awaitDelivery,
  awaitMail,
  letSesSay,
  linkIn,
  request,
} from '../support/foyer/foyer-client.ts';

const PASSWORD = 'Correct-horse-battery-9';
const profile = { firstName: 'Grace', lastName: 'Hopper' };

/** The invitees of this file. Other tests use the same tenant. */
interface People {
  /** The prefix that their addresses share, and nobody else's. */
  readonly prefix: string;
  readonly ids: Readonly<Record<Name, string>>;
  /** The times when the first and the last of them were invited. */
  readonly since: string;
  readonly until: string;
  readonly customerId: string;
}
/** The order in which they are invited, which is not alphabetical. */
const NAMES = [
  'zoe',
  'unmailed',
  'supplier',
  'revoked',
  'declined',
  'bounced',
  'expired',
  'accepted',
  'colleague',
] as const;
type Name = (typeof NAMES)[number];

let invited: Promise<People> | undefined;

/** Creates an invitation in each state, once for all tests. */
function setup(): Promise<People> {
  return (invited ??= inviteEach());
}

async function inviteEach(): Promise<People> {
  const admin = await administratorOf();
  const prefix = `find-${randomUUID().slice(0, 8)}-`;
  const emailOf = (name: Name) => `${prefix}${name}@example.com`;
  const ids: Partial<Record<Name, string>> = {};
  const times: string[] = [];
  const invite = async (name: Name, fields: object = {}) => {
    const request = { email: emailOf(name), company: 'Navy', ...fields };
    const { status, text, body } = await admin.post('/v1/invitations', request);
    expect(status, text).toBe(201);
    ids[name] = body.id;
    times.push(body.createdAt);
    return body.id;
  };
  const tokenOf = async (name: Name) => linkIn(await awaitMail(emailOf(name))).token;

  await invite('zoe');
  await invite('unmailed', { notify: false });
  await invite('supplier', { kind: 'supplier' });
  const revoked = await invite('revoked');
  await awaitDelivery(admin, revoked, 'delivered');
  await admin.post(`/v1/invitations/${revoked}/revoke`);
  await invite('declined');
  await request('POST', '/v1/sign-up/decline', { body: { token: await tokenOf('declined') } });
  const bounced = await invite('bounced');
  await letSesSay(await awaitMail(emailOf('bounced')), 'bounce');
  await awaitDelivery(admin, bounced, 'bounced');
  const expired = await invite('expired');
  await awaitDelivery(admin, expired, 'delivered');
  await moveTimes(expired, { expiresAt: longAgo() });
  await invite('accepted');
  const { body } = await request('POST', '/v1/sign-up/accept', {
    body: { token: await tokenOf('accepted'), password: PASSWORD, profile },
  });
  const { customerId } = body;
  await invite('colleague', { company: undefined, customerId });
  for (const name of ['zoe', 'supplier', 'accepted', 'colleague'] as const)
    await awaitDelivery(admin, ids[name] ?? '', 'delivered');
  return {
    prefix,
    ids: ids as Record<Name, string>,
    since: times[0] ?? '',
    until: times.at(-1) ?? '',
    customerId,
  };
}

/** Requests a list with the given query parameters as an administrator. */
async function list(
  query: Readonly<Record<string, string>>,
  which: 'admin' | 'otherAdmin' = 'admin',
): Promise<Answer> {
  const { get } = await administratorOf(which);
  return get(`/v1/invitations?${new URLSearchParams(query).toString()}`);
}

/** Follows the cursors to the end, and returns the IDs of each page. */
async function walk(query: Readonly<Record<string, string>>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const answer = await list(cursor === null ? query : { ...query, cursor });
    expect(answer.status, answer.text).toBe(200);
    pages.push(answer.body.data.map(({ id }) => id));
    cursor = (answer.body as { nextCursor: string | null }).nextCursor;
  } while (cursor !== null && pages.length < 200);
  return pages;
}

/** Returns the names of the invitees in a list, in its order, without rows of other tests. */
async function found(query: Readonly<Record<string, string>>): Promise<Name[]> {
  const { ids } = await setup();
  const listed = (await walk({ limit: '100', ...query })).flat();
  return listed.flatMap((id) => NAMES.filter((name) => ids[name] === id));
}

const DELIVERED = ['zoe', 'supplier', 'revoked', 'expired', 'accepted', 'colleague'] as const;
const byAlphabet = NAMES.toSorted();

describe('a list of invitations', () => {
  test.each<[Readonly<Record<string, string>>, readonly Name[]]>([
    [{ status: 'pending' }, ['colleague', 'bounced', 'supplier', 'unmailed', 'zoe']],
    [{ status: 'expired' }, ['expired']],
    [{ status: 'revoked' }, ['revoked']],
    [{ status: 'declined' }, ['declined']],
    [{ status: 'accepted' }, ['accepted']],
    [{ delivery: 'bounced' }, ['bounced']],
    [{ delivery: 'none' }, ['unmailed']],
    [{ kind: 'supplier' }, ['supplier']],
    [{ status: 'pending', kind: 'supplier' }, ['supplier']],
    [{ status: 'pending', delivery: 'delivered' }, ['colleague', 'supplier', 'zoe']],
    [{ status: 'accepted', kind: 'supplier' }, []],
    [
      { order: 'asc', status: 'pending', kind: 'customer' },
      ['zoe', 'unmailed', 'bounced', 'colleague'],
    ],
    [{ order: 'asc' }, NAMES],
    [{}, NAMES.toReversed()],
  ])('filtered by %o contains the expected invitations, in order', async (filters, expected) => {
    const { since } = await setup();
    const createdAfter = new Date(Date.parse(since) - 1).toISOString();
    expect(await found({ createdAfter, ...filters })).toEqual(expected);
  });

  test('filtered by delivery status contains those whose emails arrived', async () => {
    const names = await found({ delivery: 'delivered', order: 'asc' });
    expect(names).toEqual(expect.arrayContaining([...DELIVERED]));
    expect(names).not.toContain('bounced');
    expect(names).not.toContain('unmailed');
  });

  test('filtered by a customer contains its contacts, no matter when they were invited', async () => {
    const { customerId, ids } = await setup();
    const whose = { customerId };
    expect((await walk(whose)).flat()).toEqual([ids.colleague, ids.accepted]);
    expect(await found({ ...whose, status: 'accepted' })).toEqual(['accepted']);
  });

  test('filtered by the beginning of an address contains only matches, ordered by address', async () => {
    const { prefix, ids } = await setup();
    const namesToIds = (names: readonly Name[]) => names.map((name) => ids[name]);
    const email = prefix.toUpperCase();
    expect((await walk({ email, order: 'asc' })).flat()).toEqual(namesToIds(byAlphabet));
    expect((await walk({ email })).flat()).toEqual(namesToIds(byAlphabet.toReversed()));
    expect(await found({ email: `${prefix}re`, status: 'revoked' })).toEqual(['revoked']);
    expect((await walk({ email: `${prefix}nobody` })).flat()).toEqual([]);
  });

  test('filtered by two times contains what was created between them, excluding both', async () => {
    const { since, until } = await setup();
    const between = { createdAfter: since, createdBefore: until, order: 'asc' };
    expect(await found(between)).toEqual(NAMES.slice(1, -1));
    expect(await found({ createdAfter: until })).toEqual([]);
    const later = new Date(Date.parse(until) + 1).toISOString();
    expect(await found({ ...between, createdBefore: later })).toEqual(NAMES.slice(1));
  });

  test('of another tenant contains nothing of this one', async () => {
    const { prefix } = await setup();
    expect((await list({ email: prefix }, 'otherAdmin')).body.data).toEqual([]);
  });
});

describe('paging through a list', () => {
  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['by address', {}, 9],
    ['by address, oldest first', { order: 'asc' }, 9],
    ['by status', { status: 'pending' }, 5],
    ['by kind', { kind: 'customer' }, 8],
  ])('%s returns each row once', async (_name, filters, count) => {
    const { prefix } = await setup();
    for (const limit of ['1', '4']) {
      const pages = await walk({ email: prefix, limit, ...filters });
      expect(pages.every(({ length }) => length <= Number(limit))).toBe(true);
      const rows = pages.flat();
      expect(rows).toHaveLength(count);
      expect(new Set(rows).size).toBe(count);
      expect(rows).toEqual((await walk({ email: prefix, ...filters })).flat());
    }
  });

  test('of all invitations returns each row once, and new invitations do not interfere', async () => {
    const { since, ids } = await setup();
    const query = { createdAfter: since, limit: '3' };
    const first = await list(query);
    const admin = await administratorOf();
    await admin.post('/v1/invitations', {
      email: `late-${randomUUID()}@example.com`,
      notify: false,
    });
    const rest = await walk({ ...query, cursor: first.body.nextCursor });
    const rows = [...first.body.data.map(({ id }) => id), ...rest.flat()];
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows).toEqual(expect.arrayContaining(NAMES.slice(1).map((name) => ids[name])));
  });
});

describe('a cursor', () => {
  const expectRefused = ({ status, body }: Answer) => {
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors.map(({ path }) => path)).toEqual(['cursor']);
  };

  async function cursorOf(query: Readonly<Record<string, string>>): Promise<string> {
    const { body } = await list({ ...query, limit: '1' });
    expect(body.nextCursor).toEqual(expect.any(String));
    return body.nextCursor;
  }

  test('is rejected if it was made up or changed', async () => {
    const { prefix } = await setup();
    const cursor = await cursorOf({ email: prefix });
    const flipped = cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const tampered = `${cursor.slice(0, 8)}${cursor[8] === 'A' ? 'B' : 'A'}${cursor.slice(9)}`;
    const forged = Buffer.from(JSON.stringify({ id: 'inv_0', sort: '2030' })).toString('base64url');
    for (const wrong of [tampered, cursor.slice(0, -4), forged, `${flipped}x`, 'x', '%00'])
      expectRefused(await list({ email: prefix, cursor: wrong }));
    expect((await list({ email: prefix, cursor })).status).toBe(200);
  });

  test('works only with its own filters and order', async () => {
    const { prefix, customerId } = await setup();
    const email = prefix;
    const cursor = await cursorOf({ email });
    for (const other of [
      {},
      { email: `${prefix}a` },
      { email, status: 'pending' },
      { email, kind: 'customer' },
      { email, delivery: 'delivered' },
      { email, createdAfter: '2020-01-01' },
      { email, createdBefore: '2090-01-01' },
      { email, customerId },
      { email, order: 'asc' },
    ])
      expectRefused(await list({ ...other, cursor }));
    const admin = await administratorOf();
    for (const path of ['/v1/customers', '/v1/invitation-imports'])
      expectRefused(await admin.get(`${path}?cursor=${encodeURIComponent(cursor)}`));
    // The page size can change between pages.
    expect((await list({ email, cursor, limit: '7' })).body.data).toHaveLength(7);
  });

  test('does not work for another tenant', async () => {
    const { prefix } = await setup();
    const cursor = await cursorOf({ email: prefix });
    expectRefused(await list({ email: prefix, cursor }, 'otherAdmin'));
  });
});

describe('an invalid query', () => {
  test.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{ color: 'blue' }, ['color']],
    [{ Status: 'pending' }, ['Status']],
    [{ status: 'accepting' }, ['status']],
    [{ delivery: 'lost' }, ['delivery']],
    [{ kind: 'friend' }, ['kind']],
    [{ customerId: 'cus_1' }, ['customerId']],
    [{ email: '' }, ['email']],
    [{ createdAfter: 'yesterday' }, ['createdAfter']],
    [{ createdBefore: '2030-02-30' }, ['createdBefore']],
    [{ createdAfter: '2030-01-02', createdBefore: '2030-01-01' }, ['createdBefore']],
    [{ order: 'newest' }, ['order']],
    [{ limit: '0' }, ['limit']],
    [{ limit: '101' }, ['limit']],
    [{ limit: '-1' }, ['limit']],
    [{ status: 'gone', limit: 'ten', page: '2' }, ['limit', 'page', 'status']],
  ])('%o gets an error that names the field', async (query, paths) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors.map(({ path }) => path).toSorted()).toEqual(paths);
    expect(body.errors.every(({ message }) => message.length > 10)).toBe(true);
  });
});
