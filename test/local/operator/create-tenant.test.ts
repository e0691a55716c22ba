import { expect, test } from 'vitest';
import type { NewTenant } from '../../../lambdas/tenants/tenant.ts';
import type { ExistingUser } from '../../../local/operator/administrators.ts';
import {
  AddressRefused,
  createTenant,
  TenantRefused,
  type CreateTenantDeps,
} from '../../../local/operator/create-tenant.ts';

interface FakeUser extends ExistingUser {
  readonly name?: string | undefined;
  readonly password?: string;
}

const newcomer: FakeUser = {
  id: 'user-1',
  email: 'admin@acme.example',
  tenantId: 'acme',
  isAdministrator: false,
  groups: [],
  wasInvited: false,
  neverSignedIn: true,
};

function setup(users: Readonly<Record<string, FakeUser>> = {}) {
  const tenants = new Map<string, NewTenant>();
  const accounts = new Map(Object.entries(users));
  const sent: string[] = [];
  const change = (email: string, what: Partial<FakeUser>): Promise<void> => {
    accounts.set(email, { ...(accounts.get(email) ?? newcomer), ...what });
    return Promise.resolve();
  };
  const deps: CreateTenantDeps = {
    tenants: {
      get: (id) => Promise.resolve(tenants.get(id)),
      create: (tenant) => {
        if (tenants.has(tenant.id)) return Promise.resolve('exists');
        tenants.set(tenant.id, tenant);
        return Promise.resolve('created');
      },
    },
    administrators: {
      find: (email) => Promise.resolve(accounts.get(email)),
      create: ({ email, name, tenantId, quietly }) => {
        if (accounts.has(email)) return Promise.reject(new Error('User account already exists.'));
        if (!quietly) sent.push(email);
        return change(email, { ...newcomer, name, tenantId });
      },
      mailAgain: (email) => {
        sent.push(email);
        return Promise.resolve();
      },
      promote: (email) => change(email, { isAdministrator: true }),
      setPassword: (email, password) => change(email, { password, neverSignedIn: false }),
    },
    now: () => new Date('2026-11-21T12:00:00Z'),
  };
  return { deps, tenants, accounts, sent };
}

const command = { id: 'acme', idGiven: false, name: 'Acme', email: 'admin@acme.example' };

test('creates the tenant and an administrator, who gets a temporary password by mail', async () => {
  const { deps, tenants, accounts, sent } = setup();
  const done = await createTenant(deps, command);
  expect(tenants.get('acme')).toEqual({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: '2026-11-21T12:00:00.000Z',
  });
  expect(accounts.get('admin@acme.example')).toMatchObject({
    tenantId: 'acme',
    isAdministrator: true,
  });
  expect(sent).toEqual(['admin@acme.example']);
  expect(done.join(' ')).toContain('temporary password');
});

test('gives the administrator a name, so that mails do not say that an address invites', async () => {
  const { deps, accounts, tenants } = setup();
  const branding = { color: '#3b46c4' };
  await createTenant(deps, { ...command, adminName: 'Ada Lindqvist', branding });
  expect(accounts.get('admin@acme.example')?.name).toBe('Ada Lindqvist');
  expect(tenants.get('acme')?.branding).toEqual(branding);
});

test('done twice, it changes and mails nothing', async () => {
  const { deps, accounts, sent } = setup();
  await createTenant(deps, command);
  const before = structuredClone([...accounts]);
  const done = await createTenant(deps, command);
  expect([...accounts]).toEqual(before);
  expect(sent).toHaveLength(1);
  expect(done).toEqual([
    'The tenant acme was there already.',
    'admin@acme.example is an administrator of acme and has not signed in yet. --resend mails another temporary password.',
  ]);
});

test('goes on where an earlier attempt died before the user or before the group', async () => {
  const { deps, tenants, accounts } = setup({ 'admin@acme.example': newcomer });
  tenants.set('acme', {
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: '2026-11-21T11:00:00Z',
  });
  await expect(createTenant(deps, command)).rejects.toThrow('--id acme');
  await createTenant(deps, { ...command, idGiven: true });
  expect(accounts.get('admin@acme.example')?.isAdministrator).toBe(true);
  accounts.delete('admin@acme.example');
  await createTenant(deps, { ...command, idGiven: true });
  expect(accounts.get('admin@acme.example')?.isAdministrator).toBe(true);
});

test.each([['globex'], [undefined]])(
  'never touches an account of %s, nor makes the tenant for it',
  async (tenantId) => {
    const stranger: FakeUser = { ...newcomer, tenantId, password: 'theirs', neverSignedIn: false };
    const { deps, accounts, tenants, sent } = setup({ 'admin@acme.example': stranger });
    await expect(
      createTenant(deps, { ...command, password: 'mine', resend: true }),
    ).rejects.toThrow(AddressRefused);
    expect(accounts.get('admin@acme.example')).toBe(stranger);
    expect(tenants.size).toBe(0);
    expect(sent).toEqual([]);
  },
);

test('does not make an invited customer an administrator', async () => {
  const customer: FakeUser = { ...newcomer, wasInvited: true, neverSignedIn: false };
  const { deps, accounts } = setup({ 'admin@acme.example': customer });
  await expect(createTenant(deps, command)).rejects.toThrow('is an invited customer of acme');
  expect(accounts.get('admin@acme.example')).toBe(customer);
});

test('mails another temporary password on request, to somebody who never signed in', async () => {
  const { deps, sent } = setup();
  await createTenant(deps, command);
  await createTenant(deps, { ...command, resend: true });
  expect(sent).toHaveLength(2);
});

test('does not mail to somebody who has signed in', async () => {
  const { deps, sent } = setup({
    'admin@acme.example': { ...newcomer, isAdministrator: true, neverSignedIn: false },
  });
  await createTenant(deps, { ...command, resend: true });
  expect(sent).toEqual([]);
});

test('with a password nobody is mailed, and an existing password stays', async () => {
  const { deps, accounts, sent } = setup();
  await createTenant(deps, { ...command, password: 'first' });
  await createTenant(deps, { ...command, password: 'second' });
  expect(accounts.get('admin@acme.example')?.password).toBe('first');
  expect(sent).toEqual([]);
});

test.each([[false], [true]])(
  'never lets anybody into a tenant of another name (id given: %s)',
  async (idGiven) => {
    const { deps, tenants, accounts } = setup();
    await createTenant(deps, command);
    const other = { ...command, idGiven, name: 'ACMÉ!', email: 'boss@acme-gmbh.example' };
    const failure = await createTenant(deps, other).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TenantRefused);
    expect((failure as TenantRefused).message).toContain('--id');
    expect([...accounts.keys()]).toEqual(['admin@acme.example']);
    expect(tenants.get('acme')?.name).toBe('Acme');
  },
);

test('a second administrator needs the id: a name alone could be that of another company', async () => {
  const { deps, accounts } = setup();
  await createTenant(deps, command);
  const second = { ...command, email: 'second@acme.example' };
  await expect(createTenant(deps, second)).rejects.toThrow('repeat the command with --id acme');
  expect(accounts.has('second@acme.example')).toBe(false);
  await createTenant(deps, { ...second, idGiven: true });
  expect(accounts.get('second@acme.example')?.isAdministrator).toBe(true);
});
