import type {
  InvitationImportOutcome,
  JobStatus,
} from '../../../client/src/generated/types.gen.ts';
import type { SkipReason } from '../../../lambdas/modules/imports/import.ts';
import type { FieldName, TargetProblem } from './columns.ts';
import type { NoTable } from './table-file.ts';

/** The place of a problem in a file, as formatted numbers. */
interface Place {
  readonly row: string;
  readonly column: string;
}

/** Texts of the list of imports, of an import, and of the steps of a new one. */
export interface ImportsTexts {
  readonly title: string;
  readonly newImport: string;
  readonly template: string;
  readonly list: {
    readonly started: string;
    readonly by: string;
    readonly rows: string;
    readonly result: string;
    readonly status: string;
    readonly empty: string;
    readonly emptyHint: string;
  };
  readonly dryRun: string;
  readonly statuses: Readonly<Record<JobStatus, string>>;
  readonly outcomes: Readonly<Record<InvitationImportOutcome, string>>;
  /** Labels of the counts above the rows. */
  readonly tiles: Readonly<Record<InvitationImportOutcome | 'all', string>>;
  readonly reasons: Readonly<Record<SkipReason | 'wrong_kind', string>>;
  readonly one: {
    readonly title: (time: string) => string;
    readonly dryRunTitle: (time: string) => string;
    readonly startedBy: (name: string) => string;
    readonly progress: (done: string, total: string) => string;
    readonly background: string;
    readonly canceledBy: (name: string) => string;
    readonly nobodyInvited: string;
    readonly row: string;
    readonly email: string;
    readonly result: string;
    readonly noEmail: string;
    readonly view: string;
    readonly rows: string;
    readonly download: string;
    readonly downloading: string;
    readonly cancel: string;
    readonly cancelTitle: string;
    readonly cancelText: string;
    readonly cancelConfirm: string;
    readonly canceled: string;
  };
  readonly step: (current: string, all: string) => string;
  readonly file: {
    readonly heading: string;
    readonly drop: string;
    readonly limits: (rows: string) => string;
    readonly choose: string;
    readonly paste: string;
    readonly pasted: string;
    readonly pasteLabel: string;
    readonly pasteHint: string;
    readonly usePasted: string;
    readonly unreadable: string;
    readonly problems: Readonly<Record<NoTable['problem']['kind'], (place: Place) => string>>;
  };
  readonly columns: {
    readonly heading: string;
    readonly lead: string;
    readonly summary: (file: string, rows: string) => string;
    readonly otherFile: string;
    readonly decoded: (encoding: string) => string;
    readonly hasHeader: string;
    readonly column: string;
    readonly examples: string;
    readonly field: string;
    readonly fieldFor: (column: string) => string;
    readonly unnamed: (number: string) => string;
    readonly leaveOut: string;
    readonly metadata: string;
    readonly metadataKey: (column: string) => string;
    readonly leftOut: (columns: string) => string;
    readonly noEmail: string;
    readonly problems: Readonly<Record<TargetProblem, string>>;
    readonly fields: Readonly<Record<FieldName, string>>;
    readonly tooMuch: string;
  };
  readonly options: {
    readonly heading: string;
    readonly hint: string;
    readonly kind: string;
    readonly kinds: Readonly<Record<'customer' | 'supplier', string>>;
    readonly usual: string;
    readonly preset: string;
    readonly noPreset: string;
    readonly application: string;
    readonly language: string;
    readonly expiry: string;
    readonly expiryHint: string;
    readonly expiryWrong: string;
    readonly message: string;
    readonly messageHint: string;
  };
  readonly check: {
    readonly heading: string;
    readonly start: string;
    readonly nothingSent: string;
    readonly working: string;
    readonly ready: (count: number, shown: string) => string;
    readonly noneReady: string;
    readonly hasProblems: string;
    readonly correction: string;
    readonly correct: (field: string, row: string) => string;
    readonly changed: string;
    readonly leftOut: string;
    readonly leaveOut: string;
    readonly putBack: string;
    readonly stale: string;
    readonly noRows: string;
    readonly back: string;
    readonly again: string;
    readonly send: (count: number, shown: string) => string;
    readonly sendRest: string;
    readonly sendTitle: string;
    readonly sendText: (count: number, shown: string) => string;
    readonly sendStale: string;
    readonly sendProblems: string;
    readonly sendConfirm: string;
    readonly fileGone: string;
    readonly chooseAgain: string;
  };
}
