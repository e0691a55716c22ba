import { unguarded } from '../platform/csv-file.ts';
import type { FieldError } from '../platform/errors.ts';
import { type Column, COLUMN_NAMES, columnsFor, DEFAULT_COLUMNS } from './columns.ts';
import {
  type Line,
  linesOf,
  MAX_ROWS,
  problemAt,
  tooManyRows,
  unreadable,
  wrongFile,
} from './csv-lines.ts';
import type { RawRow } from './import.ts';

/**
 * Reads a CSV file (RFC 4180) of people to invite. Accepts commas, semicolons, tabs, or pipes as separators, any line
 * ending, an optional header, and an optional byte order mark. Omits blank rows. Cells are always treated as text, even
 * if a spreadsheet would evaluate them, and the leading apostrophe that prevents evaluation is removed. Time and memory
 * use are proportional to the size of the file, which is limited.
 *
 * @throws {FoyerError} `invalid_request` if the file as a whole cannot be parsed. The path of each error is
 * `csv.<row>.<column>`, both starting with 1.
 */
export function readCsv(text: string): RawRow[] {
  const lines = linesOf(text);
  const [first] = lines;
  if (first === undefined) throw wrongFile('The file is empty.');
  const headed = !first.cells.some((cell) => cell.includes('@'));
  const columns = headed ? columnsOf(first) : columnsFor(DEFAULT_COLUMNS);
  const rows = headed ? lines.slice(1) : lines;
  if (rows.length > MAX_ROWS) throw tooManyRows();
  if (rows.length === 0) throw wrongFile('The file has a header but no rows.');
  requireColumns(rows, columns);
  return rows.map(({ row, cells }) => ({ row, fields: fieldsOf(cells, columns) }));
}

function columnsOf({ row, cells }: Line): (Column | undefined)[] {
  const columns = columnsFor(cells);
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, column] of columns.entries()) {
    const problem = headerProblem(cells[index] ?? '', column, seen);
    if (problem !== undefined) errors.push(problemAt(row, index + 1, problem));
    if (column !== undefined) seen.add(column.name);
  }
  if (errors.length === 0 && !seen.has('email'))
    errors.push(problemAt(row, 1, 'the header "email" is missing'));
  if (errors.length > 0) throw unreadable(errors);
  return columns;
}

function headerProblem(
  header: string,
  column: Column | undefined,
  seen: ReadonlySet<string>,
): string | undefined {
  if (column === undefined) return header === '' ? undefined : unknownHeader(header);
  return seen.has(column.name) ? `the header "${column.name}" appears twice` : column.problem;
}

function unknownHeader(header: string): string {
  return `unknown header "${header.slice(0, 100).toWellFormed()}". Headers are ${COLUMN_NAMES.join(', ')}; without a header the columns are ${DEFAULT_COLUMNS.join(', ')}`;
}

/**
 * Rejects cells without a column. The usual cause is an unquoted cell that contains a comma, which makes it unclear
 * which cell belongs to which column.
 */
function requireColumns(rows: readonly Line[], columns: readonly (Column | undefined)[]): void {
  const errors = rows.flatMap(({ row, cells }) => {
    const index = cells.findIndex((cell, at) => cell !== '' && columns[at] === undefined);
    return index < 0
      ? []
      : [
          problemAt(
            row,
            index + 1,
            'the cell has no header; enclose any cell that contains a comma in quotation marks',
          ),
        ];
  });
  if (errors.length > 0) throw unreadable(errors);
}

/** Returns the fields of a row. Empty cells are omitted. */
function fieldsOf(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): RawRow['fields'] {
  const request: Record<string, unknown> = {};
  for (const [index, cell] of cells.entries())
    if (cell !== '') columns[index]?.fill(request, unguarded(cell));
  return request;
}
