import { expect, test } from 'vitest';

import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { LANGUAGES } from '../../../../lambdas/modules/platform/locale.ts';
import {
  alwaysRequired,
  fieldsInOrder,
  patchOf,
  valuesOf,
  withField,
} from '../../../../web/console/settings/registration/form.ts';
import { de } from '../../../../web/console/settings/registration/languages/de.ts';
import { en } from '../../../../web/console/settings/registration/languages/en.ts';
import { es } from '../../../../web/console/settings/registration/languages/es.ts';
import { fr } from '../../../../web/console/settings/registration/languages/fr.ts';
import { ja } from '../../../../web/console/settings/registration/languages/ja.ts';
import { catalogs } from '../../../../web/console/settings/words.ts';
import { loadTexts } from '../../../../web/sign-up/catalog.ts';
import { formOrder } from '../../../../web/sign-up/form-fields.ts';

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

test('only the changed kind is sent, with more or fewer fields than the default', () => {
  const phone = withField(SAVED, 'customer', 'phone', true);
  const oneName = withField(phone, 'customer', 'lastName', false);
  expect(patchOf(SAVED, oneName)).toEqual({
    settings: {
      registration: { customer: { required: ['phone'], optional: ['lastName'] } },
    },
  });
  expect(patchOf(SAVED, withField(phone, 'customer', 'phone', false))).toEqual({});
});

test('stored fields are shown in the order of the form', () => {
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

test.each(LANGUAGES)(
  'the preview has the texts of the sign-up page, in its order: %s',
  async (language) => {
    const { page } = previews[language];
    const { form, email, password, familyNameFirst } = await loadTexts(language);
    expect({ ...page, lead: page.lead('Acme') }).toEqual({
      familyNameFirst,
      title: form.title,
      lead: form.lead('Acme'),
      email: email.label,
      password: password.label,
      optional: form.optional,
      oneName: form.oneName,
      submit: form.submit,
    });
    expect(catalogs[language].fields).toEqual(form.fields);
    expect(fieldsInOrder('supplier', page)).toEqual(formOrder({ familyNameFirst }));
  },
);
const previews = { en, de, fr, es, ja };
