import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readCsv } from '../../../../lambdas/modules/imports/csv.ts';
import {
  bodyOf,
  defaultsOf,
  isTooMuch,
  type Options,
  ownFile,
  readFixes,
  withFix,
} from '../../../../web/console/imports/request.ts';
import { readTable, type Table } from '../../../../web/console/imports/table-file.ts';

const NO_OPTIONS: Options = {
  kind: '',
  presetId: '',
  applicationId: '',
  locale: '',
  expiresInDays: '',
  message: '',
};

function setup(text: string, targets: readonly string[], leftOut: readonly number[] = []) {
  const table = readTable(text) as Table;
  return { table, targets, fixes: {}, leftOut: new Set(leftOut) };
}

test('the API gets each row with the number that a spreadsheet shows', () => {
  const plan = setup('Mail;x;Art\na@b.example;1;Kunde\n\nb@b.example;2;"a;b"\nc@b.example;3;', [
    ...['email', '', 'metadata.art'],
  ]);
  const fixes = { 4: { 2: ' "new", =1+1 ' } };
  const { csv, shift, rows } = ownFile({ ...plan, fixes, leftOut: new Set([2]) });
  expect([shift, rows]).toEqual([0, 2]);
  expect(readCsv(csv)).toEqual([
    { row: 4, fields: { email: 'b@b.example', metadata: { art: ' "new", =1+1 ' } } },
    { row: 5, fields: { email: 'c@b.example' } },
  ]);
});

test('a file without a header is sent without one if the API knows the columns', () => {
  const text = 'Ada;a@b.example\nGrace;b@b.example';
  const plain = ownFile(setup(text, ['firstName', 'email']));
  expect(plain.shift).toBe(0);
  expect(readCsv(plain.csv)).toEqual([
    { row: 1, fields: { email: 'a@b.example', profile: { firstName: 'Ada' } } },
    { row: 2, fields: { email: 'b@b.example', profile: { firstName: 'Grace' } } },
  ]);
  const named = ownFile(setup(text, ['metadata.who', 'email'], [1]));
  expect(named.shift).toBe(1);
  expect(readCsv(named.csv)).toEqual([
    { row: 3, fields: { email: 'b@b.example', metadata: { who: 'Grace' } } },
  ]);
});

test('any text in a cell is sent unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (cell) => {
      fc.pre(cell !== '' && !/[\0\ufffd]/.test(cell) && cell.isWellFormed());
      const table = {
        header: ['Mail', 'Firma'],
        headerRow: 1,
        rows: [{ row: 2, cells: ['a@b.example', cell] }],
        width: 2,
      };
      const { csv } = ownFile({ ...setup('x', []), table, targets: ['email', 'company'] });
      expect(readCsv(csv)).toEqual([{ row: 2, fields: { email: 'a@b.example', company: cell } }]);
    }),
    { numRuns: 40 },
  );
});

test('options are sent only if they were chosen', () => {
  expect(defaultsOf(NO_OPTIONS)).toEqual({});
  const options = { ...NO_OPTIONS, kind: 'supplier', expiresInDays: '14', message: ' ' } as const;
  expect(bodyOf('x', options, true)).toEqual({
    csv: 'x',
    defaults: { kind: 'supplier', expiresInDays: 14 },
    dryRun: true,
  });
  expect(isTooMuch({ csv: 'ü'.repeat(2_250_000) })).toBe(true);
  expect(isTooMuch({ csv: 'ü'.repeat(2_249_000) })).toBe(false);
});

test('corrections are stored by row and column, and removed when they are undone', () => {
  const fix = { row: 2, column: 1, original: 'b', value: 'c' };
  const fixes = withFix({ 2: { 0: 'a' } }, fix);
  expect(fixes).toEqual({ 2: { 0: 'a', 1: 'c' } });
  expect(withFix(fixes, { ...fix, value: 'b' })).toEqual({ 2: { 0: 'a' } });
  expect(withFix({ 2: { 1: 'c' } }, { ...fix, value: 'b' })).toEqual({});
  expect(readFixes(JSON.stringify(fixes))).toEqual(fixes);
  expect(readFixes('')).toEqual({});
});
