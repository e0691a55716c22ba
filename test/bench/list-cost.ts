import type {
  InvitationFilters,
  ListQuery,
} from '../../lambdas/modules/invitations/invitation-filters.ts';
import { DynamoInvitationLists } from '../../lambdas/modules/invitations/invitation-lists.ts';
import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { derivedId } from '../../lambdas/modules/platform/ids.ts';
import type { Invitation } from '../../lambdas/modules/records/invitation.ts';
import { createTableAt } from '../support/engine/engine-table.ts';
import { putCustomers, testCustomer } from '../support/modules/customers.ts';
import { record, writeRecords } from '../support/modules/invitation-records.ts';
import { Meter } from './meter.ts';
import {
  type Figures,
  measurePage,
  PAGE,
  type PageBudget,
  progress,
  reportPages,
  sizesOf,
  timed,
} from './page-cost.ts';

/** The period in which the invitations were created, at regular intervals. */
const SPAN = 60 * DAY;
const NOW = new Date('2030-03-02T12:00:00.000Z');
const CUSTOMER = derivedId('cus', 'one of many');

/** Half a unit for the query, and half a unit for each row and one more. */
const RECORDS = { most: 26.5, decision: '0072' };
/**
 * The three queries for expirations that have not been recorded, and four partitions. Each query rounds up, and each
 * partition is read for its share of the page before the largest one is read again.
 */
const MERGED = { most: 9, decision: '0072' };

const DONE = ['accepted', 'declined', 'revoked', 'expired'] as const;

/** A list of invitations, and its budget. */
interface Listing extends PageBudget {
  readonly filters?: InvitationFilters;
  readonly order?: 'asc';
  readonly middle?: true;
}

const LISTINGS: readonly Listing[] = [
  { name: 'all' },
  { name: 'all, from the middle', middle: true },
  { name: 'all, oldest first', order: 'asc' },
  {
    name: 'created on one day',
    filters: {
      createdAfter: '2030-02-01T00:00:00.000Z',
      createdBefore: '2030-02-02T00:00:00.000Z',
    },
  },
  { name: 'pending', filters: { status: 'pending' } },
  { name: 'accepted', filters: { status: 'accepted' } },
  { name: 'accepted, from the middle', filters: { status: 'accepted' }, middle: true },
  // Two queries: most expirations have been recorded, but not the latest ones.
  { name: 'expired', filters: { status: 'expired' }, most: 5, decision: '0024' },
  {
    name: 'expired, from the middle',
    filters: { status: 'expired' },
    middle: true,
    most: 5,
    decision: '0024',
  },
  {
    name: 'done: accepted, declined, revoked, or expired',
    filters: { status: DONE },
    ...MERGED,
  },
  { name: 'done, from the middle', filters: { status: DONE }, middle: true, ...MERGED },
  // Two queries for each of four partitions.
  {
    name: 'done suppliers',
    filters: { status: DONE, kind: 'supplier' },
    most: 34,
    decision: '0072',
  },
  {
    name: 'bounced, failed, or suppressed',
    filters: { delivery: ['bounced', 'failed', 'suppressed'] },
    most: 5,
    decision: '0054',
  },
  // Two queries, because 1 in 100 rows is dropped.
  { name: 'delivered', filters: { delivery: 'delivered' }, most: 5, decision: '0072' },
  { name: 'queued (1 in 1,000)', filters: { delivery: 'queued' } },
  { name: 'queued or sent', filters: { delivery: ['queued', 'sent'] } },
  { name: 'bounced', filters: { delivery: 'bounced' } },
  { name: 'pending and delivered', filters: { status: 'pending', delivery: 'delivered' } },
  {
    name: 'pending and bounced',
    filters: { status: 'pending', delivery: 'bounced' },
    sparse: true,
  },
  // The rows contain the customer ID, which makes them longer.
  {
    name: 'of one customer',
    filters: { customerId: CUSTOMER },
    most: 6,
    decision: '0072',
  },
  { name: 'one address', filters: { email: 'guest-777@' } },
  {
    name: 'addresses that start with "guest-1"',
    filters: { email: 'guest-1' },
    order: 'asc',
    ...RECORDS,
  },
  // Four queries whose rows are read completely before a filter drops some of them.
  {
    name: 'revoked, addresses that start with "guest-1"',
    filters: { email: 'guest-1', status: 'revoked' },
    most: 106,
    decision: '0072',
  },
  { name: 'suppliers (1 in 100)', filters: { kind: 'supplier' }, sparse: true },
  {
    name: 'revoked suppliers (there are none)',
    filters: { status: 'revoked', kind: 'supplier' },
    sparse: true,
  },
  {
    name: 'suppliers whose address starts with "guest-1"',
    filters: { kind: 'supplier', email: 'guest-1' },
    sparse: true,
  },
];

