import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { DynamoApplicationFinder } from '../../../../lambdas/modules/records/application.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { clientRegistrationKey } from '../../../../lambdas/modules/settings/client-registration.ts';
import {
  createApplication,
  deleteApplication,
  updateApplication,
} from '../../../../lambdas/modules/settings/manage-applications.ts';
import { createPreset } from '../../../../lambdas/modules/settings/manage-presets.ts';
import {
  createApplicationSchema,
  updateApplicationSchema,
} from '../../../../lambdas/modules/settings/requests.ts';
import { DynamoTenantRegistry } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { settingsOn, wrongFields } from '../../../support/modules/settings.ts';

const ada = { id: 'user-admin', tenantId: 'acme' };
const stranger = { id: 'user-other', tenantId: 'globex' };

const portal = {
  name: 'Customer portal',
  protocol: 'oidc',
  clientId: 'portal',
  redirectUrl: 'https://portal.example/welcome',
  groups: ['customers'],
};
const intranet = {
  name: 'Intranet',
  protocol: 'bookmark',
  redirectUrl: 'https://acme.example/intranet',
};

/**
 * Creates a tenant that allows redirects to acme.example, and functions that change its applications as requests do.
 */
async function setup(tenant: Partial<NewTenant> = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const deps = await settingsOn(table, clock, {
    settings: { redirectUrls: ['https://acme.example/'] },
    ...tenant,
  });
  const finder = new DynamoApplicationFinder(table.client, table.tableName);
  return {
    deps,
    table,
    clock,
    create: async (body: object) =>
      createApplication(deps, ada, parseRequest(createApplicationSchema(), body)),
    change: async (id: string, body: object, ifMatch?: string) =>
      updateApplication(deps, 'acme', id, {
        change: parseRequest(updateApplicationSchema(), body),
        ifMatch,
      }),
    remove: async (id: string, ifMatch?: string) => deleteApplication(deps, 'acme', id, ifMatch),
    get: async (id: string, tenantId = 'acme') => finder.get(tenantId, id),
    list: async (tenantId = 'acme') => deps.settings.applications(tenantId),
  };
}

