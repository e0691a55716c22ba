import { describe, expect, test } from 'vitest';

import {
  removeAdministrator,
  resendSetupMail,
  updateAdministrator,
} from '../../../../lambdas/modules/administrators/manage-administrators.ts';
import {
  completeSetup,
  getSetupByToken,
} from '../../../../lambdas/modules/administrators/set-up-administrator.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { getInvitationByToken } from '../../../../lambdas/modules/sign-up/get-invitation-by-token.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import {
  beforeCall,
  type Death,
  MortalProcess,
  ProcessDied,
} from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { itemsOf, problemsOf } from '../../../support/foyer/table-check.ts';
import { ADA, administratorsOn, GOOD_PASSWORD } from '../../../support/modules/administrators.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

async function setup(role: 'administrators' | 'viewers' = 'administrators') {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const world = administratorsOn(table, clock, pool);
  const made = await world.create({ role });
  const token = await world.mailed(made);
  const accept = (
    given: { key?: string; password?: string; token?: string; process?: MortalProcess } = {},
  ) =>
    completeSetup(
      world.setupIn(given.process),
      {
        token: given.token ?? token,
        name: 'Grace Hopper',
        password: given.password ?? GOOD_PASSWORD,
      },
      given.key ?? 'key-1',
    );
  return {
    ...{ table, clock, made, token, accept, ...world, ...reconcilingOn(table, clock, pool) },
    lookUp: (pasted = token) => getSetupByToken(world.setupIn(), pasted),
    problems: async () => problemsOf(await itemsOf(table), clock.now()),
  };
}

