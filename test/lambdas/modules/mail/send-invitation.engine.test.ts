import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { DynamoMailDeliveryStore } from '../../../../lambdas/modules/mail/delivery-store.ts';
import {
  MailPostponedError,
  SEND_LEASE_SECONDS,
  type SendDeps,
  sendInvitation,
} from '../../../../lambdas/modules/mail/send-invitation.ts';
import { DAY, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { DynamoTenantRegistry } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeSes, type SesBehaviour } from '../../../support/fakes/fake-ses.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const RETRY = { lastTry: false };

async function setup(...behaviours: SesBehaviour[]) {
  const table = await createTable();
  const clock = new TestClock();
  const inviting = invitingOn(table, clock);
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await tenants.create({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: clock.now().toISOString(),
  });
  const invitation = await invite(inviting, {
    email: 'Grace@Example.com',
    profile: { firstName: 'Grace' },
  });
  const ses = new FakeSes(...behaviours);
  const deps: SendDeps = {
    deliveries: new DynamoMailDeliveryStore(table.client, table.tableName),
    tenants,
    sender: ses,
    clock,
    random: systemRandom,
    siteUrl: 'https://start.acme.example',
  };
  const read = async () => {
    const found = await inviting.invitations.get(invitation.id);
    if (found === undefined) throw new Error('The invitation is gone.');
    return found;
  };
  return {
    table,
    clock,
    inviting,
    invitation,
    ses,
    deps,
    read,
    message: { invitationId: invitation.id, send: 1 },
  };
}

describe('an invitation email', () => {
  test('goes to the normalized address with a link whose hash is stored, and is marked sent', async () => {
    const { deps, message, ses, read } = await setup();
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('sent');
    const [mail] = ses.taken;
    expect(mail?.to).toBe('grace@example.com');
    const token = tokenIn(mail?.text);
    const invitation = await read();
    expect(invitation.tokenHashes).toEqual(new Set([readToken(token)?.hash]));
    expect(invitation.delivery).toMatchObject({ status: 'sent', sends: 1 });
    expect(invitation.timeline.map(({ type }) => type)).toEqual(['created', 'sent']);
  });

  test('leaves its link in no item of the table', async () => {
    const { deps, message, ses, table } = await setup();
    await sendInvitation(deps, message, RETRY);
    const token = tokenIn(ses.taken[0]?.text);
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    const everything = JSON.stringify(Items, (_key, value: unknown) =>
      value instanceof Set ? [...value] : value,
    );
    expect(everything).toContain(readToken(token)?.hash);
    expect(everything).not.toContain(token.split('.')[1]);
  });

  test('is sent once if its message arrives twice, in sequence or at once', async () => {
    const { deps, message, ses } = await setup();
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(() => sendInvitation(deps, message, RETRY)),
    );
    expect(
      results.filter((result) => result.status === 'fulfilled' && result.value === 'sent'),
    ).toHaveLength(1);
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('dropped');
    expect(ses.taken).toHaveLength(1);
  });

  test('is not sent if the invitation was revoked or has expired in the meantime', async () => {
    const revoked = await setup();
    await revokeInvitation(revoked.inviting, administrator, revoked.invitation.id);
    await expect(sendInvitation(revoked.deps, revoked.message, RETRY)).resolves.toBe('dropped');
    const expired = await setup();
    expired.clock.advance(8 * DAY);
    await expect(sendInvitation(expired.deps, expired.message, RETRY)).resolves.toBe('dropped');
    expect([...revoked.ses.taken, ...expired.ses.taken]).toEqual([]);
    expect((await expired.read()).delivery).toMatchObject({ status: 'none' });
  });

  test('of an earlier send is not sent after a resend', async () => {
    const { deps, message, ses, inviting, invitation } = await setup();
    await resendInvitation(inviting, administrator, invitation.id);
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
    await expect(sendInvitation(deps, { ...message, send: 2 }, RETRY)).resolves.toBe('sent');
  });
});

