import { expect, test } from 'vitest';

import { decode, isTooLarge, readTable } from '../../../../web/console/imports/table-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const problemOf = (text: string) => {
  const table = readTable(text);
  return 'problem' in table ? table.problem : undefined;
};

test.each([
  ['UTF-8', bytes('Zoë'), 'en', 'Zoë', 'utf-8'],
  ['UTF-8 with a byte order mark', bytes('\ufeffZoë'), 'en', 'Zoë', 'utf-8'],
  ['UTF-16 of Excel', new Uint8Array([0xff, 0xfe, 0x5a, 0]), 'en', 'Z', 'utf-16le'],
  ['Windows-1252', new Uint8Array([0x5a, 0x6f, 0xeb]), 'de', 'Zoë', 'windows-1252'],
  ['Shift_JIS', new Uint8Array([0x93, 0xfa, 0x96, 0x7b]), 'ja', '日本', 'shift_jis'],
] as const)('%s is detected', (_name, file, language, text, encoding) => {
  expect(decode(file, language)).toEqual({ text, encoding });
});

test.each([
  ['a workbook', decode(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]), 'en').text, 'other_file'],
  ['an old workbook', decode(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'en').text, 'other_file'],
  ['an empty file', '', 'empty'],
  ['blank lines', '\n \n', 'empty'],
  ['a header', 'email,company\n', 'only_header'],
  ['4,500 columns', `email${',x'.repeat(4_500)}\na@b.example`, 'too_many_columns'],
  ['10,001 rows', `email\n${'a@b.example\n'.repeat(10_001)}\n`, 'too_many_rows'],
  ['a quotation mark', 'email,company\na@b.example,"Engines\n', 'never_closed'],
  ['lost bytes', 'email,company\na@b.example,Zo\ufffd\n', 'damaged'],
])('%s is rejected with a reason', (_name, text, kind) => {
  expect(problemOf(text)).toMatchObject({ kind });
});

test('rows keep the numbers of a spreadsheet, with any cell content', () => {
  const table = readTable('\nemail;message;\n\na@b.example;"two\nlines";\nb@b.example;\'=1;\n');
  expect(table).toEqual({
    header: ['email', 'message', ''],
    headerRow: 2,
    rows: [
      { row: 4, cells: ['a@b.example', 'two\nlines', ''] },
      { row: 5, cells: ['b@b.example', '=1', ''] },
    ],
    width: 2,
  });
});

test('a first row without column names is a header only if the user says so', () => {
  expect(readTable('a@b.example\nc@b.example')).toMatchObject({ header: undefined });
  expect(readTable('me@home\nc@b.example', true)).toMatchObject({ header: ['me@home'] });
});

test('a file that is far too large is not read', () => {
  expect(isTooLarge({ size: 20_000_001 })).toBe(true);
  expect(isTooLarge({ size: 4_500_000 })).toBe(false);
});
