import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { derivedId } from '../../lambdas/modules/platform/ids.ts';
import type { Contact } from '../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../lambdas/modules/records/customer.ts';
import { testContact, testCustomer } from '../support/modules/customers.ts';

/** The tenant under test. */
export const TENANT = 'acme';
/** Other tenants in the same table, each a twentieth of the size. None of their rows may be read. */
const NEIGHBOURS = ['globex', 'initech'];
const NOW = new Date('2030-03-02T12:00:00.000Z');
/** The period in which the customers were created, at regular intervals. */
const SPAN = 600 * DAY;

const REGIONS = ['Northern', 'Southern', 'Eastern', 'Western', 'Central', 'Alpine', 'Baltic'];
const TRADES = ['Bakery', 'Brewery', 'Carpentry', 'Chemicals', 'Foods', 'Optics', 'Shipping'];
const PEOPLE = ['ada', 'alan', 'barbara', 'edsger', 'grace', 'margaret', 'tony'];

/** A name that 1 in 200 customers has. The tenant allowed the duplicates. */
export const COMMON_NAME = 'Hopper Shipping Ltd';
/** A company with a customer account for each of its many branches: 1 in 50 customers. */
export const COMMON_DOMAIN = 'holding.example';

/** More contacts than a page shows: the default limit of contacts for one customer. */
const CROWD = 200;

/** Returns the `number`-th of `size` customers. Its fields depend only on its number. */
export function customerOf(number: number, size: number, tenantId = TENANT): Customer {
  const createdAt = new Date(NOW.getTime() - SPAN * (1 - number / size)).toISOString();
  const region = REGIONS[number % REGIONS.length] ?? '';
  const trade = TRADES[Math.floor(number / REGIONS.length) % TRADES.length] ?? '';
  const id = derivedId('cus', 'bench', tenantId, String(number));
  const status = pick(STATUSES, spread(number, 0.618034)) ?? 'suspended';
  const rank = pick(RANKS, spread(number, 0.754878));
  const isSupplier = number % 100 === 33;
  return testCustomer({
    id,
    tenantId,
    kind: isSupplier ? 'supplier' : 'customer',
    name: number % 200 === 77 ? COMMON_NAME : `${region} ${trade} ${number}`,
    status,
    email: emailOf(number),
    phone: '+44 20 7946 0123',
    ...(isSupplier && { taxId: `DE ${100_000_000 + number}` }),
    ...(rank !== undefined && { rank }),
    address: { line1: '12 Example Street', postalCode: 'E1 6AN', city: 'London', country: 'GB' },
    website: 'https://customer.example',
    notes: 'Prefers to be called in the morning.',
    services: ['portal', 'support'],
    servicePlan: 'standard',
    groups: ['customers'],
    primaryContactId: contactOf(id, 0).id,
    contacts: 3,
    users: status === 'invited' ? 0 : 2,
    owners: status === 'invited' ? 0 : 1,
    createdAt,
    updatedAt: createdAt,
  });
}

/** The shares of the statuses. The remaining 1 in 50 is suspended. */
const STATUSES = [
  [0.8, 'active'],
  [0.1, 'invited'],
  [0.08, 'inactive'],
] as const;

/** The shares of the ranks: most are common, and 1 in 1,000 is rare. The rest have no rank. */
const RANKS = [
  [0.7, 'bronze'],
  [0.2, 'silver'],
  [0.05, 'gold'],
  [0.001, 'platinum'],
] as const;

/** Returns an address: for 1 in 20 customers at an email provider, and for 1 in 50 at a holding company. */
function emailOf(number: number): string {
  const person = PEOPLE[number % PEOPLE.length] ?? '';
  if (number % 20 === 11) return `${person}.${number}@gmail.com`;
  if (number % 50 === 13) return `${person}.${number}@${COMMON_DOMAIN}`;
  return `${person}.${number}@company-${number}.example`;
}

/** Returns customers of other tenants in the same table. */
export function neighboursOf(size: number): Customer[] {
  const count = Math.ceil(size / 20);
  return NEIGHBOURS.flatMap((tenantId) =>
    Array.from({ length: count }, (_, number) => customerOf(number, count, tenantId)),
  );
}

/** Returns the contacts of a customer with very many contacts. */
export function crowdOf(customerId: string): Contact[] {
  return Array.from({ length: CROWD }, (_, number) => contactOf(customerId, number));
}

function contactOf(customerId: string, number: number): Contact {
  return testContact({
    id: derivedId('con', customerId, String(number)),
    tenantId: TENANT,
    customerId,
    role: number === 0 ? 'owner' : 'member',
    email: `grace.hopper.${number}@company.example`,
    jobTitle: 'Buyer',
    phone: '+44 20 7946 0123',
    groups: ['customers'],
    userId: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11',
    invitationId: derivedId('inv', customerId, String(number)),
  });
}

/** Returns the first choice whose cumulative share exceeds `fraction`; `undefined` if all shares together do not. */
function pick<Value>(
  choices: readonly (readonly [share: number, value: Value])[],
  fraction: number,
): Value | undefined {
  let reached = 0;
  return choices.find(([share]) => fraction < (reached += share))?.[1];
}

/** Returns fractions that are evenly distributed, without a visible pattern, for consecutive numbers. */
function spread(number: number, step: number): number {
  return (number * step) % 1;
}
