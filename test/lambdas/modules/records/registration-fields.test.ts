import { expect, test } from 'vitest';

import {
  fieldsFor,
  registrationFields,
} from '../../../../lambdas/modules/records/registration-fields.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';

/** The names of the fields that a kind must fill in. */
function setup(kind: 'customer' | 'supplier', registration?: TenantSettings['registration']) {
  return registrationFields(kind, { registration })
    .filter(({ required }) => required)
    .map(({ name }) => name);
}

test('a customer is asked for a person and a company, a supplier for a tax ID too', () => {
  expect(fieldsFor('customer')).toEqual(['firstName', 'lastName', 'jobTitle', 'phone', 'company']);
  expect(fieldsFor('supplier')).toEqual([...fieldsFor('customer'), 'taxId']);
});

test('a name is always needed, and of a supplier its company', () => {
  expect(setup('customer')).toEqual(['firstName', 'lastName']);
  expect(setup('supplier')).toEqual(['firstName', 'lastName', 'company']);
});

test('a tenant can need more, of each kind by itself', () => {
  const registration = {
    customer: { required: ['phone' as const] },
    supplier: { required: ['taxId' as const] },
  };
  expect(setup('customer', registration)).toEqual(['firstName', 'lastName', 'phone']);
  expect(setup('supplier', registration)).toEqual(['firstName', 'lastName', 'company', 'taxId']);
});

test('a tenant can need less of nobody, and nothing that the kind is not asked', () => {
  expect(setup('supplier', { supplier: { required: [] } })).toEqual(setup('supplier'));
  expect(setup('customer', { customer: { required: ['taxId'] } })).toEqual(setup('customer'));
});

test('a tenant lets people with one name in, of each kind by itself', () => {
  const registration = { customer: { optional: ['lastName' as const] } };
  expect(setup('customer', registration)).toEqual(['firstName']);
  expect(setup('supplier', registration)).toEqual(['firstName', 'lastName', 'company']);
});

test('a field that must be filled in is not optional, whatever else is stored', () => {
  const both = { required: ['lastName' as const], optional: ['lastName' as const] };
  expect(setup('customer', { customer: both })).toEqual(['firstName', 'lastName']);
});