/**
 * Prints the cost of a page of each list in a small and in a large tenant, which should be the same.
 *
 * @returns the pages that exceed their budget
 */
export async function listCost(endpoint: string, large: boolean): Promise<string[]> {
  const sizes = sizesOf(large);
  const tenants: Figures[][] = [];
  for (const size of sizes) tenants.push(await measureTenant(endpoint, size));
  const title = (counts: string) =>
    `A page of ${PAGE} invitations in tenants with ${counts} invitations`;
  return reportPages(title, sizes, LISTINGS, tenants);
}

async function measureTenant(endpoint: string, size: number): Promise<Figures[]> {
  const table = await createTableAt(endpoint);
  const all = Array.from({ length: size }, (_, number) => guest(number, size));
  await timed(`${size} invitations`, () => writeRecords(table, all, progress(size)));
  await putCustomers(table, [testCustomer({ id: CUSTOMER, invitationId: guest(2, size).id })]);
  const lists = new DynamoInvitationLists(table.client, table.tableName);
  const meter = await Meter.of(table, endpoint);
  const figures: Figures[] = [];
  for (const listing of LISTINGS) {
    const query = queryOf(listing, size);
    figures.push(await measurePage(meter, async () => (await lists.list(query)).rows.length));
  }
  return figures;
}

function queryOf({ filters = {}, order, middle }: Listing, size: number): ListQuery {
  const base = {
    tenantId: 'acme',
    filters,
    order: order ?? 'desc',
    limit: PAGE,
    now: NOW,
  } as const;
  const { id, createdAt } = guest(Math.floor(size / 2), size);
  return middle === true ? { ...base, after: { id, sort: createdAt } } : base;
}

/**
 * Returns the `number`-th of `size` invitations. Of every ten, eight were accepted, one was revoked, and one is pending
 * or, if it is older than a week, expired. The expiry of the latest few has not been recorded. One email in a hundred
 * bounced, and one in five hundred is underway. The invitation with the number 2 created a customer.
 */
function guest(number: number, size: number): Invitation {
  const createdAt = new Date(NOW.getTime() - SPAN * (1 - number / size)).toISOString();
  const address = `guest-${number}@shipping.example`;
  const id = derivedId('inv', 'bench', String(number));
  const expiresAt = new Date(Date.parse(createdAt) + 7 * DAY).toISOString();
  const expired = expiresAt <= NOW.toISOString();
  const noted = Date.parse(expiresAt) <= NOW.getTime() - SPAN / 1_000;
  const kind = number % 100 === 33 ? 'supplier' : 'customer';
  const common = record({
    id,
    address,
    createdAt,
    expiresAt,
    kind,
    delivery: {
      status: deliveryOf(number),
      updatedAt: createdAt,
      sends: 1,
    },
    ...(number % 1_000 === 7 && { customerId: CUSTOMER, existingCustomer: true }),
    ...(number === 2 && { customerId: CUSTOMER }),
  });
  const tenth = number % 10;
  if (tenth === 0) return { ...common, ...(expired && noted && { expiredAt: expiresAt }) };
  if (tenth === 1) return { ...common, status: 'revoked', revokedAt: createdAt };
  return {
    ...common,
    status: 'accepted',
    acceptedAt: createdAt,
    acceptedUserId: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11',
  };
}

function deliveryOf(number: number): Invitation['delivery']['status'] {
  if (number % 1_000 === 10) return 'queued';
  if (number % 1_000 === 20) return 'sent';
  return number % 100 === 50 ? 'bounced' : 'delivered';
}
