import { describe, expect, test } from 'vitest';
import { DynamoClientOwnerFinder } from '../../../lambdas/api-clients/api-client-owner.ts';
import { DynamoApiClientStore } from '../../../lambdas/api-clients/api-client-store.ts';
import type { MachineScope } from '../../../lambdas/api-clients/api-client.ts';
import {
  createApiClient,
  revokePreviousApiClientSecret,
  getApiClient,
  removeApiClient,
  rotateApiClientSecret,
  type ManageApiClientsDeps,
} from '../../../lambdas/api-clients/manage-api-clients.ts';
import type { Scope } from '../../../lambdas/identity/scopes.ts';
import { rulesIn } from '../../../lambdas/tenants/rules-reader.ts';
import { TestClock } from '../../support/clock.ts';
import { MortalProcess, ProcessDied, type Death } from '../../support/dying.ts';
import { FakeClientCredentials } from '../../support/fake-client-credentials.ts';
import { installation, wrongFields } from '../../support/settings.ts';
import { createTable } from '../../support/table.ts';
import { testTenants } from '../../support/tenants.ts';

const MOST = 3;
const ada = {
  id: 'user-admin',
  name: 'Ada Admin',
  tenantId: 'acme',
  scopes: ['settings:write', 'invitations:read', 'invitations:write'] as const satisfies Scope[],
};
/** Somebody who may change settings and nothing else. */
const clerk = { ...ada, id: 'user-clerk', scopes: ['settings:write'] as const satisfies Scope[] };
const stranger = { ...ada, id: 'user-other', tenantId: 'globex' };

async function setup() {
  const { client, tableName } = await createTable();
  const credentials = new FakeClientCredentials();
  const clock = new TestClock();
  const apiClients = new DynamoApiClientStore(client, tableName);
  const owners = new DynamoClientOwnerFinder(client, tableName);
  const tenants = testTenants({ settings: { limits: { apiClients: MOST } } });
  const deps: ManageApiClientsDeps = {
    apiClients,
    credentials,
    clock,
    rules: rulesIn(tenants, installation),
  };
  const create = async (scopes: MachineScope[] = ['invitations:write'], by = ada) =>
    createApiClient(deps, by, { name: 'Nightly import', scopes });
  /** The same dependencies in a process that dies at a call to the table or the user pool. */
  const mortal = (death: Death) => {
    const process = new MortalProcess(death);
    return {
      ...deps,
      apiClients: process.calling(apiClients),
      credentials: process.calling(credentials),
    };
  };
  return { deps, create, credentials, apiClients, owners, clock, mortal };
}

