import { expect, test } from 'vitest';

import {
  catalogOf,
  fieldOf,
  idsOf,
  moved,
  newEntry,
  patchOf,
  problemsWith,
  removedFrom,
  slugOf,
  valuesOf,
} from '../../../../web/console/settings/catalog/form.ts';
import { en } from '../../../../web/console/settings/catalog/languages/en.ts';

const CATALOG = {
  services: [
    { id: 'web-shop', name: 'Web shop', enabledByDefault: true },
    { id: 'support', name: 'Support', enabledByDefault: false },
  ],
  servicePlans: [{ id: 'gold', name: 'Gold' }],
  ranks: ['A', 'B'],
};
const SAVED = valuesOf({ catalog: CATALOG });
const added = (name: string, id = '') => ({ ...newEntry(`+${name}`), name, id });

test('an unchanged catalog sends nothing', () => {
  expect(catalogOf(SAVED)).toEqual(CATALOG);
  expect(patchOf(SAVED, { ...SAVED, ranks: [...SAVED.ranks, newEntry('+1')] })).toEqual({});
});

test('a renamed entry keeps its ID, and only its list is sent', () => {
  const [first, ...others] = SAVED.services;
  if (first === undefined) throw new Error('There is no service.');
  const services = [{ ...first, name: ' Online shop ' }, ...others];
  expect(patchOf(SAVED, { ...SAVED, services })).toEqual({
    catalog: {
      services: [
        { id: 'web-shop', name: 'Online shop', enabledByDefault: true },
        { id: 'support', name: 'Support', enabledByDefault: false },
      ],
    },
  });
});

test('entries can be moved and removed', () => {
  const services = moved(SAVED.services, 1, -1);
  expect(services.map(({ name }) => name)).toEqual(['Support', 'Web shop']);
  expect(moved(SAVED.services, 0, -1)).toBe(SAVED.services);
  expect(removedFrom(SAVED.ranks, SAVED.ranks.slice(1))).toEqual(['A']);
});

test('an ID is derived from the name, and is unique', () => {
  const ids = idsOf([...SAVED.services, added('Web Shop'), added('Web shop!')], 'service');
  expect(ids.map(([id]) => id)).toEqual(['web-shop', 'support', 'web-shop-2', 'web-shop-3']);
  expect(idsOf([added('Web shop'), added('Other', 'web-shop')], 'service')[0]?.[0]).toBe(
    'web-shop-2',
  );
  expect(idsOf([added('通販'), added('保守')], 'service').map(([id]) => id)).toEqual([
    'service',
    'service-2',
  ]);
});

test.each([
  ['Café & Bar', 'cafe-bar'],
  ['  --  ', ''],
  ['通販', ''],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('%j becomes the ID %j', (name, id) => {
  expect(slugOf(name)).toBe(id);
});

test('errors that the API would return appear at their fields', () => {
  const broken = {
    services: [...SAVED.services, added('', 'shop'), added('Shop', 'Shop!'), added('X', 'support')],
    servicePlans: [added('x'.repeat(101))],
    ranks: [...SAVED.ranks, added('A'), added('y'.repeat(41))],
  };
  const at = (list: 'services' | 'servicePlans' | 'ranks', key: string, field: 'name' | 'id') =>
    fieldOf(list, { key }, field);
  expect(problemsWith(broken, en)).toEqual({
    [at('services', '+', 'name')]: en.nameMissing,
    [at('services', '+Shop', 'id')]: en.idWrong,
    [at('services', '+X', 'id')]: en.idTaken,
    [at('servicePlans', `+${'x'.repeat(101)}`, 'name')]: en.nameLong(100),
    [at('ranks', '+A', 'name')]: en.rankTaken,
    [at('ranks', `+${'y'.repeat(41)}`, 'name')]: en.nameLong(40),
  });
  expect(problemsWith(SAVED, en)).toEqual({});
});
