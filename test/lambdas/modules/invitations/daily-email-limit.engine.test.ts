import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { createInvitationLink } from '../../../../lambdas/modules/invitations/create-invitation-link.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DynamoMailDeliveryStore } from '../../../../lambdas/modules/mail/delivery-store.ts';
import { skippingSuppressed } from '../../../../lambdas/modules/mail/mail-sender.ts';
import { DynamoCodeStore, sendCode } from '../../../../lambdas/modules/mail/send-code.ts';
import { sendInvitation } from '../../../../lambdas/modules/mail/send-invitation.ts';
import { DAY, HOUR } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { applicationKey } from '../../../../lambdas/modules/records/application.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { requestNewInvitationLink } from '../../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeSes } from '../../../support/fakes/fake-ses.ts';
import { FakeSuppressionList } from '../../../support/fakes/fake-suppression-list.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  changeInvitation,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { testRules, testTenants } from '../../../support/modules/tenants.ts';

const STRANGER = 'stranger@example.com';
const APPLICATIONS = ['app_one', 'app_two', 'app_three'];
const TOO_MANY = { code: 'rate_limited', retryAfterSeconds: 12 * 60 * 60 };

/** Noon, so that half a day remains. */
const NOON = '2030-01-02T12:00:00.000Z';

async function setup(mailsPerRecipientPerDay: number, more: TenantSettings = {}) {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock(NOON);
  const pool = new FakeUserPool();
  const settings = { allowDifferentEmail: true, ...more, limits: { mailsPerRecipientPerDay } };
  const deps = invitingOn(table, clock, pool, settings);
  const accepting = {
    ...acceptingOn(table, clock, pool),
    rules: testRules(settings),
    currentRules: testRules(settings),
  };
  const { reconcilingIn } = reconcilingOn(table, clock, pool, settings);
  for (const id of APPLICATIONS)
    await client.send(
      new PutCommand({
        TableName: tableName,
        Item: {
          ...applicationKey('acme', id),
          ...{ id, tenantId: 'acme', name: id, protocol: 'oidc', clientId: `client-${id}` },
          ...{ redirectUrl: 'https://portal.example/', groups: [], version: 1 },
          ...{ createdAt: NOON, updatedAt: NOON },
        },
      }),
    );
  const ses = new FakeSes();
  const sending = {
    codes: new DynamoCodeStore(client, tableName),
    deliveries: new DynamoMailDeliveryStore(client, tableName),
    tenants: testTenants(),
    sender: skippingSuppressed(ses, {
      suppressions: deps.suppressions,
      accountList: new FakeSuppressionList(),
      clock,
    }),
    clock,
    random: systemRandom,
    siteUrl: 'https://join.example.com',
  };
  const linkOf = async ({ id }: Invitation) =>
    (await createInvitationLink(deps, administrator, id)).link.split('#')[1] ?? '';
  return {
    ...{ table, clock, deps, accepting, ses, sending, linkOf },
    read: async ({ id }: Invitation) => {
      const found = await readInvitation(client, tableName, id);
      if (found === undefined) throw new Error('The invitation is gone.');
      return found;
    },
    reconciling: () => reconcile(reconcilingIn()),
    suppress: (address: string) =>
      new DynamoSuppressionWriter(client, tableName).add(
        address,
        suppressionFrom('complaint', clock.now()),
      ),
    codesFor: async (invitations: readonly Invitation[]) => {
      const tokens = await Promise.all(invitations.map(linkOf));
      return Promise.allSettled(
        tokens.flatMap((token) =>
          [1, 2, 3].map(() => sendVerificationCode(accepting, { token, email: STRANGER })),
        ),
      );
    },
  };
}

