import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { tenantKey } from '../../../../lambdas/modules/records/table.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { updateTenantSchema } from '../../../../lambdas/modules/tenants/requests.ts';
import { requireTenant, updateTenant } from '../../../../lambdas/modules/tenants/update-tenant.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { settingsOn, wrongFields } from '../../../support/modules/settings.ts';
import { testTenant } from '../../../support/modules/tenants.ts';

/** Creates a tenant in a table, and a function that updates it as requests do. */
async function setup(tenant: Partial<NewTenant> = {}) {
  const clock = new TestClock();
  const table = await createTable();
  const deps = await settingsOn(table, clock, tenant);
  const change = async (body: unknown, ifMatch?: string) =>
    updateTenant(deps, {
      tenantId: 'acme',
      change: parseRequest(updateTenantSchema(), body),
      ifMatch,
    });
  return { deps, table, clock, change, read: async () => requireTenant(deps, 'acme') };
}

describe('updating a tenant', () => {
  test('takes effect for the next read, with the next version', async () => {
    const { change, clock, read } = await setup();
    clock.advance(1_000);
    const changed = await change({
      name: ' Acme & Sons ',
      branding: { color: '#00AA77', logoUrl: 'https://acme.example/logo.png' },
      settings: { expiryDays: 14, reminderDaysBefore: [1, 3] },
    });
    expect(changed).toMatchObject({
      id: 'acme',
      name: 'Acme & Sons',
      branding: { color: '#00AA77', logoUrl: 'https://acme.example/logo.png' },
      settings: { expiryDays: 14, reminderDaysBefore: [3, 1] },
      version: 2,
      createdAt: '2030-01-01T12:00:00.000Z',
      updatedAt: '2030-01-01T12:00:01.000Z',
    });
    expect(await read()).toEqual(changed);
  });

  test('keeps fields that are not named, and null restores the default', async () => {
    const { change } = await setup({
      branding: { color: '#00aa77', logoUrl: 'https://acme.example/logo.png' },
      settings: {
        expiryDays: 3,
        allowDifferentEmail: true,
        limits: { mailsPerRecipientPerDay: 2, resendsPerInvitationPerDay: 3 },
        registration: { supplier: { required: ['taxId'] }, customer: { required: ['phone'] } },
      },
    });
    const changed = await change({
      branding: { logoUrl: null },
      settings: {
        expiryDays: null,
        limits: { mailsPerRecipientPerDay: null },
        registration: { customer: null },
      },
    });
    expect(changed).toMatchObject({ name: 'Acme', branding: { color: '#00aa77' } });
    expect(changed.branding).not.toHaveProperty('logoUrl');
    expect(changed.settings).toEqual({
      allowDifferentEmail: true,
      limits: { resendsPerInvitationPerDay: 3 },
      registration: { supplier: { required: ['taxId'] } },
    });
    expect(await change({ branding: null, settings: null })).toMatchObject({
      branding: {},
      settings: {},
    });
  });

  test('allows people with one name for each kind, and requires the last name again', async () => {
    const { change } = await setup();
    const supplier = { required: ['taxId' as const] };
    await change({ settings: { registration: { supplier } } });
    const oneName = { optional: ['lastName' as const] };
    const changed = await change({ settings: { registration: { supplier: oneName } } });
    expect(changed.settings.registration).toEqual({ supplier: { ...supplier, ...oneName } });
    const back = await change({ settings: { registration: { supplier: { optional: null } } } });
    expect(back.settings.registration).toEqual({ supplier });
  });

  test('cannot make the last name both required and optional', async () => {
    const { change } = await setup();
    const customer = { required: ['lastName' as const], optional: ['lastName' as const] };
    const wrong = {
      code: 'invalid_request',
      errors: [{ path: 'settings.registration.customer.optional' }],
    };
    await expect(change({ settings: { registration: { customer } } })).rejects.toMatchObject(wrong);
    await change({ settings: { registration: { customer: { required: ['lastName'] } } } });
    const { optional } = customer;
    await expect(
      change({ settings: { registration: { customer: { optional } } } }),
    ).rejects.toMatchObject(wrong);
  });

  test('replaces the catalog list by list, and keeps what the operator sets', async () => {
    const { change, read } = await setup({
      status: 'suspended',
      features: { customerPortal: false },
      catalog: { services: [{ id: 'old', name: 'Old', enabledByDefault: true }], ranks: ['A'] },
    });
    await change({
      branding: { senderName: 'Team Müller', replyTo: ' Hallo@Müller.example ' },
      catalog: {
        services: [{ id: 'shop', name: ' Web shop ' }],
        servicePlans: [{ id: 'gold', name: 'Gold' }],
      },
    });
    expect(await read()).toMatchObject({
      branding: { senderName: 'Team Müller', replyTo: 'hallo@xn--mller-kva.example' },
      status: 'suspended',
      features: { customerPortal: false },
      catalog: {
        services: [{ id: 'shop', name: 'Web shop', enabledByDefault: false }],
        servicePlans: [{ id: 'gold', name: 'Gold' }],
        ranks: ['A'],
      },
    });
    await change({ catalog: { ranks: null } });
    expect((await read()).catalog).toMatchObject({ services: [{ id: 'shop' }], ranks: [] });
    await change({ catalog: null });
    expect((await read()).catalog).toEqual({ services: [], servicePlans: [], ranks: [] });
  });

  test('works for a tenant from before versions and settings existed', async () => {
    const { table, change, read } = await setup();
    await table.client.send(
      new PutCommand({
        TableName: table.tableName,
        Item: {
          ...tenantKey('acme'),
          id: 'acme',
          name: 'Old Acme',
          look: { colour: '#00aa77' },
          offer: { ranks: ['A'] },
          createdAt: '2026-11-21T12:00:00.000Z',
        },
      }),
    );
    await expect(change({ settings: { expiryDays: 3 } }, '"1"')).resolves.toMatchObject({
      version: 2,
    });
    expect(await read()).toMatchObject({
      name: 'Old Acme',
      branding: { color: '#00aa77' },
      catalog: { ranks: ['A'] },
      settings: { expiryDays: 3 },
    });
  });

  test('does not create a missing tenant', async () => {
    const { deps } = await setup();
    const command = { tenantId: 'globex', change: { name: 'Globex' }, ifMatch: undefined };
    await expect(updateTenant(deps, command)).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      deps.tenants.replace(
        testTenant('globex', { version: 2, updatedAt: '2030-01-01T12:00:00.000Z' }),
      ),
    ).resolves.toBe('changed_meanwhile');
    await expect(deps.tenants.get('globex')).resolves.toBeUndefined();
  });
});

