import { describe, expect, test } from 'vitest';

import { DynamoCustomerStore } from '../../../../lambdas/modules/customers/customer-store.ts';
import { hashCode } from '../../../../lambdas/modules/invitations/verification-code.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { peopleOn } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import {
  armCode,
  changeInvitation,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const OTHER = 'Grace.Private@example.org';
const CODE = '12345678';

/** Creates an invitation whose email was sent, and the form that its holder completes. */
async function setup(changes: Partial<Invitation> = { allowDifferentEmail: true }) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const invited = await invite(invitingOn(table, clock, pool), { company: 'Navy' });
  const invitation = await changeInvitation(table, invited, changes);
  const token = await mailedToken(table, clock, invitation);
  const deps = acceptingOn(table, clock, pool);
  const command = {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: 'submission-1',
  };
  const stored = () => readInvitation(table.client, table.tableName, invitation.id);
  const arm = (code = CODE) => armCode(table, clock, invitation.id, code);
  return { table, clock, pool, invitation, deps, command, stored, arm };
}

describe('an account with another address', () => {
  test('is created after the address was verified with the emailed code', async () => {
    const { deps, command, arm, pool, stored, table, invitation } = await setup();
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await arm();
    const submission = { ...command, email: OTHER, code: CODE };
    const accepted = await acceptInvitation(deps, submission);
    // The response contains the form of the address for signing in. People see what they entered.
    expect(accepted).toMatchObject({ address: OTHER.toLowerCase(), repeated: false });
    expect([...pool.users.keys()]).toEqual([OTHER.toLowerCase()]);
    expect(await stored()).toMatchObject({ status: 'accepted', acceptedEmail: OTHER });
    const customers = new DynamoCustomerStore(table.client, table.tableName);
    const registered = await customers.get(invitation.customerId);
    expect(registered?.customer.email).toBe(OTHER);
    expect(registered?.contacts.map(({ email }) => email)).toEqual([OTHER]);
    // The same form again: the same response, and no new code.
    const again = await acceptInvitation(deps, submission);
    expect(again).toEqual({ ...accepted, repeated: true });
  });

  test.each([
    ['o@bücher.example', 'o@xn--bcher-kva.example'],
    ['O@BÜCHER.example', 'o@xn--bcher-kva.example'],
    ['ｏ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'o@example.org'],
    ['yamada@例え.jp', 'yamada@xn--r8jz45g.jp'],
  ])('%s leads to the user name %s, also when the form is repeated', async (typed, userName) => {
    const { deps, command, arm, pool, stored } = await setup();
    await sendVerificationCode(deps, { token: command.token, email: typed });
    await arm();
    const submission = { ...command, email: typed, code: CODE };
    const accepted = await acceptInvitation(deps, submission);
    expect(pool.users.get(accepted.address)).toMatchObject({ password: command.password });
    expect(accepted.address).toBe(userName);
    expect(await stored()).toMatchObject({ acceptedEmail: typed });
    const again = await acceptInvitation(deps, submission);
    expect(again).toEqual({ ...accepted, repeated: true });
  });

  test('is rejected if a new code is requested while the old one is checked, which does not use up an attempt of the new one', async () => {
    const { deps, command, arm, stored, clock } = await setup();
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await arm();
    const { target, reached } = beforeCall(deps.verifications, 1, async () => {
      clock.advance(1);
      await sendVerificationCode(deps, { token: command.token, email: OTHER });
      await arm('87654321');
    });
    const submission = { ...command, email: OTHER, code: CODE };
    const accepted = acceptInvitation({ ...deps, verifications: target }, submission);
    await expect(accepted).rejects.toMatchObject({ errors: [{ path: 'code' }] });
    expect(reached()).toBe(true);
    expect((await stored())?.verification).toMatchObject({ round: 2, attempts: 0 });
  });

  test.each([0, 1])(
    'gets one of two codes that are requested at the same time, after %i before',
    async (earlier) => {
      const { deps, command, stored, clock } = await setup();
      const asking = { token: command.token, email: OTHER };
      for (let count = 0; count < earlier; count++) await sendVerificationCode(deps, asking);
      clock.advance(1);
      const { target, reached } = beforeCall(deps.verifications, 1, () => {
        clock.advance(1);
        return sendVerificationCode(deps, asking);
      });
      await sendVerificationCode({ ...deps, verifications: target }, asking);
      expect(reached()).toBe(true);
      const { round, asked = [] } = (await stored())?.verification ?? {};
      expect([round, asked.length]).toEqual([earlier + 1, earlier + 1]);
      // It is the code of the faster request.
      expect(asked.at(-1)).toBe(clock.now().toISOString());
    },
  );

  test('is rejected without the code, with a wrong one, and with one that was sent to another mailbox', async () => {
    const { deps, command, arm, pool } = await setup();
    const submit = (code?: string, email = OTHER) =>
      acceptInvitation(deps, { ...command, email, code });
    await expect(submit()).rejects.toMatchObject({ errors: [{ path: 'code' }] });
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await expect(submit(CODE)).rejects.toMatchObject({ errors: [{ path: 'code' }] });
    await arm();
    await expect(submit('87654321')).rejects.toMatchObject({ errors: [{ path: 'code' }] });
    await expect(submit(CODE, 'somebody@example.net')).rejects.toMatchObject({
      errors: [{ path: 'code' }],
    });
    expect(pool.users.size).toBe(0);
  });

  test('is rejected after five codes were tried, even simultaneously', async () => {
    const { deps, command, arm, pool } = await setup();
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await arm();
    const tries = Array.from({ length: 30 }, (_, index) =>
      acceptInvitation(deps, {
        ...command,
        email: OTHER,
        code: String(10_000_000 + index),
        idempotencyKey: `try-${index}`,
      }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(
      acceptInvitation(deps, { ...command, email: OTHER, code: CODE }),
    ).rejects.toMatchObject({
      errors: [{ path: 'code', message: 'This code is no longer valid. Request a new one.' }],
    });
    expect(pool.users.size).toBe(0);
  });

  test('is rejected if the code has expired', async () => {
    const { deps, command, arm, clock } = await setup();
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await arm();
    clock.advance(10 * MINUTE);
    await expect(
      acceptInvitation(deps, { ...command, email: OTHER, code: CODE }),
    ).rejects.toMatchObject({ errors: [{ path: 'code' }] });
  });

  test('is rejected if the invitation does not allow it', async () => {
    const { deps, command } = await setup({});
    const asked = { token: command.token, email: OTHER };
    await expect(sendVerificationCode(deps, asked)).rejects.toMatchObject({
      code: 'email_mismatch',
    });
    await expect(acceptInvitation(deps, { ...command, email: OTHER })).rejects.toMatchObject({
      code: 'email_mismatch',
    });
  });

  test('never changes an existing account with that address', async () => {
    const { deps, command, arm, pool } = await setup();
    const owner = pool.add(OTHER.toLowerCase(), 'The-owner-of-it-1');
    await sendVerificationCode(deps, { token: command.token, email: OTHER });
    await arm();
    await expect(
      acceptInvitation(deps, { ...command, email: OTHER, code: CODE }),
    ).rejects.toMatchObject({ code: 'user_already_exists' });
    expect(owner.password).toBe('The-owner-of-it-1');
  });
});

describe('codes', () => {
  test('can be requested five times an hour, and later again', async () => {
    const { deps, command, clock } = await setup();
    const ask = () => sendVerificationCode(deps, { token: command.token, email: OTHER });
    for (let count = 0; count < 5; count++) {
      await ask();
      clock.advance(MINUTE);
    }
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 55 * 60 });
    clock.advance(55 * MINUTE);
    await ask();
  });

  test('are not emailed to an address that its link has verified', async () => {
    const { deps, command } = await setup();
    await expect(sendVerificationCode(deps, { token: command.token })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('are stored as a slow hash that is valid for one address and one request only', async () => {
    const purpose = { invitationId: 'inv_1', address: 'a@example.com', request: 1 };
    const hashes = await Promise.all([
      hashCode(CODE, purpose),
      hashCode(CODE, { ...purpose, address: 'b@example.com' }),
      hashCode(CODE, { ...purpose, request: 2 }),
      hashCode(CODE, { ...purpose, invitationId: 'inv_2' }),
    ]);
    expect(new Set(hashes).size).toBe(4);
  });
});

test('a primary contact who signs up with a public email provider leaves no company domain', async () => {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const [email, id] = ['ada@engines.example', 'cus_1'];
  const customer = testCustomer({ id, email, status: 'inactive', primaryContactId: 'con_1' });
  await putCustomers(table, [{ ...customer, contacts: 1 }], [testContact({ id: 'con_1', email })]);
  const invited = await invite(peopleOn(table, clock, pool), { email, customerId: id });
  const invitation = await changeInvitation(table, invited, { allowDifferentEmail: true });
  const token = await mailedToken(table, clock, invitation);
  const deps = acceptingOn(table, clock, pool);
  await sendVerificationCode(deps, { token, email: 'ada@gmail.com' });
  await armCode(table, clock, invitation.id, CODE);
  await acceptInvitation(deps, {
    ...{ token, email: 'ada@gmail.com', code: CODE, password: 'Correct-horse-battery-9' },
    ...{ profile: { firstName: 'Ada', lastName: 'Lovelace' }, idempotencyKey: undefined },
  });
  const customers = new DynamoCustomerStore(table.client, table.tableName);
  expect((await customers.get(id))?.customer).toMatchObject({
    ...{ email: 'ada@gmail.com', primaryContactId: 'con_1', version: 2, users: 1 },
  });
  await expectSound(table, clock.now());
});
