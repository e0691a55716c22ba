import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { localPassword } from '../../local/local-password.ts';
import { sentAfter } from '../../local/ses/sent-mail.ts';
import { awaitMail, foyer, linkIn, newAddress, request } from '../support/foyer-client.ts';
import { accept, signUp } from '../support/life-of-an-invitation.ts';
import { admin } from '../support/operator.ts';
import { signIn } from '../support/sign-in.ts';

/** Runs a command of the operator that must end well; resolves with what it said. */
async function done(...args: readonly string[]): Promise<string> {
  const { code, out, complaint } = await admin(...args);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  return out;
}

/** A tenant of its own with an administrator, made by the operator's commands. */
async function setup() {
  const id = `initech-${randomUUID().slice(0, 8)}`;
  const email = newAddress();
  await done('create-tenant', '--name', 'Initech', '--id', id, '--email', email);
  const { accessToken: token } = await signIn(email, localPassword);
  const invite = async (address = newAddress()) =>
    request('POST', '/v1/invitations', { token, body: { email: address } });
  return { id, email, invite, token, enter: async () => signIn(email, localPassword) };
}

test('the operator takes the customer portal away: nobody can be invited, and the company sees why', async () => {
  const { id, invite, token } = await setup();
  await done('set-feature', id, 'customer-portal', 'off');
  expect(await invite()).toMatchObject({ status: 403, body: { code: 'feature_not_available' } });
  const shown = await request('GET', '/v1/tenant', { token });
  expect(JSON.parse(shown.text)).toMatchObject({ features: { customerPortal: false } });
  const tried = { token, body: { features: { customerPortal: true } } };
  const refused = await request('PATCH', '/v1/tenant', tried);
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'features' }] } });
  await done('set-feature', id, 'customer-portal', 'on');
  expect((await invite()).status).toBe(201);
});

test('the operator suspends a company: nobody of it gets in, and its links say so kindly until it is open again', async () => {
  const { id, invite, enter } = await setup();
  const guest = newAddress();
  expect((await invite(guest)).status).toBe(201);
  const { token: link } = linkIn(await awaitMail(guest));
  await done('suspend-tenant', id);
  await expect(enter()).rejects.toThrow();
  expect(await invite()).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const looked = await signUp('lookup', { token: link });
  expect(looked).toMatchObject({ status: 403, body: { code: 'feature_not_available' } });
  expect(JSON.parse(looked.text)).toMatchObject({ tenant: { name: 'Initech' } });
  expect((await accept(link)).status).toBe(403);
  await done('resume-tenant', id);
  await enter();
});

test('the operator gets the answer as data for a program, and an exit code that says how it ended', async () => {
  const { id, email } = await setup();
  const shown = JSON.parse(await done('show-tenant', id, '--json')) as unknown;
  expect(shown).toMatchObject({ tenant: { id, name: 'Initech', status: 'active' } });

  const absent = await admin('show-tenant', 'nobody-knows-it', '--json');
  expect(absent).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(absent.complaint)).toEqual({ error: 'There is no tenant nobody-knows-it.' });
  const stolen = await admin('create-tenant', '--name', 'Hooli', '--email', email);
  expect(stolen.code).toBe(1);
  expect(stolen.complaint).toContain(`belongs to ${id}`);
  const wrong = await admin('suspend-tenant', id, '--forever');
  expect(wrong.code).toBe(2);
  expect(wrong.complaint).toContain('suspend-tenant has no flag --forever.');
  expect(await done('set-feature', '--help')).toContain('customer-portal');
});

test('a company’s mails come from the name that it chose, and are answered to its address', async () => {
  const { invite, token } = await setup();
  const look = { senderName: 'Initech Partners', replyTo: 'partners@initech.example' };
  expect((await request('PATCH', '/v1/tenant', { token, body: { look } })).status).toBe(200);
  const guest = newAddress();
  await invite(guest);
  const mail = (await awaitMail(guest)) as unknown as { from?: string };
  expect(mail.from).toContain('Initech Partners');
  const sent = await sentAfter(foyer().awsEndpoint, 0, AbortSignal.timeout(30_000));
  const ours = sent.filter(({ destination }) => destination.includes(guest));
  expect(ours.map(({ replyTo }) => replyTo)).toEqual([['partners@initech.example']]);
});