describe('the setup link', () => {
  test('shows the inviter, the company, and the role, and changes nothing', async () => {
    const { lookUp, table } = await setup('viewers');
    const before = await itemsOf(table);
    expect(await lookUp()).toMatchObject({
      ...{ tenant: { name: 'acme' }, email: 'grace@acme.example', role: 'viewers' },
      ...{ invitedBy: { name: 'Ada Lindqvist' }, passwordRules: { minLength: 12 } },
    });
    expect(await itemsOf(table)).toEqual(before);
  });

  test('works as pasted: whole, inside another link, with line breaks', async () => {
    const { lookUp, token } = await setup();
    const link = `https://join.example.com/administrator-setup#${token}`;
    for (const pasted of [
      ...[link, `<${link}>`, `${token}.`, token.replace('adm_', 'adm_\n')],
      `https://filter.example/?u=${encodeURIComponent(link)}`,
      `https://filter.example/?u=${encodeURIComponent(encodeURIComponent(link))}&s=1`,
    ])
      expect(await lookUp(pasted), pasted).toMatchObject({ email: 'grace@acme.example' });
  });

  test('is invalid with another tenant, another administrator, or another secret in it', async () => {
    const { lookUp, token, create } = await setup();
    const other = await create({ email: 'other@acme.example' });
    const [, id = '', secret = ''] = token.split('.');
    for (const forged of [
      ...[`globex.${id}.${secret}`, `acme.${other.id}.${secret}`, `acme.${id}.${'A'.repeat(43)}`],
      ...['', 'acme', `${id}.${secret}`, token.slice(0, -1), `${token}x`],
    ])
      await expect(lookUp(forged), forged).rejects.toMatchObject({ code: 'not_found' });
  });

  test('does not work as an invitation link, and an invitation link does not work as a setup link', async () => {
    const { token, lookUp, accept, table, clock, pool } = await setup();
    const [, id = '', secret = ''] = token.split('.');
    const accepting = acceptingOn(table, clock, pool);
    const looking = { ...accepting, tenants: { get: async () => undefined }, providers: [] };
    const applications = { get: async () => undefined };
    for (const tried of [token, `${id}.${secret}`, `${id.replace('adm', 'inv')}.${secret}`]) {
      const profile = { firstName: 'Grace', lastName: 'Hopper' };
      const submission = { token: tried, password: GOOD_PASSWORD, profile, idempotencyKey: 'key' };
      await expect(acceptInvitation(accepting, submission)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(getInvitationByToken({ ...looking, applications }, tried)).rejects.toMatchObject(
        {
          code: 'not_found',
        },
      );
    }
    const invitation = `${id.replace('adm', 'inv')}.${secret}`;
    await expect(lookUp(invitation)).rejects.toMatchObject({ code: 'not_found' });
    await expect(accept({ token: invitation })).rejects.toMatchObject({ code: 'not_found' });
    expect(pool.users.size).toBe(0);
  });

  test('stops working after it has expired, was replaced, or its administrator was removed', async () => {
    const { lookUp, accept, clock, manage, made, token, mailed } = await setup();
    clock.advance(8 * DAY);
    await expect(lookUp()).rejects.toMatchObject({ code: 'invitation_expired' });
    await expect(accept()).rejects.toMatchObject({ code: 'invitation_expired' });
    const again = await mailed(await resendSetupMail(manage, ADA, made.id));
    await expect(lookUp(token)).rejects.toMatchObject({ code: 'not_found' });
    expect(await lookUp(again)).toMatchObject({ role: 'administrators' });
    await removeAdministrator(manage, ADA, { id: made.id });
    await expect(lookUp(again)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('lets nobody in while the company is suspended, and works again afterwards', async () => {
    const { lookUp, accept, becomes } = await setup();
    becomes({ status: 'suspended' });
    await expect(lookUp()).rejects.toMatchObject({ code: 'feature_not_available' });
    await expect(accept()).rejects.toMatchObject({ code: 'feature_not_available' });
    becomes({});
    expect(await accept()).toMatchObject({ repeated: false });
  });
});

describe('setting up the account', () => {
  test('activates the account with the name and the password, in no group of the user pool', async () => {
    const { accept, read, made, pool, problems } = await setup();
    const { administrator, repeated } = await accept();
    const [user] = [...pool.users.values()];
    expect(repeated).toBe(false);
    expect(administrator).toMatchObject({
      ...{ status: 'active', name: 'Grace Hopper', userId: user?.userId, version: 2 },
    });
    expect(user).toMatchObject({
      ...{ tenantId: 'acme', administratorId: made.id, invitationId: undefined },
      ...{ password: GOOD_PASSWORD, groups: new Set() },
    });
    expect(await read(made.id)).toEqual(administrator);
    expect(await problems()).toEqual([]);
  });

  test('works once: the same submission gets its response again, any other is told to sign in', async () => {
    const { accept, pool } = await setup();
    await accept();
    expect(await accept()).toMatchObject({ repeated: true });
    const other = { key: 'key-2', password: 'Another-password-1' };
    await expect(accept(other)).rejects.toMatchObject({ code: 'invitation_accepted' });
    // The same key with another password does not change the password either.
    await accept({ password: 'Another-password-1' });
    expect([...pool.users.values()].map(({ password }) => password)).toEqual([GOOD_PASSWORD]);
  });

  test('accepts one password of ten simultaneous submissions, and rejects the others', async () => {
    const { accept, pool, problems } = await setup();
    const settled = await Promise.allSettled(
      Array.from({ length: 10 }, (_, nr) =>
        accept({ key: `key-${nr}`, password: `Password-of-nr-${nr}` }),
      ),
    );
    const won = settled.flatMap((one, nr) => (one.status === 'fulfilled' ? [nr] : []));
    expect(won).toHaveLength(1);
    expect(pool.passwordsSet.map(({ password }) => password)).toEqual([`Password-of-nr-${won[0]}`]);
    expect(await problems()).toEqual([]);
  });

  test('with a weak password claims nothing', async () => {
    const { accept, read, made } = await setup();
    await expect(accept({ password: 'short' })).rejects.toMatchObject({ code: 'password_policy' });
    expect((await read(made.id)).claim).toBeUndefined();
  });

  test('is rejected if a customer has taken the address in the meantime, and does not touch that account', async () => {
    const { accept, pool, read, made } = await setup();
    pool.add('grace@acme.example', 'A-customer-password-1');
    await expect(accept()).rejects.toMatchObject({ code: 'user_already_exists' });
    expect([...pool.users.values()]).toMatchObject([{ password: 'A-customer-password-1' }]);
    expect((await read(made.id)).claim).toBeUndefined();
  });

  test('replaces the leftover account of the same person, who was just removed', async () => {
    const { accept, manage, made, create, mailed, active, pool } = await setup();
    await active({ email: 'ada@acme.example' });
    await accept();
    await removeAdministrator(manage, ADA, { id: made.id });
    const token = await mailed(await create());
    const { administrator } = await accept({ token, password: 'Another-password-1' });
    expect(pool.users.get('grace@acme.example')).toMatchObject({
      ...{ administratorId: administrator.id, password: 'Another-password-1' },
    });
  });
});

describe('an interrupted setup', () => {
  const deaths: Death[] = [1, 2, 3, 4, 5, 6, 7].flatMap((call) =>
    (['before', 'after'] as const).map((moment) => ({ call, moment })),
  );

  test.each(deaths)(
    '(crashed $moment call $call) is completed by a repeated submission',
    async (death) => {
      const { accept, problems, pool, clock } = await setup();
      const process = new MortalProcess(death);
      await accept({ process }).catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      });
      clock.advance(MINUTE);
      const { administrator } = await accept();
      expect(administrator.status).toBe('active');
      expect(pool.users.size).toBe(1);
      expect(await problems()).toEqual([]);
    },
  );

  test.each(deaths)('(crashed $moment call $call) is settled by the reconciler', async (death) => {
    const { accept, read, made, reconcilingIn, failures, clock, problems, pool } = await setup();
    const process = new MortalProcess(death);
    await accept({ process }).catch(() => undefined);
    clock.advance(5 * MINUTE);
    await reconcile(reconcilingIn());
    expect(failures).toEqual([]);
    const { status, leaseUntil } = await read(made.id);
    const hasPassword = [...pool.users.values()].some(({ password }) => password !== undefined);
    expect({ status, leaseUntil }).toEqual({
      status: hasPassword ? 'active' : 'invited',
      leaseUntil: undefined,
    });
    expect(await problems()).toEqual([]);
    // The person can sign in either way.
    await accept();
    expect((await read(made.id)).status).toBe('active');
  });
});

describe('the reconciler', () => {
  test('deletes the account of a removed administrator, and no other', async () => {
    const { accept, manage, made, active, reconcilingIn, pool, clock } = await setup();
    await active({ email: 'ada@acme.example' });
    await accept();
    await removeAdministrator(manage, ADA, { id: made.id });
    clock.advance(1);
    expect(await reconcile(reconcilingIn())).toMatchObject({ removed: 1, failed: 0 });
    expect([...pool.users.keys()]).toEqual(['ada@acme.example']);
    expect(await reconcile(reconcilingIn())).toMatchObject({ removed: 0, failed: 0 });
  });

  test('deletes the account of a setup that was in progress when its administrator was removed', async () => {
    const { accept, manage, made, reconcilingIn, pool, clock, setupIn, token } = await setup();
    // Crashes right after the user is created.
    const process = new MortalProcess({ call: 4, moment: 'after' });
    await accept({ process }).catch(() => undefined);
    expect(process.names).toContain('create');
    await removeAdministrator(manage, ADA, { id: made.id });
    await reconcile(reconcilingIn());
    expect(pool.users.size).toBe(1);
    clock.advance(5 * MINUTE);
    await reconcile(reconcilingIn());
    expect(pool.users.size).toBe(0);
    await expect(getSetupByToken(setupIn(), token)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('requests an email again whose message was lost', async () => {
    const { create, reconcilingIn, queue, clock } = await setup();
    const lost = await create({ email: 'lost@acme.example' });
    clock.advance(181 * MINUTE);
    const mailQueue = { enqueue: () => Promise.reject(new Error('The queue is out of reach.')) };
    const failing = { ...reconcilingIn(), mailQueue };
    expect(await reconcile(failing)).toMatchObject({ requeued: 0, failed: 1 });
    // The next run finds it again immediately.
    expect(await reconcile(reconcilingIn())).toMatchObject({ requeued: 1 });
    expect(queue).toEqual([{ tenantId: 'acme', administratorId: lost.id, send: 1 }]);
    expect(await reconcile(reconcilingIn())).toMatchObject({ requeued: 0 });
  });
});

describe('a concurrent change during the setup', () => {
  const given = { name: 'Grace Hopper', password: GOOD_PASSWORD };

  test('lets nobody in if the link is replaced', async () => {
    const { setupIn, manage, made, token, pool } = await setup();
    // The calls are a read and then the claim.
    const { target, reached } = beforeCall(setupIn().setups, 2, () =>
      resendSetupMail(manage, ADA, made.id),
    );
    const done = completeSetup({ ...setupIn(), setups: target }, { ...given, token }, 'key-1');
    await expect(done).rejects.toMatchObject({ code: 'not_found' });
    expect(reached()).toBe(true);
    expect(pool.users.size).toBe(0);
  });

  test('applies a new role, and counts it', async () => {
    const { setupIn, manage, made, token, accept, read, problems } = await setup();
    // The calls are a read, the claim, and then completion.
    const { target, reached } = beforeCall(setupIn().setups, 3, () =>
      updateAdministrator(manage, ADA, { id: made.id, ifMatch: undefined }, { role: 'viewers' }),
    );
    const first = completeSetup({ ...setupIn(), setups: target }, { ...given, token }, 'key-1');
    // The form must be sent again, because the claim was for another role.
    await expect(first).rejects.toMatchObject({ code: 'acceptance_in_progress' });
    expect(reached()).toBe(true);
    await accept();
    expect(await read(made.id)).toMatchObject({ status: 'active', role: 'viewers' });
    expect(await problems()).toEqual([]);
  });
});
