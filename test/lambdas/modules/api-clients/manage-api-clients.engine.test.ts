import { describe, expect, test, vi } from 'vitest';

import type { MachineScope } from '../../../../lambdas/modules/api-clients/api-client.ts';
import { DynamoClientOwnerFinder } from '../../../../lambdas/modules/api-clients/api-client-owner.ts';
import { DynamoApiClientStore } from '../../../../lambdas/modules/api-clients/api-client-store.ts';
import {
  createApiClient,
  getApiClient,
  type ManageApiClientsDeps,
  removeApiClient,
  revokePreviousApiClientSecret,
  rotateApiClientSecret,
} from '../../../../lambdas/modules/api-clients/manage-api-clients.ts';
import type { Scope } from '../../../../lambdas/modules/platform/scopes.ts';
import { rulesIn } from '../../../../lambdas/modules/tenants/rules-reader.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import {
  beforeCall,
  type Death,
  MortalProcess,
  ProcessDied,
} from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeClientCredentials } from '../../../support/fakes/fake-client-credentials.ts';
import { FakeNotes } from '../../../support/fakes/fake-notes.ts';
import { installation, wrongFields } from '../../../support/modules/settings.ts';
import { testTenants } from '../../../support/modules/tenants.ts';

const MOST = 3;
const ada = {
  id: 'user-admin',
  name: 'Ada Admin',
  tenantId: 'acme',
  scopes: ['settings:write', 'invitations:read', 'invitations:write'] as const satisfies Scope[],
};
/** An administrator who can only change settings. */
const clerk = { ...ada, id: 'user-clerk', scopes: ['settings:write'] as const satisfies Scope[] };
const stranger = { ...ada, id: 'user-other', tenantId: 'globex' };

