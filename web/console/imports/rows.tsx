/** An import and its rows, for its own page and for the check step. */
import type { ComponentChildren } from 'preact';

import { getInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import type {
  InvitationImport,
  InvitationImportOutcome,
  InvitationImportRow,
} from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call } from '../../app/api.ts';
import { Email, Pill } from '../../app/display.tsx';
import { oneOf } from '../../app/filters.tsx';
import { filtered, useList } from '../../app/list.ts';
import { SOON, useQuery } from '../../app/query.ts';
import { type Column, DataTable } from '../../app/table.tsx';
import { appWords } from '../../app/words.ts';
import { countOf, isRunning, messageOf, numeral, OUTCOMES, outcomeTone } from './states.ts';
import { importsWords } from './words.ts';

const OFTEN = 1_000;

/** The import, refreshed while it is running. */
export function useImport(id: string) {
  return useQuery<InvitationImport>({
    key: ['imports', 'one', id],
    read: () => call(getInvitationImport({ path: { id }, query: { limit: 1 } })),
    again: (job) => (job !== undefined && isRunning(job) ? OFTEN : false),
  });
}

/** A progress bar with the number of processed rows. */
export function ImportProgress({
  job,
  label,
  children,
}: {
  readonly job: InvitationImport;
  readonly label: string;
  readonly children?: ComponentChildren;
}) {
  const done = job.total - job.counts.pending;
  return (
    <div class="part-of-page">
      <progress class="progress" max={Math.max(job.total, 1)} value={done} aria-label={label} />
      <p role="status">
        {importsWords.texts().one.progress(numeral(done), numeral(job.total))}
        <span class="under">{children}</span>
      </p>
    </div>
  );
}

/** The outcomes to show: those that are possible, which differ for a dry run, and those that occurred. */
function outcomesOf(job: InvitationImport): readonly InvitationImportOutcome[] {
  const usual = job.dryRun ? 'would_create' : 'created';
  return OUTCOMES.filter((outcome) =>
    ['skipped', 'error', usual].includes(outcome) ? true : countOf(job, outcome) > 0,
  );
}

/** The counts, each of which filters the rows below. */
export function OutcomeTiles({ job }: { readonly job: InvitationImport }) {
  const address = useAddress();
  const texts = importsWords.texts().tiles;
  const chosen = address.get('outcome');
  const tile = (value: InvitationImportOutcome | undefined, count: number) => (
    <li key={value ?? 'all'}>
      <button
        class={value === 'error' && count > 0 ? 'tile tile-bad' : 'tile'}
        type="button"
        aria-pressed={chosen === value}
        onClick={() => {
          address.change(filtered({ outcome: value }));
        }}
      >
        <span class="tile-label">{texts[value ?? 'all']}</span>
        <span class="tile-number">{numeral(count)}</span>
      </button>
    </li>
  );
  return (
    <ul class="tiles">
      {tile(undefined, job.total)}
      {outcomesOf(job).map((outcome) => tile(outcome, countOf(job, outcome)))}
    </ul>
  );
}

/** The rows of an import, filtered by `?outcome=…`. `more` adds columns after the result. */
export function ImportRows({
  job,
  more = [],
  shift = 0,
}: {
  readonly job: InvitationImport;
  readonly more?: readonly Column<InvitationImportRow>[];
  /** Offset of the API's row numbers from the file's. */
  readonly shift?: number;
}) {
  const texts = importsWords.texts().one;
  const address = useAddress();
  const outcome = oneOf(address.get('outcome'), OUTCOMES);
  const list = useList<InvitationImportRow>({
    // Refreshed once more when the last row is finished.
    key: ['imports', 'rows', job.id, outcome, isRunning(job)],
    read: (page) =>
      call(
        getInvitationImport({
          path: { id: job.id },
          query: { ...page, ...(outcome !== undefined && { outcome }) },
        }),
      ),
    again: () => (isRunning(job) ? SOON : false),
  });
  return (
    <DataTable
      title={texts.rows}
      list={list}
      columns={[
        {
          title: texts.email,
          cell: ({ email }) => (
            <span class="name">
              {email === '' ? <em>{texts.noEmail}</em> : <Email>{email}</Email>}
            </span>
          ),
        },
        { title: texts.row, cell: ({ row }) => numeral(row - shift), look: 'narrow' },
        {
          title: texts.result,
          cell: (row) => <RowResult row={row} hasOwnNumbers={shift === 0} />,
          look: 'note',
        },
        ...more,
      ]}
      rowId={({ row }) => String(row)}
      rowName={({ email, row }) => (email === '' ? numeral(row - shift) : email)}
      isFiltered
      empty={undefined}
    />
  );
}

function RowResult({
  row,
  hasOwnNumbers,
}: {
  readonly row: InvitationImportRow;
  readonly hasOwnNumbers: boolean;
}) {
  const texts = importsWords.texts();
  const message = messageOf(row, texts, appWords.texts(), hasOwnNumbers);
  return (
    <>
      <Pill tone={outcomeTone(row.outcome)}>{texts.outcomes[row.outcome]}</Pill>
      {message !== undefined && <span class="under">{message}</span>}
      {row.invitationId !== undefined && (
        <a class="under" href={`/console/invitations?open=${row.invitationId}`}>
          {texts.one.view}
          <span class="sr-only">{` ${row.email}`}</span>
        </a>
      )}
    </>
  );
}
