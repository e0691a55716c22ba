import { expect, test } from 'vitest';

import {
  checkTargets,
  columnOfField,
  examplesOf,
  guessTargets,
  metadataKey,
} from '../../../../web/console/imports/columns.ts';
import { readTable, type Table } from '../../../../web/console/imports/table-file.ts';

function setup(text: string): Table {
  const table = readTable(text);
  if ('problem' in table) throw new Error(table.problem.kind);
  return table;
}

test.each([
  ['First Name;Surname;E-Mail;Organisation', ['firstName', 'lastName', 'email', 'company']],
  ['Vorname;Nachname;E-Mail-Adresse;Firma', ['firstName', 'lastName', 'email', 'company']],
  ['Prénom;Nom;Adresse e-mail;Société', ['firstName', 'lastName', 'email', 'company']],
  ['Nombre;Apellidos;Correo electrónico;Empresa', ['firstName', 'lastName', 'email', 'company']],
  ['名;姓;メールアドレス;会社名', ['firstName', 'lastName', 'email', 'company']],
  ['ｅｍａｉｌ;metadata.Deal ID;Schuhgröße;E-Mail', ['email', 'metadata.Deal ID', '', '']],
  ['metadata.__proto__;email;constructor;', ['', 'email', '']],
])('the columns "%s" are matched to fields', (header, targets) => {
  expect(guessTargets(setup(`${header}\na;b;c;d`)).slice(0, targets.length)).toEqual(targets);
});

test('addresses are recognized by their form if no header names them', () => {
  const table = setup('Wer;Wohin\nAda;ada@example.com\nGrace;\nAlan;alan@example.com');
  expect(guessTargets(table)).toEqual(['', 'email']);
  expect(guessTargets(setup('Ada;ada@example.com\nGrace;grace@example.com'))).toEqual([
    '',
    'email',
  ]);
});

test('exports of customers and of results can be imported again', () => {
  expect(
    guessTargets(setup('id,name,email,status,createdAt,version\ncus_1,Acme,a@b.example,,,')),
  ).toEqual(['customerId', 'company', 'email', '', '', '']);
  expect(guessTargets(setup('row,email,outcome,message\n2,a@b.example,error,no'))).toEqual([
    ...['', 'email', '', ''],
  ]);
});

test('a field is used once, metadata columns have names, and an address is required', () => {
  const { email, columns } = checkTargets(['company', 'company', 'metadata.', 'metadata.a@b']);
  expect(email).toBe(false);
  expect([...columns]).toEqual([
    [1, 'twice'],
    [2, 'metadata_key'],
    [3, 'metadata_key'],
  ]);
  const notes = Array.from({ length: 11 }, (_, note) => `metadata.n${note}`);
  expect([...checkTargets(['email', ...notes]).columns]).toEqual([[11, 'too_many_notes']]);
});

test('an error of a row leads to its column', () => {
  const targets = ['', 'firstName', 'email', 'groups', 'metadata.deal'];
  expect(columnOfField(targets, 'profile.firstName')).toBe(1);
  expect(columnOfField(targets, 'groups.0')).toBe(3);
  expect(columnOfField(targets, 'metadata.deal')).toBe(4);
  expect(columnOfField(targets, 'metadata.other')).toBe(-1);
  expect(columnOfField(targets, undefined)).toBe(-1);
});

test('a column is recognized by different examples, and gets a valid name as metadata', () => {
  const table = setup(
    'email,plan\na@b.example,gold\nb@b.example,gold\nc@b.example,\nd@b.example,x',
  );
  expect(examplesOf(table, 1)).toEqual(['gold', 'x']);
  expect(metadataKey(' Deal@ID ', 0)).toBe('DealID');
  expect(metadataKey('', 6)).toBe('column7');
});
