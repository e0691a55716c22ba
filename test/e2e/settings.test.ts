import { randomUUID } from 'node:crypto';

import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';

import { localClientConfig } from '../../local/local-aws.ts';
import { accessTokenOf } from '../../local/outputs.ts';
import { type Answer, foyer, request } from '../support/foyer/foyer-client.ts';
import { tokenInGroup } from '../support/foyer/sign-in.ts';

const cognito = () => new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));

type Ask = (method: string, path: string, body?: unknown, ifMatch?: string) => Promise<Answer>;

function askerWith(token: string): Ask {
  return (method, path, body, ifMatch) =>
    request(method, path, {
      token,
      ...(body !== undefined && { body }),
      ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
    });
}

/** Returns functions that call the API as administrators of the two tenants. */
async function setup(): Promise<{ readonly acme: Ask; readonly globex: Ask }> {
  return {
    acme: askerWith(await accessTokenOf(foyer(), 'admin')),
    globex: askerWith(await accessTokenOf(foyer(), 'otherAdmin')),
  };
}

/** Returns a function that calls the API as a viewer of a tenant. */
async function viewerOf(tenantId: string): Promise<Ask> {
  return askerWith(await tokenInGroup(tenantId, 'viewers'));
}

const name = () => `Portal ${randomUUID().slice(0, 8)}`;
const portal = (fields: object = {}) => ({
  name: name(),
  protocol: 'oidc',
  clientId: foyer().webClientId,
  redirectUrl: `${foyer().siteUrl}/sign-in`,
  groups: ['customers'],
  ...fields,
});

function paths({ body }: Answer): string[] {
  return body.errors.map(({ path }) => path);
}

describe('the settings of a tenant', () => {
  test('can be changed by its administrators, with a new version each time', async () => {
    const { globex } = await setup();
    const before = await globex('GET', '/v1/tenant');
    expect(before.status).toBe(200);
    expect(before.body).toMatchObject({
      id: 'globex',
      settings: { expiryDays: 7, maxExpiryDays: 30, allowedGroups: ['customers', 'partners'] },
      installationLimits: { maxExpiryDays: 30 },
    });
    const tag = before.headers.get('etag') ?? '';

    const change = { settings: { expiryDays: 14, reminderDaysBefore: [1, 3] } };
    const changed = await globex('PATCH', '/v1/tenant', change, tag);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      overrides: expect.arrayContaining(['expiryDays', 'reminderDaysBefore']) as string[],
      settings: { expiryDays: 14, reminderDaysBefore: [3, 1] },
    });
    expect(changed.headers.get('etag')).not.toBe(tag);
    expect((await globex('GET', '/v1/tenant')).body).toEqual(changed.body);

    const late = await globex('PATCH', '/v1/tenant', { name: 'Too late' }, tag);
    expect([late.status, late.body.code]).toEqual([412, 'version_mismatch']);

    const back = await globex('PATCH', '/v1/tenant', { settings: null });
    expect(back.body).toMatchObject({ overrides: [], settings: { expiryDays: 7 } });
  });

  test('cannot exceed the limits of the installation, and the error names the fields that do', async () => {
    const { globex } = await setup();
    const answer = await globex('PATCH', '/v1/tenant', {
      settings: { maxExpiryDays: 400, allowedGroups: ['administrators'], limits: null },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(paths(answer)).toEqual(['settings.maxExpiryDays', 'settings.allowedGroups.0']);
  });
});

