import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toInvitationItem } from '../../lambdas/invitations/invitation-item.ts';
import {
  DynamoInvitationLists,
  type ListQuery,
} from '../../lambdas/invitations/invitation-lists.ts';
import type { Invitation } from '../../lambdas/invitations/invitation.ts';
import { DAY } from '../../lambdas/shared/clock.ts';
import { newId, systemRandom } from '../../lambdas/shared/ids.ts';
import { TestClock } from '../support/clock.ts';
import { createTableAt, type TestTable } from '../support/engine-table.ts';
import { invite, invitingOn } from '../support/invitations.ts';
import { sum } from './capacity-units.ts';
import { Meter } from './meter.ts';
import { median, printTable } from './report.ts';

const PAGE = 50;
const BATCH = 25;
const AT_ONCE = 8;
const TIMED_CALLS = 30;
const MAX_READ_UNITS = 4;

/** Prints what a page costs in a small and in a large tenant: it should be the same. */
export async function listCost(endpoint: string, large: boolean): Promise<void> {
  const sizes = [1_000, 20_000, ...(large ? [200_000] : [])];
  const rows: string[][] = [];
  for (const size of sizes) rows.push(...(await measureTenant(endpoint, size)));
  printTable(
    `A page of ${PAGE} invitations, by the number that the tenant has`,
    ['invitations', 'page', 'queries', 'rows', 'bytes read', 'RRU', 'median ms', 'verdict'],
    rows,
  );
}

async function measureTenant(endpoint: string, size: number): Promise<string[][]> {
  const table = await createTableAt(endpoint);
  const clock = new TestClock();
  const all = await fill(table, size, clock);
  const store = new DynamoInvitationLists(table.client, table.tableName);
  const meter = await Meter.of(table, endpoint);
  const base = { tenantId: 'acme', limit: PAGE, now: clock.now() };
  const pages: [string, ListQuery][] = [
    ['by time, first', base],
    ['by time, in the middle', { ...base, after: all[Math.floor(size / 2)] }],
    ['pending', { ...base, status: 'pending' }],
    ['accepted', { ...base, status: 'accepted' }],
    ['expired, with none to be found', { ...base, status: 'expired' }],
  ];
  const rows: string[][] = [];
  for (const [name, query] of pages) {
    let found = 0;
    const calls = await meter.measure(async () => {
      found = (await store.list(query)).rows.length;
    });
    const units = sum(calls.map(({ readUnits }) => readUnits));
    rows.push([
      size.toLocaleString('en'),
      name,
      String(calls.length),
      String(found),
      sum(calls.map(({ bytes }) => bytes)).toLocaleString('en'),
      String(units),
      (await medianTime(() => store.list(query))).toFixed(1),
      units <= MAX_READ_UNITS ? 'ok' : `OVER: ${MAX_READ_UNITS} RRU`,
    ]);
  }
  return rows;
}

async function medianTime(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < TIMED_CALLS; call++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Writes invitations of one tenant, all of them open: half pending, half accepted; returns them, oldest first. */
async function fill(table: TestTable, size: number, clock: TestClock): Promise<Invitation[]> {
  const first = await invite(invitingOn(table, clock), {
    email: 'grace.hopper@shipping.example',
    company: 'Hopper Shipping Ltd',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
  });
  const invitations = Array.from({ length: size }, (_, number) => variant(first, number));
  const batches = Array.from({ length: Math.ceil(size / BATCH) }, (_, batch) =>
    invitations.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const writers = Array.from({ length: AT_ONCE }, async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop())
      await write(table, batch);
  });
  await Promise.all(writers);
  return invitations;
}

function variant(first: Invitation, number: number): Invitation {
  const createdAt = new Date(Date.parse(first.createdAt) + number).toISOString();
  const address = `guest-${number}@shipping.example`;
  const common = {
    ...first,
    id: newId('inv', systemRandom),
    email: address,
    address,
    createdAt,
    updatedAt: createdAt,
    expiresAt: new Date(Date.parse(createdAt) + 7 * DAY).toISOString(),
  };
  return number % 2 === 0
    ? common
    : {
        ...common,
        status: 'accepted',
        acceptedAt: createdAt,
        acceptedUserId: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11',
        customerName: 'Hopper Shipping Ltd',
      };
}

async function write({ client, tableName }: TestTable, batch: Invitation[]): Promise<void> {
  const requests = batch.map((invitation) => ({
    PutRequest: { Item: toInvitationItem(invitation) },
  }));
  const { UnprocessedItems = {} } = await client.send(
    new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
  );
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine did not keep up.');
}
