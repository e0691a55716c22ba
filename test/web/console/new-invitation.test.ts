import { describe, expect, test } from 'vitest';

import {
  EMPTY,
  FIELDS,
  problemsWith,
  requestOf,
  valuesOf,
} from '../../../web/console/new-invitation/invitation-form.ts';
import { en } from '../../../web/console/new-invitation/languages/en.ts';

const preset = {
  ...{ kind: 'supplier' as const, applicationId: 'app_1', groups: ['partners'] },
  ...{ profile: { jobTitle: 'Buyer' }, editableFields: ['firstName' as const] },
  ...{ allowDifferentEmail: true, locale: 'de-AT', message: 'Hello', expiresInDays: 14 },
  ...{ redirectUrl: 'https://portal.example.com/', metadata: { deal: 'a=b', campaign: 'spring' } },
};

describe('the form with all options of an invitation', () => {
  test('omits empty fields, so that the company’s defaults apply', () => {
    expect(requestOf(EMPTY, true)).toEqual({ kind: 'customer' });
  });

  test('sends exactly what a preset fills in', () => {
    expect(requestOf({ ...EMPTY, ...valuesOf(preset) }, true)).toEqual(preset);
  });

  test('clears the fields of a preset when another one does not set them', () => {
    expect({ ...EMPTY, ...valuesOf(preset), ...valuesOf({}) }).toEqual(EMPTY);
  });

  test('sends a name only for a single invitee', () => {
    expect(requestOf({ ...EMPTY, firstName: 'Ada' }, true).profile).toEqual({ firstName: 'Ada' });
    expect(requestOf({ ...EMPTY, firstName: 'Ada' }, false).profile).toBeUndefined();
  });

  test('joins a customer or creates a new company', () => {
    const typed = { ...EMPTY, company: ' Engines ', rank: 'gold' };
    expect(requestOf(typed, true)).toMatchObject({ company: 'Engines', rank: 'gold' });
    const joining = requestOf({ ...typed, customerId: 'cus_1' }, true);
    expect(joining).toEqual({ kind: 'customer', customerId: 'cus_1' });
  });

  test('locks all fields if none is selected as editable', () => {
    expect(requestOf({ ...EMPTY, editableFields: [] }, true).editableFields).toEqual([]);
    expect(EMPTY.editableFields).toEqual(FIELDS);
  });

  test.each(['0', '31', '1.5', '-1', 'ten', '1e1', '99999'])('rejects %s days', (expiresInDays) => {
    const form = { ...EMPTY, expiresInDays };
    expect(problemsWith(form, en, { maxDays: 30 })).toEqual({
      expiresInDays: 'Enter a whole number from 1 to 30.',
    });
  });

  test('names the invalid line of the metadata', () => {
    const of = (metadata: string) => problemsWith({ ...EMPTY, metadata }, en, { maxDays: 30 });
    expect(of('a=1\n\n b = x=y \nc=')).toEqual({});
    expect(of('a=1\nnonsense').metadata).toContain('nonsense');
    expect(of('=x').metadata).toContain('=x');
  });
});
