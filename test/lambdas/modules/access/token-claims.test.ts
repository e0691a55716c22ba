import { describe, expect, test, vi } from 'vitest';

import {
  type SecondFactorReader,
  SignInRejectedError,
} from '../../../../lambdas/modules/access/access.ts';
import { tokenClaims } from '../../../../lambdas/modules/access/token-claims.ts';
import type {
  AdministratorAccess,
  AdministratorAccessReader,
} from '../../../../lambdas/modules/administrators/administrator-access.ts';
import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../../../lambdas/modules/records/customer.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { testTenant } from '../../../support/modules/tenants.ts';

const administrator = {
  sub: 'user-admin',
  email: 'ada@acme.example',
  'custom:tenant_id': 'acme',
  'custom:administrator_id': 'adm_1',
};
const person = {
  sub: 'user-1',
  email: 'grace@example.com',
  given_name: 'Grace',
  family_name: 'Brewster',
  'custom:tenant_id': 'acme',
  'custom:invitation_id': 'inv_1',
  'custom:customer_id': 'cus_1',
  'custom:contact_id': 'con_1',
};

interface There {
  readonly tenant?: Partial<NewTenant> | null;
  readonly customer?: Partial<Customer> | null;
  readonly contact?: Partial<Contact> | null;
  readonly standing?: Partial<AdministratorAccess> | null;
  readonly hasFactor?: boolean;
}

/** Sets up a table with the records that a sign-in needs. Arguments replace them. */
function setup({
  tenant = {},
  customer = {},
  contact = {},
  standing = {},
  hasFactor = false,
}: There = {}) {
  const hasSecondFactor = vi.fn<SecondFactorReader['hasSecondFactor']>(async () => hasFactor);
  const find = vi.fn(async (id: string) =>
    customer === null ? undefined : testCustomer({ id, ...customer }),
  );
  const findContact = vi.fn(async (customerId: string, id: string) =>
    contact === null ? undefined : testContact({ id, customerId, userId: 'user-1', ...contact }),
  );
  const findAdministrator = vi.fn<AdministratorAccessReader['find']>(async () =>
    standing === null
      ? undefined
      : {
          ...{ role: 'viewers', userId: 'user-admin', name: 'Ada Admin' },
          ...{ email: 'ada@acme.example', ...standing },
        },
  );
  const deps = {
    administrators: { find: findAdministrator },
    tenants: { get: async (id: string) => (tenant === null ? undefined : testTenant(id, tenant)) },
    customers: { find },
    contacts: { find: findContact },
    factors: { hasSecondFactor },
  };
  const claimsOf = ({
    sub: userName,
    ...attributes
  }: Partial<typeof person> | typeof administrator) =>
    tokenClaims(deps, { userName: userName ?? '', attributes });
  return { find, findContact, findAdministrator, hasSecondFactor, claimsOf };
}

describe('an administrator', () => {
  test('gets the tenant, their identity, and the scopes and the group of the role in the record', async () => {
    const { claimsOf, findAdministrator } = setup();
    await expect(claimsOf(administrator)).resolves.toEqual({
      claims: { tenant_id: 'acme', administrator_id: 'adm_1', name: 'Ada Admin' },
      scopes: ['foyer/invitations:read', 'foyer/customers:read', 'foyer/settings:read'],
      idClaims: { name: 'Ada Admin' },
      groups: ['viewers'],
    });
    expect(findAdministrator).toHaveBeenCalledWith('acme', 'adm_1');
  });

  test('costs no read of a customer', async () => {
    const { claimsOf, find, findContact } = setup();
    await claimsOf(administrator);
    expect(find).not.toHaveBeenCalled();
    expect(findContact).not.toHaveBeenCalled();
  });

  test('without a name is named by the address', async () => {
    const said = await setup({ standing: { name: undefined } }).claimsOf(administrator);
    expect(said.claims['name']).toBe('ada@acme.example');
    expect(said).not.toHaveProperty('idClaims');
  });

  test.each<[string, There]>([
    ['of a suspended tenant', { tenant: { status: 'suspended' } }],
    ['without a tenant', { tenant: null }],
    ['who was removed', { standing: null }],
    ['whose setup is not complete', { standing: { userId: undefined } }],
    ['whose record names another account', { standing: { userId: 'user-other' } }],
  ])('%s gets no token', async (_, there) => {
    await expect(setup(there).claimsOf(administrator)).rejects.toThrow(SignInRejectedError);
  });
});

describe('an account whose address was changed in the pool', () => {
  test.each([
    ['an administrator', administrator],
    ['a contact', person],
  ])('gets no token: %s', async (_, user) => {
    const moved = { ...user, email: 'mallory@example.com' };
    await expect(setup().claimsOf(moved)).rejects.toThrow('was changed outside Foyer');
  });

  test('is one that Cognito compares without case, in the form in which the pool stores it', async () => {
    const typed = setup({ contact: { email: 'Grace@BÜCHER.example' } });
    const stored = { ...person, email: 'grace@xn--bcher-kva.example' };
    await expect(typed.claimsOf(stored)).resolves.toBeDefined();
    await expect(
      setup().claimsOf({ ...administrator, email: 'Ada@Acme.example' }),
    ).resolves.toBeDefined();
  });

  test('is not one of an earlier version, whose record or user has no address', async () => {
    await expect(setup({ contact: { email: undefined } }).claimsOf(person)).resolves.toBeDefined();
    const withoutEmail = { ...person, email: undefined };
    await expect(setup().claimsOf(withoutEmail as never)).resolves.toBeDefined();
  });
});