describe('an application', () => {
  test('can be created, read, changed, and deleted, but not while a preset uses it', async () => {
    const { acme } = await setup();
    const made = await acme('POST', '/v1/applications', portal());
    expect(made.status).toBe(201);
    const path = made.headers.get('location') ?? '';
    expect((await acme('GET', path)).body).toEqual(made.body);
    expect((await acme('GET', '/v1/applications')).body.data).toContainEqual(made.body);

    const changed = await acme('PATCH', path, { groups: [] }, '"1"');
    expect(changed.body).toMatchObject({ groups: [], version: 2 });
    expect((await acme('PATCH', path, { groups: [] }, '"1"')).status).toBe(412);

    const terms = { name: name(), applicationId: made.body.id, expiresInDays: 3 };
    const preset = await acme('POST', '/v1/presets', terms);
    expect(preset.status).toBe(201);
    const presetPath = preset.headers.get('location') ?? '';
    expect((await acme('GET', presetPath)).body).toMatchObject(terms);

    const refused = await acme('DELETE', path);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    expect(refused.text).toContain(preset.body.id);

    expect((await acme('DELETE', presetPath)).status).toBe(204);
    expect((await acme('DELETE', path, undefined, '"2"')).status).toBe(204);
    expect((await acme('GET', path)).status).toBe(404);
    expect((await acme('DELETE', path)).status).toBe(404);
  });

  test('requires a client of the user pool with which people can sign in', async () => {
    const { acme } = await setup();
    const { UserPoolClient } = await cognito().send(
      new CreateUserPoolClientCommand({
        UserPoolId: foyer().userPoolId,
        ClientName: 'a program',
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['foyer/invitations:read'],
      }),
    );
    for (const clientId of [undefined, 'unknownclient', UserPoolClient?.ClientId]) {
      const answer = await acme('POST', '/v1/applications', portal({ clientId }));
      expect(answer.status).toBe(400);
      expect(paths(answer)).toEqual(['clientId']);
    }
  });

  test('can redirect only to URLs that its tenant or its client allows', async () => {
    const { acme } = await setup();
    const evil = `${foyer().siteUrl}@evil.example/`.replace('http:', 'https:');
    for (const redirectUrl of ['https://evil.example/', evil, `${foyer().siteUrl}/#x`]) {
      const answer = await acme('POST', '/v1/applications', portal({ redirectUrl }));
      expect([answer.status, paths(answer)]).toEqual([400, ['redirectUrl']]);
    }
  });
});

test('a preset follows the rules of an invitation, field by field', async () => {
  const { acme } = await setup();
  const answer = await acme('POST', '/v1/presets', {
    name: name(),
    applicationId: 'app_unknown',
    groups: ['administrators'],
    expiresInDays: 400,
    redirectUrl: 'https://evil.example/',
    allowDifferentEmail: true,
  });
  expect(answer.status).toBe(400);
  expect(paths(answer)).toEqual([
    'applicationId',
    'groups.0',
    'expiresInDays',
    'allowDifferentEmail',
    'redirectUrl',
  ]);
});

test('another tenant cannot see, change, or delete any of the settings', async () => {
  const { acme, globex } = await setup();
  const application = await acme('POST', '/v1/applications', portal());
  const preset = await acme('POST', '/v1/presets', { name: name() });
  for (const made of [application, preset]) {
    const path = made.headers.get('location') ?? '';
    for (const answer of [
      await globex('GET', path),
      await globex('PATCH', path, { name: 'Mine' }),
      await globex('DELETE', path),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    const list = await globex('GET', path.replace(/\/[^/]+$/, ''));
    expect(list.body.data.map(({ id }) => id)).not.toContain(made.body.id);
    expect((await acme('GET', path)).body).toEqual(made.body);
  }
  const theirs = await globex('POST', '/v1/presets', {
    name: name(),
    applicationId: application.body.id,
  });
  expect(paths(theirs)).toEqual(['applicationId']);
});

test('a viewer sees the settings but cannot change them', async () => {
  const viewer = await viewerOf('acme');
  const { acme } = await setup();
  expect((await viewer('GET', '/v1/tenant')).body).toMatchObject({ id: 'acme' });
  const [application] = (await viewer('GET', '/v1/applications')).body.data;
  const [preset] = (await viewer('GET', '/v1/presets')).body.data;
  const before = await acme('GET', '/v1/tenant');
  for (const [method, path, body] of [
    ['PATCH', '/v1/tenant', { name: 'Mine' }],
    ['POST', '/v1/applications', portal()],
    ['PATCH', `/v1/applications/${application?.id}`, { name: 'Mine' }],
    ['DELETE', `/v1/applications/${application?.id}`, undefined],
    ['POST', '/v1/presets', { name: name() }],
    ['PATCH', `/v1/presets/${preset?.id}`, { name: 'Mine' }],
    ['DELETE', `/v1/presets/${preset?.id}`, undefined],
  ] as const)
    expect([method, path, (await viewer(method, path, body)).status]).toEqual([method, path, 403]);
  expect((await acme('GET', '/v1/tenant')).body).toEqual(before.body);
});

test('nobody sees the settings without a token', async () => {
  for (const path of ['/v1/tenant', '/v1/applications', '/v1/presets'])
    expect((await request('GET', path)).status).toBe(401);
});
