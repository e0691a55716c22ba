import { randomUUID } from 'node:crypto';

import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';

import { invitationKey } from '../../lambdas/modules/records/invitation-item.ts';
import { tableClient } from '../../lambdas/modules/records/table.ts';
import { localClientConfig, localPassword } from '../../local/local-aws.ts';
import { sentAfter } from '../../local/ses/client.ts';
import { awaitMail, foyer, linkIn, newAddress, request } from '../support/foyer/foyer-client.ts';
import { accept, signUp } from '../support/foyer/life-of-an-invitation.ts';
import { admin } from '../support/foyer/operator.ts';
import { renewTokens, signIn } from '../support/foyer/sign-in.ts';

/** Runs an operator command that must succeed, and returns its output. */
async function done(...args: readonly string[]): Promise<string> {
  const { code, out, complaint } = await admin(...args);
  // The progress of a check goes to stderr, next to its result.
  expect({ code, complaint: args[0] === 'check' ? '' : complaint }).toEqual({
    code: 0,
    complaint: '',
  });
  return out;
}

/** Creates a tenant with an administrator, through the operator's commands. */
async function setup() {
  const id = `initech-${randomUUID().slice(0, 8)}`;
  const email = newAddress();
  await done('create-tenant', '--name', 'Initech', '--id', id, '--email', email);
  // Off by default. A rejection must be due to the behavior that is tested.
  await done('set-feature', id, 'api-clients', 'on');
  const { accessToken: token } = await signIn(email, localPassword);
  const invite = async (address = newAddress()) =>
    request('POST', '/v1/invitations', { token, body: { email: address } });
  return { id, email, invite, token, enter: async () => signIn(email, localPassword) };
}

test('disables the customer portal of a company, which then can invite nobody and sees why', async () => {
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

test('suspends a company: nobody can sign in, and its links say so politely until it is resumed', async () => {
  const { id, invite, enter, token } = await setup();
  const guest = newAddress();
  expect((await invite(guest)).status).toBe(201);
  const { token: link } = linkIn(await awaitMail(guest));
  await done('suspend-tenant', id, '--yes');
  await expect(enter()).rejects.toThrow();
  expect((await invite()).status).toBe(403);
  // The token is valid for some minutes. The gateway has no cached decision for these routes yet.
  for (const path of ['/v1/invitations', '/v1/customers', '/v1/customers/export', '/v1/tenant'])
    expect((await request('GET', path, { token })).status).toBe(403);
  const program = { name: 'Left behind', scopes: ['invitations:read'] };
  expect((await request('POST', '/v1/api-clients', { token, body: program })).status).toBe(403);
  const looked = await signUp('lookup', { token: link });
  expect(looked).toMatchObject({ status: 403, body: { code: 'feature_not_available' } });
  expect(JSON.parse(looked.text)).toMatchObject({ tenant: { name: 'Initech' } });
  expect((await accept(link)).status).toBe(403);
  await done('resume-tenant', id);
  await enter();
});

test('removes an administrator, who loses access immediately, and sees what that person leaves behind', async () => {
  const { id, email } = await setup();
  const last = await admin('remove-administrator', id, '--email', email);
  expect(last).toMatchObject({ code: 1, out: '' });
  expect(last.complaint).toContain('is the last administrator');

  const mallory = newAddress();
  await done('add-administrator', id, '--email', mallory, '--admin-name', 'Mallory');
  const { accessToken: token, refreshToken } = await signIn(mallory, localPassword);
  const make = async (path: string, body: object) => {
    const made = await request('POST', path, { token, body });
    expect(made.status, made.text).toBe(201);
    return made.body.id;
  };
  const client = await make('/v1/api-clients', { name: 'Left', scopes: ['invitations:read'] });
  const webhook = await make('/v1/webhooks', { url: 'http://127.0.0.1:4999/', enabled: false });
  const invitation = await make('/v1/invitations', { email: newAddress(), notify: false });

  const removed = ['remove-administrator', id, '--email', mallory, '--json'];
  const answer = JSON.parse(await done(...removed)) as Record<string, unknown>;
  const left = { clients: [{ id: client }], webhooks: [{ id: webhook }], imports: [] };
  expect(answer).toMatchObject({ removed: true, ...left, invitations: [{ id: invitation }] });
  await expect(signIn(mallory, localPassword)).rejects.toThrow();
  await expect(renewTokens(refreshToken)).rejects.toThrow();
  for (const path of ['/v1/invitations', '/v1/tenant', '/v1/api-clients'])
    expect((await request('GET', path, { token })).status).toBe(403);

  const userId = String(answer['userId']);
  const again = await done('remove-administrator', id, '--id', userId);
  expect(again).toContain(`npm run admin -- remove-client ${id} ${client} --stage local`);
  expect(again).toContain(`DELETE /v1/webhooks/${webhook}`);
  expect(again).toContain(`POST /v1/invitations/${invitation}/revoke`);
  // The other administrators are not affected, and the last one is removed only with --force.
  const { accessToken: others } = await signIn(email, localPassword);
  expect((await request('GET', '/v1/tenant', { token: others })).status).toBe(200);
  await done('remove-administrator', id, '--email', email, '--force');
  await expect(signIn(email, localPassword)).rejects.toThrow();
});

test('the client of an application issues tokens only to users of the company that registered it', async () => {
  const [ours, theirs] = [await setup(), await setup()];
  const { awsEndpoint, userPoolId, siteUrl } = foyer();
  const cognito = new CognitoIdentityProviderClient(localClientConfig(awsEndpoint));
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: `Portal of ${ours.id}`,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [`${siteUrl}/portal`],
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const clientId = UserPoolClient?.ClientId ?? '';
  const body = { name: 'Portal', protocol: 'oidc', clientId, redirectUrl: `${siteUrl}/portal` };
  const registered = await request('POST', '/v1/applications', { token: ours.token, body });
  expect(registered.status, registered.text).toBe(201);
  const path = `/v1/applications/${registered.body.id}`;
  const refused = await request('POST', '/v1/applications', { token: theirs.token, body });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'clientId' }] } });

  await expect(signIn(ours.email, localPassword, clientId)).resolves.toHaveProperty('idToken');
  await expect(signIn(theirs.email, localPassword, clientId)).rejects.toThrow('another company');
  await theirs.enter();
  expect((await request('DELETE', path, { token: ours.token })).status).toBe(204);
  const free = await request('POST', '/v1/applications', { token: theirs.token, body });
  expect(free.status, free.text).toBe(201);
  await expect(signIn(ours.email, localPassword, clientId)).rejects.toThrow('another company');
});

