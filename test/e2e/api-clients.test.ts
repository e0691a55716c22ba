import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';

import { clientOwnerKey } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { tableClient } from '../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import {
  administratorOf,
  asSomebody,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
} from '../support/foyer/foyer-client.ts';
import { accept } from '../support/foyer/life-of-an-invitation.ts';
import { admin as operator, adminData } from '../support/foyer/operator.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { machineToken, tokenAnswer } from '../support/foyer/sign-in.ts';

interface Made {
  readonly id: string;
  readonly secret: string;
}

/** Creates an API client as an administrator, with the credentials that it requests tokens with. */
async function setup(scopes: readonly string[] = ['invitations:read', 'invitations:write']) {
  const admin = await administratorOf();
  const made = await admin.post('/v1/api-clients', { name: 'Nightly import', scopes });
  expect(made.status).toBe(201);
  const client = JSON.parse(made.text) as Made;
  const path = `/v1/api-clients/${client.id}`;
  // A tenant can have only a few API clients.
  onTestFinished(async () => {
    await admin.delete(path);
  });
  return { admin, client, made, path };
}

describe('an API client', () => {
  test('can be created only in a tenant that the operator has enabled them for', async () => {
    const tenant = await newTenant('Frugal', { apiClients: false });
    const admin = await tenant.administrator();
    const create = () =>
      admin.post('/v1/api-clients', { name: 'Program', scopes: ['invitations:read'] });
    expect(await create()).toMatchObject({
      status: 403,
      body: { code: 'feature_not_available' },
    });
    expect(JSON.parse((await admin.get('/v1/tenant')).text)).toMatchObject({
      features: { apiClients: false, customerPortal: true },
    });
    await adminData('set-feature', tenant.id, 'api-clients', 'on');
    expect((await create()).status).toBe(201);
    await adminData('set-feature', tenant.id, 'api-clients', 'off');
    expect((await create()).status).toBe(403);
    expect((await admin.get('/v1/tenant')).text).toContain('"customerPortal":true');
  });

  test('sends an invitation in its own name: the email arrives, and the invitee signs up', async () => {
    const { client, admin } = await setup();
    const program = asSomebody(await machineToken(client));
    const email = newAddress();
    const created = await program.post('/v1/invitations', { email });
    expect(created.status).toBe(201);
    expect(JSON.parse(created.text)).toMatchObject({
      invitedBy: { id: client.id, name: 'Nightly import' },
    });
    const mail = await awaitMail(email);
    expect(mail.text).toContain('Nightly import');
    expect((await accept(linkIn(mail).token)).status).toBe(201);
    expect((await program.get(`/v1/invitations/${created.body.id}`)).body.status).toBe('accepted');
    expect((await admin.get(`/v1/invitations/${created.body.id}`)).status).toBe(200);
  });

  test('can do only what its scopes allow, and nothing in another company', async () => {
    const { client } = await setup();
    const program = asSomebody(await machineToken(client));
    expect((await program.get('/v1/tenant')).status).toBe(403);
    expect((await program.get('/v1/customers')).status).toBe(403);
    expect((await program.get('/v1/me')).status).toBe(401);
    const foreign = await administratorOf('otherAdmin');
    const theirs = await foreign.post('/v1/invitations', { email: newAddress(), notify: false });
    expect((await program.get(`/v1/invitations/${theirs.body.id}`)).status).toBe(404);
    // It can request fewer scopes than it has, but not more.
    const less = await tokenAnswer(client, 'foyer/invitations:read');
    const reader = asSomebody(String(less.body['access_token']));
    expect((await reader.get('/v1/invitations')).status).toBe(200);
    expect((await reader.post('/v1/invitations', { email: newAddress() })).status).toBe(403);
    expect((await tokenAnswer(client, 'foyer/settings:write')).status).toBe(400);
    expect((await tokenAnswer({ ...client, secret: 'guessed' })).status).toBeGreaterThan(399);
  });

  test('gets a second secret while the first one still works, until the first one is revoked', async () => {
    const { client, admin, path, made } = await setup();
    const etag = made.headers.get('etag') ?? '';
    const rotated = await admin.post(`${path}/rotate`, undefined, { 'if-match': etag });
    expect(rotated.status).toBe(200);
    const second = JSON.parse(rotated.text) as Made;
    await machineToken(client);
    await machineToken(second);
    const late = await admin.post(`${path}/rotate`, undefined, { 'if-match': etag });
    expect(late).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
    expect((await admin.delete(`${path}/previous-secret`)).status).toBe(204);
    expect((await tokenAnswer(client)).status).toBeGreaterThan(399);
    await machineToken(second);
    // Secrets are shown once, when they are created.
    for (const shown of [await admin.get(path), await admin.get('/v1/api-clients')]) {
      expect(shown.text).toContain(client.id);
      expect(shown.text).not.toContain(client.secret);
      expect(shown.text).not.toContain(second.secret);
    }
  });

  test('gets no tokens after it is removed, and its existing token stops working', async () => {
    const { client, admin, path } = await setup();
    const program = asSomebody(await machineToken(client));
    expect((await admin.delete(path)).status).toBe(204);
    // The gateway has no response cached for this token on this route from before the removal.
    expect((await program.get('/v1/invitations')).status).toBe(403);
    expect((await tokenAnswer(client)).status).toBeGreaterThan(399);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get('/v1/api-clients')).text).not.toContain(client.id);
  });

  test('cannot be created or rotated by a caller with fewer scopes', async () => {
    const { admin, client: mightier } = await setup();
    const { client } = await setup(['settings:write', 'invitations:read']);
    const program = asSomebody(await machineToken(client));
    const more = { name: 'More', scopes: ['invitations:read', 'customers:plan'] };
    expect(await program.post('/v1/api-clients', more)).toMatchObject({
      status: 403,
      body: { code: 'grant_not_allowed', errors: [{ path: 'scopes.1' }] },
    });
    expect(await program.post(`/v1/api-clients/${mightier.id}/rotate`)).toMatchObject({
      status: 403,
      body: { code: 'grant_not_allowed' },
    });
    const own = await admin.post('/v1/api-clients', { name: 'Own', scopes: ['self'] });
    expect(own).toMatchObject({ status: 400, body: { errors: [{ path: 'scopes.0' }] } });
  });
});

