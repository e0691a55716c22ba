import { expect, test } from 'vitest';

import { PASSWORD_RULES } from '../../../../lambdas/modules/platform/sign-up-form.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { signUpPageOf } from '../../../../lambdas/modules/sign-up/get-invitation-by-token.ts';
import { COMPANY, PARTNER } from '../../../support/fakes/fake-federation.ts';
import { record } from '../../../support/modules/invitation-records.ts';
import { testTenant } from '../../../support/modules/tenants.ts';

/** Returns the sign-up page of an invitation, as the holder of its link sees it. */
function setup(invitation: Partial<Invitation> = {}, settings: TenantSettings = {}) {
  const tenant = testTenant('acme', { name: 'Acme', branding: { color: '#0B5FFF' }, settings });
  return signUpPageOf(record(invitation), tenant, {
    application: { name: 'Shop' },
    providers: [COMPANY, PARTNER],
    verification: 'code',
  });
}

test('shows what the invitation offers, the inviter, and the password rules', () => {
  const page = setup({ id: 'inv_1', message: 'Welcome', metadata: { crm: '7' }, locale: 'de-AT' });
  expect(page).toMatchObject({
    ...{ tenant: { name: 'Acme', branding: { color: '#0B5FFF' } }, kind: 'customer' },
    ...{ email: 'grace.hopper@shipping.example', company: 'Hopper Shipping Ltd', locale: 'de-AT' },
    ...{ profile: { firstName: 'Grace' }, application: { name: 'Shop' }, verification: 'code' },
    passwordRules: PASSWORD_RULES,
  });
  // Administrators' notes are internal.
  for (const hidden of ['inv_1', 'crm', 'customers', 'acme'])
    expect(JSON.stringify(page)).not.toContain(`"${hidden}"`);
});

test('asks for the fields that the tenant requires for this kind', () => {
  const supplier = { required: ['jobTitle' as const], optional: [] };
  const { fields } = setup({ kind: 'supplier' }, { registration: { supplier } });
  expect(fields).toEqual(
    expect.arrayContaining([
      { name: 'jobTitle', required: true },
      { name: 'company', required: true },
      { name: 'taxId', required: expect.any(Boolean) as boolean },
    ]),
  );
});

test('does not ask a person who joins a customer about the company', () => {
  const names = setup({ kind: 'supplier', existingCustomer: true }).fields.map(({ name }) => name);
  expect(names).toContain('firstName');
  for (const name of ['company', 'taxId']) expect(names).not.toContain(name);
});
