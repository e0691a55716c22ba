import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';

import {
  DynamoFeedbackStore,
  recordFeedback,
} from '../../../../lambdas/mail-feedback/record-feedback.ts';
import { sendSetupMail } from '../../../../lambdas/modules/administrators/send-setup-mail.ts';
import { getSetupByToken } from '../../../../lambdas/modules/administrators/set-up-administrator.ts';
import { DynamoSetupFeedbackStore } from '../../../../lambdas/modules/administrators/setup-mail-store.ts';
import { parseFeedback, RANK } from '../../../../lambdas/modules/mail/feedback.ts';
import {
  MailNotAcceptedError,
  MailRefusedError,
  type MailSender,
  MailSuppressedError,
} from '../../../../lambdas/modules/mail/mail-sender.ts';
import {
  MailPostponedError,
  SEND_LEASE_SECONDS,
} from '../../../../lambdas/modules/mail/send-invitation.ts';
import { sesEventSchema } from '../../../../lambdas/modules/mail/ses-event.ts';
import { administratorMail } from '../../../../lambdas/modules/mail/templates/administrator-mail.ts';
import { SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import { LANGUAGES } from '../../../../lambdas/modules/platform/locale.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { consequencesOf } from '../../../../lambdas/outbox/consequences.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { documentedEvents } from '../../../support/fakes/ses-events.ts';
import { asFunction } from '../../../support/functions/as-function.ts';
import { administratorsOn } from '../../../support/modules/administrators.ts';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const world = administratorsOn(table, clock, new FakeUserPool());
  const made = await world.create();
  const message = { tenantId: 'acme', administratorId: made.id, send: 1 };
  const send = (sender?: MailSender, { lastTry = false } = {}) =>
    sendSetupMail({ ...world.mailing, ...(sender && { sender }) }, message, { lastTry });
  const feedback = asFunction(table, 'feedback');
  /** Returns an SES event with the tags that the email was sent with. */
  const sesSays = (what: 'delivered' | 'hardBounce') => {
    const at = clock.now().toISOString();
    const mail = { tenantId: 'acme', invitationId: made.id, address: made.address, at };
    const told = JSON.stringify(documentedEvents(mail)[what]());
    const event: unknown = JSON.parse(told.replace('"invitation":', '"administrator":'));
    const deps = {
      invitations: new DynamoFeedbackStore(feedback.client, feedback.tableName),
      setupMails: new DynamoSetupFeedbackStore(feedback.client, feedback.tableName),
      suppressions: new DynamoSuppressionWriter(feedback.client, feedback.tableName),
      clock,
    };
    return recordFeedback(deps, parseFeedback(sesEventSchema.parse(event)));
  };
  const hear = (status: 'delivered' | 'bounced', rank: number, of = message) =>
    new DynamoSetupFeedbackStore(feedback.client, feedback.tableName).move(
      of,
      { status, rank, reason: status },
      clock.now(),
    );
  return {
    ...world,
    clock,
    made,
    send,
    hear,
    sesSays,
    delivery: async () => (await world.read(made.id)).delivery,
  };
}

const failing = (error: Error): MailSender => ({ send: async () => Promise.reject(error) });

