import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';

import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DynamoMailDeliveryStore } from '../../../../lambdas/modules/mail/delivery-store.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { idsOfAcceptance } from '../../../../lambdas/modules/records/invitation.ts';
import {
  fromInvitationItem,
  invitationKey,
  toInvitationItem,
} from '../../../../lambdas/modules/records/invitation-item.ts';
import { itemBytes } from '../../../bench/capacity-units.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';

const KEYS = [
  'listKey',
  'statusKey',
  'traitKey',
  'companyKey',
  'address',
  'openKey',
  'dueKey',
  'dueAt',
] as const;

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const keysOf = async (id: string) => {
    const { Item = {} } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: invitationKey(id) }),
    );
    return Object.fromEntries(KEYS.map((name) => [name, Item[name] as unknown]));
  };
  return { table, clock, deps: invitingOn(table, clock), keysOf };
}

test('a new invitation is in the lists, and due at its expiry', async () => {
  const { deps, keysOf } = await setup();
  const { id, expiresAt } = await invite(deps, { email: 'Grace@Example.com' });
  expect(await keysOf(id)).toEqual({
    listKey: 'acme#invitation#0',
    statusKey: 'acme#invitation#pending#0',
    traitKey: 'acme#invitation#underway#0',
    companyKey: undefined,
    address: 'grace@example.com',
    openKey: 'acme#open#0',
    dueKey: '0',
    dueAt: expiresAt,
  });
});

test('an invitation keeps the address as it was entered', async () => {
  const { deps } = await setup();
  const { id } = await invite(deps, { email: 'Grace@Example.com' });
  expect(await deps.invitations.get(id)).toMatchObject({
    email: 'Grace@Example.com',
    address: 'grace@example.com',
  });
});

test('an invitation is listed by the delivery status of its email', async () => {
  const { table, clock, deps, keysOf } = await setup();
  const invitation = await invite(deps);
  await mailedToken(table, clock, invitation);
  expect(await keysOf(invitation.id)).toMatchObject({ traitKey: 'acme#invitation#underway#0' });

  clock.advance(1_000);
  await resendInvitation(deps, administrator, invitation.id);
  expect(await keysOf(invitation.id)).toMatchObject({ traitKey: 'acme#invitation#underway#0' });

  const deliveries = new DynamoMailDeliveryStore(table.client, table.tableName);
  const send = { invitationId: invitation.id, send: 2, tenantId: 'acme' };
  await deliveries.failed(send, 'No such mailbox.', clock.now());
  expect(await keysOf(invitation.id)).toMatchObject({ traitKey: 'acme#invitation#failed#0' });
});

test('a resend moves the expiry', async () => {
  const { clock, deps, keysOf } = await setup();
  const invitation = await invite(deps);
  clock.advance(8 * DAY);
  const { expiresAt } = await resendInvitation(deps, administrator, invitation.id);
  expect(await keysOf(invitation.id)).toMatchObject({
    statusKey: 'acme#invitation#pending#0',
    openKey: 'acme#open#0',
    dueAt: expiresAt,
  });
});

test('an ended invitation is not due', async () => {
  const { deps, keysOf } = await setup();
  const invitation = await invite(deps);
  await revokeInvitation(deps, administrator, invitation.id);
  expect(await keysOf(invitation.id)).toMatchObject({
    statusKey: 'acme#invitation#revoked#0',
    openKey: undefined,
    dueKey: undefined,
    dueAt: undefined,
  });
});

test('a typical invitation stays below the kilobyte of one write unit, with room for its later fields', async () => {
  const { table, clock, deps } = await setup();
  const invitation = await invite(deps, {
    email: 'grace.hopper.1@shipping.example',
    company: 'Hopper Shipping Ltd',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    message: 'Welcome! Here you see your orders, delivery notes and invoices, and whom to ask.',
  });
  await mailedToken(table, clock, invitation);
  const { Item = {} } = await table.client.send(
    new GetCommand({ TableName: table.tableName, Key: invitationKey(invitation.id) }),
  );
  expect(itemBytes(marshall(Item))).toBeLessThan(900);
});

test('an accepted invitation has a customer and a contact whose IDs derive from its own, unless it names others', async () => {
  const { deps } = await setup();
  const invitation = await invite(deps);
  const others = { customerId: 'cus_other', contactId: 'con_other' };
  const told = await deps.invitations.get(invitation.id);
  expect(told).toMatchObject(idsOfAcceptance(invitation));
  const item = toInvitationItem({ ...invitation, ...others });
  expect(fromInvitationItem(item)).toMatchObject(others);
});
