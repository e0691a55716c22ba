import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';

import { localClientConfig } from '../../local/local-aws.ts';
import {
  type Answer,
  asSomebody,
  awaitMail,
  foyer,
  letSesSay,
  newAddress,
  type ReceivedMail,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { renewTokens, signIn } from '../support/foyer/sign-in.ts';

interface AdministratorBody {
  readonly id: string;
  readonly role: string;
  readonly status: string;
  readonly version: number;
  readonly delivery: { readonly status: string };
  readonly leftBehind: { readonly apiClients: { readonly id: string }[] };
}

interface ImportBody {
  readonly status: string;
  readonly data: readonly object[];
}

const bodyOf = ({ text }: Answer) => JSON.parse(text) as AdministratorBody;

function setupTokenIn(mail: ReceivedMail): string {
  const token = /\/administrator-setup#(\S+)/.exec(mail.text)?.[1];
  if (token === undefined) throw new Error('The mail has no setup link.');
  return token;
}

const setup = (step: 'lookup' | 'complete', body: object, key?: string) =>
  request('POST', `/v1/administrator-setup/${step}`, {
    body,
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });

/**
 * Creates a tenant with a first administrator, and a function that adds another administrator with a completed account.
 */
async function world() {
  const tenant = await newTenant('Initrode');
  const first = await tenant.administrator();
  const add = async (role: string, fields: object = {}) => {
    const email = newAddress();
    const made = await first.post('/v1/administrators', { email, role, ...fields });
    expect(made.status, made.text).toBe(201);
    const token = setupTokenIn(await awaitMail(email));
    return { email, id: made.body.id, token, body: bodyOf(made) };
  };
  const arrive = async (role: string) => {
    const added = await add(role);
    const done = await setup('complete', {
      token: added.token,
      name: 'Grace Hopper',
      password: PASSWORD,
    });
    expect(done.status, done.text).toBe(201);
    const tokens = await signIn(added.email, PASSWORD);
    return { ...added, ...tokens, somebody: asSomebody(tokens.accessToken) };
  };
  return { ...{ tenant, first, add, arrive } };
}

test('adds an administrator, who gets one email with a link, sets up the account, and signs in with the role', async () => {
  const { first, add } = await world();
  const { email, id, token, body } = await add('viewers', { name: 'Grace Hopper', locale: 'de' });
  expect(body).toMatchObject({
    role: 'viewers',
    status: 'invited',
    delivery: { status: 'queued' },
  });
  const mail = await awaitMail(email);
  expect(mail.subject).toBe('Richten Sie Ihr Administratorkonto für Initrode ein');
  await expect(signIn(email, PASSWORD)).rejects.toThrow();

  const offer = await setup('lookup', { token });
  expect(JSON.parse(offer.text)).toMatchObject({
    ...{ tenant: { name: 'Initrode' }, email, role: 'viewers', name: 'Grace Hopper', locale: 'de' },
  });
  const submission = { token, name: 'Grace Hopper', password: PASSWORD };
  expect((await setup('complete', { ...submission, password: 'short' })).body.code).toBe(
    'password_policy',
  );
  const accepted = await setup('complete', submission, 'key-1');
  expect(accepted.status, accepted.text).toBe(201);
  expect((await setup('complete', submission, 'key-1')).status).toBe(200);
  expect((await setup('complete', submission, 'key-2')).body.code).toBe('invitation_accepted');

  const grace = asSomebody((await signIn(email, PASSWORD)).accessToken);
  expect((await grace.get('/v1/invitations')).status).toBe(200);
  expect((await grace.get('/v1/administrators')).status).toBe(403);
  expect((await grace.post('/v1/invitations', { email: newAddress() })).status).toBe(403);
  const seen = bodyOf(await first.get(`/v1/administrators/${id}`));
  expect(seen).toMatchObject({ status: 'active', version: 2 });
});

test('shows the delivery status of the setup email; a new link replaces the earlier one', async () => {
  const { first, add } = await world();
  const { email, id, token } = await add('operators');
  await letSesSay(await awaitMail(email), 'delivery');
  await until('the mail to be delivered', async () => {
    const { delivery } = bodyOf(await first.get(`/v1/administrators/${id}`));
    return delivery.status === 'delivered' ? true : undefined;
  });
  expect((await first.post(`/v1/administrators/${id}/resend`)).status).toBe(200);
  const newer = setupTokenIn(await awaitMail(email, 2));
  expect((await setup('lookup', { token })).body.code).toBe('not_found');
  expect((await setup('lookup', { token: newer })).status).toBe(200);
});

test('rejects an invitation token in place of a setup token, and the other way around', async () => {
  const { first, add } = await world();
  const { token } = await add('viewers');
  const guest = newAddress();
  await first.post('/v1/invitations', { email: guest });
  const invitation = /\/sign-up#(\S+)/.exec((await awaitMail(guest)).text)?.[1];
  const form = { profile: { firstName: 'Grace', lastName: 'Hopper' }, password: PASSWORD };
  for (const [path, body] of [
    ['/v1/sign-up/lookup', { token }],
    ['/v1/sign-up/decline', { token }],
    ['/v1/sign-up/accept', { token, ...form }],
    ['/v1/administrator-setup/lookup', { token: invitation }],
    ['/v1/administrator-setup/complete', { token: invitation, name: 'Grace', password: PASSWORD }],
  ] as const) {
    const answer = await request('POST', path, { body });
    expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not_found']);
  }
  expect((await setup('lookup', { token })).status).toBe(200);
});

test('does not create administrators through invitations, imports, or presets', async () => {
  const { first } = await world();
  for (const group of ['administrators', 'viewers']) {
    const invited = await first.post('/v1/invitations', { email: newAddress(), groups: [group] });
    expect(invited.body.code).toBe('grant_not_allowed');
    const preset = await first.post('/v1/presets', { name: `As ${group}`, groups: [group] });
    expect(preset.status).toBeGreaterThanOrEqual(400);
    const rows = [{ email: newAddress(), groups: [group] }];
    const { body: job } = await first.post('/v1/invitation-imports', { rows });
    const { data } = await until('the import to end', async () => {
      const { text } = await first.get(`/v1/invitation-imports/${job.id}`);
      const ended = JSON.parse(text) as ImportBody;
      return ended.status === 'completed' ? ended : undefined;
    });
    expect(data).toMatchObject([{ outcome: 'error', reason: 'grant_not_allowed' }]);
  }
});

test('does not let API clients manage administrators, no matter who created them', async () => {
  const { first } = await world();
  for (const scope of ['administrators:read', 'administrators:write']) {
    const made = await first.post('/v1/api-clients', { name: 'Manager', scopes: [scope] });
    expect([made.status, made.body.code]).toEqual([400, 'invalid_request']);
  }
});

test('keeps one administrator when two remove each other at the same time', async () => {
  const { tenant, first, arrive } = await world();
  const { id, somebody } = await arrive('administrators');
  const { data } = (await first.get('/v1/administrators')).body;
  const self = data.find(({ email }) => email === tenant.email)?.id ?? '';
  const both = await Promise.all([
    first.delete(`/v1/administrators/${id}`),
    somebody.delete(`/v1/administrators/${self}`),
  ]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status } of both) expect([200, 403, 409, 503]).toContain(status);
});