test('lowers a limit of one company, which the company cannot raise', async () => {
  const { id, token } = await setup();
  await done('set-limit', id, 'pendingInvitations', '2');
  const shown = JSON.parse((await request('GET', '/v1/tenant', { token })).text) as unknown;
  const limits = { limits: { pendingInvitations: 2 } };
  expect(shown).toMatchObject({ settings: limits, installationLimits: limits });
  const body = { settings: { limits: { pendingInvitations: 3 } } };
  const raised = await request('PATCH', '/v1/tenant', { token, body });
  expect(raised).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'settings.limits.pendingInvitations' }] },
  });
  expect(await done('set-limit', id, 'pendingInvitations', 'default')).not.toContain('limit');
  expect((await request('PATCH', '/v1/tenant', { token, body })).status).toBe(200);
  const tooMuch = await admin('set-limit', id, 'pendingInvitations', '999999999');
  expect(tooMuch).toMatchObject({ code: 1, out: '' });
  expect(tooMuch.complaint).toContain('in this installation');
});

test('finds a company in the list, and adds a viewer', async () => {
  const { id } = await setup();
  expect(await done('list-tenants')).toContain(id);
  const viewer = newAddress();
  await done('add-administrator', id, '--email', viewer, '--role', 'viewers');
  const { accessToken: token } = await signIn(viewer, localPassword);
  expect((await request('GET', '/v1/invitations', { token })).status).toBe(200);
  const body = { email: newAddress() };
  expect((await request('POST', '/v1/invitations', { token, body })).status).toBe(403);
});

test('checks the table, and names one inconsistency by its ID', async () => {
  const { id, invite } = await setup();
  const { body } = await invite();
  const { awsEndpoint, tableName } = foyer();
  const table = tableClient(new DynamoDBClient(localClientConfig(awsEndpoint)));
  const change = (key: string) =>
    table.send(
      new UpdateCommand({
        TableName: tableName,
        Key: invitationKey(body.id),
        UpdateExpression: 'SET listKey = :key',
        ExpressionAttributeValues: { ':key': key },
      }),
    );
  expect(await done('check', '--tenant', id)).toContain('No problems found');
  await change('elsewhere#invitation#0');
  const found = await admin('check', '--tenant', id);
  await change(`${id}#invitation#0`);
  expect(found.code).toBe(1);
  expect(found.out).toContain(`${body.id} has a listKey that does not match its fields.`);
});

test('returns results as JSON for programs, and an exit code that says how the command ended', async () => {
  const { id, email } = await setup();
  const shown = JSON.parse(await done('show-tenant', id, '--json')) as unknown;
  expect(shown).toMatchObject({ tenant: { id, name: 'Initech', status: 'active' } });

  const absent = await admin('show-tenant', 'nobody-knows-it', '--json');
  expect(absent).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(absent.complaint)).toEqual({
    error: 'The tenant nobody-knows-it does not exist.',
  });
  const stolen = await admin('create-tenant', '--name', 'Hooli', '--email', email);
  expect(stolen.code).toBe(1);
  expect(stolen.complaint).toContain(`belongs to ${id}`);
  const wrong = await admin('suspend-tenant', id, '--forever');
  expect(wrong.code).toBe(2);
  expect(wrong.complaint).toContain('suspend-tenant has no flag --forever.');
  expect(await done('set-feature', '--help')).toContain('customer-portal');
});

test('a company’s emails use the sender name and the reply-to address that it set', async () => {
  const { invite, token } = await setup();
  const branding = { senderName: 'Initech Partners', replyTo: 'partners@initech.example' };
  expect((await request('PATCH', '/v1/tenant', { token, body: { branding } })).status).toBe(200);
  const guest = newAddress();
  await invite(guest);
  const mail = (await awaitMail(guest)) as unknown as { from?: string };
  expect(mail.from).toContain('Initech Partners');
  const sent = await sentAfter(foyer().awsEndpoint, 0, AbortSignal.timeout(30_000));
  const ours = sent.filter(({ destination }) => destination.includes(guest));
  expect(ours.map(({ replyTo }) => replyTo)).toEqual([['partners@initech.example']]);
});
