import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { DynamoPresetFinder, presetTermsOf } from '../../../../lambdas/modules/records/preset.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { createApplication } from '../../../../lambdas/modules/settings/manage-applications.ts';
import {
  createPreset,
  deletePreset,
  updatePreset,
} from '../../../../lambdas/modules/settings/manage-presets.ts';
import {
  createPresetSchema,
  updatePresetSchema,
} from '../../../../lambdas/modules/settings/requests.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { settingsOn, wrongFields } from '../../../support/modules/settings.ts';

const ada = { id: 'user-admin', tenantId: 'acme' };

/**
 * Creates a tenant with one application that people can be invited to and one that they cannot, and functions that
 * change its presets as requests do.
 */
async function setup(settings: NewTenant['settings'] = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const deps = await settingsOn(table, clock, {
    settings: { redirectUrls: ['https://acme.example/fr'], ...settings },
  });
  const portal = await createApplication(deps, ada, {
    name: 'Portal',
    protocol: 'oidc',
    clientId: 'portal',
    redirectUrl: 'https://portal.example/app?tab=1',
    groups: [],
  });
  const intranet = await createApplication(deps, ada, {
    name: 'Intranet',
    protocol: 'bookmark',
    redirectUrl: 'https://acme.example/fr/intranet',
    groups: [],
  });
  const finder = new DynamoPresetFinder(table.client, table.tableName);
  return {
    deps,
    clock,
    portal,
    intranet,
    create: async (body: object) =>
      createPreset(deps, ada, parseRequest(createPresetSchema(), body)),
    change: async (id: string, body: object, ifMatch?: string) =>
      updatePreset(deps, 'acme', id, { change: parseRequest(updatePresetSchema(), body), ifMatch }),
    remove: async (id: string, ifMatch?: string) => deletePreset(deps, 'acme', id, ifMatch),
    get: async (id: string, tenantId = 'acme') => finder.get(tenantId, id),
  };
}

