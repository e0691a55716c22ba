import { expect, test } from 'vitest';

import {
  changeOf,
  patchOf,
  problemsWith,
  valuesOf,
} from '../../../../web/console/settings/company/form.ts';
import { en } from '../../../../web/console/settings/company/languages/en.ts';

const SAVED = valuesOf({ name: 'Acme', branding: { color: '#0b5fff' } });

test('an empty field removes the stored value', () => {
  expect(changeOf({ ...SAVED, name: ' Acme ', color: '  ' })).toEqual({
    name: 'Acme',
    branding: { logoUrl: null, color: null, senderName: null, replyTo: null },
  });
});

test('spaces around a value are not a change', () => {
  expect(patchOf(SAVED, { ...SAVED, name: 'Acme ', color: '#0b5fff ' })).toEqual({});
});

test('only differences are sent, so that nothing else is overwritten', () => {
  expect(patchOf(SAVED, { ...SAVED, name: 'Acme Instruments' })).toEqual({
    name: 'Acme Instruments',
  });
  expect(patchOf(SAVED, { ...SAVED, replyTo: 'partners@acme.example', color: '' })).toEqual({
    branding: { replyTo: 'partners@acme.example', color: null },
  });
});

test.each([
  [{}, {}],
  [{ name: ' ' }, { name: en.nameRequired }],
  [{ logoUrl: 'http://acme.example/logo.png' }, { logoUrl: en.logoWrong }],
  [{ logoUrl: 'https://' }, { logoUrl: en.logoWrong }],
  [{ logoUrl: 'https://acme.example/logo.png' }, {}],
  [{ color: 'orange' }, { color: en.colorWrong }],
  [{ color: '#fff' }, { color: en.colorWrong }],
  [{ replyTo: 'nobody' }, { replyTo: en.replyToWrong }],
])('errors that the API would return appear at their fields: %j', (typed, problems) => {
  expect(problemsWith({ ...SAVED, ...typed }, en)).toEqual(problems);
});
