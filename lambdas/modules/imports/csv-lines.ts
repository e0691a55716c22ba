import { isOtherFile, SAVE_AS_CSV } from '../platform/csv-file.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';

/** Limits of a file of people to invite. The console shares them, so this file imports nothing: a browser downloads it. */

/** So many people can be invited at once. */
export const MAX_ROWS = 10_000;

/**
 * Bytes of a request. What Lambda takes is 6 MB (6 291 456 bytes) of JSON, in which a file stands as base64: a third longer.
 */
export const MAX_IMPORT_BYTES = 4_500_000;

/** Characters. Longer than any honest row; a quotation mark that is never closed makes one of the rest of the file. */
const MAX_ROW_LENGTH = 64 * 1024;

/** The empty ones included: as many as old spreadsheets have. */
const MAX_COLUMNS = 256;

/** The blank ones included, which spreadsheets write by the thousand below the last row. */
const MAX_LINES = 100_000;

/** The empty ones included: fifty in each of the most rows. */
const MAX_CELLS = 500_000;

/** So many problems are named; whoever has more has one cause for most of them. */
const MAX_ERRORS = 20;

/** The first problem of a file that cannot be read, for pages that say it in their own words. Row and column count from 1. */
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

/** The refusal of a file that cannot be read. */
export class UnreadableFile extends FoyerError {
  readonly problem: FileProblem | undefined;

  constructor(message: string, errors: readonly FieldError[], problem: FileProblem | undefined) {
    super('invalid_request', message, { errors });
    this.problem = problem;
  }
}

/** A problem of one cell of a file. */
export function problemAt(row: number, column: number, problem: string): FieldError {
  return { path: `csv.${row}.${column}`, message: `Row ${row}, column ${column}: ${problem}.` };
}

/** The failure of a file that has one problem as a whole. */
export function wrongFile(message: string, problem?: FileProblem): UnreadableFile {
  return unreadable([{ path: 'csv', message }], problem);
}

/** The failure of a file, with the first of its problems. */
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

/** A row of the file that says something, with its number as a spreadsheet shows it: the first is 1. */
export interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads the lines of a file of RFC 4180 that say something, in time and memory in proportion to what it has of them. Blanks
 * around a cell, and around its quotation marks, do not count.
 *
 * @throws {FoyerError} `invalid_request` for what is no CSV in UTF-8, and for more than a file may have
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
    // One more than allowed, and a header.
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

/** Refuses what is another kind of file, and text that came through as something else than it was. */
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

/** The number of a line, from 1. */
function lineAt(text: string, end: number): number {
  let line = 1;
  for (let at = 0; at < end; at++)
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line++;
  return line;
}

/** A first line that some spreadsheets write, read and hide again. Some editors quote it or drop a tab. */
const SEPARATOR_LINE = /^[ \t]*["']?sep=([^\r\n]*)(?:\r\n|\n|\r|$)/i;
/** Nothing that stands in addresses, names or quotes. Saved again as a row, the line has more of them behind. */
const SEPARATOR = /^([!#$%&*,/:;<=>?^`|~\t])[,;|\t ]*$/;

/** Finds what stands between cells, and takes away what comes before the first of them. */
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
    [
      problemAt(
        1,
        1,
        '"sep=" must be followed by a comma, semicolon, pipe, or tab; or remove the line',
      ),
    ],
    { kind: 'separator' },
  );
}

/** The most frequent separator in the first line with content; quoted text does not count. */
function delimiterOf(text: string): string {
  const counts = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  let quoted = false;
  let said = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign in counts) counts[sign as keyof typeof counts]++;
    else if (sign !== '\r' && sign !== '\n') said ||= sign.trim() !== '';
    else if (said) break;
    else Object.assign(counts, { ',': 0, ';': 0, '\t': 0, '|': 0 });
  }
  const usual = ([',', ';', '\t'] as const).reduce((best, one) =>
    counts[one] > counts[best] ? one : best,
  );
  // A pipe also stands inside cells: between groups.
  return counts[usual] === 0 && counts['|'] > 0 ? '|' : usual;
}

/** Every row of a file, the blank ones too. */
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
    const refuse = (kind: keyof typeof ROW_PROBLEMS) => {
      const column = Math.min(cells.length, MAX_COLUMNS) + 1;
      return unreadable([problemAt(row, column, ROW_PROBLEMS[kind])], { kind, row, column });
    };
    do {
      // The first begins where the row does, each other one behind a delimiter.
      const first = skip(blanks, cells.length === 0 ? at : at + 1);
      if (cells.length === MAX_COLUMNS) throw refuse('too_many_columns');
      if (text[first] === '"') {
        const quoted = quotedAt(text, first, start + MAX_ROW_LENGTH);
        if (quoted === undefined) throw refuse('never_closed');
        at = skip(blanks, quoted.end);
        if (at < text.length && ![delimiter, '\r', '\n'].includes(text.charAt(at)))
          throw refuse('quotes');
        cells.push(quoted.cell);
      } else {
        at = skip(plain, first);
        const cell = text.slice(first, at).trimEnd();
        if (cell.includes('"')) throw refuse('quotes');
        cells.push(cell);
      }
      if (at - start > MAX_ROW_LENGTH) throw refuse('too_long');
    } while (text[at] === delimiter);
    yield cells;
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
}

/** The cell whose quotation mark stands at `from`, and where it ends: `undefined` when that is not before `limit`. */
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

/** The problems that a row can have, as the API says them. */
const ROW_PROBLEMS = {
  too_many_columns: `a file can have up to ${MAX_COLUMNS} columns, including empty ones`,
  too_long: 'the row is too long; a closing quotation mark is probably missing',
  never_closed: 'the closing quotation mark is missing',
  quotes: 'double each quotation mark inside a cell, and put the cell in quotation marks',
} as const satisfies Partial<Record<FileProblem['kind'], string>>;