async function setup() {
  const { client, tableName } = await createTable();
  const credentials = new FakeClientCredentials();
  const clock = new TestClock();
  const apiClients = new DynamoApiClientStore(client, tableName);
  const owners = new DynamoClientOwnerFinder(client, tableName);
  const tenants = testTenants({
    settings: { limits: { apiClients: MOST } },
    features: { apiClients: true },
  });
  const deps: ManageApiClientsDeps = {
    apiClients,
    credentials,
    notes: new FakeNotes(),
    clock,
    rules: rulesIn(tenants, installation),
  };
  const create = async (scopes: MachineScope[] = ['invitations:write'], by = ada) =>
    createApiClient(deps, by, { name: 'Nightly import', scopes });
  /** Returns the same dependencies in a process that crashes at a call to the table or the user pool. */
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

describe('an API client', () => {
  test('is created with a secret that is not stored, and belongs to its tenant immediately', async () => {
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

  test('cannot be created unless the operator has enabled them, because the operator pays for them', async () => {
    const { deps, create, credentials } = await setup();
    const scopes: MachineScope[] = ['invitations:write'];
    const { client, secret } = await createApiClient(deps, ada, { name: 'N', scopes }, 'key-1');
    const off = { ...deps, rules: rulesIn(testTenants(), installation) };
    const again = (name: string, key?: string) => createApiClient(off, ada, { name, scopes }, key);
    const refusal = { code: 'feature_not_available' };
    await expect(again('Another')).rejects.toMatchObject(refusal);
    await expect(again('Another', 'key-2')).rejects.toMatchObject(refusal);
    expect([...credentials.clients.keys()]).toEqual([client.id]);
    // A retry of a successful request returns its client, and existing clients can be managed.
    await expect(again('N', 'key-1')).resolves.toEqual({ client, secret });
    await expect(rotateApiClientSecret(off, ada, { id: client.id })).resolves.toBeDefined();
    await expect(removeApiClient(off, ada, { id: client.id })).resolves.toBeUndefined();
    await expect(create()).resolves.toBeDefined();
  });

  test('never has more scopes than its creator', async () => {
    const { create, credentials } = await setup();
    const wrong = await wrongFields(create(['invitations:write', 'customers:plan']));
    expect(Object.keys(wrong)).toEqual(['scopes.1']);
    expect(credentials.clients.size).toBe(0);
  });

  test('cannot be rotated by a caller with fewer scopes', async () => {
    const { deps, create, credentials } = await setup();
    const { client, secret } = await create();
    await expect(rotateApiClientSecret(deps, clerk, client)).rejects.toMatchObject({
      code: 'grant_not_allowed',
    });
    expect(credentials.working(client.id)).toEqual([secret]);
    // Removing the client is allowed.
    await removeApiClient(deps, clerk, client);
  });

  test('is not visible to another tenant', async () => {
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

  test('belongs to nobody after it is removed, and no longer counts toward the limit', async () => {
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

  test('cannot exceed the tenant’s limit through simultaneous requests', async () => {
    const { create, credentials, apiClients } = await setup();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => create()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST);
    expect(await apiClients.list('acme')).toHaveLength(MOST);
    expect(credentials.clients.size).toBe(MOST);
  });
});

const key = 'order-4711';
const nightly = { name: 'Nightly import', scopes: ['invitations:read' as const] };

describe('creating a client again with the same Idempotency-Key', () => {
  test('returns the same client and the same secret, and creates nothing', async () => {
    const { deps, credentials, apiClients } = await setup();
    const first = await createApiClient(deps, ada, nightly, key);
    expect(await createApiClient(deps, ada, nightly, key)).toEqual(first);
    expect(credentials.clients.size).toBe(1);
    expect(await apiClients.list('acme')).toEqual([first.client]);
  });

  test('returns the same even if the tenant has reached its limit of clients', async () => {
    const { deps, create } = await setup();
    const first = await createApiClient(deps, ada, nightly, key);
    for (let n = 1; n < MOST; n++) await create();
    expect(await createApiClient(deps, ada, nightly, key)).toEqual(first);
  });

  test('is rejected with another body or after a rotation', async () => {
    const { deps } = await setup();
    const { client } = await createApiClient(deps, ada, nightly, key);
    const other = createApiClient(deps, ada, { ...nightly, name: 'Other' }, key);
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    await rotateApiClientSecret(deps, ada, client);
    const late = await wrongFields(createApiClient(deps, ada, nightly, key));
    expect(late['Idempotency-Key']).toContain(client.id);
  });

  test('is a separate request for another person or another tenant', async () => {
    const { deps, credentials } = await setup();
    await createApiClient(deps, ada, nightly, key);
    await createApiClient(deps, { ...ada, id: 'user-bob' }, nightly, key);
    await createApiClient(deps, stranger, nightly, key);
    expect(credentials.clients.size).toBe(3);
  });

  test('creates one client for eight simultaneous requests: the others are told to wait', async () => {
    const { deps, credentials, apiClients } = await setup();
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => createApiClient(deps, ada, nightly, key)),
    );
    const [made] = await apiClients.list('acme');
    for (const attempt of attempts)
      if (attempt.status === 'fulfilled') expect(attempt.value.client).toEqual(made);
      else expect(attempt.reason).toMatchObject({ code: 'idempotency_key_in_use' });
    expect(attempts.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(credentials.clients.size).toBe(1);
    expect((await createApiClient(deps, ada, nightly, key)).client).toEqual(made);
  });
});

describe('rotating a secret', () => {
  test('keeps the previous secret valid until the next rotation, or until it is revoked', async () => {
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

  test('of an outdated version changes nothing', async () => {
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

  test('shows no caller a secret that a simultaneous rotation removes', async () => {
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

describe('a process that crashes', () => {
  test.each(deaths)(
    'while creating a client leaves no working client that is not listed: %j',
    async (death) => {
      const { mortal, create, credentials, owners, apiClients } = await setup();
      const request = { name: 'x', scopes: ['invitations:read' as const] };
      await createApiClient(mortal(death), ada, request).catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      });
      const listed = (await apiClients.list('acme')).map(({ id }) => id);
      for (const id of credentials.clients.keys())
        expect((await owners.find(id)) !== undefined).toBe(listed.includes(id));
      // The leftover does not count toward the tenant's limit.
      for (let n = listed.length; n < MOST; n++) await create();
      await expect(create()).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );

  test.each([
    ...deaths,
    { call: 5, moment: 'before' as const },
    { call: 5, moment: 'after' as const },
  ])(
    'while creating a client with an Idempotency-Key still leads to one client: %j',
    async (death) => {
      const { deps, mortal, clock, credentials, owners, apiClients } = await setup();
      await createApiClient(mortal(death), ada, nightly, key).catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      });
      clock.advance(30_000);
      const { client, secret } = await createApiClient(deps, ada, nightly, key);
      expect([...credentials.clients.keys()]).toEqual([client.id]);
      expect(credentials.working(client.id)).toEqual([secret]);
      expect(await apiClients.list('acme')).toEqual([client]);
      expect(await owners.find(client.id)).toBeDefined();
      expect(await createApiClient(deps, ada, nightly, key)).toEqual({ client, secret });
    },
  );

  test.each(deaths)(
    'while rotating keeps the current secret valid, and so does the next rotation: %j',
    async (death) => {
      const { deps, mortal, create, credentials, clock } = await setup();
      const { client, secret } = await create();
      const first = await rotateApiClientSecret(mortal(death), ada, client).catch(() => undefined);
      expect(credentials.working(client.id)).toContain(secret);
      const noted = (await getApiClient(deps, client)).secretId !== undefined;
      clock.advance(30_000);
      const second = await rotateApiClientSecret(deps, ada, client);
      expect(credentials.working(client.id)).toContain(second.secret);
      // Only a secret that was recorded as shown replaces the previous one.
      expect(credentials.working(client.id)).toContain(
        noted ? (first?.secret ?? second.secret) : secret,
      );
    },
  );

  test.each(deaths)('while removing is repaired by removing again: %j', async (death) => {
    const { deps, mortal, create, credentials, owners, apiClients } = await setup();
    const { client } = await create();
    await removeApiClient(mortal(death), ada, client).catch(() => undefined);
    // As soon as any part of it is deleted, it gets no access.
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

test('one of two simultaneous rotations must read again, and the new secret of the other remains', async () => {
  const { deps, create, apiClients, credentials } = await setup();
  const { client } = await create();
  const added = vi.spyOn(credentials, 'addSecret');
  const { target, reached } = beforeCall(apiClients, 2, () =>
    rotateApiClientSecret(deps, ada, client),
  );
  // The calls are a read and then the start of the rotation.
  const late = rotateApiClientSecret({ ...deps, apiClients: target }, ada, client);
  await expect(late).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  expect(reached()).toBe(true);
  expect(added).toHaveBeenCalledOnce();
});
