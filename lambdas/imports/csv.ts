import { CsvError, parse } from 'csv-parse/sync';
import { FoyerError, type FieldError } from '../shared/errors.ts';
import { COLUMN_NAMES, DEFAULT_COLUMNS, columnOf, type Column } from './columns.ts';
import { MAX_ROWS, type RawRow } from './import.ts';

/** Longer than any honest row; a quotation mark that is never closed makes one of the rest of the file. */
const MAX_ROW_BYTES = 64 * 1024;
/** So many problems are named; whoever has more has one cause for most of them. */
const MAX_ERRORS = 20;
const DELIMITERS = [',', ';', '\t'] as const;
/** What some spreadsheets write into the first line, and read and hide again. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/** A row of the file that says something, with its number as a spreadsheet shows it: the first is 1. */
interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads a file of people to invite: RFC 4180, with commas, semicolons or tabs, any line ends, with or without a header
 * and a byte order mark. Rows without a word in them are left out. A cell is text, whatever a spreadsheet would make of it.
 *
 * @throws {FoyerError} `invalid_request` when the file as a whole cannot be understood; each error's path is
 * `csv.<row>.<column>`, counted from 1.
 */
export function readCsv(text: string): RawRow[] {
  requireUnicode(text);
  const records = recordsOf(text);
  const [first] = records;
  if (first === undefined) throw unreadable([{ path: 'csv', message: 'The file is empty.' }]);
  const headed = !first.cells.some((cell) => cell.includes('@'));
  const columns = headed ? columnsOf(first) : DEFAULT_COLUMNS.map(columnOf);
  const rows = headed ? records.slice(1) : records;
  if (rows.length > MAX_ROWS)
    throw unreadable([{ path: 'csv', message: `At most ${MAX_ROWS} rows at once.` }]);
  if (rows.length === 0)
    throw unreadable([{ path: 'csv', message: 'The file has a header and no row.' }]);
  requireRoom(rows, columns);
  return rows.map(({ row, cells }) => ({ row, fields: fieldsOf(cells, columns) }));
}

/** Text that came through as something else than it was: the file is not in UTF-8. */
function requireUnicode(text: string): void {
  const at = text.indexOf('\ufffd');
  if (at < 0) return;
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  throw unreadable([
    {
      path: 'csv',
      message: `Line ${line} has a character that is not UTF-8. Save the file as "CSV UTF-8".`,
    },
  ]);
}

function recordsOf(text: string): Line[] {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const separator = SEPARATOR_LINE.exec(plain);
  const body = separator === null ? plain : plain.slice(separator[0].length);
  const records: Line[] = [];
  let row = 0;
  try {
    parse(body, {
      delimiter: separator?.[1] ?? delimiterOf(body),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      trim: true,
      max_record_size: MAX_ROW_BYTES,
      // Kept here and not by the parser: a file of a million line ends must not become a million lists.
      on_record: (cells: string[]) => {
        row++;
        if (cells.some((cell) => cell !== '')) records.push({ row, cells });
        // One more than allowed, and a header.
        return records.length > MAX_ROWS + 1 ? stop() : null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable([syntaxError(error, row + 1)]);
    throw error;
  }
  return records;
}

function stop(): never {
  throw unreadable([{ path: 'csv', message: `At most ${MAX_ROWS} rows at once.` }]);
}

/** What stands most often between the cells of the first line; quoted text does not count. */
function delimiterOf(text: string): string {
  const [line = ''] = text
    .replace(/^[\r\n]+/, '')
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]/);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) =>
    count(delimiter) > count(best) ? delimiter : best,
  );
}

function syntaxError({ code, column }: CsvError & { column?: unknown }, row: number): FieldError {
  const at = typeof column === 'number' ? column + 1 : 1;
  return problemAt(row, at, SYNTAX[code] ?? 'the file is not CSV from here on');
}

const QUOTES =
  'a quotation mark inside a cell is written twice, and the cell stands in quotation marks';
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'the row is too long; probably a quotation mark is never closed',
  CSV_INVALID_CLOSING_QUOTE: QUOTES,
  INVALID_OPENING_QUOTE: QUOTES,
};

function columnsOf({ row, cells }: Line): (Column | undefined)[] {
  const columns = cells.map(columnOf);
  const names = columns.map((column) => column?.name);
  const errors = cells.flatMap((header, index) => {
    const name = names[index];
    if (name === undefined)
      return header === '' ? [] : [problemAt(row, index + 1, unknownHeader(header))];
    return names.indexOf(name) === index
      ? []
      : [problemAt(row, index + 1, `the header "${name}" is there twice`)];
  });
  if (errors.length === 0 && !names.includes('email'))
    errors.push(problemAt(row, 1, 'there is no header "email"'));
  if (errors.length > 0) throw unreadable(errors);
  return columns;
}

function unknownHeader(header: string): string {
  return `unknown header "${header.slice(0, 100)}". Headers are ${COLUMN_NAMES.join(', ')}; without a header the columns are ${DEFAULT_COLUMNS.join(', ')}`;
}

/** A cell without a column most often means that a comma inside a cell is not quoted: nobody knows what belongs where. */
function requireRoom(rows: readonly Line[], columns: readonly (Column | undefined)[]): void {
  const errors = rows.flatMap(({ row, cells }) => {
    const index = cells.findIndex((cell, at) => cell !== '' && columns[at] === undefined);
    return index < 0
      ? []
      : [problemAt(row, index + 1, 'there is no header for this cell; is a comma not quoted?')];
  });
  if (errors.length > 0) throw unreadable(errors);
}

/** An empty cell says nothing. */
function fieldsOf(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): RawRow['fields'] {
  const request: Record<string, unknown> = {};
  for (const [index, cell] of cells.entries()) if (cell !== '') columns[index]?.fill(request, cell);
  return request;
}

function problemAt(row: number, column: number, problem: string): FieldError {
  return { path: `csv.${row}.${column}`, message: `Row ${row}, column ${column}: ${problem}.` };
}

function unreadable(errors: readonly FieldError[]): FoyerError {
  const message =
    errors.length === 1
      ? (errors[0]?.message ?? '')
      : `The file has ${errors.length} problems. Nobody was invited.`;
  return new FoyerError('invalid_request', message, { errors: errors.slice(0, MAX_ERRORS) });
}
