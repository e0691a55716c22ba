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

test('the family name comes first where that is the custom', () => {
  expect(formOrder({ familyNameFirst: true }).slice(0, 3)).toEqual([
    'lastName',
    'firstName',
    'jobTitle',
  ]);
  expect(formOrder({ familyNameFirst: true })).toHaveLength(
    formOrder({ familyNameFirst: false }).length,
  );
});

describe('the fields of the form', () => {
  test('are those of the invitation, without unknown ones', () => {
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

  test('are the default ones if the server names none', () => {
    expect(fieldModes(offered())).toMatchObject({ jobTitle: 'edit', taxId: 'hidden' });
  });

  test('always include the names', () => {
    expect(fieldModes(offered({ fields: [] }))).toMatchObject({ firstName: 'edit' });
    expect(isRequired('lastName', offered({ fields: [] }))).toBe(true);
  });

  test('include a last name even if it is optional', () => {
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

  test('are required if the invitation says so, even if they are locked and empty', () => {
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

test('a field that the server reports as missing becomes editable, a locked one does not', () => {
  const modes = fieldModes(offered({ fields: SUPPLIER, editableFields: [] }));
  expect(withOpened(modes, ['phone', 'firstName'])).toMatchObject({
    phone: 'edit',
    firstName: 'read',
    jobTitle: 'hidden',
  });
});
