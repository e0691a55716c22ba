import { expect, test } from 'vitest';

import type { Preset } from '../../../../client/src/generated/types.gen.ts';
import {
  compared,
  creationOf,
  matching,
  patchOf,
  problemsWith,
  valuesOf,
} from '../../../../web/console/settings/presets/form.ts';
import { en } from '../../../../web/console/settings/presets/languages/en.ts';
import { settingsWords } from '../../../../web/console/settings/words.ts';

const PRESET: Partial<Preset> = {
  name: 'Resellers',
  kind: 'supplier',
  groups: ['partners'],
  profile: { firstName: 'Ada', phone: '+44 20 7946 0123' },
  editableFields: ['lastName'],
  allowDifferentEmail: false,
  expiresInDays: 14,
  metadata: { campaign: 'spring', deal: 'a=b' },
};
const SAVED = valuesOf(PRESET);
const EMPTY = valuesOf({});

test('a preset contains only completed fields', () => {
  expect(creationOf({ ...EMPTY, name: ' Resellers ' })).toEqual({ name: 'Resellers' });
  expect(creationOf(SAVED)).toEqual(PRESET);
});

test('only changes are sent, and an empty field removes the stored value', () => {
  expect(patchOf(SAVED, { ...SAVED })).toEqual({});
  expect(
    patchOf(SAVED, {
      ...SAVED,
      kind: '',
      groups: [],
      firstName: ' ',
      lastName: 'Lindqvist',
      allEditable: true,
      differentEmail: '',
      expiresInDays: '',
      metadata: 'deal=a=b\nseason=summer',
    }),
  ).toEqual({
    kind: null,
    groups: null,
    profile: { firstName: null, lastName: 'Lindqvist' },
    editableFields: null,
    allowDifferentEmail: null,
    expiresInDays: null,
    metadata: { campaign: null, season: 'summer' },
  });
});

test('no editable fields are an empty list, which differs from all fields', () => {
  expect(patchOf(EMPTY, { ...EMPTY, allEditable: false, editableFields: [] })).toEqual({
    editableFields: [],
  });
});

test.each([
  [{}, {}],
  [{ name: '  ' }, { name: en.nameRequired }],
  [{ expiresInDays: '31' }, { expiresInDays: en.validityWrong(30) }],
  [{ expiresInDays: 'a week' }, { expiresInDays: en.validityWrong(30) }],
  [{ message: 'x'.repeat(1001) }, { message: en.messageLong }],
  [{ metadata: 'spring' }, { metadata: en.metadataWrong('spring') }],
  [{ metadata: '=spring' }, { metadata: en.metadataWrong('=spring') }],
  [
    { metadata: Array.from({ length: 11 }, (_none, at) => `n${at}=1`).join('\n') },
    { metadata: en.metadataMany },
  ],
])('errors that the API would return appear at their fields: %j', (typed, problems) => {
  expect(problemsWith({ ...SAVED, ...typed }, 30, en)).toEqual(problems);
});

test('two versions are shown as people read them', () => {
  const names = { application: (id: string) => id, language: (tag: string) => tag };
  const fields = compared(
    { ...SAVED, kind: 'customer', differentEmail: 'yes', expiresInDays: '1' },
    SAVED,
    en,
    settingsWords.texts(),
    names,
  ).filter(({ yours, theirs }) => yours !== theirs);
  expect(fields).toEqual([
    { label: en.kind, yours: 'Customer', theirs: 'Supplier' },
    { label: en.validityShort, yours: '1 day', theirs: '14 days' },
    { label: en.differentEmail, yours: 'Allowed', theirs: 'Not allowed' },
  ]);
});

test('presets are found by words of their names', () => {
  const rows = [{ name: 'Resellers in France' }, { name: 'Resellers in Spain' }];
  expect(matching(rows, 'fr res')).toEqual([{ name: 'Resellers in France' }]);
  expect(matching(rows, undefined)).toEqual(rows);
});
