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

/** What both triggers call in the life of one acceptance. */
const ADMISSION = ['find', 'get', 'claim', 'register', 'findLocal'];
const FIRST_TOKEN = ['named', 'find', 'get', 'resume', 'addToGroup', 'complete'];
/** What is read once all is done: whether the customer and the person may sign in. */
const ACCESS = ['find', 'find'];
const LAPSED = CLAIM_LEASE_SECONDS * SECOND + 2 * MINUTE;

const deaths: Death[] = [...ADMISSION, ...FIRST_TOKEN].flatMap((_name, index) => [
  { call: index + 1, moment: 'before' },
  { call: index + 1, moment: 'after' },
]);
const isCompleted = ({ call, moment }: Death) =>
  call === ADMISSION.length + FIRST_TOKEN.length && moment === 'after';

/** The person has left for the provider, came back, and the function died. */
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

test('an acceptance makes these calls when nothing dies', async () => {
  const world = await externalWorld();
  await world.leave();
  const process = new MortalProcess();
  await world.federation.signIn(world.triggers(process), 'company-login', GRACE);
  expect(process.names).toEqual([...ADMISSION, ...FIRST_TOKEN, ...ACCESS]);
});

describe('an acceptance that dies', () => {
  test.each(deaths)(
    '$moment call $call is finished by the next sign-in, at once',
    async (death) => {
      const world = await deadAcceptance(death);
      await world.federation.signIn(world.triggers(), 'company-login', GRACE);
      await expectAccepted(world);
    },
  );

  test.each(deaths)(
    '$moment call $call leaves nothing behind when nobody comes back, and the link works',
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
    '$moment call $call makes way for a password when its lease has run out',
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

  test('in its second provider makes way for the first', async () => {
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

/** Somebody who may sign up with another address, has asked for a code to it, and sends the form with it. */
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

test('whoever comes from a company leaves no user of a form for another address that died', async () => {
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
