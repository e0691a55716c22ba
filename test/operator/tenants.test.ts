import { describe, expect, test } from 'vitest';

import type { Feature } from '../../lambdas/modules/records/tenant.ts';
import { RejectedError } from '../../operator/command.ts';
import { setFeature, type TenantChanges, updateTenant } from '../../operator/commands/tenants.ts';
import { testTenant } from '../support/modules/tenants.ts';

/** A registry that holds one tenant. */
function setup() {
  let acme = testTenant('acme', { name: 'Acme' });
  const tenants = {
    get: async (id: string) => (id === 'acme' ? acme : undefined),
    decide: async (id: string, decision: TenantChanges) => {
      if (id !== 'acme') return 'absent' as const;
      acme = { ...acme, ...decision };
      return 'decided' as const;
    },
  };
  const run = async (decision?: TenantChanges, id = 'acme') =>
    (await updateTenant(tenants, id, decision)).lines.join('\n');
  const set = async (feature: Feature, isOn: boolean) =>
    (await setFeature(tenants, 'acme', feature, isOn)).lines.join('\n');
  return { run, set, now: () => acme };
}

describe('the operator', () => {
  test('suspends a tenant and opens it again, however often the command is given', async () => {
    const { run, now } = setup();
    expect(await run({ status: 'suspended' })).toContain('It is suspended');
    expect(await run({ status: 'suspended' })).toContain('It is suspended');
    expect(now()).toMatchObject({ status: 'suspended', features: { customerPortal: true } });
    expect(await run({ status: 'active' })).toContain('It is active');
    expect(now().status).toBe('active');
  });

  test('takes the customer portal away and leaves the rest as it was', async () => {
    const { set, now } = setup();
    const before = now();
    expect(await set('customerPortal', false)).toContain('no customer');
    expect(now()).toEqual({ ...before, features: { customerPortal: false, apiClients: false } });
    expect(await set('customerPortal', true)).toContain('It has the');
  });

  test('gives API clients, which no tenant has by default, and leaves the rest as it was', async () => {
    const { run, set, now } = setup();
    expect(await run()).toContain('It cannot create API clients.');
    await set('customerPortal', false);
    expect(await set('apiClients', true)).toContain('It can create API clients.');
    expect(now().features).toEqual({ customerPortal: false, apiClients: true });
    expect(await set('apiClients', false)).toContain('Existing ones keep working');
    expect(now().features).toEqual({ customerPortal: false, apiClients: false });
  });

  test('looks without changing anything', async () => {
    const { run, now } = setup();
    const before = now();
    expect(await run()).toContain('acme (Acme)');
    expect(now()).toBe(before);
  });

  test('is told when there is no such tenant', async () => {
    const { run } = setup();
    await expect(run({ status: 'suspended' }, 'globex')).rejects.toThrow(RejectedError);
    await expect(run(undefined, 'globex')).rejects.toThrow('tenant globex does not exist');
  });
});
