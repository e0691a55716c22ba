import { describe, expect, test } from 'vitest';

import { DynamoCustomerStore } from '../../../lambdas/modules/customers/customer-store.ts';
import { revokeInvitation } from '../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE, SECOND } from '../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../lambdas/modules/platform/errors.ts';
import {
  type AcceptDeps,
  acceptInvitation,
} from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { CLAIM_LEASE_SECONDS } from '../../../lambdas/modules/sign-up/acceptance-rules.ts';
import { MAIL_GRACE_PERIOD, reconcile } from '../../../lambdas/reconciler/reconcile.ts';
import { DynamoUnfinishedStore } from '../../../lambdas/reconciler/unfinished-store.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { type Death, MortalProcess, ProcessDied } from '../../support/engine/dying.ts';
import { createTable } from '../../support/engine/table.ts';
import { accountsIn, FakeUserPool } from '../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../support/modules/invitations.ts';
import { reconcilingOn } from '../../support/modules/reconciling.ts';
import { acceptingOn } from '../../support/modules/sign-up.ts';

const NOTHING = {
  completed: 0,
  undone: 0,
  requeued: 0,
  reordered: 0,
  removed: 0,
  expired: 0,
  reminded: 0,
  failed: 0,
};

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const { queue, failures, reconcilingIn } = reconcilingOn(table, clock, pool);
  const customers = new DynamoCustomerStore(table.client, table.tableName);
  return { table, clock, pool, inviting, queue, failures, reconcilingIn, customers };
}

type World = Awaited<ReturnType<typeof setup>>;

/** Invites, emails, and submits the form in a process that crashes. */
async function deadAcceptance(world: World, death: Death) {
  const { table, clock, pool, inviting } = world;
  const invitation = await invite(inviting, { company: 'Navy' });
  const token = await mailedToken(table, clock, invitation);
  const process = new MortalProcess(death);
  const deps: AcceptDeps = {
    ...acceptingOn(table, clock, pool, process),
    // Looking up an account is not counted as a call here.
    accounts: accountsIn(table, pool),
  };
  const command = {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: 'submission-1',
  };
  await expect(acceptInvitation(deps, command)).rejects.toThrow(ProcessDied);
  const again = () => acceptInvitation(acceptingOn(table, clock, pool), command);
  return { invitation, again };
}

const LAPSED = CLAIM_LEASE_SECONDS * SECOND + MINUTE + 1;

