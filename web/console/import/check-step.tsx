import { useState } from 'preact/hooks';

import type {
  InvitationImport,
  InvitationImportRow,
} from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { BusyButton, ConfirmDialog } from '../../app/dialog.tsx';
import { Loading, Pill } from '../../app/display.tsx';
import type { Draft } from '../../app/drafts.ts';
import { ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import type { Column } from '../../app/table.tsx';
import { columnOfField, FIELDS, METADATA } from '../imports/columns.ts';
import { type Plan, withFix } from '../imports/request.ts';
import { ImportProgress, ImportRows, OutcomeTiles, useImport } from '../imports/rows.tsx';
import { IMPORTS, isRunning, numeral } from '../imports/states.ts';
import { importsWords } from '../imports/words.ts';
import type { ImportForm } from './draft.ts';
import { SendingNote } from './notes.tsx';

interface CheckProps {
  readonly draft: Draft<ImportForm>;
  readonly plan: Plan | undefined;
  readonly check: () => Promise<void>;
  readonly send: () => Promise<void>;
}

/** The dry run's result for each row. Rows can be corrected or left out, and the others sent. */
export function CheckStep({ id, ...props }: CheckProps & { readonly id: string }) {
  const texts = importsWords.texts().check;
  const { data: job, error } = useImport(id);
  if (job === undefined) return error === null ? <Loading /> : <ProblemNote failure={error} />;
  if (isRunning(job))
    return (
      <>
        <ImportProgress job={job} label={texts.working}>
          {texts.nothingSent}
        </ImportProgress>
        <div class="form-foot">
          <BackToColumns />
        </div>
      </>
    );
  const { plan, draft } = props;
  const isNewest = draft.values.checkId === id;
  return (
    <>
      <Verdict job={job} />
      <OutcomeTiles job={job} />
      {plan === undefined || !isNewest ? (
        <>
          <ImportRows job={job} />
          <FileGone hasFile={plan !== undefined} />
        </>
      ) : (
        <>
          <ImportRows
            job={job}
            shift={Number(draft.values.shift)}
            more={[correctionColumn(draft, plan)]}
          />
          <Foot job={job} {...props} plan={plan} />
        </>
      )}
    </>
  );
}

function BackToColumns() {
  const address = useAddress();
  return (
    <button
      class="button button-quiet"
      type="button"
      onClick={() => {
        address.change({ check: undefined, outcome: undefined, page: undefined, step: 'columns' });
      }}
    >
      {importsWords.texts().check.back}
    </button>
  );
}

function Verdict({ job: { counts } }: { readonly job: InvitationImport }) {
  const texts = importsWords.texts().check;
  const { wouldCreate } = counts;
  return (
    <p role="status">
      <strong>
        {wouldCreate === 0 ? texts.noneReady : texts.ready(wouldCreate, numeral(wouldCreate))}
      </strong>{' '}
      {texts.nothingSent}
      {counts.error > 0 && <span class="under">{texts.hasProblems}</span>}
    </p>
  );
}

/** Shown if the file is not open, for example after following a link, or if this is not the newest check. */
function FileGone({ hasFile }: { readonly hasFile: boolean }) {
  const texts = importsWords.texts().check;
  return (
    <div class="callout">
      <p>{hasFile ? texts.stale : texts.fileGone}</p>
      <a href={hasFile ? `${IMPORTS}/new?step=columns` : `${IMPORTS}/new`}>
        {hasFile ? texts.back : texts.chooseAgain}
      </a>
    </div>
  );
}

function correctionColumn(draft: Draft<ImportForm>, plan: Plan): Column<InvitationImportRow> {
  return {
    title: importsWords.texts().check.correction,
    cell: (row) =>
      row.outcome === 'would_create' ? null : <Correction row={row} draft={draft} plan={plan} />,
    look: 'note',
  };
}

/** Lets people correct a row's invalid cell, or leave the row out. */
function Correction({
  row: { row: number, field },
  draft: { values, change },
  plan,
}: {
  readonly row: InvitationImportRow;
  readonly draft: Draft<ImportForm>;
  readonly plan: Plan;
}) {
  const texts = importsWords.texts().check;
  const row = number - Number(values.shift);
  const key = String(row);
  const isLeftOut = plan.leftOut.has(row);
  const column = columnOfField(plan.targets, field);
  const original = plan.table.rows.find((line) => line.row === row)?.cells[column] ?? '';
  const touched = [...values.touched.filter((other) => other !== key), key];
  const leave = (
    <button
      class="link-button"
      type="button"
      onClick={() => {
        const others = values.leftOut.filter((other) => other !== key);
        change({ leftOut: isLeftOut ? others : [...others, key], touched });
      }}
    >
      {isLeftOut ? texts.putBack : texts.leaveOut}
      <span class="sr-only">{` ${numeral(row)}`}</span>
    </button>
  );
  if (isLeftOut)
    return (
      <span class="states">
        <Pill tone="quiet">{texts.leftOut}</Pill>
        {leave}
      </span>
    );
  return (
    <span class="correction">
      {column >= 0 && (
        <input
          class="input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-label={texts.correct(fieldName(plan.targets[column] ?? ''), numeral(row))}
          value={plan.fixes[row]?.[column] ?? original}
          onInput={(event) => {
            const { value } = event.currentTarget;
            const fixes = withFix(plan.fixes, { row, column, value, original });
            change({ fixes: JSON.stringify(fixes), touched });
          }}
        />
      )}
      <span class="states">
        {values.touched.includes(key) && <Pill tone="accent">{texts.changed}</Pill>}
        {leave}
      </span>
    </span>
  );
}

function fieldName(target: string): string {
  const known = FIELDS.find((field) => field === target);
  return known === undefined
    ? target.slice(METADATA.length)
    : importsWords.texts().columns.fields[known];
}

function Foot({
  job,
  draft: { values },
  plan,
  check,
  send,
}: CheckProps & { readonly job: InvitationImport; readonly plan: Plan }) {
  const texts = importsWords.texts().check;
  const again = useAction(check);
  const [asks, setAsks] = useState(false);
  const isStale = values.stale || values.touched.length > 0;
  const isEmpty = plan.leftOut.size >= plan.table.rows.length;
  const ready = job.counts.wouldCreate;
  const canSend = !isEmpty && (isStale || ready > 0);
  return (
    <>
      <SendingNote failure={again.failure} />
      <div class="form-foot">
        <span class="under form-note" role="status">
          {isEmpty ? texts.noRows : isStale && texts.stale}
        </span>
        <BackToColumns />
        {isStale && !isEmpty && (
          <BusyButton
            isBusy={again.isBusy}
            onClick={() => {
              again.run();
            }}
          >
            {texts.again}
          </BusyButton>
        )}
        {canSend && (
          <button
            class={isStale ? 'button button-quiet' : 'button'}
            type="button"
            onClick={() => {
              setAsks(true);
            }}
          >
            {isStale ? texts.sendRest : texts.send(ready, numeral(ready))}
          </button>
        )}
      </div>
      {asks && (
        <SendDialog
          text={isStale ? texts.sendStale : texts.sendText(ready, numeral(ready))}
          hasOthers={isStale || ready < job.total}
          send={send}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </>
  );
}

function SendDialog({
  text,
  hasOthers,
  send,
  onClose,
}: {
  readonly text: string;
  readonly hasOthers: boolean;
  readonly send: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const texts = importsWords.texts().check;
  const action = useAction(send);
  return (
    <ConfirmDialog
      title={texts.sendTitle}
      confirm={texts.sendConfirm}
      action={action}
      onClose={onClose}
    >
      <p>{text}</p>
      {hasOthers && <p class="under">{texts.sendProblems}</p>}
    </ConfirmDialog>
  );
}
