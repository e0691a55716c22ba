import { describe, expect, test } from 'vitest';

import {
  administratorOf,
  awaitDelivery,
  awaitMail,
  letSesSay,
  newAddress,
} from '../support/foyer/foyer-client.ts';
import { admin } from '../support/foyer/operator.ts';

async function invited(email = newAddress()) {
  const admin = await administratorOf();
  const { status, body } = await admin.post('/v1/invitations', { email, company: 'Navy' });
  expect(status).toBe(201);
  return { admin, email, id: body.id };
}

const steps = (body: { readonly timeline: readonly { readonly type: string }[] }) =>
  body.timeline.map(({ type }) => type);

describe('whether a mail arrived', () => {
  test('stands in the invitation by itself, a moment later', async () => {
    const { admin, id } = await invited();
    const invitation = await awaitDelivery(admin, id, 'delivered');
    expect(steps(invitation)).toEqual(['created', 'sent', 'delivered']);
    expect(invitation.delivery).not.toHaveProperty('reason');
  });

  test('stands there when it comes back for now, and it can be resent', async () => {
    const { admin, id, email } = await invited();
    const mail = await awaitMail(email);
    await awaitDelivery(admin, id, 'delivered');
    await letSesSay(mail, 'soft-bounce');
    const invitation = await awaitDelivery(admin, id, 'bounced');
    expect(invitation.delivery.reason).toContain('temporary');
    expect(invitation.status).toBe('pending');
    // Nothing is known against the address: the mailbox was full.
    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent.body).toMatchObject({ delivery: { status: 'queued', sends: 2 } });
  });
});

describe('a mail that is late', () => {
  test('is shown as delayed, and as delivered once it arrives after all', async () => {
    const { admin, id, email } = await invited(`late+${newAddress()}`);
    const mail = await awaitMail(email);
    const invitation = await awaitDelivery(admin, id, 'delayed');
    expect(invitation.delivery.reason).toBeDefined();
    await letSesSay(mail, 'delivery');
    await awaitDelivery(admin, id, 'delivered');
  });
});

describe('a mail that comes back for good', () => {
  test('is shown as bounced, says why, and keeps the address from being invited again', async () => {
    const { admin, id, email } = await invited();
    await letSesSay(await awaitMail(email), 'bounce');
    const invitation = await awaitDelivery(admin, id, 'bounced');
    expect(invitation.delivery.reason).toMatch(/does not exist.*\(5\.1\.1\)/);
    expect(steps(invitation)).toContain('bounced');

    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent.status).toBe(422);
    await admin.post(`/v1/invitations/${id}/revoke`);
    const again = await admin.post('/v1/invitations', { email });
    expect(again.status).toBe(422);
    expect(again.body).toMatchObject({
      code: 'email_suppressed',
      errors: [{ path: 'email', message: expect.stringContaining('Invite another') as string }],
    });
    // Whichever tenant asks: the mail would not arrive from anybody.
    const other = await administratorOf('otherAdmin');
    expect((await other.post('/v1/invitations', { email })).body.code).toBe('email_suppressed');
  });

  test('can be tried again once an operator has lifted it', async () => {
    const { admin: ada, id, email } = await invited();
    await letSesSay(await awaitMail(email), 'bounce');
    await awaitDelivery(ada, id, 'bounced');
    await ada.post(`/v1/invitations/${id}/revoke`);

    const lifted = await admin('unsuppress', email.toUpperCase());
    expect(lifted).toMatchObject({ code: 0, complaint: '' });
    expect(lifted.out).toMatch(
      /^Lifted the suppression of .*\nRemoved it from the suppression list/,
    );

    const again = await invited(email);
    await awaitDelivery(ada, again.id, 'delivered');
    expect((await admin('unsuppress', email)).out).toContain('was not');
  });

  test('that belongs to an older send changes nothing about the newer one', async () => {
    const { admin, id, email } = await invited();
    const first = await awaitMail(email);
    await awaitDelivery(admin, id, 'delivered');
    await admin.post(`/v1/invitations/${id}/resend`);
    await awaitMail(email, 2);
    const before = await awaitDelivery(admin, id, 'delivered');
    await letSesSay(first, 'soft-bounce');
    await letSesSay(first, 'complaint');
    // What is said about another mail afterwards has arrived: so has this.
    const witness = await invited();
    await letSesSay(await awaitMail(witness.email), 'complaint');
    await awaitDelivery(admin, witness.id, 'complained');
    const { body } = await admin.get(`/v1/invitations/${id}`);
    expect(body).toEqual(before);
  });
});

describe('a mail that somebody calls spam', () => {
  test('is shown as complained, and no further mail goes to the address', async () => {
    const { admin, id, email } = await invited();
    await letSesSay(await awaitMail(email), 'complaint');
    const invitation = await awaitDelivery(admin, id, 'complained');
    expect(invitation.delivery.reason).toContain('spam');
    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent.body).toMatchObject({
      code: 'email_suppressed',
      errors: [{ message: expect.stringContaining('spam') as string }],
    });
  });
});

describe('the addresses of the mailbox simulator of AWS', () => {
  const label = () => newAddress().split('@')[0] ?? '';

  test.each([
    ['success', 'delivered'],
    ['bounce', 'bounced'],
    ['complaint', 'complained'],
    ['suppressionlist', 'suppressed'],
  ])('%s@ ends as %s', async (scenario, status) => {
    const { admin, id } = await invited(`${scenario}+${label()}@simulator.amazonses.com`);
    await awaitDelivery(admin, id, status);
  });

  test('ooto@ arrives: an automatic answer is no bounce', async () => {
    const { admin, id, email } = await invited(`ooto+${label()}@simulator.amazonses.com`);
    await awaitMail(email);
    const invitation = await awaitDelivery(admin, id, 'delivered');
    expect(invitation.status).toBe('pending');
  });
});