describe('an administrator of a tenant that requires a second factor', () => {
  const tenant = { settings: { requiresSecondFactor: true } };

  test('without one gets the identity, and no scope or group, here or in another application', async () => {
    const { claimsOf, hasSecondFactor } = setup({ tenant });
    await expect(claimsOf(administrator)).resolves.toEqual({
      claims: {
        tenant_id: 'acme',
        administrator_id: 'adm_1',
        name: 'Ada Admin',
        second_factor: 'required',
      },
      scopes: [],
      idClaims: { name: 'Ada Admin' },
      groups: [],
    });
    expect(hasSecondFactor).toHaveBeenCalledWith('user-admin');
  });

  test('with one gets the same as in any other tenant', async () => {
    const there = await setup({ tenant, hasFactor: true }).claimsOf(administrator);
    expect(there).toEqual(await setup().claimsOf(administrator));
  });

  test('gets no token while Cognito does not say whether there is one', async () => {
    const { claimsOf, hasSecondFactor } = setup({ tenant });
    hasSecondFactor.mockRejectedValue(new Error('throttled'));
    await expect(claimsOf(administrator)).rejects.toThrow('throttled');
  });

  test('is the only one whom Cognito is asked about', async () => {
    const elsewhere = setup();
    await elsewhere.claimsOf(administrator);
    expect(elsewhere.hasSecondFactor).not.toHaveBeenCalled();
    const customers = setup({ tenant });
    await expect(customers.claimsOf(person)).resolves.toMatchObject({ scopes: ['foyer/self'] });
    expect(customers.hasSecondFactor).not.toHaveBeenCalled();
  });
});

test('a user without a record or an invitation gets no token, regardless of their groups', async () => {
  const { claimsOf, findAdministrator } = setup();
  const stranger = { ...administrator, 'custom:administrator_id': undefined };
  await expect(claimsOf(stranger as never)).rejects.toThrow(SignInRejectedError);
  expect(findAdministrator).not.toHaveBeenCalled();
});

describe('an invitee', () => {
  test('who has signed up gets the tenant, their identity, and only the self scope', async () => {
    const { claimsOf } = setup();
    await expect(claimsOf(person)).resolves.toEqual({
      claims: {
        tenant_id: 'acme',
        customer_id: 'cus_1',
        contact_id: 'con_1',
        name: 'Grace Hopper',
      },
      scopes: ['foyer/self'],
      idClaims: { given_name: 'Grace', family_name: 'Hopper' },
    });
  });

  test('with one name gets it as the full name, and the other name that Cognito has is omitted', async () => {
    const { claimsOf } = setup({ contact: { lastName: undefined } });
    await expect(claimsOf(person)).resolves.toMatchObject({
      claims: { name: 'Grace' },
      idClaims: { given_name: 'Grace' },
      idSuppressed: ['family_name'],
    });
  });

  test.each<[string, There]>([
    ['whose sign-up is not complete: there may be a password, but no contact', { contact: null }],
    ['whose contact has no account yet', { contact: { userId: undefined } }],
    ['whose contact has another account', { contact: { userId: 'user-2' } }],
    ['who was removed', { contact: { userId: undefined, removedAt: '2030-01-02T00:00:00.000Z' } }],
    ['whose customer is gone', { customer: null }],
    ['whose customer waits for approval', { customer: { status: 'inactive' } }],
    ['whose customer is suspended', { customer: { status: 'suspended' } }],
    ['whose tenant is suspended', { tenant: { status: 'suspended' } }],
    ['whose tenant is gone', { tenant: null }],
  ])('%s gets no token', async (_, there) => {
    const { claimsOf } = setup(there);
    await expect(claimsOf(person)).rejects.toThrow(SignInRejectedError);
  });

  test.each(['custom:customer_id', 'custom:contact_id'])(
    'without %s gets no token, and no record is read',
    async (attribute) => {
      const { claimsOf, findContact } = setup();
      await expect(claimsOf({ ...person, [attribute]: undefined })).rejects.toThrow(
        SignInRejectedError,
      );
      expect(findContact).not.toHaveBeenCalled();
    },
  );

  test('gets an explanation that names nobody', async () => {
    const refused = setup({ contact: null }).claimsOf(person);
    await expect(refused).rejects.toThrow('Open the link in the invitation email again.');
    await expect(refused).rejects.not.toThrow('grace@');
    const removed = setup({ contact: { removedAt: '2030-01-02T00:00:00.000Z' } }).claimsOf(person);
    await expect(removed).rejects.toThrow('This account has been removed.');
  });

  test('gets no token if the table is unavailable', async () => {
    const { find, claimsOf } = setup();
    find.mockRejectedValueOnce(new Error('out of reach'));
    await expect(claimsOf(person)).rejects.toThrow('out of reach');
  });
});

test('a user without a tenant gets no token', async () => {
  const { claimsOf } = setup();
  await expect(
    claimsOf({ ...administrator, 'custom:tenant_id': undefined } as never),
  ).rejects.toThrow('This account does not belong to a tenant.');
});
