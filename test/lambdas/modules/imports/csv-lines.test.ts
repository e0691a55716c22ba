import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readCsv } from '../../../../lambdas/modules/imports/csv.ts';
import { type FileProblem, linesOf } from '../../../../lambdas/modules/imports/csv-lines.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { anyText } from '../../../support/engine/any-text.ts';
import { problemsOf } from '../../../support/modules/csv-problems.ts';

const ADA = { email: 'ada@example.com', company: 'Engines', profile: { firstName: 'Ada' } };

const SIGNS = ['"', ',', '\n', '\r', '\r\n', ' ', 'a', 'b', '@', "'"];
const HEADERS = ['email', 'E-Mail', 'metadata.__proto__', 'metadata.constructor', '__proto__'];
const OTHER_READER = {
  delimiter: ',',
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  trim: true,
};
const saysSomething = (cells: string[]) => cells.some((cell) => cell !== '');

/** Returns the parsed lines, or the error. */
function attempt<T>(reading: () => T): T | 'refused' {
  try {
    return reading();
  } catch (error) {
    if (error instanceof FoyerError || error instanceof CsvError) return 'refused';
    throw error;
  }
}

/** Returns a file with one person and `count` metadata columns. */
function metadataColumns(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `metadata.k${index}`);
  return `email,${names.join(',')}\na@b.example${',x'.repeat(count)}`;
}

describe('the separator', () => {
  describe.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('in a first line that ends with %s', (_name, lineEnd) => {
    test.each([
      ['sep=;', ';'],
      ['SEP=;', ';'],
      ['"sep=;"', ';'],
      ['sep=";"', ';'],
      ['sep=;;;', ';'],
      ['sep=,', ','],
      ['sep=|', '|'],
      ['sep=^', '^'],
      ['sep=\t', '\t'],
      ['sep=\\t', '\t'],
      ['sep=', '\t'],
    ])('is not a row: %j', (line, delimiter) => {
      const rows = ['email,company,firstName', 'ada@example.com,Engines,Ada'];
      const lines = [line, ...rows.map((row) => row.replaceAll(',', delimiter))];
      for (const mark of ['', '\ufeff'])
        expect(readCsv(mark + lines.join(lineEnd))).toEqual([{ row: 2, fields: ADA }]);
    });

    test.each(['sep=ab', 'sep=a', 'sep=@', 'sep=5'])(
      'must be a supported one: %j is rejected with the list',
      (line) => {
        expect(problemsOf([line, 'email', 'a@b.example'].join(lineEnd))).toEqual([
          { path: 'csv.1.1', message: expect.stringContaining('comma, semicolon') as string },
        ]);
      },
    );
  });
});

describe('a file of another type', () => {
  test.each([
    ['an Excel workbook', 'PK\x03\x04\x14\0\x06\0'],
    ['an old Excel workbook', '\ufffd\ufffd\x11\u0871\x1a\ufffd\0\0'],
    ['an Excel workbook in base64', 'UEsDBBQABgAIAAAAIQ'],
    ['an old one in base64', '0M8R4KGxGuEAAAAA'],
    ['a web page named .xls', '<html><table><tr><td>email</td></tr></table></html>'],
    ['a PDF', '%PDF-1.7\n'],
  ])('%s is rejected with the advice to save it as CSV', (_name, text) => {
    expect(problemsOf(text)).toEqual([
      { path: 'csv', message: expect.stringMatching(/not CSV.*"CSV UTF-8"/) as string },
    ]);
  });
});

describe('a file above the limits', () => {
  test.each([
    ['more than 256 columns', `email${',x'.repeat(256)}\na@b.example`, 'csv.1.257', '256 columns'],
    ['4,500 metadata columns', metadataColumns(4_500), 'csv.1.257', '256 columns'],
    ['a long row', `email\na@b.example${','.repeat(256)}`, 'csv.2.257', '256 columns'],
    ['millions of blank rows', `email\na@b.example${'\n'.repeat(4_000_000)}`, 'csv', 'blank rows'],
    [
      'a hundred thousand rows of commas only',
      `email\na@b.example\n${',,\n'.repeat(100_000)}`,
      'csv',
      'blank rows',
    ],
    [
      'more than half a million cells',
      `email\na@b.example\n${`${','.repeat(200)}\n`.repeat(2_500)}`,
      'csv',
      '500,000 cells',
    ],
  ])('%s are rejected quickly', (_name, text, path, message) => {
    const began = performance.now();
    expect(problemsOf(text)[0]).toEqual({
      path,
      message: expect.stringContaining(message) as string,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('the maximum number of columns takes no longer if they are metadata', () => {
    const [row] = readCsv(metadataColumns(255));
    expect(Object.keys(row?.fields['metadata'] ?? {})).toHaveLength(255);
  });
});

test('text in quotation marks does not decide which separator is used', () => {
  const text = '"Name, first, last";email\n"Ada, Countess, of Lovelace";ada@b.example';
  expect(linesOf(text)).toEqual([
    { row: 1, cells: ['Name, first, last', 'email'] },
    { row: 2, cells: ['Ada, Countess, of Lovelace', 'ada@b.example'] },
  ]);
});

describe('a file that cannot be read', () => {
  test.each<[string, string, FileProblem]>([
    ['a spreadsheet', 'PK\u0003\u0004workbook', { kind: 'other_file' }],
    ['damaged text', 'email\r\nj\ufffdrg@b.example', { kind: 'damaged', row: 2 }],
    ['an unknown separator', 'sep=word\nemail', { kind: 'separator' }],
    ['too many rows', 'a@b.example\n'.repeat(10_002), { kind: 'too_many_rows' }],
    ['blank rows', `email${'\n'.repeat(100_001)}`, { kind: 'blank_rows' }],
    ['empty cells', `email\n${`${','.repeat(200)}\n`.repeat(2_500)}`, { kind: 'empty_cells' }],
    ['many columns', `a\n${','.repeat(256)}`, { kind: 'too_many_columns', row: 2, column: 257 }],
    ['a long row', `a,${'x'.repeat(70_000)}`, { kind: 'too_long', row: 1, column: 3 }],
    ['an unclosed quotation', 'email\na,"b', { kind: 'never_closed', row: 2, column: 2 }],
    ['a stray quotation mark', 'email\na,b"c', { kind: 'quotes', row: 2, column: 2 }],
    ['text after a quotation', 'email\n"a"b', { kind: 'quotes', row: 2, column: 1 }],
  ])('has an error that pages can put into their own words: %s', (_name, text, problem) => {
    expect(() => linesOf(text)).toThrow(expect.objectContaining({ problem }) as Error);
  });
});

describe('any text', () => {
  const signs = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 60 });

  test('has the lines that another CSV parser finds, or is rejected by both', () => {
    fc.assert(
      fc.property(signs, (text) => {
        const found = attempt(() => linesOf(text).map(({ cells }) => cells));
        const expected = attempt(() => parse(text, OTHER_READER).filter(saysSomething));
        expect(found).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is parsed, or rejected as an invalid request', () => {
    const header = fc.oneof(anyText(), fc.constantFrom(...HEADERS));
    const cell = fc.oneof(anyText(), signs);
    const lines = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(header, { maxLength: 5 }),
        lines,
        fc.boolean(),
        (headers, rows, quoted) => {
          const quote = (text: string) => (quoted ? `"${text.replaceAll('"', '""')}"` : text);
          const text = [headers, ...rows].map((cells) => cells.map(quote).join(',')).join('\n');
          try {
            expect(readCsv(text).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toMatchObject({ name: 'FoyerError', code: 'invalid_request' });
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
