import { isOtherFile, SAVE_AS_CSV } from '../platform/csv-file.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';

/**
 * The limits of a CSV file for an import. The console shares this file, so it must import very little, because browsers
 * download it.
 */

/** The maximum number of people in an import. */
export const MAX_ROWS = 10_000;

/**
 * The maximum size of a request, in bytes. Lambda accepts 6 MB (6,291,456 bytes) of JSON, in which the file is encoded
 * as Base64 and is therefore a third larger.
 */
export const MAX_IMPORT_BYTES = 4_500_000;

/**
 * The maximum length of a row, in characters. Longer than any real row. Detects a quotation mark that is never closed,
 * which turns the rest of the file into one row.
 */
const MAX_ROW_LENGTH = 64 * 1024;

/** The maximum number of columns, including empty ones. Older spreadsheet formats have this limit. */
const MAX_COLUMNS = 256;

/**
 * The maximum number of rows, including blank ones. Spreadsheets can write thousands of blank rows below the last row.
 */
const MAX_LINES = 100_000;

/** The maximum number of cells, including empty ones: 50 for each of the 10,000 rows. */
const MAX_CELLS = 500_000;

/** The maximum number of errors in a response. If a file has more errors, most of them have the same cause. */
const MAX_ERRORS = 20;

/**
 * The first problem in a file that cannot be read, for pages that have their own messages. Row and column numbers start
 * with 1.
 */
export interface FileProblem {
  readonly kind:
    | 'other_file'
    | 'damaged'
    | 'separator'
    | 'too_many_rows'
    | 'blank_rows'
    | 'empty_cells'
    | 'too_many_columns'
    | 'too_long'
    | 'never_closed'
    | 'quotes';
  readonly row?: number;
  readonly column?: number;
}

/** Thrown if a file cannot be read. */
export class UnreadableFile extends FoyerError {
  readonly problem: FileProblem | undefined;

  constructor(message: string, errors: readonly FieldError[], problem: FileProblem | undefined) {
    super('invalid_request', message, { errors });
    this.problem = problem;
  }
}

/** Returns the error for a cell. */
export function problemAt(row: number, column: number, problem: string): FieldError {
  return { path: `csv.${row}.${column}`, message: `Row ${row}, column ${column}: ${problem}.` };
}

/** Returns the error for a file that is invalid as a whole. */
export function wrongFile(message: string, problem?: FileProblem): UnreadableFile {
  return unreadable([{ path: 'csv', message }], problem);
}

/** Returns the error for a file, with the first problems found in it. */
export function unreadable(errors: readonly FieldError[], problem?: FileProblem): UnreadableFile {
  const message =
    errors.length === 1
      ? (errors[0]?.message ?? '')
      : `The file has ${errors.length} problems. Nobody was invited.`;
  return new UnreadableFile(message, errors.slice(0, MAX_ERRORS), problem);
}

export function tooManyRows(): UnreadableFile {
  return wrongFile(`An import must have at most ${MAX_ROWS.toLocaleString('en')} rows.`, {
    kind: 'too_many_rows',
  });
}

/** A row that is not blank, with its number as shown in a spreadsheet, starting with 1. */
export interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads the rows of a CSV file (RFC 4180), except blank ones. Time and memory use are proportional to the size of the
 * file. Ignores whitespace around a cell and around its quotation marks.
 *
 * @throws {FoyerError} `invalid_request` if the text is not CSV in UTF-8 or exceeds a limit
 */
export function linesOf(text: string): Line[] {
  requireCsv(text);
  const { delimiter, body } = separated(text);
  const lines: Line[] = [];
  let row = 0;
  let count = 0;
  for (const cells of rowsOf(body, delimiter)) {
    row++;
    count += cells.length;
    if (cells.some((cell) => cell !== '')) lines.push({ row, cells });
    // The maximum plus a header.
    if (lines.length > MAX_ROWS + 1) throw tooManyRows();
    if (row > MAX_LINES) throw wrongFile(BLANK_ROWS, { kind: 'blank_rows' });
    if (count > MAX_CELLS) throw wrongFile(EMPTY_CELLS, { kind: 'empty_cells' });
  }
  return lines;
}

const BLANK_ROWS =
  'The file has more than 100,000 rows, most of them blank. Delete the blank rows and send it again.';
const EMPTY_CELLS =
  'The file has more than 500,000 cells, most of them empty. Delete the empty columns and rows and send it again.';

/** Rejects other file types, and text in the wrong encoding. */
function requireCsv(text: string): void {
  if (isOtherFile(text)) throw wrongFile(SAVE_AS_CSV, { kind: 'other_file' });
  const at = text.search(/[\ufffd\0]/);
  if (at < 0) return;
  const row = lineAt(text, at);
  throw wrongFile(`Line ${row} has a character that is not UTF-8. Save the file as "CSV UTF-8".`, {
    kind: 'damaged',
    row,
  });
}

