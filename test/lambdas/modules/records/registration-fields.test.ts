import { expect, test } from 'vitest';

import {
  fieldsFor,
  registrationFields,
} from '../../../../lambdas/modules/records/registration-fields.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';

/** Returns the names of the required fields of a kind. */
function setup(kind: 'customer' | 'supplier', registration?: TenantSettings['registration']) {
  return registrationFields(kind, { registration })
    .filter(({ required }) => required)
    .map(({ name }) => name);
}

test('a customer is asked for a person and a company, a supplier also for a tax ID', () => {
  expect(fieldsFor('customer')).toEqual(['firstName', 'lastName', 'jobTitle', 'phone', 'company']);
  expect(fieldsFor('supplier')).toEqual([...fieldsFor('customer'), 'taxId']);
});

test('a name is always required, and the company of a supplier', () => {
  expect(setup('customer')).toEqual(['firstName', 'lastName']);
  expect(setup('supplier')).toEqual(['firstName', 'lastName', 'company']);
});

test('a tenant can require more fields for each kind', () => {
  const registration = {
    customer: { required: ['phone' as const] },
    supplier: { required: ['taxId' as const] },
  };
  expect(setup('customer', registration)).toEqual(['firstName', 'lastName', 'phone']);
  expect(setup('supplier', registration)).toEqual(['firstName', 'lastName', 'company', 'taxId']);
});

test('a tenant cannot make a required field optional, or require a field that the kind does not have', () => {
  expect(setup('supplier', { supplier: { required: [] } })).toEqual(setup('supplier'));
  expect(setup('customer', { customer: { required: ['taxId'] } })).toEqual(setup('customer'));
});

test('a tenant can allow people with one name for each kind', () => {
  const registration = { customer: { optional: ['lastName' as const] } };
  expect(setup('customer', registration)).toEqual(['firstName']);
  expect(setup('supplier', registration)).toEqual(['firstName', 'lastName', 'company']);
});

test('a required field is never optional, whatever else is stored', () => {
  const both = { required: ['lastName' as const], optional: ['lastName' as const] };
  expect(setup('customer', { customer: both })).toEqual(['firstName', 'lastName']);
});
