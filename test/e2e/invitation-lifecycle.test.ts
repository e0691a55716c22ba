import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { longAgo, moveTimes } from '../support/engine/clock.ts';
import {
  administratorOf,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import {
  codeIn,
  invited,
  PASSWORD,
  profile,
  signUp,
  updateTenant,
} from '../support/foyer/life-of-an-invitation.ts';
import { signInAs } from '../support/foyer/sign-in.ts';
import { runReconciler } from '../support/modules/reconciling.ts';

describe('an expired invitation', () => {
  test('is shown as expired immediately, recorded and published soon after, and renewed only by its invitee', async () => {
    const { id, token, read, email } = await invited();
    await moveTimes(id, { expiresAt: longAgo(), dueAt: longAgo() });
    expect((await read()).status).toBe('expired');
    await runReconciler();
    expect((await read()).timeline.map(({ type }) => type)).toContain('expired');
    expect((await signUp('lookup', { token })).body.code).toBe('invitation_expired');

    expect((await signUp('request-new', { token })).status).toBe(202);
    const fresh = linkIn(await awaitMail(email, 2));
    expect((await signUp('lookup', { token: fresh.token })).status).toBe(200);
    expect((await signUp('lookup', { token })).body.code).toBe('not_found');
    expect((await read()).timeline.map(({ type }) => type)).toContain('renewed');
  });

  test('cannot be renewed with a forged link, which gets the same response but no email', async () => {
    const { id, token, email } = await invited();
    expect((await signUp('request-new', { token })).status).toBe(202);
    await moveTimes(id, { expiresAt: longAgo() });
    const forged = `${token.slice(0, -4)}AAAA`;
    expect((await signUp('request-new', { token: forged })).status).toBe(202);
    expect((await signUp('request-new', { token: 'nonsense' })).status).toBe(202);
    expect(await mailsTo(email)).toHaveLength(1);
  });
});

test('an invitee declines: the link says so, and the address can be invited again', async () => {
  const { admin, token, email, read } = await invited();
  expect((await signUp('decline', { token })).status).toBe(204);
  expect((await signUp('decline', { token })).status).toBe(204);
  expect((await read()).status).toBe('declined');
  const late = await signUp('accept', { token, password: PASSWORD, profile });
  expect(late).toMatchObject({ status: 410, body: { code: 'invitation_declined' } });
  expect((await admin.post('/v1/invitations', { email })).status).toBe(201);
});

test('a link that an administrator delivers opens only together with a code from the mailbox', async () => {
  const { admin, id, email } = await invited();
  const minted = await admin.post(`/v1/invitations/${id}/link`);
  expect(minted.status, minted.text).toBe(200);
  const link = (minted.body as unknown as { link: string }).link;
  const token = link.slice(link.indexOf('#') + 1);
  expect((await signUp('lookup', { token })).body).toMatchObject({ verification: 'code' });
  const without = await signUp('accept', { token, password: PASSWORD, profile });
  expect(without).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } });

  expect((await signUp('code', { token })).status).toBe(202);
  const code = codeIn(await awaitMail(email, 2));
  const accepted = await signUp('accept', { token, password: PASSWORD, profile, code });
  expect(accepted.status, accepted.text).toBe(201);
  await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ token_use: 'access' });
});

test('another tenant’s administrator cannot create a link or find the invitation', async () => {
  const { id } = await invited();
  const foreigner = await administratorOf('otherAdmin');
  expect((await foreigner.post(`/v1/invitations/${id}/link`)).status).toBe(404);
});

test('an invitee signs up with another, verified address if the tenant allows it', async () => {
  await updateTenant({ allowDifferentEmail: true });
  const { token } = await invited({ allowDifferentEmail: true });
  const other = newAddress();
  expect((await signUp('code', { token, email: other })).status).toBe(202);
  const code = codeIn(await awaitMail(other));
  const submission = { token, password: PASSWORD, profile, email: other, code };
  const accepted = await signUp('accept', submission);
  expect(accepted).toMatchObject({ status: 201, body: { email: other } });
  await expect(signInAs(other, PASSWORD)).resolves.toMatchObject({ token_use: 'access' });
});

