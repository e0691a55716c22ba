import { describe, expect, test, vi } from 'vitest';

import { type Tenant, tenantSchema } from '../../../../lambdas/modules/records/tenant.ts';
import { cachedTenants } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { testTenant } from '../../../support/modules/tenants.ts';

const MINUTE = 60_000;
const tenantOf = (id: string, name = id): Tenant => testTenant(id, { name });

/** Returns a reader of `tenants` that counts its reads and caches for a minute. */
function setup(...tenants: Tenant[]) {
  const stored = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const get = vi.fn(async (id: string) => stored.get(id));
  const clock = new TestClock();
  const reader = cachedTenants({ get }, MINUTE, () => clock.now().getTime());
  return { stored, get, clock, reader };
}

describe('a cached tenant', () => {
  test('is read at most once a minute, to the millisecond', async () => {
    const { get, clock, reader } = setup(tenantOf('acme'));
    await reader.get('acme');
    clock.advance(MINUTE - 1);
    await expect(reader.get('acme')).resolves.toMatchObject({ id: 'acme' });
    expect(get).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await reader.get('acme');
    expect(get).toHaveBeenCalledTimes(2);
  });

  test('is current again after a minute', async () => {
    const { stored, clock, reader } = setup(tenantOf('acme', 'Acme'));
    await reader.get('acme');
    stored.set('acme', tenantOf('acme', 'Acme & Sons'));
    expect((await reader.get('acme'))?.name).toBe('Acme');
    clock.advance(MINUTE);
    expect((await reader.get('acme'))?.name).toBe('Acme & Sons');
  });

  test('is never confused with another one', async () => {
    const { reader } = setup(tenantOf('acme'), tenantOf('other'));
    await reader.get('acme');
    expect((await reader.get('other'))?.id).toBe('other');
    expect((await reader.get('acme'))?.id).toBe('acme');
  });
});

describe('the cache does not contain', () => {
  test('a missing tenant, which can be created at any moment', async () => {
    const { stored, reader } = setup();
    await expect(reader.get('acme')).resolves.toBeUndefined();
    stored.set('acme', tenantOf('acme'));
    await expect(reader.get('acme')).resolves.toMatchObject({ id: 'acme' });
  });

  test('an error', async () => {
    const { get, reader } = setup(tenantOf('acme'));
    get.mockRejectedValueOnce(new Error('out of reach'));
    await expect(reader.get('acme')).rejects.toThrow('out of reach');
    await expect(reader.get('acme')).resolves.toMatchObject({ id: 'acme' });
  });

  test('a tenant named like a property of every object', async () => {
    const { reader } = setup();
    await expect(reader.get('constructor')).resolves.toBeUndefined();
    await expect(reader.get('__proto__')).resolves.toBeUndefined();
  });
});

describe('a tenant', () => {
  test.each([
    [{ id: 'a-1' }, true],
    [{ id: 'ab' }, false],
    [{ id: '-acme' }, false],
    [{ id: 'Acme' }, false],
    // The ID is part of keys, which use this character as a separator.
    [{ id: 'acme#other' }, false],
    [{ id: 'a'.repeat(40) }, true],
    [{ id: 'a'.repeat(41) }, false],
    [{ branding: { logoUrl: 'https://acme.example/logo.png' } }, true],
    [{ branding: { logoUrl: 'http://acme.example/logo.png' } }, false],
    [{ branding: { logoUrl: 'javascript:alert(1)' } }, false],
    [{ branding: { color: '#0A7' } }, false],
    [{ branding: { color: '#00AA77' } }, true],
    [{ branding: { color: 'red;background:url(x)' } }, false],
    [{ name: '' }, false],
  ])('with %j is valid: %s', (change, expected) => {
    expect(tenantSchema.safeParse({ ...tenantOf('acme'), ...change }).success).toBe(expected);
  });
});
