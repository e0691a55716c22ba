import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { trialInvitations } from '../../../../lambdas/modules/invitations/invitation-store.ts';
import {
  type Mail,
  MailNotAcceptedError,
  MailRefusedError,
  MailSuppressedError,
} from '../../../../lambdas/modules/mail/mail-sender.ts';
import { MailPostponedError } from '../../../../lambdas/modules/mail/send-invitation.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { previewInvitationSchema } from '../../../../lambdas/modules/previews/requests.ts';
import { sendPreview } from '../../../../lambdas/modules/previews/send-preview.ts';
import {
  DynamoDueTestEmails,
  DynamoTestEmails,
  sendTestEmail,
} from '../../../../lambdas/modules/previews/test-email.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { consequencesOf } from '../../../../lambdas/outbox/consequences.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { asFunction } from '../../../support/functions/as-function.ts';
import { administratorsOn } from '../../../support/modules/administrators.ts';
import { administrator, invitingOn } from '../../../support/modules/invitations.ts';

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const admin = asFunction(table, 'administration');
  const { manage, active } = administratorsOn(table, clock, pool);
  const { id, address } = await active({ email: 'Grace@acme.example' });
  const inviting = invitingOn(admin, clock, pool, settings);
  const deps = {
    ...inviting,
    trying: { ...inviting, invitations: trialInvitations(admin) },
    administrators: manage.administrators,
    testEmails: new DynamoTestEmails(admin.client, admin.tableName),
    providers: [],
    sender: { name: 'Foyer', address: 'invitations@example.com' },
  };
  const grace = {
    ...administrator,
    administratorId: id,
    scopes: ['invitations:write'] as const,
  };
  const send = (request: Record<string, unknown> = {}, by: object = grace) =>
    sendPreview(deps, { ...grace, ...by }, parseRequest(previewInvitationSchema(), request));
  /** Returns the stored test emails and the messages that they lead to. */
  const stored = async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    return Items.filter(({ sk }) => String(sk).startsWith('test-email#'));
  };
  const messages = async () =>
    (await stored()).map((item) => {
      const image = marshall(item);
      const record = { dynamodb: { Keys: { sk: image['sk'] }, NewImage: image } };
      const { mail } = consequencesOf(record as unknown as DynamoDBRecord) ?? {};
      if (mail === undefined || !('testEmailId' in mail.message))
        throw new Error('No mail follows.');
      return mail.message;
    });
  const mailer = asFunction(table, 'delivery');
  const testEmails = new DynamoDueTestEmails(mailer.client, mailer.tableName);
  const mails: Mail[] = [];
  const deliver = async (failure?: Error, lastTry = false) => {
    const [message] = await messages();
    if (message === undefined) throw new Error('Nothing is due.');
    const sender = {
      send: async (mail: Mail) => {
        if (failure !== undefined) throw failure;
        mails.push(mail);
        return 'message-1';
      },
    };
    return sendTestEmail({ testEmails, sender }, message, { lastTry });
  };
  return { table, clock, send, stored, deliver, mails, address };
}

describe('a preview that an administrator sends to themselves', () => {
  test('goes to their own address, looks like the preview, and says that it is a test', async () => {
    const { send, deliver, mails, address } = await setup();
    const request = {
      ...{ email: 'stranger@example.com', message: 'Welcome aboard.' },
      tenant: { branding: { senderName: 'Sirius Team', replyTo: 'partners@sirius.example' } },
    };
    expect(await send(request)).toEqual({ to: 'Grace@acme.example' });
    expect(await deliver()).toBe('sent');
    expect(mails).toMatchObject([
      { to: address, senderName: 'Sirius Team', replyTo: 'partners@sirius.example' },
    ]);
    expect(mails[0]?.subject).toMatch(/^\[Test\] /);
    expect(mails[0]?.text).toContain('Welcome aboard.');
    expect(mails[0]?.text).toContain('#sample-link');
  });

  test('is sent once, and its content is deleted afterwards', async () => {
    const { send, deliver, mails, stored } = await setup();
    await send({ message: 'Welcome aboard.' });
    await deliver();
    expect(await deliver()).toBe('dropped');
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(await stored())).not.toContain('Welcome aboard.');
  });

  test('is retried while SES does not accept it, and finally given up', async () => {
    const { send, deliver, mails } = await setup();
    await send();
    await expect(deliver(new MailNotAcceptedError('Not now.'))).rejects.toThrow(MailPostponedError);
    await expect(deliver(new Error('Nobody knows.'))).rejects.toThrow(MailPostponedError);
    expect(await deliver(new MailNotAcceptedError('Not now.'), true)).toBe('failed');
    expect(await deliver()).toBe('dropped');
    expect(mails).toEqual([]);
  });

  test('is given up immediately if a retry cannot help', async () => {
    for (const [failure, result] of [
      [new MailRefusedError('Refused.'), 'failed'],
      [new MailSuppressedError('Suppressed.'), 'suppressed'],
    ] as const) {
      const { send, deliver } = await setup();
      await send();
      expect(await deliver(failure)).toBe(result);
      expect(await deliver()).toBe('dropped');
    }
  });

  test('cannot be sent by an API client, or by an administrator of another tenant', async () => {
    const { send, stored } = await setup();
    for (const by of [{ administratorId: undefined, program: true }, { tenantId: 'globex' }])
      await expect(send({}, by)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await stored()).toEqual([]);
  });

  test('is rejected like an invitation with the same content', async () => {
    const { send, stored } = await setup();
    await expect(send({ groups: ['administrators'] })).rejects.toMatchObject({
      code: 'grant_not_allowed',
    });
    expect(await stored()).toEqual([]);
  });

  test('is rejected if the administrator’s own address is suppressed', async () => {
    const { send, table, clock, address } = await setup();
    const writer = new DynamoSuppressionWriter(table.client, table.tableName);
    await writer.add(address, suppressionFrom('complaint', clock.now()));
    await expect(send()).rejects.toMatchObject({ code: 'email_suppressed' });
  });

  test('counts toward the daily email limit of the address', async () => {
    const { send, clock, stored } = await setup({ limits: { mailsPerRecipientPerDay: 2 } });
    // The first was the setup email.
    await send();
    await expect(send()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await stored()).toHaveLength(1);
    clock.advance(DAY);
    await send();
  });

  test('counts toward the hourly limit of invitations', async () => {
    const { send } = await setup({ limits: { invitationsPerAdministratorPerHour: 1 } });
    await send();
    await expect(send()).rejects.toMatchObject({ code: 'rate_limited' });
  });
});
