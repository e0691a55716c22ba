import { expect, test } from 'vitest';
import { localClientConfig } from '../../local/local-aws.ts';
import { connectTenants } from '../../local/operator/connection.ts';
import { operateTenant, parseOperateArguments } from '../../local/operator/operate-tenant.ts';
import { awaitMail, foyer, linkIn, newAddress, request } from '../support/foyer-client.ts';
import { accept, PASSWORD, signUp } from '../support/life-of-an-invitation.ts';
import { newTenant } from '../support/own-tenant.ts';
import { signIn } from '../support/sign-in.ts';

/** A tenant of its own with an administrator, and the operator's commands for it. */
async function setup() {
  const { id, email } = await newTenant('Initech');
  const tenants = await connectTenants(localClientConfig(foyer().awsEndpoint), 'local');
  const operate = async (command: string, ...rest: string[]) =>
    operateTenant(tenants, parseOperateArguments([command, id, ...rest]));
  const { accessToken: token } = await signIn(email, PASSWORD);
  const invite = async (address = newAddress()) =>
    request('POST', '/v1/invitations', { token, body: { email: address } });
  return { operate, invite, token, enter: async () => signIn(email, PASSWORD) };
}

test('the operator takes the customer portal away: nobody can be invited, and the company sees why', async () => {
  const { operate, invite, token } = await setup();
  await operate('set-feature', 'customer-portal', 'off');
  expect(await invite()).toMatchObject({ status: 403, body: { code: 'feature_not_available' } });
  const shown = await request('GET', '/v1/tenant', { token });
  expect(JSON.parse(shown.text)).toMatchObject({ features: { customerPortal: false } });
  const tried = { token, body: { features: { customerPortal: true } } };
  const refused = await request('PATCH', '/v1/tenant', tried);
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'features' }] } });
  await operate('set-feature', 'customer-portal', 'on');
  expect((await invite()).status).toBe(201);
});

test('the operator suspends a company: nobody of it gets in, and its links say so kindly until it is open again', async () => {
  const { operate, invite, enter } = await setup();
  const guest = newAddress();
  expect((await invite(guest)).status).toBe(201);
  const { token: link } = linkIn(await awaitMail(guest));
  await operate('suspend-tenant');
  await expect(enter()).rejects.toThrow();
  expect(await invite()).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const looked = await signUp('lookup', { token: link });
  expect(looked).toMatchObject({ status: 403, body: { code: 'feature_not_available' } });
  expect(JSON.parse(looked.text)).toMatchObject({ tenant: { name: 'Initech' } });
  expect((await accept(link)).status).toBe(403);
  await operate('resume-tenant');
  await enter();
});

test('a company’s mails come from the name that it chose, and are answered to its address', async () => {
  const { invite, token } = await setup();
  const look = { senderName: 'Initech Partners', replyTo: 'partners@initech.example' };
  expect((await request('PATCH', '/v1/tenant', { token, body: { look } })).status).toBe(200);
  const guest = newAddress();
  await invite(guest);
  const mail = (await awaitMail(guest)) as unknown as { from?: string; replyTo?: string[] };
  expect(mail.from).toContain('Initech Partners');
});
