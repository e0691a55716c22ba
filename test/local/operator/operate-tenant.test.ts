import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../../local/operator/arguments.ts';
import {
  operateTenant,
  parseOperateArguments,
  type Decision,
} from '../../../local/operator/operate-tenant.ts';
import { testTenant } from '../../support/tenants.ts';

/** A registry that holds one tenant. */
function setup() {
  let acme = testTenant('acme', { name: 'Acme' });
  const tenants = {
    get: async (id: string) => (id === 'acme' ? acme : undefined),
    decide: async (id: string, decision: Decision) => {
      if (id !== 'acme') return 'absent' as const;
      acme = { ...acme, ...decision };
      return 'decided' as const;
    },
  };
  const run = async (...args: string[]) =>
    (await operateTenant(tenants, parseOperateArguments(args))).join('\n');
  return { run, now: () => acme };
}

describe('the operator', () => {
  test('suspends a tenant and opens it again, however often the command is given', async () => {
    const { run, now } = setup();
    expect(await run('suspend-tenant', 'acme')).toContain('It is suspended');
    expect(await run('suspend-tenant', 'acme')).toContain('It is suspended');
    expect(now()).toMatchObject({ status: 'suspended', features: { customerPortal: true } });
    expect(await run('resume-tenant', 'acme')).toContain('It is active');
    expect(now().status).toBe('active');
  });

  test('takes the customer portal away and leaves the rest as it was', async () => {
    const { run, now } = setup();
    const before = now();
    expect(await run('set-feature', 'acme', 'customer-portal', 'off')).toContain('no customer');
    expect(now()).toEqual({ ...before, features: { customerPortal: false } });
    expect(await run('set-feature', 'acme', 'customer-portal', 'on')).toContain('It has the');
  });

  test('looks without changing anything', async () => {
    const { run, now } = setup();
    const before = now();
    expect(await run('show-tenant', 'acme')).toContain('acme (Acme)');
    expect(now()).toBe(before);
  });

  test.each([
    [['suspend-tenant'], 'takes the id'],
    [['suspend-tenant', 'acme', 'globex'], 'takes the id'],
    [['set-feature', 'acme', 'customer-portal'], 'on or off'],
    [['set-feature', 'acme', 'unicorns', 'on'], 'on or off'],
    [['show-tenant', 'Acme Inc'], 'tenant id'],
    [['suspend-tenant', 'acme', '--name', 'Acme'], 'takes the id'],
    [['suspend-tenant', 'globex'], 'no tenant globex'],
  ])('%j is refused with a reason', async (args, words) => {
    const { run } = setup();
    await expect(run(...args)).rejects.toThrow(ArgumentError);
    await expect(run(...args)).rejects.toThrow(words);
  });
});
