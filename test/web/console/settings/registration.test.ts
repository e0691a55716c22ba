import { expect, test } from 'vitest';
import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import {
  alwaysRequired,
  patchOf,
  valuesOf,
  withField,
} from '../../../../web/console/settings/registration/form.ts';

function formOf(registration: Tenant['settings']['registration']) {
  return valuesOf({ settings: { registration } as Tenant['settings'] });
}
const NOTHING = { required: [], optional: [] };
const SAVED = formOf({ customer: NOTHING, supplier: NOTHING });

test('a supplier is a company, a customer is a person, and both have a name', () => {
  expect(SAVED).toEqual({
    customer: ['firstName', 'lastName'],
    supplier: ['firstName', 'lastName', 'company'],
  });
  expect(alwaysRequired('customer')).toEqual(['firstName']);
  expect(alwaysRequired('supplier')).toEqual(['firstName', 'company']);
});

test('only the kind that was changed is sent: more fields than usual, and fewer', () => {
  const phone = withField(SAVED, 'customer', 'phone', true);
  const oneName = withField(phone, 'customer', 'lastName', false);
  expect(patchOf(SAVED, oneName)).toEqual({
    settings: {
      registration: { customer: { required: ['phone'], optional: ['lastName'] } },
    },
  });
  expect(patchOf(SAVED, withField(phone, 'customer', 'phone', false))).toEqual({});
});

test('what is saved comes back in the order of the form', () => {
  const form = formOf({
    customer: { required: ['company', 'phone'], optional: ['lastName'] },
    supplier: NOTHING,
  });
  expect(form.customer).toEqual(['firstName', 'phone', 'company']);
  expect(patchOf(form, withField(form, 'customer', 'lastName', true))).toEqual({
    settings: {
      registration: { customer: { required: ['phone', 'company'], optional: [] } },
    },
  });
});
