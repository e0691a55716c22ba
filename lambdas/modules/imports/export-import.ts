import { csvPart, type CsvColumn, type CsvPart } from '../platform/csv-file.ts';
import { RESULT_FIELDS, type FinishedRow } from './import.ts';
import {
  readImport,
  type ReadImportsDeps,
  type ResultsCommand,
  type RowState,
} from './read-imports.ts';

/** Of a row that waits, most of it is not known. */
type ShownRow = Partial<Omit<FinishedRow, 'outcome'>> & Pick<RowState, 'outcome'>;
const COLUMNS: readonly CsvColumn<ShownRow>[] = RESULT_FIELDS.map((name) => ({
  name,
  cell: (row) => row[name],
}));

/**
 * A part of a file that says what became of each row, in the order of the file that was imported. What a row shows is cut
 * where it could only be nonsense, so that every page fits into an answer.
 *
 * @throws {FoyerError} as {@link readImport}
 */
export async function exportInvitationImport(
  deps: ReadImportsDeps,
  command: ResultsCommand,
): Promise<CsvPart & { readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await readImport(deps, command);
  const isFirst = command.cursor === undefined;
  return { ...csvPart<ShownRow>(COLUMNS, rows, { isFirst, maxBytes: Infinity }), nextCursor };
}
