import { describe, expect, test, vi } from 'vitest';
import { SignInRefusedError, tokenClaims } from '../../../lambdas/identity/claims.ts';

const administrator = {
  sub: 'user-admin',
  email: 'ada@acme.example',
  given_name: 'Ada',
  family_name: 'Admin',
  'custom:tenant_id': 'acme',
};
const customer = {
  sub: 'user-1',
  email: 'grace@example.com',
  given_name: 'Grace',
  family_name: 'Hopper',
  'custom:tenant_id': 'acme',
  'custom:invitation_id': 'inv_1',
  'custom:customer_id': 'cus_1',
  'custom:contact_id': 'con_1',
};

/** A table that holds the contact of the customer, unless the acceptance never ended. */
function setup({ arrived = true } = {}) {
  const has = vi.fn(
    async (customerId: string, contactId: string) =>
      arrived && customerId === 'cus_1' && contactId === 'con_1',
  );
  const claimsOf = (attributes: Record<string, string | undefined>, ...groups: string[]) =>
    tokenClaims({ has }, { attributes, groups });
  return { has, claimsOf };
}

describe('an administrator', () => {
  test('gets the tenant, a name and the scopes of the groups', async () => {
    const { claimsOf } = setup();
    await expect(claimsOf(administrator, 'administrators')).resolves.toEqual({
      claims: { tenant_id: 'acme', name: 'Ada Admin' },
      scopes: [
        'foyer/invitations:read',
        'foyer/invitations:write',
        'foyer/invitations:link',
        'foyer/customers:read',
        'foyer/settings:read',
        'foyer/settings:write',
      ],
    });
  });

  test('whom no invitation made costs no look into the table', async () => {
    const { claimsOf, has } = setup();
    await claimsOf(administrator, 'administrators');
    expect(has).not.toHaveBeenCalled();
  });

  test('without groups gets no scope', async () => {
    await expect(setup().claimsOf(administrator)).resolves.toMatchObject({ scopes: [] });
  });

  test.each([
    [{ family_name: undefined }, 'Ada'],
    [{ given_name: undefined }, 'Admin'],
    [{ given_name: undefined, family_name: undefined }, 'ada@acme.example'],
    [{ given_name: '', family_name: '' }, 'ada@acme.example'],
    [{ given_name: undefined, family_name: undefined, email: undefined }, ''],
  ])('with %j is called %j', async (change, name) => {
    const { claims } = await setup().claimsOf({ ...administrator, ...change });
    expect(claims['name']).toBe(name);
  });
});

describe('an invited customer', () => {
  test('who has arrived gets the tenant and their own scope only', async () => {
    const { claimsOf, has } = setup();
    await expect(claimsOf(customer, 'customers')).resolves.toEqual({
      claims: { tenant_id: 'acme', name: 'Grace Hopper' },
      scopes: ['foyer/self'],
    });
    expect(has).toHaveBeenCalledExactlyOnceWith('cus_1', 'con_1');
  });

  test('who is half made gets no token: the password may be set, the contact is not there', async () => {
    const { claimsOf } = setup({ arrived: false });
    await expect(claimsOf(customer, 'customers')).rejects.toThrow(SignInRefusedError);
  });

  test.each(['custom:customer_id', 'custom:contact_id'])(
    'without %s gets no token, and nothing is looked up',
    async (attribute) => {
      const { claimsOf, has } = setup();
      await expect(claimsOf({ ...customer, [attribute]: undefined })).rejects.toThrow(
        SignInRefusedError,
      );
      expect(has).not.toHaveBeenCalled();
    },
  );

  test('is told what to do, in words that name nobody', async () => {
    const refused = setup({ arrived: false }).claimsOf(customer);
    await expect(refused).rejects.toThrow('Open the link in the invitation again.');
    await expect(refused).rejects.not.toThrow('grace@');
  });

  test('gets no token either when the table cannot be asked', async () => {
    const { has, claimsOf } = setup();
    has.mockRejectedValueOnce(new Error('out of reach'));
    await expect(claimsOf(customer, 'customers')).rejects.toThrow('out of reach');
  });
});

test('somebody of no tenant gets no token, whatever the groups say', async () => {
  const { claimsOf } = setup();
  await expect(
    claimsOf({ ...administrator, 'custom:tenant_id': undefined }, 'administrators'),
  ).rejects.toThrow('This account belongs to no tenant.');
});
