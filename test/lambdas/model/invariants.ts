import { expect } from 'vitest';

import { SignInRejectedError } from '../../../lambdas/modules/access/access.ts';
import { tokenClaims } from '../../../lambdas/modules/access/token-claims.ts';
import { type Contact, fromContactItem } from '../../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../../lambdas/modules/records/customer.ts';
import {
  customerPartition,
  fromCustomerItem,
} from '../../../lambdas/modules/records/customer-item.ts';
import { type Invitation, statusAt } from '../../../lambdas/modules/records/invitation.ts';
import { fromInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { RECORDS } from '../../../lambdas/modules/records/table.ts';
import type { TableItem } from '../../../operator/check/facts.ts';
import type { FakeUser } from '../../support/fakes/fake-user-pool.ts';
import { problemsOf } from '../../support/foyer/table-check.ts';
import { INSTALLATION } from '../../support/modules/tenants.ts';
import type { World } from './world.ts';

/** The contents of the table, as the service reads them. */
export interface Contents {
  readonly items: readonly TableItem[];
  readonly invitations: readonly Invitation[];
  readonly contacts: readonly Contact[];
  readonly customers: readonly Customer[];
}

/** Reads the whole table. */
export async function contentsOf(world: World): Promise<Contents> {
  const items = await world.items();
  const of = (record: string) => items.filter(({ sk }) => String(sk).split('#')[0] === record);
  return {
    items,
    invitations: of(RECORDS.invitation).map((item) => fromInvitationItem(item)),
    contacts: of(RECORDS.contact).map((item) => fromContactItem(item)),
    customers: of(RECORDS.customer).map((item) => fromCustomerItem(item)),
  };
}

/** Checks the invariants that must hold after every step, whatever process died in it. */
export async function checkInvariants(world: World): Promise<void> {
  const contents = await contentsOf(world);
  expect(problemsOf(contents.items, world.clock.now()), 'the checker finds nothing').toEqual([]);
  oneContactForEachId(contents);
  onePendingInvitation(world, contents);
  oneAccountForEachUser(world, contents);
  for (const user of world.pool.users.values()) {
    withinItsGroups(user, contents);
    if (hasChanged(world, user, contents)) await aTokenForTheRight(world, user, contents);
  }
  noTokenAtRest(world, contents);
}

/** Checks the invariants that must hold once all work is complete. */
export async function checkRest(world: World): Promise<void> {
  await checkInvariants(world);
  const { invitations, contacts } = await contentsOf(world);
  expect(invitations.filter(({ status }) => status === 'accepting')).toEqual([]);
  expect(invitations.filter(({ delivery }) => delivery.status === 'queued')).toEqual([]);
  expect(
    contacts.filter(({ formerUserId }) => formerUserId !== undefined),
    'no account of somebody who was removed is left',
  ).toEqual([]);
  expect([...world.pool.users.values()].map(({ userId }) => userId).toSorted()).toEqual(
    contacts.flatMap(({ userId }) => (userId === undefined ? [] : [userId])).toSorted(),
  );
}

function oneContactForEachId({ contacts }: Contents): void {
  const ids = contacts.map(({ id }) => id);
  expect(ids, 'one contact for an id, whichever customer it belongs to').toEqual([...new Set(ids)]);
}

function onePendingInvitation(world: World, { invitations }: Contents): void {
  const now = world.clock.now();
  const open = invitations.filter((invitation) => statusAt(invitation, now) === 'pending');
  const addresses = open.map(({ tenantId, address }) => `${tenantId} ${address}`);
  expect(addresses, 'one pending invitation for a tenant and an address').toEqual([
    ...new Set(addresses),
  ]);
}

function oneAccountForEachUser(world: World, { contacts }: Contents): void {
  const users = contacts.filter(({ userId }) => userId !== undefined);
  const logins = users.map(({ email = '' }) => email.toLowerCase());
  expect(logins, 'one account for an address').toEqual([...new Set(logins)]);
  for (const contact of users) {
    const user = world.pool.users.get(contact.email?.toLowerCase() ?? '');
    expect(user?.userId, 'an account for each contact that has one').toBe(contact.userId);
    expect(user?.password, 'a password for each account').toBeDefined();
    expect(user?.contactId, 'and it is that contact’s').toBe(contact.id);
    expect([...(user?.groups ?? [])].toSorted(), 'in the groups that the contact says').toEqual(
      contact.groups.toSorted(),
    );
  }
}

function withinItsGroups({ groups }: FakeUser, { invitations, contacts }: Contents): void {
  for (const group of groups)
    expect(INSTALLATION.allowedGroups, 'nobody is in an administrators’ group').toContain(group);
  for (const { groups: offered } of [...invitations, ...contacts])
    for (const group of offered) expect(INSTALLATION.allowedGroups).toContain(group);
}

/** Returns whether any record that determines a user's token has changed since the last token was requested. */
function hasChanged(world: World, user: FakeUser, { items }: Contents): boolean {
  const { userId, customerId = '', groups } = user;
  const partition = customerPartition(customerId);
  const people = items.filter((item) => item['pk'] === partition || item['userId'] === userId);
  const state = JSON.stringify([user, [...groups], people]);
  const changed = world.decided.get(userId) !== state;
  world.decided.set(userId, state);
  return changed;
}
/** Administrators are not part of this model. */
const NOBODY = { find: async () => undefined };
const NO_FACTORS = { hasSecondFactor: async () => false };

/** Checks that contacts of active customers get a token, and that nobody else does. Requests tokens like Cognito. */
async function aTokenForTheRight(
  world: World,
  user: FakeUser,
  { contacts, customers }: Contents,
): Promise<void> {
  const contact = contacts.find(({ userId }) => userId === user.userId);
  const customer = customers.find(({ id }) => id === contact?.customerId);
  const granted = await tokenClaims(
    { ...world.access, administrators: NOBODY, factors: NO_FACTORS },
    {
      userName: user.userId,
      attributes: {
        'custom:tenant_id': user.tenantId,
        'custom:invitation_id': user.invitationId,
        'custom:customer_id': user.customerId,
        'custom:contact_id': user.contactId,
      },
    },
  ).catch((error: unknown) => {
    if (error instanceof SignInRejectedError) return undefined;
    throw error;
  });
  expect(granted !== undefined, 'a token only for people of active customers').toBe(
    customer?.status === 'active',
  );
  world.reach(granted === undefined ? refusalOf(contact, customer) : 'a token');
  if (granted === undefined) return;
  expect(granted.scopes).toEqual(['foyer/self']);
  expect(granted.claims['tenant_id'], 'and only for its own tenant').toBe(customer?.tenantId);
}

function refusalOf(contact: Contact | undefined, customer: Customer | undefined): string {
  if (contact === undefined) return 'no token for a user of nobody';
  return `no token while the customer is ${customer?.status ?? 'not there'}`;
}

function noTokenAtRest(world: World, { items }: Contents): void {
  const text = JSON.stringify(items, (_key, value: unknown) =>
    value instanceof Set ? [...value] : value,
  );
  for (const { token } of world.received)
    expect(text.includes(token.slice(token.indexOf('.') + 1)), 'no token at rest').toBe(false);
}