test('applies a new role to existing tokens within seconds, and never leaves the company without an administrator', async () => {
  const { tenant, first, arrive } = await world();
  const { id, somebody } = await arrive('administrators');
  const all = await first.get('/v1/administrators');
  const self = all.body.data.find((one) => one.email === tenant.email)?.id ?? '';
  expect(all.body.data).toHaveLength(2);
  expect((await somebody.get('/v1/tenant')).status).toBe(200);

  const stale = await first.patch(
    `/v1/administrators/${id}`,
    { role: 'viewers' },
    { 'if-match': '"1"' },
  );
  expect(stale.status).toBe(412);
  const changed = await first.patch(
    `/v1/administrators/${id}`,
    { role: 'viewers' },
    { 'if-match': '"2"' },
  );
  expect(changed.status, changed.text).toBe(200);
  // The gateway has no cached decision for this route yet.
  expect((await somebody.get('/v1/administrators')).status).toBe(403);
  expect((await somebody.get('/v1/customers')).status).toBe(200);

  const last = { code: 'last_administrator' };
  expect((await first.delete(`/v1/administrators/${self}`)).body).toMatchObject(last);
  const demoted = await first.patch(`/v1/administrators/${self}`, { role: 'viewers' });
  expect(demoted.body).toMatchObject(last);
});

test('removes an administrator: access ends immediately, the response lists what is left behind, and the account is deleted', async () => {
  const { first, arrive } = await world();
  const { id, email, somebody, refreshToken } = await arrive('administrators');
  const client = await somebody.post('/v1/api-clients', {
    name: 'Left',
    scopes: ['invitations:read'],
  });
  const removed = await first.delete(`/v1/administrators/${id}`);
  expect(removed.status, removed.text).toBe(200);
  expect(bodyOf(removed).leftBehind.apiClients).toEqual([{ id: client.body.id, name: 'Left' }]);
  expect((await somebody.get('/v1/invitations')).status).toBe(403);
  await expect(renewTokens(refreshToken)).rejects.toThrow();
  await expect(signIn(email, PASSWORD)).rejects.toThrow();
  expect((await first.delete(`/v1/administrators/${id}`)).status).toBe(404);
  const { awsEndpoint, userPoolId } = foyer();
  const cognito = new CognitoIdentityProviderClient(localClientConfig(awsEndpoint));
  await until('the account to be deleted', async () => {
    const asked = new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email });
    return cognito.send(asked).then(
      () => undefined,
      () => true,
    );
  });
});

test('adds one administrator and sends one email when a request is repeated', async () => {
  const { first } = await world();
  const email = newAddress();
  const body = { email, role: 'viewers' };
  const key = { 'idempotency-key': 'add-1' };
  const both = await Promise.all([1, 2].map(() => first.post('/v1/administrators', body, key)));
  expect(new Set(both.filter(({ status }) => status === 201).map((one) => one.body.id)).size).toBe(
    1,
  );
  const other = await first.post('/v1/administrators', { ...body, role: 'operators' }, key);
  expect(other.body.code).toBe('idempotency_key_reused');
  await awaitMail(email);
  expect((await first.post('/v1/administrators', body)).body.code).toBe('user_already_exists');
});
