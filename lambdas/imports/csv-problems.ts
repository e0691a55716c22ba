import { FoyerError, type FieldError } from '../shared/errors.ts';
import { MAX_ROWS } from './import.ts';

/** So many problems are named; whoever has more has one cause for most of them. */
const MAX_ERRORS = 20;

/** A problem of one cell of a file. */
export function problemAt(row: number, column: number, problem: string): FieldError {
  return { path: `csv.${row}.${column}`, message: `Row ${row}, column ${column}: ${problem}.` };
}

/** The failure of a file that has one problem as a whole. */
export function wrongFile(message: string): FoyerError {
  return unreadable([{ path: 'csv', message }]);
}

/** The failure of a file, with the first of its problems. */
export function unreadable(errors: readonly FieldError[]): FoyerError {
  const message =
    errors.length === 1
      ? (errors[0]?.message ?? '')
      : `The file has ${errors.length} problems. Nobody was invited.`;
  return new FoyerError('invalid_request', message, { errors: errors.slice(0, MAX_ERRORS) });
}

export function tooManyRows(): FoyerError {
  return wrongFile(`A file must have at most ${MAX_ROWS} rows. Split it.`);
}