describe('a version', () => {
  test('that is outdated rejects the update; "*" matches any version', async () => {
    const { change, read } = await setup();
    await change({ name: 'Acme One' }, '"1"');
    await expect(change({ name: 'Acme Two' }, '"1"')).rejects.toMatchObject({
      code: 'version_mismatch',
      message: expect.stringContaining('"2"') as string,
    });
    expect(await read()).toMatchObject({ name: 'Acme One', version: 2 });
    await expect(change({ name: 'Acme Three' }, '*')).resolves.toMatchObject({ version: 3 });
  });

  test('lets one of two simultaneous updates succeed; without a version, both do', async () => {
    const { change, read } = await setup();
    const outcomes = await Promise.allSettled([
      change({ settings: { expiryDays: 3 } }, '"1"'),
      change({ settings: { retentionDays: 3 } }, '"1"'),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await change({ settings: null });
    await Promise.all([
      change({ settings: { expiryDays: 3 } }),
      change({ settings: { retentionDays: 3 } }),
    ]);
    expect(await read()).toMatchObject({
      version: 5,
      settings: { expiryDays: 3, retentionDays: 3 },
    });
  });
});

describe('values above a limit', () => {
  test('are rejected by name, all at once', async () => {
    const { change, read } = await setup();
    const wrong = await wrongFields(
      change({
        settings: {
          maxExpiryDays: 31,
          expiryDays: 31,
          retentionDays: 91,
          allowedGroups: ['partners', 'administrators', 'gone'],
          limits: { invitationsPerTenantPerHour: 2_001, mailsPerRecipientPerDay: 1 },
          reminderDaysBefore: [30],
        },
      }),
    );
    expect(wrong).toEqual({
      'settings.maxExpiryDays': 'maxExpiryDays must be at most 30.',
      'settings.expiryDays': 'expiryDays must be at most 30.',
      'settings.retentionDays': 'retentionDays must be at most 90.',
      'settings.limits.invitationsPerTenantPerHour':
        'limits.invitationsPerTenantPerHour must be at most 2000.',
      'settings.allowedGroups.1':
        'The group "administrators" is not available in this installation. Available groups: customers, partners.',
      'settings.allowedGroups.2':
        'The group "gone" is not available in this installation. Available groups: customers, partners.',
      'settings.reminderDaysBefore':
        'Reminder days must be less than the maximum validity period of 30 days.',
    });
    expect(await read()).toMatchObject({ version: 1, settings: {} });
  });

  test('are also rejected above the tenant’s own maximum, unless the request raises it', async () => {
    const { change } = await setup({ settings: { maxExpiryDays: 5 } });
    expect(await wrongFields(change({ settings: { expiryDays: 6 } }))).toHaveProperty([
      'settings.expiryDays',
    ]);
    await expect(
      change({ settings: { expiryDays: 6, maxExpiryDays: 6, reminderDaysBefore: [5] } }),
    ).resolves.toBeDefined();
  });

  test('do not prevent other updates', async () => {
    const { change } = await setup({ settings: { maxExpiryDays: 90, allowedGroups: ['gone'] } });
    await expect(
      change({ name: 'Acme Two', settings: { defaultLocale: 'de' } }),
    ).resolves.toBeDefined();
  });
});
