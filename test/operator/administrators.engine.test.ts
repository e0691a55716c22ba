import { describe, expect, test } from 'vitest';

import { DynamoAdministratorList } from '../../lambdas/modules/administrators/administrator.ts';
import { DynamoTenantRegistry } from '../../lambdas/modules/tenants/tenant-store.ts';
import {
  type AdministratorDeps,
  type AdministratorSpec,
  ensureAdministrator,
  findAdministrator,
} from '../../operator/administrators.ts';
import { RejectedError } from '../../operator/command.ts';
import {
  AddressInUseError,
  type CreateTenant,
  createTenant,
  TenantConflictError,
} from '../../operator/commands/create-tenant.ts';
import { TestClock } from '../support/engine/clock.ts';
import { createTable } from '../support/engine/table.ts';
import { FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { administratorsOn } from '../support/modules/administrators.ts';

const PASSWORD = 'Welcome-to-foyer-1';
const EMAIL = 'admin@acme.example';

async function setup() {
  const { client, tableName } = await createTable();
  const pool = new FakeUserPool();
  const { manage, setupIn } = administratorsOn({ client, tableName }, new TestClock(), pool);
  const tenants = new DynamoTenantRegistry(client, tableName);
  const list = new DynamoAdministratorList(client, tableName);
  const administrators: AdministratorDeps = { manage, setup: setupIn(), list };
  const deps = { tenants, administrators, now: () => new Date('2030-01-01T12:00:00Z') };
  return {
    ...{ pool, tenants, administrators },
    create: (command: Partial<CreateTenant> = {}) =>
      createTenant(deps, { id: 'acme', idGiven: false, name: 'Acme', email: EMAIL, ...command }),
    add: (spec: Partial<AdministratorSpec> = {}) =>
      ensureAdministrator(administrators, { tenantId: 'acme', email: EMAIL, ...spec }),
    find: (email = EMAIL) => findAdministrator(administrators, 'acme', { email }),
  };
}

describe('creating a tenant', () => {
  test('makes its first administrator, who gets a link by mail', async () => {
    const { create, find, tenants, pool } = await setup();
    const done = await create({ adminName: 'Ada Lindqvist', branding: { color: '#3b46c4' } });
    expect((await tenants.get('acme'))?.branding).toEqual({ color: '#3b46c4' });
    expect(await find()).toMatchObject({
      ...{ role: 'administrators', status: 'invited', name: 'Ada Lindqvist' },
      ...{ createdBy: { id: 'operator' }, delivery: { status: 'queued', sends: 1 } },
    });
    expect(pool.users.size).toBe(0);
    expect(done.join(' ')).toContain('by email');
  });

  test('done twice, it changes and mails nothing; --resend mails a new link', async () => {
    const { create, find } = await setup();
    await create();
    const done = await create();
    expect(done).toEqual([
      'The tenant acme already exists.',
      `${EMAIL} has the administrators role in acme. The account is not set up yet. Use --resend to send a new link.`,
    ]);
    expect((await find())?.delivery.sends).toBe(1);
    await create({ resend: true });
    expect((await find())?.delivery.sends).toBe(2);
  });

  test('with a password nobody is mailed, and an existing password stays', async () => {
    const { create, find, pool } = await setup();
    await create({ password: PASSWORD });
    await create({ password: 'Another-password-1' });
    expect(await find()).toMatchObject({
      status: 'active',
      delivery: { status: 'none', sends: 0 },
    });
    expect(pool.users.get(EMAIL)?.password).toBe(PASSWORD);
  });

  test('goes on where an earlier attempt died between the record and the account', async () => {
    const { create, find } = await setup();
    await create();
    await create({ idGiven: true, password: PASSWORD });
    expect(await find()).toMatchObject({ status: 'active' });
  });

  test('never touches somebody’s account, nor makes the tenant for it', async () => {
    const { create, pool, tenants } = await setup();
    pool.add(EMAIL, 'Their-own-password-1');
    await expect(create({ password: PASSWORD, resend: true })).rejects.toThrow(AddressInUseError);
    expect(pool.users.get(EMAIL)?.password).toBe('Their-own-password-1');
    expect(await tenants.get('acme')).toBeUndefined();
  });

  test.each([[false], [true]])(
    'never lets anybody into a tenant of another name (id given: %s)',
    async (idGiven) => {
      const { create, tenants, find } = await setup();
      await create();
      const other = { idGiven, name: 'ACMÉ!', email: 'boss@acme-gmbh.example' };
      await expect(create(other)).rejects.toThrow(TenantConflictError);
      expect(await find('boss@acme-gmbh.example')).toBeUndefined();
      expect((await tenants.get('acme'))?.name).toBe('Acme');
    },
  );

  test('a second administrator needs the id: a name alone could be that of another company', async () => {
    const { create, find } = await setup();
    await create();
    const second = { email: 'second@acme.example' };
    await expect(create(second)).rejects.toThrow('repeat the command with --id acme');
    await create({ ...second, idGiven: true });
    expect(await find('second@acme.example')).toMatchObject({ role: 'administrators' });
  });
});

describe('adding an administrator', () => {
  test('gives a role, and again another one, within what the tenant needs', async () => {
    const { add, find } = await setup();
    await add({ password: PASSWORD });
    await add({ email: 'eve@acme.example', role: 'viewers', password: PASSWORD });
    await add({ email: 'eve@acme.example', role: 'operators' });
    expect(await find('eve@acme.example')).toMatchObject({ role: 'operators', status: 'active' });
    await add({ email: 'eve@acme.example' });
    expect(await find('eve@acme.example')).toMatchObject({ role: 'operators' });
    await expect(add({ role: 'viewers' })).rejects.toThrow(RejectedError);
    expect(await find()).toMatchObject({ role: 'administrators' });
  });

  test('is refused for an address with an account of another kind', async () => {
    const { add, pool } = await setup();
    pool.add(EMAIL, 'Their-own-password-1');
    await expect(add()).rejects.toThrow(RejectedError);
  });
});
