import { useState } from 'preact/hooks';

import { useAddress } from '../../app/address.ts';
import { BusyButton } from '../../app/dialog.tsx';
import type { Draft } from '../../app/drafts.ts';
import { CheckField, Select } from '../../app/form.tsx';
import { useAction } from '../../app/query.ts';
import { pageLanguage } from '../../app/words.ts';
import {
  checkTargets,
  examplesOf,
  FIELDS,
  METADATA,
  metadataKey,
  type TargetProblem,
} from '../imports/columns.ts';
import { numeral } from '../imports/states.ts';
import type { Table } from '../imports/table-file.ts';
import { importsWords } from '../imports/words.ts';
import { formOf, type ImportForm } from './draft.ts';
import { SendingNote, Wrong } from './notes.tsx';
import { isExpiry, OptionFields } from './options.tsx';

/** The columns of the file, and the options for all rows. */
export function ColumnsStep({
  draft: { values, change },
  table,
  check,
}: {
  readonly draft: Draft<ImportForm>;
  readonly table: Table;
  readonly check: () => Promise<void>;
}) {
  const all = importsWords.texts();
  const texts = all.columns;
  const address = useAddress();
  const [isTried, setTried] = useState(false);
  const action = useAction(check);
  const { email, columns: problems } = checkTargets(values.targets);
  const isRight = email && problems.size === 0 && isExpiry(values.expiresInDays);
  const decide = (some: Partial<ImportForm>): void => {
    change({ ...some, stale: true });
  };
  const fileName = values.fileName === '' ? all.file.pasted : values.fileName;
  return (
    <form
      class="part-of-page"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isRight) action.run();
      }}
    >
      <p>
        <span class="strong">{texts.summary(fileName, numeral(table.rows.length))}</span>{' '}
        <button
          class="link-button"
          type="button"
          onClick={() => {
            address.change({ step: undefined });
          }}
        >
          {texts.otherFile}
        </button>
        <span class="under">{texts.lead}</span>
      </p>
      {values.encoding !== 'utf-8' && !values.encoding.startsWith('utf-16') && (
        <p class="callout callout-warm">
          {texts.decoded(values.encoding === 'shift_jis' ? 'Shift_JIS' : 'Windows-1252')}
        </p>
      )}
      <CheckField
        label={texts.hasHeader}
        checked={values.hasHeader}
        onChange={(hasHeader) => {
          const read = formOf(values.text, { ...values, hasHeader });
          if (!('problem' in read)) change(read.form);
        }}
      />
      <ColumnTable
        table={table}
        targets={values.targets}
        problems={isTried ? problems : new Map()}
        onChange={(targets) => {
          decide({ targets });
        }}
      />
      <LeftOut table={table} targets={values.targets} />
      <OptionFields values={values} isTried={isTried} change={decide} />
      {isTried && !email && <Wrong>{texts.noEmail}</Wrong>}
      <SendingNote failure={action.failure} />
      <div class="form-foot">
        <span class="under form-note">{all.check.nothingSent}</span>
        <BusyButton type="submit" isBusy={action.isBusy}>
          {all.check.start}
        </BusyButton>
      </div>
    </form>
  );
}

function ColumnTable({
  table,
  targets,
  problems,
  onChange,
}: {
  readonly table: Table;
  readonly targets: readonly string[];
  readonly problems: ReadonlyMap<number, TargetProblem>;
  readonly onChange: (targets: readonly string[]) => void;
}) {
  const texts = importsWords.texts().columns;
  return (
    <div class="panel">
      <div class="table-box">
        <table class="table" aria-label={texts.heading}>
          <thead>
            <tr>
              <th scope="col">{texts.column}</th>
              <th scope="col">{texts.examples}</th>
              <th scope="col">{texts.field}</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target, column) => (
              <tr key={column} class="row">
                <th scope="row" class="cell-name">
                  <span class="name">{titleOf(table, column)}</span>
                </th>
                <td data-label={texts.examples} class="cell-note">
                  <Examples table={table} column={column} />
                </td>
                <td data-label={texts.field} class="cell-note">
                  <TargetField
                    title={titleOf(table, column)}
                    column={column}
                    target={target}
                    problem={problems.get(column)}
                    onChange={(changed) => {
                      onChange(targets.with(column, changed));
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const EXAMPLE = 60;

function Examples({ table, column }: { readonly table: Table; readonly column: number }) {
  return (
    <ul class="plain examples">
      {examplesOf(table, column).map((example) => (
        <li key={example}>
          {example.length > EXAMPLE ? `${example.slice(0, EXAMPLE).toWellFormed()}…` : example}
        </li>
      ))}
    </ul>
  );
}

function TargetField({
  title,
  column,
  target,
  problem,
  onChange,
}: {
  readonly title: string;
  readonly column: number;
  readonly target: string;
  readonly problem: TargetProblem | undefined;
  readonly onChange: (target: string) => void;
}) {
  const texts = importsWords.texts().columns;
  const isNote = target.startsWith(METADATA);
  const errorId = `problem-${column}`;
  const described = problem === undefined ? {} : { 'aria-describedby': errorId };
  return (
    <div class="fields target">
      <Select
        aria-label={texts.fieldFor(title)}
        aria-invalid={problem !== undefined}
        {...described}
        value={isNote ? METADATA : target}
        choices={[
          { value: '', label: texts.leaveOut },
          ...FIELDS.map((value) => ({ value, label: texts.fields[value] })),
          { value: METADATA, label: texts.metadata },
        ]}
        onChange={(value) => {
          onChange(value === METADATA ? METADATA + metadataKey(title, column) : value);
        }}
      />
      {isNote && (
        <input
          class="input"
          type="text"
          autocomplete="off"
          aria-label={texts.metadataKey(title)}
          aria-invalid={problem !== undefined}
          {...described}
          value={target.slice(METADATA.length)}
          onInput={(event) => {
            onChange(METADATA + event.currentTarget.value);
          }}
        />
      )}
      {problem !== undefined && (
        <p class="field-error" id={errorId}>
          {texts.problems[problem]}
        </p>
      )}
    </div>
  );
}

function titleOf({ header }: Table, column: number): string {
  const title = header?.[column]?.trim() ?? '';
  return title === '' ? importsWords.texts().columns.unnamed(numeral(column + 1)) : title;
}

/** Lists the columns that are not sent. */
function LeftOut({
  table,
  targets,
}: {
  readonly table: Table;
  readonly targets: readonly string[];
}) {
  const names = targets.flatMap((target, column) =>
    target === '' ? [titleOf(table, column)] : [],
  );
  if (names.length === 0) return null;
  const join = new Intl.ListFormat(pageLanguage(), { type: 'unit' });
  return <p class="under">{importsWords.texts().columns.leftOut(join.format(names))}</p>;
}