describe('a setup email', () => {
  test('is sent once, to the address, with a working link', async () => {
    const { send, mails, delivery, setupIn } = await setup();
    expect(await Promise.allSettled([send(), send()])).toContainEqual({
      status: 'fulfilled',
      value: 'sent',
    });
    expect(await send()).toBe('dropped');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'grace@acme.example', tenantId: 'acme', send: 1 });
    expect(await delivery()).toMatchObject({ status: 'sent', sends: 1 });
    const token = /#(\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    expect(await getSetupByToken(setupIn(), token)).toMatchObject({ email: 'grace@acme.example' });
  });

  test.each([
    [new MailRefusedError('Refused.'), 'failed'],
    [new MailSuppressedError('Suppressed.'), 'suppressed'],
  ] as const)('that can never be sent ends: %s', async (error, status) => {
    const { send, delivery } = await setup();
    expect(await send(failing(error))).toBe(status);
    expect(await delivery()).toMatchObject({ status, reason: error.message });
  });

  test('that SES did not accept is sent by the next attempt, or given up by the last', async () => {
    const { send, delivery } = await setup();
    const throttled = failing(new MailNotAcceptedError('TooManyRequests'));
    await expect(send(throttled)).rejects.toThrow(MailPostponedError);
    expect(await delivery()).toMatchObject({ status: 'queued' });
    expect(await send()).toBe('sent');
    const { send: other, delivery: its } = await setup();
    expect(await other(throttled, { lastTry: true })).toBe('failed');
    expect((await its()).reason).toContain('Resend it.');
  });

  test('with an unknown result waits for its lease to expire, and is sent again', async () => {
    const { send, clock, mails } = await setup();
    await expect(send(failing(new Error('time-out')))).rejects.toThrow(MailPostponedError);
    await expect(send()).rejects.toThrow(MailPostponedError);
    clock.advance((SEND_LEASE_SECONDS + 1) * SECOND);
    expect(await send()).toBe('sent');
    expect(mails).toHaveLength(1);
  });

  test('of a suspended company is not sent', async () => {
    const { send, becomes, delivery, mails } = await setup();
    becomes({ status: 'suspended' });
    expect(await send()).toBe('failed');
    expect((await delivery()).reason).toContain('suspended');
    expect(mails).toEqual([]);
  });

  test('is marked delivered or bounced by SES events, and a bounce suppresses the address', async () => {
    const { send, sesSays, delivery, create } = await setup();
    await send();
    expect(await sesSays('delivered')).toEqual({ moved: true, suppressed: false });
    expect(await delivery()).toMatchObject({ status: 'delivered' });
    expect(await sesSays('hardBounce')).toEqual({ moved: true, suppressed: true });
    expect(await delivery()).toMatchObject({ status: 'bounced' });
    await expect(create({ email: 'GRACE@acme.example' })).rejects.toMatchObject({
      code: 'email_suppressed',
    });
  });

  test('shows the status of its latest send only, which only moves forward', async () => {
    const { send, hear, delivery } = await setup();
    await send();
    const older = { tenantId: 'acme', administratorId: 'adm_other', send: 1 };
    expect(await hear('delivered', RANK.delivered, older)).toBe(false);
    expect(await hear('bounced', RANK.permanentBounce)).toBe(true);
    expect(await hear('delivered', RANK.delivered)).toBe(false);
    expect(await delivery()).toMatchObject({ status: 'bounced', reason: 'bounced' });
  });
});

test('the stream requests one email for each send and for nothing else; no address is put into the queue', () => {
  const image = (sends: number, status: string) => ({
    ...{ pk: 'administrator#acme', sk: 'administrator#adm_1', id: 'adm_1', tenantId: 'acme' },
    ...{ address: 'grace@acme.example', delivery: { status, sends, updatedAt: '2030' } },
  });
  const record = (before: object | undefined, after: object) => ({
    eventID: '1',
    dynamodb: {
      Keys: marshall({ pk: 'administrator#acme', sk: 'administrator#adm_1' }),
      ...(before && { OldImage: marshall(before) }),
      NewImage: marshall(after),
    },
  });
  const mailOf = (before: object | undefined, after: object) =>
    consequencesOf(record(before, after) as DynamoDBRecord)?.mail;
  const order = (send: number) => ({
    message: { tenantId: 'acme', administratorId: 'adm_1', send },
    lane: 'single',
  });
  expect(mailOf(undefined, image(1, 'queued'))).toEqual(order(1));
  expect(mailOf(image(1, 'queued'), image(1, 'queued'))).toBeUndefined();
  expect(mailOf(image(1, 'queued'), image(1, 'sent'))).toBeUndefined();
  expect(mailOf(image(1, 'sent'), image(2, 'queued'))).toEqual(order(2));
  expect(mailOf(undefined, image(0, 'none'))).toBeUndefined();
});

test.each(LANGUAGES)(
  'in %s the email is complete, and names from outside are escaped',
  (locale) => {
    const { subject, text, html } = administratorMail({
      ...{ tenantName: 'Acme', branding: {}, inviterName: 'evil.example/pay <b>', role: 'viewers' },
      ...{ email: 'grace@acme.example', name: 'www.evil.example', locale },
      link: 'https://join.example.com/administrator-setup#acme.adm_1.secret',
      expiresAt: '2030-01-08T12:00:00.000Z',
    });
    expect(subject).toContain('Acme');
    expect(subject).not.toContain('evil');
    expect(text).toContain('https://join.example.com/administrator-setup#acme.adm_1.secret');
    for (const foreign of ['evil.example', '<b>']) expect(html).not.toContain(foreign);
    expect(text).not.toMatch(/evil\.example/);
    expect(text).toContain('2030');
  },
);