describe('an email whose link was used to sign up', () => {
  test('counts as sent, even if the mailer crashed before it recorded that', async () => {
    const { deps, message, ses, read, clock, table } = await setup();
    const process = new MortalProcess({ call: 3, moment: 'before' });
    const mortal = {
      ...deps,
      deliveries: process.calling(deps.deliveries),
      sender: process.calling(deps.sender),
    };
    await expect(sendInvitation(mortal, message, RETRY)).rejects.toThrow(ProcessDied);
    const pool = new FakeUserPool();
    await acceptInvitation(acceptingOn(table, clock, pool), {
      token: tokenIn(ses.taken[0]?.text),
      password: 'Correct-horse-battery-9',
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      idempotencyKey: undefined,
    });
    clock.advance(SEND_LEASE_SECONDS * SECOND);
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('dropped');
    expect((await read()).delivery.status).toBe('sent');
    expect(ses.taken).toHaveLength(1);
  });
});

describe('a response of SES', () => {
  test('that rejects an email permanently is recorded with a reason, and not retried', async () => {
    const { deps, message, ses, read } = await setup('refuse');
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('failed');
    expect((await read()).delivery).toMatchObject({
      status: 'failed',
      reason: 'Amazon SES refused the mail.',
    });
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('dropped');
    expect(ses.taken).toEqual([]);
  });

  test('that throttles is retried, and leaves no uncertainty', async () => {
    const { deps, message, ses, read } = await setup('throttle', 'throttle');
    await expect(sendInvitation(deps, message, RETRY)).rejects.toThrow(MailPostponedError);
    await expect(sendInvitation(deps, message, RETRY)).rejects.toThrow(MailPostponedError);
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('sent');
    expect(ses.taken).toHaveLength(1);
    expect((await read()).timeline.map(({ type }) => type)).toEqual(['created', 'sent']);
  });

  test('that is lost is retried, both links work, and the timeline says so', async () => {
    const { deps, message, ses, read } = await setup('lost_answer');
    await expect(sendInvitation(deps, message, RETRY)).rejects.toThrow(MailPostponedError);
    await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('sent');
    const invitation = await read();
    expect(ses.taken).toHaveLength(2);
    for (const mail of ses.taken)
      expect(invitation.tokenHashes).toContain(readToken(tokenIn(mail.text))?.hash);
    expect(invitation.timeline.map(({ type }) => type)).toEqual([
      'created',
      'send_retried',
      'sent',
    ]);
  });

  test('that never arrives until the last attempt is recorded as a failure', async () => {
    const { deps, message, read } = await setup('timed_out', 'timed_out');
    await expect(sendInvitation(deps, message, RETRY)).rejects.toThrow(MailPostponedError);
    await expect(sendInvitation(deps, message, { lastTry: true })).resolves.toBe('failed');
    expect((await read()).delivery.reason).toContain('Resend');
  });
});

describe('a mailer that crashes', () => {
  test.each([
    ['before it calls SES', { call: 2, moment: 'before' }, 1],
    ['after SES accepted the email', { call: 2, moment: 'after' }, 2],
    ['before it records that it was sent', { call: 3, moment: 'before' }, 2],
  ] as const)(
    '%s: the email is still sent when its message arrives again',
    async (_name, death, mails) => {
      const { deps, message, ses, read, clock } = await setup();
      const process = new MortalProcess(death);
      const mortal = {
        ...deps,
        deliveries: process.calling(deps.deliveries),
        sender: process.calling(deps.sender),
      };
      await expect(sendInvitation(mortal, message, RETRY)).rejects.toThrow(ProcessDied);
      await expect(sendInvitation(deps, message, RETRY)).rejects.toThrow(MailPostponedError);
      clock.advance(SEND_LEASE_SECONDS * SECOND);
      await expect(sendInvitation(deps, message, RETRY)).resolves.toBe('sent');
      expect(ses.taken).toHaveLength(mails);
      expect((await read()).timeline.map(({ type }) => type)).toEqual([
        'created',
        'send_retried',
        'sent',
      ]);
    },
  );
});

function tokenIn(text = ''): string {
  return /https:\/\/start\.acme\.example\/sign-up#(\S+)/.exec(text)?.[1] ?? '';
}
