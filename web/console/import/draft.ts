/** The draft of an import: kept while the page is open, across a reload, and across a sign-in. */
import { useEffect, useMemo } from 'preact/hooks';

import { currentSession } from '../../app/api.ts';
import { type Draft, saveDrafts, useDraft, type Values } from '../../app/drafts.ts';
import { guessTargets } from '../imports/columns.ts';
import { type Options, type Plan, readFixes } from '../imports/request.ts';
import { type Encoding, type NoTable, readTable } from '../imports/table-file.ts';

/** The draft's values, in the format of form drafts: texts and lists of texts. */
export interface ImportForm extends Values, Options {
  readonly fileName: string;
  /** The text of the file; empty if none is chosen. */
  readonly text: string;
  readonly encoding: Encoding;
  readonly hasHeader: boolean;
  readonly targets: readonly string[];
  /** The corrections, as JSON. */
  readonly fixes: string;
  readonly leftOut: readonly string[];
  /** The newest dry run, and the offset of its row numbers from the file's. */
  readonly checkId: string;
  readonly shift: string;
  /** Rows that changed since then, and whether anything else did. */
  readonly touched: readonly string[];
  readonly stale: boolean;
}

const EMPTY: ImportForm = {
  fileName: '',
  text: '',
  encoding: 'utf-8',
  hasHeader: true,
  targets: [],
  fixes: '{}',
  leftOut: [],
  checkId: '',
  shift: '0',
  touched: [],
  stale: false,
  kind: '',
  presetId: '',
  applicationId: '',
  locale: '',
  expiresInDays: '',
  message: '',
};

export function useImportDraft(): Draft<ImportForm> {
  const draft = useDraft('import', EMPTY);
  useEffect(() => {
    const keep = (): void => {
      // Signing out leaves no draft behind.
      if (currentSession().isOpen) saveDrafts(currentSession().claims.id);
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
    };
  }, []);
  return draft;
}

/** Returns a new draft from a text, or the reason that it cannot be imported. */
export function formOf(
  text: string,
  {
    fileName,
    encoding,
    hasHeader,
  }: Pick<ImportForm, 'fileName' | 'encoding'> & { readonly hasHeader?: boolean },
): { readonly form: Partial<ImportForm> } | NoTable {
  const table = readTable(text, hasHeader);
  if ('problem' in table) return table;
  return {
    form: {
      ...{ fileName, text, encoding, targets: guessTargets(table) },
      hasHeader: table.header !== undefined,
      ...{ fixes: '{}', leftOut: [], checkId: '', touched: [], stale: false },
    },
  };
}

/** The draft's plan; `undefined` without a file. */
export function usePlan({
  text,
  hasHeader,
  targets,
  fixes,
  leftOut,
}: ImportForm): Plan | undefined {
  const table = useMemo(
    () => (text === '' ? undefined : readTable(text, hasHeader)),
    [text, hasHeader],
  );
  return useMemo(
    () =>
      table === undefined || 'problem' in table
        ? undefined
        : { table, targets, fixes: readFixes(fixes), leftOut: new Set(leftOut.map(Number)) },
    [table, targets, fixes, leftOut],
  );
}
