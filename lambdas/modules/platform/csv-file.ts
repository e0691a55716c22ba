/** A column of a file: its header, and its value in each row. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly cell: (row: Row) => string | number | undefined;
}

/** The text of some rows as part of a file. */
export interface CsvPart {
  readonly text: string;
  /**
   * The number of rows in the part. It is less than the number passed in if all of them together exceed the maximum
   * size.
   */
  readonly rows: number;
}

export interface CsvPartOptions {
  /**
   * Indicates whether this is the first part of the file, which starts with a header, and with the byte order mark by
   * which Excel recognizes UTF-8.
   */
  readonly isFirst: boolean;
  /** The maximum size in UTF-8. The first row is always written, however large it is. */
  readonly maxBytes: number;
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = '\r\n';

/**
 * Characters that start a formula in some spreadsheets. Full-width and small forms do so in East Asian spreadsheets.
 */
const FORMULA = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫]`;
/** Characters that some programs skip at the start of a cell: spaces, invisible characters, and quotation marks. */
const SKIPPED = String.raw`(?:(?![\t\r\n])[\s\p{Cc}\p{Cf}"])*`;
/**
 * The places where a spreadsheet could read a formula, regardless of the separator it uses to split a line: at the
 * start of a cell, and after a comma, semicolon, pipe, tab, or line break inside it
 * (https://owasp.org/www-community/attacks/CSV_Injection). A place that already has apostrophes also counts, so that
 * one of them can always be removed.
 */
const RISK = String.raw`(?:(?<![^,;|\t\r\n])(?='*${SKIPPED}${FORMULA})|^(?='*${SKIPPED}[\t\r\n]))`;
const UNGUARDED = new RegExp(RISK, 'gu');
/** An apostrophe in such a place. */
const GUARD = new RegExp(RISK.replaceAll("(?='*", "'(?='*"), 'gu');

/** Inserts an apostrophe wherever a spreadsheet could read a formula. {@link unguarded} is the exact inverse. */
export function guarded(text: string): string {
  return text.replaceAll(UNGUARDED, "'");
}

/** Removes the apostrophes that {@link guarded} inserted. */
export function unguarded(cell: string): string {
  return cell.replaceAll(GUARD, '');
}

/**
 * Formats rows as part of a CSV file (RFC 4180). Every cell is quoted, with an apostrophe before anything that a
 * spreadsheet could evaluate. Concatenated parts form one file.
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
 * The first bytes of files that people mistake for CSV: ZIP (.xlsx, .ods, .numbers), OLE (.xls), the same in base64,
 * PDF, and web pages or XML named .xls. Bytes that are not UTF-8 may have been replaced in transit.
 */
const OTHER_FILE =
  /^(?:PK(?:\x03\x04|\x05\x06|\x07\x08)|\xd0\xcf\x11\xe0|\ufffd\ufffd\x11\u0871|UEsDB|0M8R4KGx|%PDF|\ufeff?\s*<[!?a-z])/i;

/** Returns whether a string, or the first bytes of a file as Latin-1, is the start of a file that is not CSV. */
export function isOtherFile(start: string): boolean {
  return OTHER_FILE.test(start);
}

/** The error message for a spreadsheet that is not CSV. */
export const SAVE_AS_CSV =
  'This is a spreadsheet or another kind of file, not CSV. Open it in your spreadsheet program, save it as "CSV UTF-8", and send that file.';
