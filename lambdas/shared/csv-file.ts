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

/**
 * What a spreadsheet takes for a formula by its first character (https://owasp.org/www-community/attacks/CSV_Injection),
 * and what looks like that with apostrophes before it already: so one apostrophe can always be taken off again.
 */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Writes rows as a part of a file of RFC 4180. Every cell stands in quotation marks, and one that a spreadsheet would
 * calculate gets an apostrophe before it. Parts put one behind another are one file.
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
  const harmless = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