describe('repeating a create with the same Idempotency-Key', () => {
  const request = { name: 'Resellers', expiresInDays: 14 };
  const key = { ...ada, idempotencyKey: 'key-1' };

  test('returns the preset as it is now, and creates no second one', async () => {
    const { deps, change, get } = await setup();
    const first = await createPreset(deps, key, request);
    expect(await createPreset(deps, key, request)).toEqual(first);
    await change(first.id, { name: 'Dealers' });
    expect(await createPreset(deps, key, request)).toEqual(await get(first.id));
    expect(await deps.settings.presets('acme')).toHaveLength(1);
  });

  test('eight times at once creates one preset', async () => {
    const { deps } = await setup();
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createPreset(deps, key, request)),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await deps.settings.presets('acme')).toHaveLength(1);
  });

  test('with another body is rejected; by another person, it is a separate request', async () => {
    const { deps } = await setup();
    await createPreset(deps, key, request);
    const changed = { ...request, name: 'Dealers' };
    await expect(createPreset(deps, key, changed)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    await createPreset(deps, { ...key, id: 'user-bob' }, changed);
    expect(await deps.settings.presets('acme')).toHaveLength(2);
  });

  test('of an application returns the same one, without registering its client twice', async () => {
    const { deps } = await setup();
    const shop = {
      name: 'Shop',
      protocol: 'oidc' as const,
      clientId: 'shop',
      redirectUrl: 'https://portal.example/app',
      groups: [],
    };
    const made = await Promise.all(
      Array.from({ length: 5 }, () => createApplication(deps, key, shop)),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const other = createApplication(deps, key, { ...shop, name: 'Other' });
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('a preset', () => {
  test('can be only a name, without any choices', async () => {
    const { create, get } = await setup();
    const made = await create({ name: 'Empty' });
    expect(presetTermsOf(made)).toEqual({});
    expect(await get(made.id)).toEqual(made);
    expect(await get(made.id, 'globex')).toBeUndefined();
  });

  test('can have every field of an invitation', async () => {
    const { create, get, portal, deps } = await setup({ allowDifferentEmail: true });
    const terms = {
      kind: 'supplier',
      applicationId: portal.id,
      groups: ['partners'],
      profile: { jobTitle: 'Buyer', taxId: 'DE123456789' },
      editableFields: ['firstName', 'lastName'],
      allowDifferentEmail: true,
      locale: 'fr',
      message: 'Bienvenue !\n\nÀ bientôt',
      expiresInDays: 30,
      redirectUrl: 'https://acme.example/fr/start',
      metadata: { campaign: 'spring' },
    };
    const made = await create({ name: 'Resellers in France', ...terms });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^pre_[0-9a-z]{26}$/) as string,
      version: 1,
    });
    const stored = await get(made.id);
    expect(stored && presetTermsOf(stored)).toEqual(terms);
    expect(await deps.settings.presets('acme')).toEqual([made]);
  });

  test.each([
    [{ name: undefined }, 'name', 'required'],
    [{ kind: 'reseller' }, 'kind', 'must be one of'],
    [{ groups: ['viewers'] }, 'groups.0', 'cannot be granted'],
    [{ expiresInDays: 31 }, 'expiresInDays', 'at most 30'],
    [{ applicationId: 'app_unknown' }, 'applicationId', 'application does not exist'],
    [{ redirectUrl: 'https://acme.example/en' }, 'redirectUrl', 'https://acme.example/fr'],
    [{ redirectUrl: 'https://portal.example/app' }, 'redirectUrl', 'is not allowed'],
    [{ allowDifferentEmail: true }, 'allowDifferentEmail', 'change that setting'],
    [{ message: 'a\ufffdb' }, 'message', 'invalid character'],
    [{ locale: 'fr-FR-EURO' }, 'locale', 'language tag'],
    [{ profile: { firstName: '<b>' } }, 'profile.firstName', '"<"'],
    [{ profile: { taxId: 'none' } }, 'profile.taxId', 'tax ID'],
    [{ metadata: { k: 1 } }, 'metadata.k', 'must be text'],
    [{ editableFields: ['email'] }, 'editableFields.0', 'must be one of'],
    [{ email: 'a@example.com' }, 'email', 'Unknown field'],
    [{ notify: false }, 'notify', 'Unknown field'],
  ])('with %j is rejected with the name of the field', async (more, path, words) => {
    const { create, deps } = await setup();
    const wrong = await wrongFields(create({ name: 'Resellers', ...more }));
    expect(Object.keys(wrong)).toEqual([path]);
    expect(wrong[path]).toContain(words);
    expect(await deps.settings.presets('acme')).toEqual([]);
  });

  test('cannot use an application without a sign-in', async () => {
    const { create, intranet } = await setup();
    expect(await wrongFields(create({ name: 'Staff', applicationId: intranet.id }))).toEqual({
      applicationId:
        '"Intranet" is a bookmark application. Invitations support oidc and oauth2 applications only.',
    });
  });

  test('can redirect below the page of its own application', async () => {
    const { create, change, portal } = await setup();
    const { id } = await create({
      name: 'Portal',
      applicationId: portal.id,
      redirectUrl: 'https://portal.example/app/orders',
    });
    expect(await wrongFields(change(id, { applicationId: null }))).toHaveProperty('redirectUrl');
    expect(
      await wrongFields(change(id, { redirectUrl: 'https://portal.example/apple' })),
    ).toHaveProperty('redirectUrl');
  });

  test('must have a unique name among presets', async () => {
    const { create } = await setup();
    await create({ name: 'Portal' });
    expect(await wrongFields(create({ name: 'portal' }))).toHaveProperty('name');
  });
});

describe('updating a preset', () => {
  test('keeps fields that are not named, changes fields within objects, and removes fields that are null', async () => {
    const { create, change, clock, get } = await setup();
    const { id } = await create({
      name: 'Resellers',
      profile: { firstName: 'Grace', jobTitle: 'Buyer' },
      metadata: { a: '1', b: '2' },
      groups: ['customers'],
      message: 'Hello',
    });
    clock.advance(1_000);
    const changed = await change(id, {
      profile: { firstName: null, lastName: 'Hopper' },
      metadata: { a: null, c: '3' },
      groups: ['partners'],
      message: null,
    });
    expect(presetTermsOf(changed)).toEqual({
      profile: { lastName: 'Hopper', jobTitle: 'Buyer' },
      metadata: { b: '2', c: '3' },
      groups: ['partners'],
    });
    expect(changed).toMatchObject({ version: 2, updatedAt: '2030-01-01T12:00:01.000Z' });
    expect(await get(id)).toEqual(changed);
  });

  test('is rejected for values that a create rejects', async () => {
    const { create, change, get } = await setup();
    const { id } = await create({ name: 'Resellers', metadata: { a: '1' } });
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, 'x']));
    expect(await wrongFields(change(id, { metadata: many }))).toHaveProperty('metadata');
    expect(await wrongFields(change(id, { name: null }))).toHaveProperty('name');
    expect(await wrongFields(change(id, { groups: ['administrators'] }))).toHaveProperty([
      'groups.0',
    ]);
    expect(await get(id)).toMatchObject({ version: 1 });
  });

  test('requires the version that the request names', async () => {
    const { create, change, remove, get } = await setup();
    const { id } = await create({ name: 'Resellers' });
    await change(id, { locale: 'de' }, '"1"');
    await expect(change(id, { locale: 'fr' }, '"1"')).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(remove(id, '"1"')).rejects.toMatchObject({ code: 'version_mismatch' });
    await remove(id, '"2"');
    expect(await get(id)).toBeUndefined();
    await expect(remove(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
