import { describe, expect, test } from 'vitest';

import { MINUTE, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { CLAIM_LEASE_SECONDS } from '../../../../lambdas/modules/sign-up/acceptance-rules.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { type Death, MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import {
  expectAccepted,
  type ExternalWorld,
  externalWorld,
  GRACE,
  NAME,
} from '../../../support/modules/external-sign-in.ts';
import { armCode, changeInvitation } from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

/** The calls of both triggers during one acceptance. */
const ADMISSION = ['find', 'get', 'claim', 'register', 'findLocal'];
const FIRST_TOKEN = ['named', 'find', 'get', 'resume', 'addToGroup', 'complete'];
/** The reads after completion: whether the customer and the contact can sign in. */
const ACCESS = ['find', 'find'];
const LAPSED = CLAIM_LEASE_SECONDS * SECOND + 2 * MINUTE;

const deaths: Death[] = [...ADMISSION, ...FIRST_TOKEN].flatMap((_name, index) => [
  { call: index + 1, moment: 'before' },
  { call: index + 1, moment: 'after' },
]);
const isCompleted = ({ call, moment }: Death) =>
  call === ADMISSION.length + FIRST_TOKEN.length && moment === 'after';

/** Leaves for the provider and returns, and the function crashes. */
async function deadAcceptance(death: Death): Promise<ExternalWorld> {
  const world = await externalWorld();
  await world.leave();
  const mortal = world.triggers(new MortalProcess(death));
  await expect(world.federation.signIn(mortal, 'company-login', GRACE)).rejects.toThrow(
    ProcessDied,
  );
  return world;
}

function reconciled(world: ExternalWorld) {
  const { table, pool, clock, accepting } = world;
  const { reconcilingIn } = reconcilingOn(table, clock, pool);
  return reconcile({ ...reconcilingIn(), remover: accepting.remover });
}

function byPassword(world: ExternalWorld) {
  return acceptInvitation(world.accepting, {
    token: world.token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    company: undefined,
    idempotencyKey: undefined,
  });
}

test('an acceptance makes these calls if nothing crashes', async () => {
  const world = await externalWorld();
  await world.leave();
  const process = new MortalProcess();
  await world.federation.signIn(world.triggers(process), 'company-login', GRACE);
  expect(process.names).toEqual([...ADMISSION, ...FIRST_TOKEN, ...ACCESS]);
});

describe('an acceptance that crashes', () => {
  test.each(deaths)(
    '$moment call $call is completed by the next sign-in, immediately',
    async (death) => {
      const world = await deadAcceptance(death);
      await world.federation.signIn(world.triggers(), 'company-login', GRACE);
      await expectAccepted(world);
    },
  );

  test.each(deaths)(
    '$moment call $call leaves nothing behind if nobody returns, and the link works',
    async (death) => {
      const world = await deadAcceptance(death);
      world.clock.advance(LAPSED);
      await reconciled(world);
      if (isCompleted(death)) return expectAccepted(world);
      expect(world.pool.external.size).toBe(0);
      expect(await world.externals.named(NAME)).toBeUndefined();
      expect(await world.externals.at('grace@example.com')).toBeUndefined();
      expect((await world.stored())?.status).toBe('pending');
      await expectSound(world.table, world.clock.now());
      await world.leave();
      await world.federation.signIn(world.triggers(), 'company-login', GRACE);
      await expectAccepted(world);
    },
  );

  test.each(deaths.filter((death) => !isCompleted(death)))(
    '$moment call $call makes way for a password after its lease has expired',
    async (death) => {
      const world = await deadAcceptance(death);
      world.clock.advance(CLAIM_LEASE_SECONDS * SECOND + 1);
      await byPassword(world);
      expect(world.pool.users.size).toBe(1);
      await expect(
        world.federation.signIn(world.triggers(), 'company-login', GRACE),
      ).rejects.toThrow('external_sign_in:');
      expect(world.pool.external.size).toBe(0);
      expect((await world.stored())?.acceptedUserId).toBe(
        [...world.pool.users.values()][0]?.userId,
      );
    },
  );

  test('with a second provider makes way for the first', async () => {
    const world = await externalWorld();
    await world.leave('partner-login');
    const mortal = world.triggers(new MortalProcess({ call: 5, moment: 'after' }));
    await expect(world.federation.signIn(mortal, 'partner-login', GRACE)).rejects.toThrow();
    world.clock.advance(CLAIM_LEASE_SECONDS * SECOND);
    await world.leave('company-login');
    await world.federation.signIn(world.triggers(), 'company-login', GRACE);
    await expectAccepted(world);
  });
});

/** Sets up an invitee who can use another address, has requested a code for it, and submits the form with the code. */
async function formWorld() {
  const world = await externalWorld();
  const { table, clock, pool, token, accepting } = world;
  const invitation = await world.stored();
  if (invitation === undefined) throw new Error('The invitation is gone.');
  await changeInvitation(table, invitation, { allowDifferentEmail: true });
  const email = 'grace.private@example.org';
  await sendVerificationCode(accepting, { token, email });
  await armCode(table, clock, invitation.id, '12345678');
  const submit = (process: MortalProcess) =>
    acceptInvitation(acceptingOn(table, clock, pool, process), {
      ...{ token, email, code: '12345678', password: 'Correct-horse-battery-9' },
      ...{ profile: { firstName: 'Grace', lastName: 'Hopper' }, idempotencyKey: undefined },
    });
  return { ...world, email, submit };
}

test('signing in with a provider deletes the leftover user of a crashed form with another address', async () => {
  const alive = new MortalProcess();
  await (await formWorld()).submit(alive);
  const world = await formWorld();
  const call = alive.names.indexOf('setPassword') + 1;
  const dying = new MortalProcess({ call, moment: 'before' });
  await expect(world.submit(dying)).rejects.toThrow(ProcessDied);
  expect([...world.pool.users.keys()]).toEqual([world.email]);
  world.clock.advance(LAPSED);
  await world.leave();
  await world.federation.signIn(world.triggers(), 'company-login', GRACE);
  await expectAccepted(world);
});
