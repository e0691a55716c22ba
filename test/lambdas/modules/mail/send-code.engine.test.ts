import { describe, expect, test } from 'vitest';

import {
  type MailSender,
  MailSuppressedError,
} from '../../../../lambdas/modules/mail/mail-sender.ts';
import { DynamoCodeStore, sendCode } from '../../../../lambdas/modules/mail/send-code.ts';
import { MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeSes, type SesBehaviour } from '../../../support/fakes/fake-ses.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  changeInvitation,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const OTHER = 'grace.private@example.org';

interface World {
  readonly ses?: readonly SesBehaviour[];
  readonly sender?: MailSender;
  readonly tenant?: Partial<NewTenant>;
}

/** Sets up an invitation whose holder can use another address and has requested a code for it. */
async function setup({ ses: orders = [], sender, tenant }: World = {}) {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const ses = new FakeSes(...orders);
  const invited = await invite(invitingOn(table, clock, pool), { company: 'Navy', locale: 'de' });
  const invitation = await changeInvitation(table, invited, { allowDifferentEmail: true });
  const token = await mailedToken(table, clock, invitation);
  const accepting = acceptingOn(table, clock, pool);
  const ask = () => sendVerificationCode(accepting, { token, email: OTHER });
  await ask();
  const sending = {
    codes: new DynamoCodeStore(client, tableName),
    tenants: testTenants(tenant),
    sender: sender ?? ses,
    clock,
    random: systemRandom,
  };
  return {
    ...{ table, clock, ses, invitation, ask },
    sending,
    send: (code = 1) => sendCode(sending, { invitationId: invitation.id, code }),
    stored: () => readInvitation(client, tableName, invitation.id),
    signUp: (code: string) =>
      acceptInvitation(accepting, {
        ...{ token, email: OTHER, code, password: 'Correct-horse-battery-9' },
        ...{ profile: { firstName: 'Grace', lastName: 'Hopper' }, idempotencyKey: undefined },
      }),
    /** The code in the latest email. */
    mailed: () => /\b\d{8}\b/.exec(ses.taken.at(-1)?.text ?? '')?.[0] ?? '',
  };
}

describe('an email with a code', () => {
  test('goes to the address to verify, in the name of the company and in the invitee’s language', async () => {
    const branding = { senderName: 'Acme Support', replyTo: 'help@acme.example' };
    const { send, ses, invitation, mailed } = await setup({ tenant: { name: 'Acme', branding } });
    await expect(send()).resolves.toBe('sent');
    expect(ses.taken).toMatchObject([
      {
        ...{ to: OTHER, senderName: 'Acme Support', replyTo: 'help@acme.example' },
        ...{ tenantId: 'acme', invitationId: invitation.id },
        html: expect.stringContaining('<html lang="de"') as string,
      },
    ]);
    expect(ses.taken[0]?.subject).toContain('Acme');
    expect(ses.taken[0]?.text).toContain('10 Minuten');
    expect(mailed()).not.toBe('');
  });

  test('verifies the address, only for the stated time', async () => {
    const { send, mailed, signUp, clock, ask } = await setup();
    await send();
    const late = mailed();
    clock.advance(10 * MINUTE);
    await expect(signUp(late)).rejects.toThrow('This code is no longer valid.');
    await ask();
    await send(2);
    await expect(signUp(mailed())).resolves.toMatchObject({ address: OTHER });
  });

  test('counts once if its message arrives twice', async () => {
    const { send, mailed, signUp } = await setup();
    await send();
    const first = mailed();
    await send();
    await expect(signUp(first)).rejects.toThrow('This code is incorrect.');
    await expect(signUp(mailed())).resolves.toMatchObject({ repeated: false });
  });

  test('is recorded once, no matter how many codes are requested', async () => {
    const { send, ask, stored } = await setup();
    await send();
    await ask();
    await send(2);
    const types = (await stored())?.timeline.map(({ type }) => type) ?? [];
    expect(types.filter((type) => type === 'code_sent')).toHaveLength(1);
  });
});

describe('a code that is no longer needed', () => {
  test('is dropped after another one was requested', async () => {
    const { send, ask, ses } = await setup();
    await ask();
    await expect(send(1)).resolves.toBe('dropped');
    await expect(send(3)).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
  });

  test('is dropped if another one is requested at the same time', async () => {
    const { sending, invitation, ask, ses } = await setup();
    const { codes } = sending;
    const overtaken = {
      get: async (id: string) => {
        const found = await codes.get(id);
        await ask();
        return found;
      },
      arm: codes.arm.bind(codes),
      noted: codes.noted.bind(codes),
    };
    const message = { invitationId: invitation.id, code: 1 };
    await expect(sendCode({ ...sending, codes: overtaken }, message)).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
  });

  test('is dropped if it could not be sent while it was valid', async () => {
    const { send, clock, ses } = await setup();
    clock.advance(10 * MINUTE);
    await expect(send()).resolves.toBe('sent');
    clock.advance(1);
    await expect(send()).resolves.toBe('dropped');
    expect(ses.taken).toHaveLength(1);
  });

  test('is dropped with its invitation', async () => {
    const { send, table, stored, ses } = await setup();
    const invitation = await stored();
    if (invitation !== undefined) await changeInvitation(table, invitation, { status: 'revoked' });
    await expect(send()).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
  });

  test('is dropped while the company is suspended', async () => {
    const { send, ses } = await setup({ tenant: { status: 'suspended' } });
    await expect(send()).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
  });
});

describe('a code that could not be sent', () => {
  test.each<[string, World]>([
    ['refused', { ses: ['refuse'] }],
    [
      'suppressed',
      { sender: { send: () => Promise.reject(new MailSuppressedError('It takes none.')) } },
    ],
  ])('is dropped permanently if the email is %s', async (_name, world) => {
    const { send, stored } = await setup(world);
    await expect(send()).resolves.toBe('dropped');
    expect((await stored())?.timeline.map(({ type }) => type)).not.toContain('code_sent');
  });

  test.each<SesBehaviour>(['throttle', 'timed_out'])('is retried after %s', async (behaviour) => {
    const { send, invitation } = await setup({ ses: [behaviour] });
    await expect(send()).rejects.toMatchObject({
      name: 'MailPostponedError',
      message: `Code 1 of ${invitation.id} is postponed.`,
    });
    await expect(send()).resolves.toBe('sent');
  });
});
