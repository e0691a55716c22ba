import { describe, expect, test } from 'vitest';

import { fieldModes, formOrder, isRequired, withOpened } from '../../../web/sign-up/form-fields.ts';
import { offered } from './invitation.ts';

const SUPPLIER = [
  { name: 'firstName', required: true },
  { name: 'lastName', required: true },
  { name: 'company', required: true },
  { name: 'taxId', required: false },
  { name: 'shoeSize', required: true },
];

test('a family name comes first where people put it first', () => {
  expect(formOrder({ familyNameFirst: true }).slice(0, 3)).toEqual([
    'lastName',
    'firstName',
    'jobTitle',
  ]);
  expect(formOrder({ familyNameFirst: true })).toHaveLength(
    formOrder({ familyNameFirst: false }).length,
  );
});

describe('the kind of an invitation decides what is asked', () => {
  test('only what it names is shown, and what it does not know is left out', () => {
    const modes = fieldModes(offered({ fields: SUPPLIER }));
    expect(modes).toEqual({
      firstName: 'edit',
      lastName: 'edit',
      jobTitle: 'hidden',
      phone: 'hidden',
      company: 'edit',
      taxId: 'edit',
    });
  });

  test('a server that does not name the fields means the ones that every form has', () => {
    expect(fieldModes(offered())).toMatchObject({ jobTitle: 'edit', taxId: 'hidden' });
  });

  test('names are asked for whatever it says', () => {
    expect(fieldModes(offered({ fields: [] }))).toMatchObject({ firstName: 'edit' });
    expect(isRequired('lastName', offered({ fields: [] }))).toBe(true);
  });

  test('a last name need not be filled in where it says so, and is asked for all the same', () => {
    const fields = [
      { name: 'firstName', required: false },
      { name: 'lastName', required: false },
    ];
    expect(isRequired('lastName', offered({ fields }))).toBe(false);
    expect(isRequired('firstName', offered({ fields }))).toBe(true);
    expect(fieldModes(offered({ fields }))).toMatchObject({ firstName: 'edit', lastName: 'edit' });
    const locked = offered({ fields, editableFields: [], profile: { firstName: 'Sukarno' } });
    expect(fieldModes(locked)).toMatchObject({ firstName: 'read', lastName: 'hidden' });
  });

  test('what it wants must be filled in, even where it is locked and empty', () => {
    const invitation = offered({
      fields: [...SUPPLIER, { name: 'phone', required: true }],
      editableFields: [],
      company: undefined,
    });
    expect(fieldModes(invitation)).toMatchObject({
      firstName: 'read',
      phone: 'edit',
      company: 'edit',
      taxId: 'hidden',
    });
    expect(isRequired('taxId', invitation)).toBe(false);
  });
});

test('a field that the server asks for is opened, one that is locked stays so', () => {
  const modes = fieldModes(offered({ fields: SUPPLIER, editableFields: [] }));
  expect(withOpened(modes, ['phone', 'firstName'])).toMatchObject({
    phone: 'edit',
    firstName: 'read',
    jobTitle: 'hidden',
  });
});
