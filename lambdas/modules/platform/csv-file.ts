/** A column of a file: its header, and what stands under it. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly cell: (row: Row) => string | number | undefined;
}

/** What becomes of rows as a part of a file. */
export interface CsvPart {
  readonly text: string;
  /** How many of the rows are in it: fewer than were given, where they grow too large together. */
  readonly rows: number;
}

export interface CsvPartOptions {
  /** Whether the file begins with it: then there is a header, and the mark by which Excel knows UTF-8. */
  readonly isFirst: boolean;
  /** UTF-8. One row is written however large it is. */
  readonly maxBytes: number;
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = '\r\n';

/** Starts a formula in some spreadsheet; the full-width and small forms do so in East Asian ones. */
const FORMULA = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫]`;
/** Skipped by some program at the start of a cell: blanks, invisible characters and quotation marks. */
const SKIPPED = String.raw`(?:(?![\t\r\n])[\s\p{Cc}\p{Cf}"])*`;
/**
 * The places where a spreadsheet could read a formula, whichever separator it splits a line at: at the start of a cell, and
 * after a comma, semicolon, pipe, tab or line end inside it (https://owasp.org/www-community/attacks/CSV_Injection). A
 * place that has apostrophes already counts as well, so that one of them can always be taken off again.
 */
const RISK = String.raw`(?:(?<![^,;|\t\r\n])(?='*${SKIPPED}${FORMULA})|^(?='*${SKIPPED}[\t\r\n]))`;
const UNGUARDED = new RegExp(RISK, 'gu');
/** The place of an apostrophe is as risky as what stands behind it. */
const GUARD = new RegExp(RISK.replaceAll("(?='*", "'(?='*"), 'gu');

/** Puts an apostrophe wherever a spreadsheet could read a formula. {@link unguarded} is its exact opposite. */
export function guarded(text: string): string {
  return text.replaceAll(UNGUARDED, "'");
}

/** Takes the apostrophes of {@link guarded} off again. */
export function unguarded(cell: string): string {
  return cell.replaceAll(GUARD, '');
}

/**
 * Writes rows as a part of a file of RFC 4180. Every cell stands in quotation marks, with an apostrophe before whatever a
 * spreadsheet could calculate. Parts put one behind another are one file.
 */
export function csvPart<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  { isFirst, maxBytes }: CsvPartOptions,
): CsvPart {
  const lines = isFirst ? [BYTE_ORDER_MARK + lineOf(columns.map(({ name }) => name))] : [];
  const before = lines.length;
  let bytes = Buffer.byteLength(lines.join(''));
  for (const row of rows) {
    const line = lineOf(columns.map(({ cell }) => cell(row)));
    bytes += Buffer.byteLength(line);
    if (bytes > maxBytes && lines.length > before) break;
    lines.push(line);
  }
  return { text: lines.join(''), rows: lines.length - before };
}

function lineOf(cells: readonly (string | number | undefined)[]): string {
  return cells.map(cellOf).join(',') + LINE_END;
}

function cellOf(value: string | number | undefined = ''): string {
  const text = String(value);
  if (text === '') return '';
  return `"${guarded(text).replaceAll('"', '""')}"`;
}

/**
 * The first bytes of files that people take for CSV: ZIP (.xlsx, .ods, .numbers), OLE (.xls), the same in base64, PDF, and web
 * pages or XML named .xls. Bytes that are not UTF-8 may have been replaced on the way.
 */
const OTHER_FILE =
  /^(?:PK(?:\x03\x04|\x05\x06|\x07\x08)|\xd0\xcf\x11\xe0|\ufffd\ufffd\x11\u0871|UEsDB|0M8R4KGx|%PDF|\ufeff?\s*<[!?a-z])/i;

/** Tells whether a text, or the first bytes of a file as Latin-1, begins a file that is not CSV. */
export function isOtherFile(start: string): boolean {
  return OTHER_FILE.test(start);
}

/** Tells people with a spreadsheet what to send. */
export const SAVE_AS_CSV =
  'This is a spreadsheet or another kind of file, not CSV. Open it in your spreadsheet program, save it as "CSV UTF-8", and send that file.';