describe('an application', () => {
  test('exists after it is created, for its own tenant only', async () => {
    const { create, get, list } = await setup();
    const made = await create({ ...portal, groups: ['customers', 'customers'] });
    expect(made).toEqual({
      ...portal,
      id: expect.stringMatching(/^app_[0-9a-z]{26}$/) as string,
      tenantId: 'acme',
      version: 1,
      createdAt: '2030-01-01T12:00:00.000Z',
      updatedAt: '2030-01-01T12:00:00.000Z',
    });
    expect(await get(made.id)).toEqual(made);
    expect(await list()).toEqual([made]);
    expect(await get(made.id, 'globex')).toBeUndefined();
    expect(await list('globex')).toEqual([]);
    expect(await create(intranet)).toMatchObject({ protocol: 'bookmark', groups: [] });
  });

  test.each([
    [{ clientId: undefined }, 'clientId', 'clientId is required'],
    [{ clientId: 'unknown' }, 'clientId', 'no client with this ID'],
    [{ clientId: '__proto__' }, 'clientId', 'no client with this ID'],
    [{ clientId: 'machine' }, 'clientId', 'authorization code'],
    [{ clientId: '../x' }, 'clientId', 'letters, digits'],
    [{ protocol: 'saml' }, 'clientId', 'Omit clientId'],
    [{ protocol: 'ldap' }, 'protocol', 'must be one of'],
    [{ redirectUrl: 'https://evil.example/' }, 'redirectUrl', 'https://acme.example/ or'],
    [{ redirectUrl: 'com.example.app://cb' }, 'redirectUrl', 'must be complete'],
    [{ redirectUrl: 'https://acme.example@evil.example/' }, 'redirectUrl', 'user name'],
    [{ redirectUrl: undefined }, 'redirectUrl', 'required'],
    [{ groups: ['customers', 'staff'] }, 'groups.1', 'Allowed groups: customers, partners.'],
    [{ groups: ['administrators'] }, 'groups.0', 'Allowed groups: customers, partners.'],
    [{ name: 'A\ufffdB' }, 'name', 'invalid character'],
    [{ tenantId: 'globex' }, 'tenantId', 'Unknown field'],
  ])('with %j is rejected with the name of the field', async (change, path, words) => {
    const { create, list } = await setup();
    const wrong = await wrongFields(create({ ...portal, ...change }));
    expect(Object.keys(wrong)).toEqual([path]);
    expect(wrong[path]).toContain(words);
    expect(await list()).toEqual([]);
  });

  test('with several errors gets all of them', async () => {
    const { create } = await setup();
    await create(portal);
    const body = { ...portal, groups: ['staff'], redirectUrl: 'https://x.example' };
    expect(Object.keys(await wrongFields(create(body)))).toEqual([
      'name',
      'redirectUrl',
      'groups.0',
    ]);
  });

  test('can redirect to URLs that its tenant allows, even if its client does not', async () => {
    const { create } = await setup();
    await expect(
      create({ ...portal, redirectUrl: 'https://acme.example/start?from=foyer' }),
    ).resolves.toBeDefined();
    await expect(
      create({ ...intranet, redirectUrl: 'https://portal.example/' }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('grants only groups that its tenant allows', async () => {
    const { create } = await setup({ settings: { allowedGroups: ['partners'] } });
    expect(await wrongFields(create(portal))).toEqual({
      'groups.0': 'The group "customers" cannot be granted. Allowed groups: partners.',
    });
  });

  test('must have a unique name, in any spelling', async () => {
    const { create, change } = await setup();
    const { id } = await create(portal);
    const wrong = await wrongFields(create({ ...portal, name: 'ＣＵＳＴＯＭＥＲ  portal' }));
    expect(wrong['name']).toContain(id);
    const other = await create({ ...portal, name: 'Shop' });
    expect(await wrongFields(change(other.id, { name: portal.name }))).toHaveProperty('name');
    await expect(change(id, { name: 'Customer Portal' })).resolves.toBeDefined();
  });

  test('created several times at once with the same name is created once', async () => {
    const { create, list } = await setup();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, async () => create(portal)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await list()).toHaveLength(1);
  });

  test('cannot be created above the number that a list shows', async () => {
    const { create, deps, remove } = await setup();
    let id = '';
    for (let n = 0; n < 100; n++) ({ id } = await create({ ...intranet, name: `Page ${n}` }));
    expect(await wrongFields(create(intranet))).toEqual({
      '': 'The tenant has reached its limit of 100 applications. Delete one first.',
    });
    await remove(id);
    await expect(create(intranet)).resolves.toBeDefined();
    expect(await deps.settings.applications('acme')).toHaveLength(100);
  });

  test('requires a tenant', async () => {
    const { deps } = await setup();
    const request = parseRequest(createApplicationSchema(), portal);
    await expect(createApplication(deps, stranger, request)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await deps.settings.applications('globex')).toEqual([]);
  });
});

describe('updating an application', () => {
  test('keeps fields that are not named, and removes fields that are null', async () => {
    const { create, change, clock, get } = await setup();
    const { id } = await create(portal);
    clock.advance(1_000);
    const changed = await change(id, { groups: null, redirectUrl: 'https://portal.example/' });
    expect(changed).toMatchObject({
      ...portal,
      redirectUrl: 'https://portal.example/',
      groups: [],
      version: 2,
      updatedAt: '2030-01-01T12:00:01.000Z',
    });
    expect(await get(id)).toEqual(changed);
    const moved = await change(id, {
      protocol: 'bookmark',
      clientId: null,
      redirectUrl: 'https://acme.example/',
    });
    expect(moved).not.toHaveProperty('clientId');
  });

  test('requires the version that the request names', async () => {
    const { create, change, remove, list } = await setup();
    const { id } = await create(portal);
    await change(id, { name: 'Shop' }, '"1"');
    await expect(change(id, { name: 'Store' }, '"1"')).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(remove(id, '"1"')).rejects.toMatchObject({ code: 'version_mismatch' });
    await remove(id, '"2"');
    expect(await list()).toEqual([]);
  });

  test('of another tenant, or a deleted one, returns not found', async () => {
    const { create, deps, remove, change, table, list } = await setup();
    const { id } = await create(portal);
    await new DynamoTenantRegistry(table.client, table.tableName).create({
      id: 'globex',
      name: 'Globex',
      branding: {},
      createdAt: '2030-01-01T12:00:00.000Z',
    });
    await expect(
      updateApplication(deps, 'globex', id, { change: { name: 'Mine' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteApplication(deps, 'globex', id, undefined)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await list()).toHaveLength(1);
    await remove(id);
    await expect(change(id, { name: 'Shop' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an application that a preset uses', () => {
  test('cannot be deleted, or changed so that nobody can be invited to it', async () => {
    const { create, change, remove, deps, get } = await setup();
    const { id } = await create(portal);
    const preset = await createPreset(deps, ada, { name: 'Resellers', applicationId: id });
    const words = `Presets refer to this application: "Resellers" (${preset.id}). Change or delete them first.`;
    expect(await wrongFields(remove(id))).toEqual({ id: words });
    expect(
      await wrongFields(
        change(id, { protocol: 'saml', clientId: null, redirectUrl: 'https://acme.example/' }),
      ),
    ).toEqual({ protocol: words });
    expect(await get(id)).toMatchObject({ version: 1 });
  });

  test('is never deleted while the preset is being created', async () => {
    const { create, remove, deps, list } = await setup();
    for (let round = 0; round < 5; round++) {
      const { id } = await create({ ...portal, name: `Portal ${round}` });
      const outcomes = await Promise.allSettled([
        createPreset(deps, ada, { name: `Preset ${round}`, applicationId: id }),
        remove(id),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    const known = new Set((await list()).map(({ id }) => id));
    const used = (await deps.settings.presets('acme')).map(({ applicationId }) => applicationId);
    expect(used.every((id) => id !== undefined && known.has(id))).toBe(true);
  });
});

describe('the client of an application', () => {
  /** Creates two tenants with applications, and a function that returns the owner of a client. */
  async function twoTenants() {
    const world = await setup();
    const { deps, table } = world;
    await new DynamoTenantRegistry(table.client, table.tableName).create({
      id: 'globex',
      name: 'Globex',
      branding: {},
      createdAt: '2030-01-01T12:00:00.000Z',
    });
    const globex = async (body: object) =>
      createApplication(deps, stranger, parseRequest(createApplicationSchema(), body));
    const ownerOf = async (id: string) => (await deps.registrations.find(id))?.tenantId;
    const sound = async () => expectSound(table, world.clock.now());
    return { ...world, globex, ownerOf, sound };
  }
  const TAKEN = { clientId: expect.stringContaining('Another company') as string };

  test('belongs to the tenant that registered it first, and the other one learns whom to ask', async () => {
    const { create, globex, ownerOf, sound, deps } = await twoTenants();
    await create(portal);
    expect(await ownerOf('portal')).toBe('acme');
    const wrong = await wrongFields(globex(portal));
    expect(wrong).toEqual(TAKEN);
    expect(wrong['clientId']).not.toContain('acme');
    const mine = await globex({ ...portal, clientId: 'shop' });
    const changed = updateApplication(deps, 'globex', mine.id, { change: { clientId: 'portal' } });
    expect(await wrongFields(changed)).toEqual(TAKEN);
    expect(await ownerOf('shop')).toBe('globex');
    await sound();
  });

  test('is registered by one tenant if two try at the same time', async () => {
    const { create, globex, ownerOf, list, sound, deps } = await twoTenants();
    for (let round = 0; round < 5; round++) {
      const name = `Portal ${round}`;
      const outcomes = await Promise.allSettled([
        create({ ...portal, name }),
        globex({ ...portal, name }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const tenant = await ownerOf('portal');
      expect([outcomes[0].status, tenant]).toEqual(
        tenant === 'acme' ? ['fulfilled', 'acme'] : ['rejected', 'globex'],
      );
      expect(await list(tenant)).toHaveLength(1);
      await sound();
      for (const { id } of await list(tenant))
        await deleteApplication(deps, tenant ?? '', id, undefined);
      expect(await ownerOf('portal')).toBeUndefined();
    }
  });

  test('becomes available to others when no application of the tenant uses it', async () => {
    const { create, change, remove, globex, ownerOf, sound } = await twoTenants();
    const first = await create(portal);
    const second = await create({ ...portal, name: 'Second' });
    await remove(first.id);
    expect(await ownerOf('portal')).toBe('acme');
    await change(second.id, { clientId: 'shop' });
    expect([await ownerOf('portal'), await ownerOf('shop')]).toEqual([undefined, 'acme']);
    await globex(portal);
    await change(second.id, {
      protocol: 'bookmark',
      clientId: null,
      redirectUrl: 'https://acme.example/',
    });
    expect([await ownerOf('portal'), await ownerOf('shop')]).toEqual(['globex', undefined]);
    await sound();
  });

  test('that is Foyer’s own can be used by all tenants and belongs to none', async () => {
    const { create, remove, globex, ownerOf, sound } = await twoTenants();
    const { id } = await create({ ...portal, clientId: 'foyer' });
    await globex({ ...portal, clientId: 'foyer' });
    expect(await ownerOf('foyer')).toBeUndefined();
    await remove(id);
    await sound();
  });

  test('of an application from before registrations existed is registered by its next update, unless it is taken', async () => {
    const { create, change, remove, globex, ownerOf, table, sound } = await twoTenants();
    const { id } = await create(portal);
    const forget = () =>
      table.client.send(
        new DeleteCommand({ TableName: table.tableName, Key: clientRegistrationKey('portal') }),
      );
    await forget();
    await change(id, { groups: [] });
    expect(await ownerOf('portal')).toBe('acme');
    await forget();
    await globex(portal);
    expect(await wrongFields(change(id, { groups: ['customers'] }))).toEqual(TAKEN);
    // It can still be deleted, and that does not delete another tenant's registration.
    await remove(id);
    expect(await ownerOf('portal')).toBe('globex');
    await sound();
  });
});