describe('an abandoned sign-up', () => {
  test('is completed if only its last step is missing, even past the expiry', async () => {
    const world = await setup();
    const { invitation, again } = await deadAcceptance(world, { call: 6, moment: 'before' });
    world.clock.advance(8 * DAY);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, completed: 1 });
    expect(await world.inviting.invitations.get(invitation.id)).toMatchObject({
      status: 'accepted',
    });
    const customer = await world.customers.get(invitation.customerId);
    expect(customer).toMatchObject({
      customer: { name: 'Navy' },
      contacts: [{ firstName: 'Grace' }],
    });
    await expect(again()).resolves.toMatchObject({ repeated: true });
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
  });

  test.each([3, 4, 5])(
    'is undone if it crashed before call %i: no user remains, and the link works',
    async (call) => {
      const world = await setup();
      const { invitation, again } = await deadAcceptance(world, { call, moment: 'before' });
      world.clock.advance(LAPSED);
      await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, undone: 1 });
      expect(world.pool.users.size).toBe(0);
      expect(await world.inviting.invitations.get(invitation.id)).toMatchObject({
        status: 'pending',
      });
      await expect(again()).resolves.toMatchObject({ repeated: false });
    },
  );

  test('leaves no user if the pool rejected the password and nobody chose another', async () => {
    const world = await setup();
    const invitation = await invite(world.inviting);
    const token = await mailedToken(world.table, world.clock, invitation);
    const refused = new FoyerError('password_policy', 'The pool refused the password.');
    world.pool.setPassword = () => Promise.reject(refused);
    const deps = acceptingOn(world.table, world.clock, world.pool);
    const profile = { firstName: 'Grace', lastName: 'Hopper' };
    const command = { token, password: 'Password1234', profile, idempotencyKey: undefined };
    await expect(acceptInvitation(deps, command)).rejects.toBe(refused);
    expect(world.pool.users.size).toBe(1);
    world.clock.advance(LAPSED);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, undone: 1 });
    expect(world.pool.users.size).toBe(0);
    world.clock.advance(LAPSED);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
  });

  test('leaves no user if its invitation is revoked in the meantime', async () => {
    const world = await setup();
    const { invitation } = await deadAcceptance(world, { call: 6, moment: 'before' });
    world.clock.advance(LAPSED);
    await revokeInvitation(world.inviting, administrator, invitation.id);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, undone: 1 });
    expect(world.pool.users.size).toBe(0);
    expect(await world.customers.get(invitation.customerId)).toBeUndefined();
    const waiting = new DynamoUnfinishedStore(world.table.client, world.table.tableName);
    expect(await waiting.lapsedClaims(world.clock.now(), 10)).toEqual([]);
  });

  test('is left alone during its lease', async () => {
    const world = await setup();
    await deadAcceptance(world, { call: 6, moment: 'before' });
    world.clock.advance(CLAIM_LEASE_SECONDS * SECOND - 1);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
  });

  test('that was completed needs no work', async () => {
    const world = await setup();
    const { again } = await deadAcceptance(world, { call: 6, moment: 'before' });
    await again();
    world.clock.advance(LAPSED);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
  });

  test('is settled once by five simultaneous reconcilers, while the invitee returns', async () => {
    const world = await setup();
    const { invitation, again } = await deadAcceptance(world, { call: 6, moment: 'before' });
    world.clock.advance(LAPSED);
    await Promise.allSettled([
      ...Array.from({ length: 5 }, () => reconcile(world.reconcilingIn())),
      again(),
    ]);
    await again();
    expect(await world.inviting.invitations.get(invitation.id)).toMatchObject({
      status: 'accepted',
    });
    expect(world.pool.users.size).toBe(1);
    expect((await world.customers.get(invitation.customerId))?.contacts).toHaveLength(1);
    expect(world.failures).toEqual([]);
  });

  const deaths = [1, 2, 3, 4, 5, 6, 7].flatMap((call) => [
    { call, moment: 'before' as const },
    { call, moment: 'after' as const },
  ]);
  test.each(deaths)(
    'is settled even if a reconciler crashed $moment its call $call',
    async (death) => {
      const world = await setup();
      const { again } = await deadAcceptance(world, { call: 5, moment: 'before' });
      world.clock.advance(LAPSED);
      await reconcile(world.reconcilingIn(new MortalProcess(death))).catch(() => undefined);
      world.clock.advance(LAPSED);
      await reconcile(world.reconcilingIn());
      expect(world.pool.users.size).toBe(0);
      await again();
      expect(world.pool.users.size).toBe(1);
    },
  );
});

describe('an email that waits too long', () => {
  test('is queued again, once, and again only after the same time', async () => {
    const world = await setup();
    const invitation = await invite(world.inviting);
    world.clock.advance(MAIL_GRACE_PERIOD + 1);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, requeued: 1 });
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
    expect(world.queue).toEqual([{ invitationId: invitation.id, send: 1 }]);
    world.clock.advance(MAIL_GRACE_PERIOD + 1);
    await reconcile(world.reconcilingIn());
    expect(world.queue).toHaveLength(2);
  });

  test('is queued by the next run if the queue did not accept it', async () => {
    const world = await setup();
    const invitation = await invite(world.inviting);
    world.clock.advance(MAIL_GRACE_PERIOD + 1);
    const outOfReach = new Error('The queue is out of reach.');
    const mailQueue = { enqueue: () => Promise.reject(outOfReach) };
    const failing = { ...world.reconcilingIn(), mailQueue };
    await expect(reconcile(failing)).resolves.toEqual({ ...NOTHING, failed: 1 });
    expect(world.failures).toEqual([outOfReach]);
    world.clock.advance(MINUTE);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual({ ...NOTHING, requeued: 1 });
    expect(world.queue).toEqual([{ invitationId: invitation.id, send: 1 }]);
  });

  test('is queued once by five simultaneous reconcilers', async () => {
    const world = await setup();
    await invite(world.inviting);
    world.clock.advance(MAIL_GRACE_PERIOD + 1);
    await Promise.all(Array.from({ length: 5 }, () => reconcile(world.reconcilingIn())));
    expect(world.queue).toHaveLength(1);
  });

  test('is not looked up after it was sent, or if none was requested', async () => {
    const world = await setup();
    const invitation = await invite(world.inviting);
    await mailedToken(world.table, world.clock, invitation);
    await invite(world.inviting, { email: 'quiet@example.com', notify: false });
    world.clock.advance(MAIL_GRACE_PERIOD + 1);
    await expect(reconcile(world.reconcilingIn())).resolves.toEqual(NOTHING);
  });
});
