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

describe('the delivery status of an email', () => {
  test('appears in the invitation automatically, a moment later', async () => {
    const { admin, id } = await invited();
    const invitation = await awaitDelivery(admin, id, 'delivered');
    expect(steps(invitation)).toEqual(['created', 'sent', 'delivered']);
    expect(invitation.delivery).not.toHaveProperty('reason');
  });

  test('shows a temporary bounce, after which the invitation can be resent', async () => {
    const { admin, id, email } = await invited();
    const mail = await awaitMail(email);
    await awaitDelivery(admin, id, 'delivered');
    await letSesSay(mail, 'soft-bounce');
    const invitation = await awaitDelivery(admin, id, 'bounced');
    expect(invitation.delivery.reason).toContain('temporary');
    expect(invitation.status).toBe('pending');
    // The address is not suppressed: its mailbox was only full.
    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent.body).toMatchObject({ delivery: { status: 'queued', sends: 2 } });
  });
});

describe('a delayed email', () => {
  test('is shown as delayed, and as delivered once it arrives', async () => {
    const { admin, id, email } = await invited(`late+${newAddress()}`);
    const mail = await awaitMail(email);
    const invitation = await awaitDelivery(admin, id, 'delayed');
    expect(invitation.delivery.reason).toBeDefined();
    await letSesSay(mail, 'delivery');
    await awaitDelivery(admin, id, 'delivered');
  });
});

describe('a permanent bounce', () => {
  test('is shown as bounced with the reason, and prevents the address from being invited again', async () => {
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
    // No other tenant can invite the address either: an email from any of them would not arrive.
    const other = await administratorOf('otherAdmin');
    expect((await other.post('/v1/invitations', { email })).body.code).toBe('email_suppressed');
  });

  test('can be followed by a new invitation once the operator has removed the suppression', async () => {
    const { admin: ada, id, email } = await invited();
    await letSesSay(await awaitMail(email), 'bounce');
    await awaitDelivery(ada, id, 'bounced');
    await ada.post(`/v1/invitations/${id}/revoke`);

    const lifted = await admin('unsuppress', email.toUpperCase());
    expect(lifted).toMatchObject({ code: 0, complaint: '' });
    expect(lifted.out).toMatch(
      /^Lifted the suppression of .*\nRemoved it from the Amazon SES suppression list/,
    );

    const again = await invited(email);
    await awaitDelivery(ada, again.id, 'delivered');
    expect((await admin('unsuppress', email)).out).toContain('was not');
  });

  test('of an earlier send does not change the status of a later one', async () => {
    const { admin, id, email } = await invited();
    const first = await awaitMail(email);
    await awaitDelivery(admin, id, 'delivered');
    await admin.post(`/v1/invitations/${id}/resend`);
    await awaitMail(email, 2);
    const before = await awaitDelivery(admin, id, 'delivered');
    await letSesSay(first, 'soft-bounce');
    await letSesSay(first, 'complaint');
    // Feedback about a later email has arrived, so this one has also arrived.
    const witness = await invited();
    await letSesSay(await awaitMail(witness.email), 'complaint');
    await awaitDelivery(admin, witness.id, 'complained');
    const { body } = await admin.get(`/v1/invitations/${id}`);
    expect(body).toEqual(before);
  });
});

describe('a spam complaint', () => {
  test('is shown as complained, and stops further email to the address', async () => {
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

describe('the addresses of the AWS mailbox simulator', () => {
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

  test('ooto@ is delivered: an automatic reply is not a bounce', async () => {
    const { admin, id, email } = await invited(`ooto+${label()}@simulator.amazonses.com`);
    await awaitMail(email);
    const invitation = await awaitDelivery(admin, id, 'delivered');
    expect(invitation.status).toBe('pending');
  });
});
