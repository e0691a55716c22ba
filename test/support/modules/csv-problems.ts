import { readCsv } from '../../../lambdas/modules/imports/csv.ts';
import { type FieldError, FoyerError } from '../../../lambdas/modules/platform/errors.ts';

/** Returns the problems of a file that cannot be parsed. */
export function problemsOf(text: string): readonly FieldError[] {
  try {
    readCsv(text);
  } catch (error) {
    if (error instanceof FoyerError && error.code === 'invalid_request') return error.errors ?? [];
    throw error;
  }
  throw new Error('The file was parsed.');
}