/** Returns the line number at an offset, starting with 1. */
function lineAt(text: string, end: number): number {
  let line = 1;
  for (let at = 0; at < end; at++)
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line++;
  return line;
}

/**
 * A first line that some spreadsheets write, interpret, and hide. Some editors put it in quotation marks or drop a tab.
 */
const SEPARATOR_LINE = /^[ \t]*["']?sep=([^\r\n]*)(?:\r\n|\n|\r|$)/i;
/**
 * A separator: a character that does not occur in addresses or names and is not a quotation mark. If the file was saved
 * again, additional separators follow on the line.
 */
const SEPARATOR = /^([!#$%&*,/:;<=>?^`|~\t])[,;|\t ]*$/;

/** Returns the cell separator, and the text after the line that specifies it. */
function separated(text: string): { readonly delimiter: string; readonly body: string } {
  const plain = text.replace(/^\ufeff+/, '');
  const line = SEPARATOR_LINE.exec(plain);
  if (line === null) return { delimiter: delimiterOf(plain), body: plain };
  const body = plain.slice(line[0].length).replace(/^\ufeff+/, '');
  const named = (line[1] ?? '').replaceAll(/["']/g, '').replace('\\t', '\t');
  const delimiter = SEPARATOR.exec(named)?.[1];
  if (delimiter !== undefined) return { delimiter, body };
  if (named.trim() === '') return { delimiter: delimiterOf(body), body };
  throw unreadable(
    [problemAt(1, 1, 'follow "sep=" with a comma, semicolon, pipe, or tab, or remove the line')],
    { kind: 'separator' },
  );
}

/** Returns the most frequent separator in the first line that has content. Ignores quoted text. */
function delimiterOf(text: string): string {
  const counts = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  let quoted = false;
  let hasContent = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character in counts) counts[character as keyof typeof counts]++;
    else if (character !== '\r' && character !== '\n') hasContent ||= character.trim() !== '';
    else if (hasContent) break;
    else Object.assign(counts, { ',': 0, ';': 0, '\t': 0, '|': 0 });
  }
  const usual = ([',', ';', '\t'] as const).reduce((best, one) =>
    counts[one] > counts[best] ? one : best,
  );
  // Pipes also occur inside cells, between groups.
  return counts[usual] === 0 && counts['|'] > 0 ? '|' : usual;
}

/** Yields every row of a file, including blank ones. */
function* rowsOf(text: string, delimiter: string): Generator<string[], void> {
  const blanks = new RegExp(`(?:(?!\\${delimiter})[^\\S\\r\\n])*`, 'y');
  const plain = new RegExp(`[^\\${delimiter}\\r\\n]*`, 'y');
  const skip = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    pattern.test(text);
    return pattern.lastIndex;
  };
  for (let at = 0, row = 1; at < text.length; row++) {
    const start = at;
    const cells: string[] = [];
    const problemOf = (kind: keyof typeof ROW_PROBLEMS) => {
      const column = Math.min(cells.length, MAX_COLUMNS) + 1;
      return unreadable([problemAt(row, column, ROW_PROBLEMS[kind])], { kind, row, column });
    };
    do {
      // The first cell begins at the start of the row, and every other cell begins after a delimiter.
      const first = skip(blanks, cells.length === 0 ? at : at + 1);
      if (cells.length === MAX_COLUMNS) throw problemOf('too_many_columns');
      if (text[first] === '"') {
        const quoted = quotedAt(text, first, start + MAX_ROW_LENGTH);
        if (quoted === undefined) throw problemOf('never_closed');
        at = skip(blanks, quoted.end);
        if (at < text.length && ![delimiter, '\r', '\n'].includes(text.charAt(at)))
          throw problemOf('quotes');
        cells.push(quoted.cell);
      } else {
        at = skip(plain, first);
        const cell = text.slice(first, at).trimEnd();
        if (cell.includes('"')) throw problemOf('quotes');
        cells.push(cell);
      }
      if (at - start > MAX_ROW_LENGTH) throw problemOf('too_long');
    } while (text[at] === delimiter);
    yield cells;
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
}

/**
 * Returns the cell whose opening quotation mark is at `from`, with its end, or `undefined` if the cell does not end
 * before `limit`.
 */
function quotedAt(
  text: string,
  from: number,
  limit: number,
): { readonly cell: string; readonly end: number } | undefined {
  for (let at = from + 1; at < limit; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return undefined;
    if (text[at + 1] !== '"')
      return { cell: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
  return undefined;
}

/** The messages for problems in a row. */
const ROW_PROBLEMS = {
  too_many_columns: `a file can have up to ${MAX_COLUMNS} columns, including empty ones`,
  too_long: 'the row is too long; a closing quotation mark is probably missing',
  never_closed: 'the closing quotation mark is missing',
  quotes: 'double each quotation mark inside a cell, and enclose the cell in quotation marks',
} as const satisfies Partial<Record<FileProblem['kind'], string>>;