test('a colleague is invited to an existing customer, and joins it as a member', async () => {
  const first = await invited();
  const owner = await signUp('accept', { token: first.token, password: PASSWORD, profile });
  const { customerId } = owner.body;
  const second = await invited({ company: undefined, customerId });
  const joined = await signUp('accept', {
    token: second.token,
    password: PASSWORD,
    profile: { firstName: 'Ada', lastName: 'Lovelace' },
  });
  expect(joined).toMatchObject({ status: 201, body: { customerId } });
  const customer = await first.admin.get(`/v1/customers/${customerId}`);
  expect(customer.body.contacts).toHaveLength(2);
  const nobody = { email: newAddress(), customerId: 'cus_nobody' };
  expect((await first.admin.post('/v1/invitations', nobody)).body.errors[0]?.path).toBe(
    'customerId',
  );
});

test('a preset fills in what a request omits, and an application adds its groups and its page', async () => {
  await updateTenant({ redirectUrls: ['https://portal.example.com/'] });
  const { token } = await administratorOf();
  const preset = await request('POST', '/v1/presets', {
    token,
    body: {
      name: `Partners ${randomUUID()}`,
      message: 'Welcome to the partners.',
      redirectUrl: 'https://portal.example.com/welcome',
      expiresInDays: 3,
    },
  });
  expect(preset.status, preset.text).toBe(201);
  const { created, token: link, email } = await invited({ presetId: preset.body.id });
  expect(created.body).toMatchObject({ message: 'Welcome to the partners.' });
  expect((await awaitMail(email)).text).toContain('Welcome to the partners.');
  const accepted = await signUp('accept', { token: link, password: PASSWORD, profile });
  expect(accepted.body).toMatchObject({ signInUrl: 'https://portal.example.com/welcome' });
  const elsewhere = { email: newAddress(), redirectUrl: 'https://evil.example/' };
  const admin = await administratorOf();
  expect((await admin.post('/v1/invitations', elsewhere)).body.errors[0]?.path).toBe('redirectUrl');
});

test('resending is rate limited, and the response says when to retry', async () => {
  await updateTenant({ limits: { resendsPerInvitationPerDay: 1 } });
  const { admin, id } = await invited();
  expect((await admin.post(`/v1/invitations/${id}/resend`)).status).toBe(200);
  const refused = await admin.post(`/v1/invitations/${id}/resend`);
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a new invitation resends the pending one if the request asks for it', async () => {
  const { admin, id, email } = await invited();
  const again = await admin.post('/v1/invitations', { email, onConflict: 'resend' });
  expect(again).toMatchObject({ status: 201, body: { id, delivery: { sends: 2 } } });
  await awaitMail(email, 2);
});

test('deleting removes the personal data of an ended invitation immediately', async () => {
  const { admin, id, token } = await invited();
  const erase = () => request('DELETE', `/v1/invitations/${id}`, { token: admin.token });
  expect(await erase()).toMatchObject({ status: 409, body: { code: 'invitation_pending' } });
  await admin.post(`/v1/invitations/${id}/revoke`);
  expect((await erase()).status).toBe(204);
  expect((await admin.get(`/v1/invitations/${id}`)).status).toBe(404);
  expect((await signUp('lookup', { token })).status).toBe(404);
});

test('an invitee who has not signed up gets a reminder before the expiry, and the first link keeps working', async () => {
  await updateTenant({ reminderDaysBefore: [2] });
  const { id, email, token, read } = await invited({ locale: 'de' });
  await until('the delivery', async () => {
    const { delivery } = await read();
    return ['sent', 'delivered'].includes(delivery.status) ? delivery : undefined;
  });
  await moveTimes(id, { expiresAt: new Date(Date.now() + DAY), dueAt: longAgo() });
  await runReconciler();
  const reminder = await awaitMail(email, 2);
  expect(reminder.subject).not.toBe((await mailsTo(email)).at(-1)?.subject);
  expect((await signUp('lookup', { token })).status).toBe(200);
  expect((await signUp('lookup', { token: linkIn(reminder).token })).status).toBe(200);
  expect((await read()).timeline.map(({ type }) => type)).toContain('reminded');
});
