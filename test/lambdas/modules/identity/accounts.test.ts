import { describe, expect, test, vi } from 'vitest';

import { accountsOf, type ContactFinder } from '../../../../lambdas/modules/identity/accounts.ts';
import type { ExternalUser } from '../../../../lambdas/modules/identity/external-users.ts';
import type { PoolUser } from '../../../../lambdas/modules/identity/user-pool.ts';

const invited: PoolUser = {
  userId: 'user-1',
  hasPassword: true,
  invitationId: 'inv_1',
  customerId: 'cus_1',
  contactId: 'con_1',
  tenantId: 'acme',
  administratorId: undefined,
};

const fromElsewhere: ExternalUser = {
  userName: 'company-login_00u1',
  tenantId: 'acme',
  invitationId: 'inv_2',
  customerId: 'cus_2',
  contactId: 'con_2',
  addressDigest: 'digest',
};

/** Sets up a pool that contains `user`, and a table with or without the contact and the external user. */
function setup(
  user: PoolUser | undefined,
  {
    contactThere = true,
    profileThere = true,
    external,
  }: { contactThere?: boolean; profileThere?: boolean; external?: ExternalUser } = {},
) {
  const has = vi.fn<ContactFinder['has']>(async () => contactThere);
  const accounts = accountsOf(
    { find: async () => user, exists: async () => profileThere },
    { has },
    { at: async () => external },
  );
  return { has, find: () => accounts.find('grace@example.com') };
}

describe('an address', () => {
  test('without a user is free', async () => {
    await expect(setup(undefined).find()).resolves.toBeUndefined();
  });

  test('whose user was not invited has an account, without a read of the table', async () => {
    const { find, has } = setup({ ...invited, invitationId: undefined }, { contactThere: false });
    await expect(find()).resolves.toMatchObject({ userId: 'user-1', registered: true });
    expect(has).not.toHaveBeenCalled();
  });

  test('whose invited user has a contact has an account', async () => {
    const { find, has } = setup(invited);
    await expect(find()).resolves.toEqual({ ...invited, registered: true });
    expect(has).toHaveBeenCalledExactlyOnceWith({
      userId: 'user-1',
      customerId: 'cus_1',
      contactId: 'con_1',
    });
  });

  test('whose invited user has no contact yet has no account: nobody can sign in with it', async () => {
    await expect(setup(invited, { contactThere: false }).find()).resolves.toMatchObject({
      registered: false,
    });
  });

  test.each(['customerId', 'contactId'] as const)(
    'whose invited user has no %s has no account',
    async (name) => {
      const { find, has } = setup({ ...invited, [name]: undefined });
      await expect(find()).resolves.toMatchObject({ registered: false });
      expect(has).not.toHaveBeenCalled();
    },
  );

  test('is not considered free if the table is unavailable', async () => {
    const { find, has } = setup(invited);
    has.mockRejectedValueOnce(new Error('out of reach'));
    await expect(find()).rejects.toThrow('out of reach');
  });

  test('of a user from an identity provider has an account, once the contact exists', async () => {
    const { find, has } = setup(undefined, { external: fromElsewhere });
    await expect(find()).resolves.toEqual({
      userId: 'company-login_00u1',
      hasPassword: false,
      invitationId: 'inv_2',
      customerId: 'cus_2',
      contactId: 'con_2',
      registered: true,
    });
    expect(has).toHaveBeenCalledExactlyOnceWith({
      userId: 'company-login_00u1',
      customerId: 'cus_2',
      contactId: 'con_2',
    });
  });

  test('of a person who is about to sign in with a provider has no account', async () => {
    const { find } = setup(undefined, { external: fromElsewhere, contactThere: false });
    await expect(find()).resolves.toMatchObject({ registered: false });
  });

  test('is free again after an operator has deleted a provider’s user', async () => {
    const { find } = setup(undefined, { external: fromElsewhere, profileThere: false });
    await expect(find()).resolves.toBeUndefined();
  });
});