test('an API client cannot be used to sign in a person', async () => {
  const { client } = await setup();
  const { awsEndpoint, siteUrl } = foyer();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: `${siteUrl}/sign-in`,
  });
  const answer = await fetch(`${awsEndpoint}/oauth2/authorize?${query}`, { redirect: 'manual' });
  expect(answer.headers.get('location') ?? '').not.toContain('code=');
  expect(await answer.text()).not.toContain('type="password"');
});

describe('the operator', () => {
  /** Creates a company with an API client that the operator created for it. */
  async function company() {
    const id = `prog-${newAddress().slice(6, 14)}`;
    await adminData('create-tenant', '--name', id, '--id', id, '--email', newAddress());
    const scopes = 'invitations:read,invitations:write';
    const made = await adminData('create-client', id, '--name', 'Sync', '--scopes', scopes);
    const { client, secret } = made as { client: { id: string }; secret: string };
    return { id, client: { id: client.id, secret } };
  }

  test('creates, lists, rotates, and removes the API clients of a company', async () => {
    const { id, client } = await company();
    const program = asSomebody(await machineToken(client));
    const created = await program.post('/v1/invitations', { email: newAddress(), notify: false });
    expect(created.status).toBe(201);
    expect((await operator('list-clients', id)).out).toContain(`${client.id}  Sync`);
    const rotated = await adminData('rotate-client', id, client.id);
    const second = { ...client, secret: String(rotated['secret']) };
    await machineToken(client);
    await adminData('revoke-previous-secret', id, client.id);
    expect((await tokenAnswer(client)).status).toBeGreaterThan(399);
    await machineToken(second);
    await adminData('remove-client', id, client.id);
    expect((await tokenAnswer(second)).status).toBeGreaterThan(399);
    expect((await operator('list-clients', id)).out).toContain(`${id} has no API clients.`);
    expect(await operator('remove-client', id, client.id)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('The API client does not exist.') as string,
    });
  });

  test('suspends a company: its API clients get no tokens until it is resumed, and their existing tokens are rejected', async () => {
    const { id, client } = await company();
    const program = asSomebody(await machineToken(client));
    const closed = await adminData('suspend-tenant', id, '--yes');
    expect(closed).toMatchObject({ clients: [{ id: client.id }] });
    expect((await program.get('/v1/invitations')).status).toBe(403);
    expect((await tokenAnswer(client)).status).toBeGreaterThan(399);
    await adminData('resume-tenant', id);
    const again = asSomebody(await machineToken(client));
    expect((await again.get('/v1/invitations')).status).toBe(200);
  });
});

test('a client that a crash left in the user pool belongs to no tenant: it gets no token, and its existing token is rejected', async () => {
  const { client } = await setup();
  const program = asSomebody(await machineToken(client));
  await removeOwner(client.id);
  expect((await tokenAnswer(client)).status).toBeGreaterThan(399);
  expect((await program.get('/v1/invitations')).status).toBe(403);
});

/** Simulates a function that created the client and crashed before it stored the owner. */
async function removeOwner(clientId: string): Promise<void> {
  const { awsEndpoint, tableName } = foyer();
  const table = tableClient(new DynamoDBClient(localClientConfig(awsEndpoint)));
  await table.send(new DeleteCommand({ TableName: tableName, Key: clientOwnerKey(clientId) }));
}
