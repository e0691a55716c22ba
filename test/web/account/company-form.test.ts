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

describe('the company form', () => {
  test('sends nothing without changes, even if spaces were added', () => {
    expect(changeOf(navy, { ...navy, name: ' Navy ', region: '  ' })).toBeUndefined();
  });

  test('sends changed fields, and null for emptied ones', () => {
    const after = { ...navy, name: 'US Navy', phone: '', city: '', region: 'VA' };
    expect(changeOf(navy, after)).toEqual({
      name: 'US Navy',
      phone: null,
      address: { city: null, region: 'VA' },
    });
  });

  test('removes the whole address when its last line is emptied', () => {
    expect(changeOf(navy, { ...navy, line1: '', city: ' ', country: '' })).toEqual({
      address: null,
    });
  });

  test('completes a website as people enter it, and treats another spelling as unchanged', () => {
    expect(changeOf(navy, { ...navy, website: ' www.navy.mil ' })).toEqual({
      website: 'https://www.navy.mil',
    });
    const known = { ...navy, website: 'https://www.navy.mil' };
    expect(changeOf(known, { ...known, website: 'www.navy.mil' })).toBeUndefined();
  });

  test('keeps changes of others, unless both changed the same field', () => {
    const theirs = { ...navy, name: 'Their Navy', city: 'Norfolk' };
    expect(rebased({ ...navy, name: 'My Navy' }, navy, theirs)).toEqual({
      ...theirs,
      name: 'My Navy',
    });
  });
});

test.for(['', 'example.com', 'https://example.com/a?b', ' HTTP://example.com '])(
  'accepts %o as a website',
  (typed) => {
    expect(isSite(typed)).toBe(true);
  },
);

test.for(['not a site', 'javascript:alert(1)', 'ftp://example.com', 'https://a@b.example'])(
  'rejects %o as a website',
  (typed) => {
    expect(isSite(typed)).toBe(false);
  },
);

test('formats an address as on a letter, with the order that Japan uses', () => {
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

test('offers every country by name, and a stored value that is not a country', () => {
  const choices = countryChoices('de', 'QZ');
  expect(choices).toContainEqual({ value: 'JP', label: 'Japan' });
  expect(choices.map(({ value }) => value)).toContain('QZ');
  expect(choices).toHaveLength(250);
});