describe('the daily email limit of an address', () => {
  test('counts all emails of the tenant: invitations for every application, and codes', async () => {
    const { deps, codesFor } = await setup(2);
    const others = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        invite(deps, { email: `${name}@example.com`, notify: false, allowDifferentEmail: true }),
      ),
    );
    const invited = await Promise.allSettled(
      [undefined, ...APPLICATIONS].map((applicationId) =>
        invite(deps, { email: STRANGER, ...(applicationId !== undefined && { applicationId }) }),
      ),
    );
    const codes = await codesFor(others);
    const mails = [...invited, ...codes].filter(({ status }) => status === 'fulfilled');
    expect(mails).toHaveLength(2);
    for (const result of [...invited, ...codes])
      if (result.status === 'rejected') expect(result.reason).toMatchObject(TOO_MANY);
  });

  test('holds if codes come first, in simultaneous requests', async () => {
    const { deps, codesFor, read } = await setup(2);
    const others = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        invite(deps, { email: `${name}@example.com`, notify: false, allowDifferentEmail: true }),
      ),
    );
    await codesFor(others);
    await codesFor(others);
    const stored = await Promise.all(others.map(read));
    const codes = stored.reduce((sum, { verification }) => sum + (verification?.round ?? 0), 0);
    expect(codes).toBe(2);
    await expect(invite(deps, { email: STRANGER })).rejects.toMatchObject(TOO_MANY);
    await expect(invite(deps, { email: STRANGER, applicationId: 'app_one' })).rejects.toMatchObject(
      TOO_MANY,
    );
  });

  test('applies to resends of every application, but not to an invitation without an email', async () => {
    const { deps, clock, linkOf } = await setup(3);
    const first = await invite(deps, { email: STRANGER });
    const second = await invite(deps, { email: STRANGER, applicationId: 'app_one' });
    clock.advance(1_000);
    await resendInvitation(deps, administrator, second.id);
    clock.advance(1_000);
    for (const { id } of [first, second])
      await expect(resendInvitation(deps, administrator, id)).rejects.toMatchObject({
        code: 'rate_limited',
      });
    const quiet = { email: STRANGER, applicationId: 'app_two', notify: false };
    await linkOf(await invite(deps, quiet));
    clock.advance(12 * HOUR);
    await resendInvitation(deps, administrator, first.id);
  });

  test('is separate for each tenant, address, and day', async () => {
    const { deps, clock } = await setup(1);
    const { id } = await invite(deps, { email: STRANGER });
    const principal = { ...administrator, tenantId: 'globex' };
    await invite(deps, { email: STRANGER }, { principal });
    await invite(deps, { email: 'somebody@example.com' });
    await revokeInvitation(deps, administrator, id);
    await expect(invite(deps, { email: STRANGER })).rejects.toMatchObject(TOO_MANY);
    clock.advance(DAY);
    await invite(deps, { email: STRANGER });
  });

  test('prevents the email with a requested new link, without saying so', async () => {
    const { deps, clock, table, read } = await setup(1);
    const invitation = await invite(deps, { email: STRANGER });
    const token = await mailedToken(table, clock, invitation);
    clock.advance(8 * DAY);
    await invite(deps, { email: STRANGER, applicationId: 'app_one' });
    await expect(requestNewInvitationLink(deps, token)).resolves.toBeUndefined();
    expect((await read(invitation)).delivery.sends).toBe(1);
    clock.advance(DAY);
    await requestNewInvitationLink(deps, token);
    expect((await read(invitation)).delivery.sends).toBe(2);
  });

  test('delays a reminder until the next day', async () => {
    const { deps, clock, table, read, reconciling } = await setup(1, { reminderDaysBefore: [3] });
    const invitation = await invite(deps, { email: STRANGER });
    await mailedToken(table, clock, invitation);
    clock.advance(4 * DAY + 1);
    await invite(deps, { email: STRANGER, applicationId: 'app_one' });
    await expect(reconciling()).resolves.toMatchObject({ reminded: 0, failed: 0 });
    expect(await read(invitation)).toMatchObject({ dueAt: '2030-01-07T00:00:00.000Z' });
    clock.advance(12 * HOUR);
    await expect(reconciling()).resolves.toMatchObject({ reminded: 1 });
    // The reminder was the email of its day.
    await expect(invite(deps, { email: STRANGER, applicationId: 'app_two' })).rejects.toMatchObject(
      { code: 'rate_limited' },
    );
  });
});

describe('a suppressed address', () => {
  test('gets no code, and the person who requests one learns why', async () => {
    const { deps, accepting, linkOf, read, suppress } = await setup(10);
    const invitation = await invite(deps, { email: STRANGER, notify: false });
    const token = await linkOf(invitation);
    await suppress(STRANGER);
    await expect(sendVerificationCode(accepting, { token })).rejects.toMatchObject({
      code: 'email_suppressed',
      errors: [{ path: 'email' }],
    });
    expect((await read(invitation)).verification).toBeUndefined();
  });

  test('gets no email that was requested before: no invitation, reminder, or code', async () => {
    const { deps, accepting, table, linkOf, read, suppress, sending, ses } = await setup(10);
    const invitation = await invite(deps, { email: STRANGER });
    const reminded = await invite(deps, { email: STRANGER, applicationId: 'app_one' });
    await changeInvitation(table, reminded, {
      delivery: { ...reminded.delivery, mail: 'reminder' },
    });
    const quiet = await invite(deps, {
      ...{ email: STRANGER, applicationId: 'app_two', notify: false },
    });
    await sendVerificationCode(accepting, { token: await linkOf(quiet) });
    await suppress(STRANGER);
    for (const { id } of [invitation, reminded]) {
      const message = { invitationId: id, send: 1 };
      await expect(sendInvitation(sending, message, { lastTry: false })).resolves.toBe(
        'suppressed',
      );
    }
    expect(await sendCode(sending, { invitationId: quiet.id, code: 1 })).toBe('dropped');
    expect(ses.taken).toEqual([]);
    const stored = await read(invitation);
    expect(stored.delivery).toMatchObject({ status: 'suppressed', sends: 1 });
    expect(stored.delivery.reason).toContain('ask the operator of this installation');
    expect(stored.timeline.at(-1)?.type).toBe('suppressed');
  });

  test('that could not be read is read again, and gets no email until then', async () => {
    const { deps, sending, ses, clock } = await setup(10);
    const { id } = await invite(deps, { email: STRANGER });
    const suppressions = { find: () => Promise.reject(new Error('ThrottlingException')) };
    const sender = skippingSuppressed(ses, {
      suppressions,
      accountList: new FakeSuppressionList(),
      clock,
    });
    const message = { invitationId: id, send: 1 };
    await expect(
      sendInvitation({ ...sending, sender }, message, { lastTry: false }),
    ).rejects.toThrow('postponed');
    expect(ses.taken).toEqual([]);
    await expect(sendInvitation(sending, message, { lastTry: false })).resolves.toBe('sent');
  });
});
