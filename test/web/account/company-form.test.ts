import { describe, expect, test } from 'vitest';

import {
  addressLines,
  changeOf,
  countryChoices,
  formOf,
  isSite,
  rebased,
} from '../../../web/account/company/company-form.ts';

const navy = formOf({
  name: 'Navy',
  phone: '+1 703 555 0100',
  address: { line1: '1400 Defense Pentagon', city: 'Arlington', country: 'US' },
});

describe('the form of the company', () => {
  test('sends nothing where nothing was changed, however many spaces were typed', () => {
    expect(changeOf(navy, { ...navy, name: ' Navy ', region: '  ' })).toBeUndefined();
  });

  test('sends what was changed, and null for what was emptied', () => {
    const after = { ...navy, name: 'US Navy', phone: '', city: '', region: 'VA' };
    expect(changeOf(navy, after)).toEqual({
      name: 'US Navy',
      phone: null,
      address: { city: null, region: 'VA' },
    });
  });

  test('takes the whole address away once no line of it is left', () => {
    expect(changeOf(navy, { ...navy, line1: '', city: ' ', country: '' })).toEqual({
      address: null,
    });
  });

  test('completes a website as people type it, and takes another spelling of the same for no change', () => {
    expect(changeOf(navy, { ...navy, website: ' www.navy.mil ' })).toEqual({
      website: 'https://www.navy.mil',
    });
    const known = { ...navy, website: 'https://www.navy.mil' };
    expect(changeOf(known, { ...known, website: 'www.navy.mil' })).toBeUndefined();
  });

  test('keeps what others have changed, except where one has changed the same', () => {
    const theirs = { ...navy, name: 'Their Navy', city: 'Norfolk' };
    expect(rebased({ ...navy, name: 'My Navy' }, navy, theirs)).toEqual({
      ...theirs,
      name: 'My Navy',
    });
  });
});

test.for(['', 'example.com', 'https://example.com/a?b', ' HTTP://example.com '])(
  'takes %o for a website',
  (typed) => {
    expect(isSite(typed)).toBe(true);
  },
);

test.for(['not a site', 'javascript:alert(1)', 'ftp://example.com', 'https://a@b.example'])(
  'takes %o for no website',
  (typed) => {
    expect(isSite(typed)).toBe(false);
  },
);

test('writes an address as on a letter, in Japan as people there do', () => {
  expect(
    addressLines({ line1: '1 Main St', city: 'Reston', region: 'VA', country: 'US' }, 'en'),
  ).toEqual(['1 Main St', 'Reston, VA', 'United States']);
  expect(
    addressLines(
      { line1: '1-1', postalCode: '100-0001', city: '千代田区', region: '東京都', country: 'JP' },
      'ja',
    ),
  ).toEqual(['100-0001', '東京都千代田区', '1-1', '日本']);
});

test('offers every country by its name, and one that is none of them if that is what is stored', () => {
  const choices = countryChoices('de', 'QZ');
  expect(choices).toContainEqual({ value: 'JP', label: 'Japan' });
  expect(choices.map(({ value }) => value)).toContain('QZ');
  expect(choices).toHaveLength(250);
});
