import { FoyerError, type FieldError } from '../platform/errors.ts';
import { MAX_ROWS } from './file-limits.ts';

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
