import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readCsv } from '../../../../lambdas/modules/imports/csv.ts';
import { unguarded } from '../../../../lambdas/modules/platform/csv-file.ts';
import { problemsOf } from '../../../support/modules/csv-problems.ts';

const ada = { email: 'ada@example.com', company: 'Engines', profile: { firstName: 'Ada' } };

describe('reads files from spreadsheets and people', () => {
  test.each([
    ['commas and LF', 'email,company,firstName\nada@example.com,Engines,Ada\n'],
    ['semicolons and CRLF', 'email;company;firstName\r\nada@example.com;Engines;Ada\r\n'],
    ['tabs and CR', 'email\tcompany\tfirstName\rada@example.com\tEngines\tAda'],
    ['a byte order mark', '\ufeffemail,company,firstName\nada@example.com,Engines,Ada'],
    ['mixed line ends', 'email,company,firstName\r\nada@example.com,Engines,Ada\n'],
    ['headers in any case', 'E-Mail,COMPANY,First Name\nada@example.com,Engines,Ada'],
    ['headers with underscores', 'email_address,company,first_name\nada@example.com,Engines,Ada'],
    ['quoted cells', '"email","company","firstName"\n"ada@example.com","Engines","Ada"'],
    ['spaces around cells', 'email, company , firstName\nada@example.com, "Engines" , Ada'],
    ['columns in another order', 'firstName,email,company\nAda,ada@example.com,Engines'],
    ['empty columns', 'email,company,,firstName,\nada@example.com,Engines,,Ada,'],
    ['additional cells that are empty', 'email,company,firstName\nada@example.com,Engines,Ada,,'],
    [
      'a separator line for Excel',
      'sep=;\r\nemail;company;firstName\r\nada@example.com;Engines;Ada',
    ],
    ['pipes', 'email|company|firstName\nada@example.com|Engines|Ada'],
    ['blank rows before the header', ' \n;;\nemail;company;firstName\nada@example.com;Engines;Ada'],
    ['a comma in a quoted header', '"email";"company";"firstName"\nada@example.com;Engines;Ada'],
  ])('%s', (_name, text) => {
    expect(readCsv(text).map(({ fields }) => fields)).toEqual([ada]);
  });

  test.each([
    ['Customer', 'customer'],
    ['SUPPLIER', 'supplier'],
    [' Vendors ', 'supplier'],
    ['client', 'customer'],
    ['Kunde', 'customer'],
    ['Lieferant', 'supplier'],
    ['Fournisseur', 'supplier'],
    ['Cliente', 'customer'],
    ['proveedor', 'supplier'],
    ['顧客', 'customer'],
    ['ｓｕｐｐｌｉｅｒ', 'supplier'],
    ['friend', 'friend'],
    ['constructor', 'constructor'],
  ])('reads the kind %j as %j', (cell, kind) => {
    expect(readCsv(`email,kind\na@example.com,${cell}`)[0]?.fields['kind']).toBe(kind);
  });

  test.each([
    ['14', 14],
    ['14.0', 14],
    ['14.00', 14],
    ['"14,0"', 14],
    ['１４', 14],
    ['14.5', '14.5'],
    ['-1', '-1'],
    ['1e3', '1e3'],
  ])('reads %s days as %j', (cell, days) => {
    expect(readCsv(`email,expiresInDays\na@example.com,${cell}`)[0]?.fields['expiresInDays']).toBe(
      days,
    );
  });

  test.each(['a|b', 'a;b', '"a, b"', 'a b', ' a | b | '])('reads the groups %s as two', (cell) => {
    const [row] = readCsv(`email,groups\na@example.com,${cell}`);
    expect(row?.fields['groups']).toEqual(['a', 'b']);
  });

  test.each([
    ["'+44 20 7946 0000", '+44 20 7946 0000'],
    ["''=1", "'=1"],
    ["Mallory;'=1", 'Mallory;=1'],
    ["'quoted'", "'quoted'"],
    ["O'Neill", "O'Neill"],
  ])('removes the apostrophe that protects a cell from being a formula: %j', (cell, text) => {
    expect(readCsv(`email,company\na@example.com,"${cell}"`)[0]?.fields['company']).toBe(text);
  });

  test('uses the columns email, company, firstName, and lastName without a header', () => {
    expect(readCsv('ada@example.com,Engines,Ada,Lovelace\nbob@example.com')).toEqual([
      { row: 1, fields: { ...ada, profile: { firstName: 'Ada', lastName: 'Lovelace' } } },
      { row: 2, fields: { email: 'bob@example.com' } },
    ]);
  });

  test('numbers rows as a spreadsheet does, with empty lines and long cells', () => {
    const text = 'email,message\n\na@example.com,"two\nlines"\n,,\n \nb@example.com,';
    expect(readCsv(text).map(({ row }) => row)).toEqual([3, 6]);
  });

  test('reads quotation marks, line ends, and separators in a quoted cell as text', () => {
    const [row] = readCsv('email,company\na@example.com,"Bits, ""Bytes""; and\r\nSons"');
    expect(row?.fields['company']).toBe('Bits, "Bytes"; and\r\nSons');
  });

  test.each(['=1+1', '+49 30 1234567', '-1', '@SUM(A1)', '=cmd|"/c calc"!A1', '\t=1'])(
    'reads a cell that a spreadsheet would calculate as text: %s',
    (cell) => {
      const [row] = readCsv(`email,company\na@example.com,"${cell.replaceAll('"', '""')}"`);
      expect(row?.fields['company']).toBe(cell);
    },
  );

  test('reads every column into its field', () => {
    const cells = {
      email: 'a@example.com',
      company: 'Navy',
      phone: '+1 555 0100',
      kind: 'supplier',
      rank: 'gold',
      customerId: 'cus_1',
      presetId: 'pre_1',
      applicationId: 'app_1',
      redirectUrl: 'https://shop.example/',
      locale: 'de',
      message: 'Hello',
    };
    const profile = { firstName: 'Ada', lastName: 'King', jobTitle: 'Countess', taxId: 'DE 1' };
    const others = { groups: 'customers|partners', expiresInDays: '14', 'metadata.Place A': 'A7' };
    const all = { ...cells, ...profile, ...others };
    const text = [Object.keys(all), Object.values(all)].map((line) => line.join(';')).join('\n');
    expect(readCsv(text)[0]?.fields).toEqual({
      ...cells,
      profile,
      groups: ['customers', 'partners'],
      expiresInDays: 14,
      metadata: { 'Place A': 'A7' },
    });
  });

  test('leaves an invalid number for the row to report', () => {
    const [row] = readCsv('email,expiresInDays\na@example.com,soon');
    expect(row?.fields['expiresInDays']).toBe('soon');
  });

  test('does not let a column change JavaScript’s own objects', () => {
    for (const key of ['toString', 'hasOwnProperty', 'valueOf', 'prototype']) {
      const [row] = readCsv(`email,metadata.${key}\na@example.com,x`);
      expect(row?.fields['metadata']).toEqual({ [key]: 'x' });
    }
    expect(problemsOf('email,metadata.__proto__\na@example.com,x')[0]?.path).toBe('csv.1.2');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('rejects an invalid file, and says where', () => {
  test.each([
    ['nothing', '', 'csv', 'The file is empty.'],
    ['only line ends', '\n\r\n\n', 'csv', 'The file is empty.'],
    ['only a header', 'email,company\n', 'csv', 'The file has a header but no rows.'],
    [
      'an unknown header',
      'email,shoe size\na@b.example,41',
      'csv.1.2',
      'unknown header "shoe size"',
    ],
    [
      'an unknown header after an empty line',
      '\nemail,size\na@b.example,41',
      'csv.2.2',
      'unknown header "size"',
    ],
    ['a header twice', 'email,company,E-Mail\na@b.example,x,y', 'csv.1.3', '"email" appears twice'],
    ['no email', 'company,firstName\nNavy,Ada', 'csv.1.1', 'the header "email" is missing'],
    ['a column without a header', 'email,\na@b.example,x', 'csv.2.2', 'the cell has no header'],
    [
      'an unquoted comma',
      'email,company\na@b.example,Bits, Inc.',
      'csv.2.3',
      'contains a comma in quotation marks',
    ],
    ['too many cells', 'a@b.example,x,y,z,w', 'csv.1.5', 'the cell has no header'],
    [
      'an unclosed quotation mark',
      'email,company\na@b.example,"Navy',
      'csv.2.2',
      'closing quotation mark is missing',
    ],
    [
      'text after a quotation mark',
      'email,company\na@b.example,"Na"vy',
      'csv.2.2',
      'double each quotation mark',
    ],
    [
      'a quotation mark in the middle',
      'email,company\na@b.example,Na"vy',
      'csv.2.2',
      'double each quotation mark',
    ],
    [
      'a metadata key that cannot be stored',
      'email,metadata.__proto__\na@b.example,x',
      'csv.1.2',
      '"__proto__"',
    ],
    ['a long metadata key', `email,metadata.${'k'.repeat(41)}\na@b.example,x`, 'csv.1.2', 'key'],
    [
      'a header named like a JavaScript property',
      'email,constructor\na@b.example,x',
      'csv.1.2',
      'unknown header',
    ],
    ['UTF-16', 'e\0m\0a\0i\0l\0', 'csv', 'Line 1'],
    ['another encoding', 'email,company\na@b.example,Stra\ufffde', 'csv', 'Line 2'],
  ])('%s', (_name, text, path, message) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ path, message: expect.stringContaining(message) as string });
  });

  test('names up to twenty errors of a file', () => {
    const text = ['email', ...Array.from({ length: 30 }, () => 'a@b.example,x')].join('\n');
    const problems = problemsOf(text);
    expect(problems).toHaveLength(20);
    expect(problems[19]?.path).toBe('csv.21.2');
  });

  test('accepts up to ten thousand rows', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `guest${index}@example.com`);
    expect(readCsv(['email', ...rows].join('\n'))).toHaveLength(10_000);
    expect(readCsv(rows.join('\n'))).toHaveLength(10_000);
    const message = 'An import must have at most 10,000 rows.';
    expect(problemsOf(['email', ...rows, 'x@example.com'].join('\n'))).toEqual([
      { path: 'csv', message },
    ]);
    expect(problemsOf([...rows, 'x@example.com'].join('\n'))).toEqual([{ path: 'csv', message }]);
  });

  test('reports where the quotation mark is that swallows the rest of a large file', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `guest${index}@example.com,Navy`);
    rows[10] = 'open@example.com,"Navy';
    expect(problemsOf(['email,company', ...rows].join('\n'))[0]?.path).toBe('csv.12.2');
  });
});

test('any names are the same after a file with them is written and read', () => {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const plain = (cell: string) =>
    /^[^",;\t\r\n]*$/.test(cell) && cell.trim() === cell ? cell : quote(cell);
  const cell = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => !text.includes('\ufffd'))
    // An apostrophe before text that could be a formula comes from an export.
    .filter((text) => unguarded(text) === text);
  const people = fc.array(fc.record({ company: cell, firstName: cell, jobTitle: cell }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(
      people,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      (rows, delimiter, lineEnd, quoteAll) => {
        const write = quoteAll ? quote : plain;
        const lines = rows.map(({ company, firstName, jobTitle }, index) =>
          [`guest${index}@example.com`, ...[company, firstName, jobTitle].map(write)].join(
            delimiter,
          ),
        );
        const header = ['email', 'company', 'firstName', 'jobTitle'].join(delimiter);
        const text = [header, ...lines].join(lineEnd);
        expect(readCsv(text).map(({ fields }) => fields)).toEqual(
          rows.map(({ company, firstName, jobTitle }, index) => ({
            email: `guest${index}@example.com`,
            company,
            profile: { firstName, jobTitle },
          })),
        );
      },
    ),
  );
});
