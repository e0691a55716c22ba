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

describe('the form with everything that an invitation can have', () => {
  test('asks for nothing that was not filled in, so that the defaults of the company apply', () => {
    expect(requestOf(EMPTY, true)).toEqual({ kind: 'customer' });
  });

  test('takes everything from a preset and asks for exactly that', () => {
    expect(requestOf({ ...EMPTY, ...valuesOf(preset) }, true)).toEqual(preset);
  });

  test('gives back what a preset filled in when another one leaves it open', () => {
    expect({ ...EMPTY, ...valuesOf(preset), ...valuesOf({}) }).toEqual(EMPTY);
  });

  test('gives the name of one person to nobody else', () => {
    expect(requestOf({ ...EMPTY, firstName: 'Ada' }, true).profile).toEqual({ firstName: 'Ada' });
    expect(requestOf({ ...EMPTY, firstName: 'Ada' }, false).profile).toBeUndefined();
  });

  test('has somebody join a customer, or names a new company', () => {
    const typed = { ...EMPTY, company: ' Engines ', rank: 'gold' };
    expect(requestOf(typed, true)).toMatchObject({ company: 'Engines', rank: 'gold' });
    const joining = requestOf({ ...typed, customerId: 'cus_1' }, true);
    expect(joining).toEqual({ kind: 'customer', customerId: 'cus_1' });
  });

  test('lets the invitee change nothing, where nothing is ticked', () => {
    expect(requestOf({ ...EMPTY, editableFields: [] }, true).editableFields).toEqual([]);
    expect(EMPTY.editableFields).toEqual(FIELDS);
  });

  test.each(['0', '31', '1.5', '-1', 'ten', '1e1', '99999'])('refuses %s days', (expiresInDays) => {
    const form = { ...EMPTY, expiresInDays };
    expect(problemsWith(form, en, { maxDays: 30 })).toEqual({
      expiresInDays: 'Enter a whole number from 1 to 30.',
    });
  });

  test('says which line of the metadata is no pair', () => {
    const of = (metadata: string) => problemsWith({ ...EMPTY, metadata }, en, { maxDays: 30 });
    expect(of('a=1\n\n b = x=y \nc=')).toEqual({});
    expect(of('a=1\nnonsense').metadata).toContain('nonsense');
    expect(of('=x').metadata).toContain('=x');
  });
});
