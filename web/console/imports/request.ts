/** Builds an import request from the file's rows, the selected columns, and the corrections. */
import type { InvitationImportDefaults } from '../../../client/src/generated/types.gen.ts';
import { MAX_IMPORT_BYTES } from '../../../lambdas/modules/imports/csv-lines.ts';
import { guarded } from '../../../lambdas/modules/platform/csv-file.ts';
import type { Target } from './columns.ts';
import type { Table } from './table-file.ts';

/** Corrected cells, by row number and column. */
export type Fixes = Readonly<Record<number, Readonly<Record<number, string>>>>;

/** The person's decisions about the file. */
export interface Plan {
  readonly table: Table;
  readonly targets: readonly Target[];
  readonly fixes: Fixes;
  /** Numbers of rows that are not sent. */
  readonly leftOut: ReadonlySet<number>;
}

/** The file to send, and the offset of the API's row numbers from the original's. */
export interface OwnFile {
  readonly csv: string;
  readonly shift: 0 | 1;
  /** Number of rows to send. */
  readonly rows: number;
}

/** The columns that the API expects without a header, in order. */
const UNNAMED: readonly Target[] = ['email', 'company', 'firstName', 'lastName'];

/**
 * Writes the file to send. Each row keeps its number, so that results match the original: rows that are left out become
 * blank lines. A header that is added to a file without one shifts the numbers, so none is added if the columns allow
 * that.
 */
export function ownFile({ table, targets, fixes, leftOut }: Plan): OwnFile {
  const { headerRow, rows } = table;
  const kept = rows.filter(({ row }) => !leftOut.has(row));
  const used = targets.flatMap((target, column) => (target === '' ? [] : [{ target, column }]));
  const cellsOf = (row: number, cells: readonly string[], columns: readonly number[]) =>
    columns.map((column) => fixes[row]?.[column] ?? cells[column] ?? '');
  const lines: string[] = [];
  const put = (row: number, cells: readonly string[]): void => {
    while (lines.length < row - 1) lines.push('');
    lines.push(cells.map(cellText).join(','));
  };
  const order = headerRow === undefined ? orderWithoutHeader(used) : undefined;
  const [first] = kept;
  const needsNone =
    order !== undefined &&
    first !== undefined &&
    cellsOf(first.row, first.cells, order).some((cell) => cell.includes('@'));
  const columns = needsNone ? order : used.map(({ column }) => column);
  const shift = headerRow === undefined && !needsNone ? 1 : 0;
  if (!needsNone)
    put(
      headerRow ?? 1,
      used.map(({ target }) => target),
    );
  for (const { row, cells } of kept) put(row + shift, cellsOf(row, cells, columns));
  return { csv: `${lines.join('\n')}\n`, shift, rows: kept.length };
}

/** The columns in the order that needs no header; -1 for a column that the file does not have. */
function orderWithoutHeader(
  used: readonly { readonly target: Target; readonly column: number }[],
): readonly number[] | undefined {
  if (!used.every(({ target }) => UNNAMED.includes(target))) return undefined;
  return UNNAMED.map((name) => used.find(({ target }) => target === name)?.column ?? -1);
}

/** Quotes every cell that could be misread, regardless of the separator. */
function cellText(text: string): string {
  const safe = guarded(text);
  return /[",;|\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The form's options for all rows. */
export interface Options {
  readonly kind: '' | 'customer' | 'supplier';
  readonly presetId: string;
  readonly applicationId: string;
  readonly locale: string;
  readonly expiresInDays: string;
  readonly message: string;
}

/** Defaults for rows without their own value. */
export function defaultsOf(options: Options): InvitationImportDefaults {
  const { kind, presetId, applicationId, locale, expiresInDays, message } = options;
  return {
    ...(kind !== '' && { kind }),
    ...(presetId !== '' && { presetId }),
    ...(applicationId !== '' && { applicationId }),
    ...(locale !== '' && { locale }),
    ...(expiresInDays.trim() !== '' && { expiresInDays: Number(expiresInDays) }),
    ...(message.trim() !== '' && { message }),
  };
}

/** The request body for a file. */
export function bodyOf(csv: string, options: Options, dryRun: boolean) {
  return { csv, defaults: defaultsOf(options), dryRun };
}

/** Tells whether a body exceeds the maximum request size. */
export function isTooMuch(body: object): boolean {
  return new TextEncoder().encode(JSON.stringify(body)).length > MAX_IMPORT_BYTES;
}

/** Reads the corrections in a draft; invalid ones are ignored. */
export function readFixes(kept: string): Fixes {
  try {
    return JSON.parse(kept) as Fixes;
  } catch {
    return {};
  }
}

/** Adds a correction, or removes it if the cell is back to the file's value. */
export function withFix(
  fixes: Fixes,
  {
    row,
    column,
    value,
    original,
  }: Record<'row' | 'column', number> & Record<'value' | 'original', string>,
): Fixes {
  const { [row]: mine = {}, ...others } = fixes;
  const cells = Object.entries({ ...mine, [column]: value }).filter(
    ([key, cell]) => key !== String(column) || cell !== original,
  );
  return cells.length === 0 ? others : { ...others, [row]: Object.fromEntries(cells) };
}