describe('a program', () => {
  test('is made with a secret that is stored nowhere, and belongs to its tenant at once', async () => {
    const { create, apiClients, owners } = await setup();
    const { client, secret } = await create();
    expect(await apiClients.list('acme')).toEqual([client]);
    expect(client).toEqual({
      id: 'client1',
      tenantId: 'acme',
      name: 'Nightly import',
      scopes: ['invitations:write'],
      createdBy: { id: 'user-admin', name: 'Ada Admin' },
      createdAt: '2030-01-01T12:00:00.000Z',
      version: 1,
    });
    expect(await owners.find(client.id)).toEqual({
      tenantId: 'acme',
      name: 'Nightly import',
      scopes: ['invitations:write'],
    });
    expect(JSON.stringify(await apiClients.get(client))).not.toContain(secret);
  });

  test('may never do more than whoever makes it', async () => {
    const { create, credentials } = await setup();
    const wrong = await wrongFields(create(['invitations:write', 'customers:plan']));
    expect(Object.keys(wrong)).toEqual(['scopes.1']);
    expect(credentials.clients.size).toBe(0);
  });

  test('gives its secret to nobody who may do less than it', async () => {
    const { deps, create, credentials } = await setup();
    const { client, secret } = await create();
    await expect(rotateApiClientSecret(deps, clerk, client)).rejects.toMatchObject({
      code: 'grant_not_allowed',
    });
    expect(credentials.working(client.id)).toEqual([secret]);
    // Taking it away is another matter.
    await removeApiClient(deps, clerk, client);
  });

  test('of another tenant does not exist', async () => {
    const { deps, create, credentials, apiClients } = await setup();
    const { client, secret } = await create();
    for (const attempt of [
      () => getApiClient(deps, { tenantId: 'globex', id: client.id }),
      () => rotateApiClientSecret(deps, stranger, client),
      () => revokePreviousApiClientSecret(deps, stranger, client),
      () => removeApiClient(deps, stranger, client),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    expect(await apiClients.list('globex')).toEqual([]);
    expect(credentials.working(client.id)).toEqual([secret]);
  });

  test('that was removed belongs to nobody, and its place is free', async () => {
    const { deps, create, credentials, owners, apiClients } = await setup();
    const { client } = await create();
    await removeApiClient(deps, ada, client);
    expect(credentials.clients.size).toBe(0);
    expect(await owners.find(client.id)).toBeUndefined();
    await expect(removeApiClient(deps, ada, client)).rejects.toMatchObject({ code: 'not_found' });
    for (let n = 0; n < MOST; n++) await create();
    await expect(create()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(credentials.clients.size).toBe(MOST);
    expect(await apiClients.list('acme')).toHaveLength(MOST);
  });

  test('more than a tenant may have are not made by many at once either', async () => {
    const { create, credentials, apiClients } = await setup();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => create()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST);
    expect(await apiClients.list('acme')).toHaveLength(MOST);
    expect(credentials.clients.size).toBe(MOST);
  });
});

describe('a rotation', () => {
  test('leaves the secret before good until the next one, or until it is ended', async () => {
    const { deps, create, credentials, clock } = await setup();
    const { client, secret } = await create();
    clock.advance(1_000);
    const second = await rotateApiClientSecret(deps, ada, client);
    expect(second.client.rotatedAt).toBe('2030-01-01T12:00:01.000Z');
    expect(second.client.version).toBeGreaterThan(client.version);
    expect(credentials.working(client.id)).toEqual([secret, second.secret]);
    const third = await rotateApiClientSecret(deps, ada, client);
    expect(credentials.working(client.id)).toEqual([second.secret, third.secret]);
    await revokePreviousApiClientSecret(deps, ada, client);
    expect(credentials.working(client.id)).toEqual([third.secret]);
    await revokePreviousApiClientSecret(deps, ada, client);
    expect(credentials.working(client.id)).toEqual([third.secret]);
  });

  test('of a version that is no longer there changes nothing', async () => {
    const { deps, create, credentials } = await setup();
    const { client, secret } = await create();
    const second = await rotateApiClientSecret(deps, ada, { id: client.id, ifMatch: '"1"' });
    const late = { id: client.id, ifMatch: '"1"' };
    for (const attempt of [
      () => rotateApiClientSecret(deps, ada, late),
      () => revokePreviousApiClientSecret(deps, ada, late),
      () => removeApiClient(deps, ada, late),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'version_mismatch' });
    expect(credentials.working(client.id)).toEqual([secret, second.secret]);
  });

  test('by several at once shows nobody a secret that another of them takes away', async () => {
    const { deps, create, credentials } = await setup();
    const { client } = await create();
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => rotateApiClientSecret(deps, ada, client)),
    );
    const shown = attempts.flatMap((done) =>
      done.status === 'fulfilled' ? [done.value.secret] : [],
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(credentials.working(client.id)).toContain(shown.at(-1));
    for (const attempt of attempts)
      if (attempt.status === 'rejected')
        expect(attempt.reason).toMatchObject({ code: 'temporarily_unavailable' });
  });
});

const deaths = [1, 2, 3, 4].flatMap((call) =>
  (['before', 'after'] as const).map((moment) => ({ call, moment })),
);

describe('a process that dies on the way', () => {
  test.each(deaths)('making a client lets nobody in that is not listed: %j', async (death) => {
    const { mortal, create, credentials, owners, apiClients } = await setup();
    const request = { name: 'x', scopes: ['invitations:read' as const] };
    await createApiClient(mortal(death), ada, request).catch((error: unknown) => {
      if (!(error instanceof ProcessDied)) throw error;
    });
    const listed = (await apiClients.list('acme')).map(({ id }) => id);
    for (const id of credentials.clients.keys())
      expect((await owners.find(id)) !== undefined).toBe(listed.includes(id));
    // What is left over takes nobody's place but its own.
    for (let n = listed.length; n < MOST; n++) await create();
    await expect(create()).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test.each(deaths)(
    'rotating leaves the secret in use good, and so does the next: %j',
    async (death) => {
      const { deps, mortal, create, credentials } = await setup();
      const { client, secret } = await create();
      const first = await rotateApiClientSecret(mortal(death), ada, client).catch(() => undefined);
      expect(credentials.working(client.id)).toContain(secret);
      const noted = (await getApiClient(deps, client)).secretId !== undefined;
      const second = await rotateApiClientSecret(deps, ada, client);
      expect(credentials.working(client.id)).toContain(second.secret);
      // Only what was noted as handed over takes the place of the one before.
      expect(credentials.working(client.id)).toContain(
        noted ? (first?.secret ?? second.secret) : secret,
      );
    },
  );

  test.each(deaths)('removing is made good by removing again: %j', async (death) => {
    const { deps, mortal, create, credentials, owners, apiClients } = await setup();
    const { client } = await create();
    await removeApiClient(mortal(death), ada, client).catch(() => undefined);
    // Once anything of it is gone, it is let in nowhere.
    if (!credentials.clients.has(client.id)) expect(await owners.find(client.id)).toBeUndefined();
    await removeApiClient(deps, ada, client).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'not_found' });
    });
    expect(credentials.clients.size).toBe(0);
    expect(await owners.find(client.id)).toBeUndefined();
    expect(await apiClients.list('acme')).toEqual([]);
    for (let n = 0; n < MOST; n++) await create();
  });
});
