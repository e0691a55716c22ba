import { describe, expect, test } from 'vitest';

import { tenantSchema } from '../../../../lambdas/modules/records/tenant.ts';
import {
  DEFAULT_LIMITS,
  type Installation,
  rulesOf,
  type TenantSettings,
} from '../../../../lambdas/modules/records/tenant-settings.ts';
import { installationOf } from '../../../../lambdas/modules/tenants/rules-reader.ts';

const usual: Installation = {
  allowedGroups: ['customers', 'partners'],
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  limits: DEFAULT_LIMITS,
};

/** Returns the effective settings of a tenant. */
function setup(settings: TenantSettings = {}, installation: Partial<Installation> = {}) {
  return rulesOf({ settings }, { ...usual, ...installation });
}

describe('a tenant', () => {
  test('from before settings existed has none of its own, and the first version', () => {
    const stored = {
      id: 'acme',
      name: 'Acme',
      branding: {},
      createdAt: '2026-11-21T12:00:00.000Z',
    };
    expect(tenantSchema.parse(stored)).toEqual({
      ...stored,
      status: 'active',
      features: { customerPortal: true, apiClients: false },
      ceilings: {},
      catalog: { services: [], servicePlans: [], ranks: [] },
      settings: {},
      version: 1,
    });
  });

  test.each([
    ['#0B5FFF', true],
    ['#0b5fff', true],
    ['#abc', false],
    ['#0b5fff0', false],
    ['#0b5ffg', false],
    ['red', false],
  ])('with the color %s has a valid color: %s', (color, isOne) => {
    const tenant = { id: 'acme', name: 'Acme', createdAt: '2026-11-21T12:00:00.000Z' };
    expect(tenantSchema.safeParse({ ...tenant, branding: { color } }).success).toBe(isOne);
  });

  test('can do what the operator allows, regardless of its settings', () => {
    const settings = { limits: { mailsPerRecipientPerDay: 4 } };
    const of = (ceilings: NonNullable<TenantSettings['limits']>) =>
      rulesOf({ settings, ceilings }, usual).limits.mailsPerRecipientPerDay;
    expect(of({ mailsPerRecipientPerDay: 3 })).toBe(3);
    expect(of({ mailsPerRecipientPerDay: 5 })).toBe(4);
    expect(of({})).toBe(4);
  });

  test('without settings follows the installation', () => {
    expect(setup()).toEqual({
      expiryDays: 7,
      maxExpiryDays: 30,
      retentionDays: 90,
      allowedGroups: ['customers', 'partners'],
      redirectUrls: [],
      reminderDaysBefore: [],
      defaultLocale: 'en',
      allowDifferentEmail: false,
      requiresApproval: false,
      requiresSecondFactor: false,
      limits: DEFAULT_LIMITS,
      registration: {
        customer: { required: [], optional: [] },
        supplier: { required: [], optional: [] },
      },
    });
  });

  test('gets its own settings', () => {
    const chosen: TenantSettings = {
      requiresApproval: true,
      requiresSecondFactor: true,
      expiryDays: 14,
      maxExpiryDays: 21,
      retentionDays: 10,
      allowedGroups: ['partners'],
      redirectUrls: ['https://app.example.com/'],
      reminderDaysBefore: [3, 1],
      defaultLocale: 'de',
      allowDifferentEmail: true,
      limits: { mailsPerRecipientPerDay: 2 },
      registration: { supplier: { required: ['taxId'] } },
    };
    expect(setup(chosen)).toEqual({
      ...chosen,
      limits: { ...DEFAULT_LIMITS, mailsPerRecipientPerDay: 2 },
      registration: {
        customer: { required: [], optional: [] },
        supplier: { required: ['taxId'], optional: [] },
      },
    });
  });
});

describe('the installation limits', () => {
  test.each([
    ['days', { maxExpiryDays: 60, expiryDays: 45, retentionDays: 100 }, 30, 30, 90],
    ['the default expiry, if the tenant allows less', { maxExpiryDays: 3 }, 3, 3, 90],
    ['the default expiry, if the tenant allows more', { expiryDays: 30 }, 30, 30, 90],
  ])('%s', (_what, chosen, expiryDays, maxExpiryDays, retentionDays) => {
    expect(setup(chosen)).toMatchObject({ expiryDays, maxExpiryDays, retentionDays });
  });

  test('an expiry that was allowed before', () => {
    expect(setup({ expiryDays: 20 }, { maxExpiryDays: 10 }).expiryDays).toBe(10);
  });

  test('groups: those that it no longer offers are not granted, and administrators’ groups never are', () => {
    const { allowedGroups } = setup(
      { allowedGroups: ['partners', 'gone', 'administrators', 'viewers'] },
      { allowedGroups: ['customers', 'partners', 'administrators', 'viewers'] },
    );
    expect(allowedGroups).toEqual(['partners']);
    expect(setup({ allowedGroups: ['gone'] }).allowedGroups).toEqual([]);
  });

  test('limits: a tenant can only lower them', () => {
    const { limits } = setup({
      limits: { invitationsPerTenantPerHour: 1_000_000, invitationsPerAdministratorPerHour: 5 },
    });
    expect(limits).toEqual({ ...DEFAULT_LIMITS, invitationsPerAdministratorPerHour: 5 });
  });
});

test('a function reads the installation’s settings from its environment', () => {
  expect(
    installationOf({
      ALLOWED_GROUPS: ['customers', 'partners'],
      INVITATION_EXPIRY_DAYS: 7,
      MAX_INVITATION_EXPIRY_DAYS: 30,
      RETENTION_DAYS: 90,
      LIMITS: DEFAULT_LIMITS,
    }),
  ).toEqual(usual);
});
