/** Bulk actions on invitations: confirmation, progress, and results. */
import { useState } from 'preact/hooks';

import {
  cancelBulkAction,
  createBulkAction,
  getBulkAction,
} from '../../../client/src/generated/sdk.gen.ts';
import type {
  BulkActionResults,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call, newIdempotencyKey } from '../../app/api.ts';
import { BusyButton, ConfirmDialog, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { Loading } from '../../app/display.tsx';
import type { List } from '../../app/list.ts';
import { ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../app/query.ts';
import { type Selection, SelectionBar } from '../../app/table.tsx';
import { pageLanguage } from '../../app/words.ts';
import type { InvitationFilter } from './filter.ts';
import { possibleActions } from './states.ts';
import type { InvitationAction } from './texts.ts';
import { invitationsWords } from './words.ts';

const ACTIONS_ON_ALL = { pending: ['resend', 'revoke'], done: ['delete'] } as const;

/** The actions that all of the invitations allow. */
function commonActions(rows: readonly InvitationSummary[]): readonly InvitationAction[] {
  const [first, ...others] = rows.map(possibleActions);
  return (first ?? []).filter((action) => others.every((actions) => actions.includes(action)));
}

/** Actions on the selected invitations, or on all that match the filters. */
export function BulkBar({
  tab,
  filter,
  list,
  selection,
}: {
  readonly tab: 'pending' | 'done';
  readonly filter: InvitationFilter;
  readonly list: List<InvitationSummary>;
  readonly selection: Selection;
}) {
  const texts = invitationsWords.texts();
  const [asked, setAsked] = useState<InvitationAction>();
  const [wantsAll, setWantsAll] = useState(false);
  const isWholePage = list.rows.length > 0 && selection.ids.size === list.rows.length;
  const { search, ...withoutSearch } = filter;
  // Bulk actions accept filters but no search; search results can be selected page by page.
  const canHaveAll = isWholePage && list.next !== undefined && search === undefined;
  const areAll = wantsAll && canHaveAll;
  const chosen = list.rows.filter(({ id }) => selection.ids.has(id));
  const actions = areAll ? ACTIONS_ON_ALL[tab] : commonActions(chosen);
  return (
    <>
      <SelectionBar selection={selection}>
        {actions.map((action) => (
          <button
            key={action}
            class="button button-quiet button-small"
            type="button"
            onClick={() => {
              setAsked(action);
            }}
          >
            {texts[action]}
          </button>
        ))}
        {canHaveAll &&
          (areAll ? (
            <strong>{texts.allMatching}</strong>
          ) : (
            <button
              class="link-button"
              type="button"
              onClick={() => {
                setWantsAll(true);
              }}
            >
              {texts.selectAllMatching}
            </button>
          ))}
      </SelectionBar>
      {asked !== undefined && (
        <BulkDialog
          action={asked}
          ids={chosen.map(({ id }) => id)}
          filter={areAll ? withoutSearch : undefined}
          onClose={() => {
            setAsked(undefined);
          }}
          onStarted={() => {
            setAsked(undefined);
            setWantsAll(false);
            selection.change(new Set());
          }}
        />
      )}
    </>
  );
}

function BulkDialog({
  action,
  ids,
  filter,
  onClose,
  onStarted,
}: {
  readonly action: InvitationAction;
  readonly ids: readonly string[];
  /** Selects everything that matches, instead of IDs. */
  readonly filter: Omit<InvitationFilter, 'search'> | undefined;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}) {
  const address = useAddress();
  const all = invitationsWords.texts();
  const texts = all.actions[action];
  // One key each time the dialog opens, so that a retry after a lost response starts nothing twice.
  const [key] = useState(newIdempotencyKey);
  const work = useAction(async () => {
    const started = await call(
      createBulkAction({
        headers: { 'Idempotency-Key': key },
        body: {
          action,
          ...(filter === undefined ? { ids: [...ids] } : { filter }),
        },
      }),
    );
    onStarted();
    address.change({ bulk: started.id }, 'replace');
  });
  return (
    <ConfirmDialog
      title={texts.manyTitle(filter === undefined ? numeral(ids.length) : all.allMatching)}
      confirm={texts.confirm}
      danger={action !== 'resend'}
      action={work}
      onClose={onClose}
    >
      <p>{texts.manyText}</p>
    </ConfirmDialog>
  );
}

const OFTEN = 1_000;

/** The progress of the bulk action in `?bulk=…`, until it is closed. It continues without this page. */
export function BulkProgress() {
  const address = useAddress();
  const id = address.get('bulk');
  if (id === undefined) return null;
  return (
    <BulkProgressDialog
      id={id}
      onClose={() => {
        address.change({ bulk: undefined }, 'replace');
        void refresh('invitations');
      }}
    />
  );
}

function BulkProgressDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const texts = invitationsWords.texts().bulk;
  const { data, error } = useQuery({
    key: ['bulk-actions', id],
    read: () => call(getBulkAction({ path: { id }, query: { limit: 100 } })),
    again: (bulk) => (bulk === undefined || isRunning(bulk) ? OFTEN : false),
  });
  const cancel = useAction(async () => {
    await call(cancelBulkAction({ path: { id } }));
    await refresh('bulk-actions', id);
  });
  return (
    <Dialog title={data === undefined ? '…' : texts.titles[data.action]} onClose={onClose}>
      <DialogBody isRead>
        {data === undefined ? (
          error === null ? (
            <Loading />
          ) : (
            <ProblemNote failure={error} />
          )
        ) : (
          <Progress bulk={data} />
        )}
        <ProblemNote failure={cancel.failure} />
      </DialogBody>
      <DialogFoot>
        {data !== undefined && isRunning(data) && (
          <BusyButton class="button button-quiet" isBusy={cancel.isBusy} onClick={cancel.run}>
            {texts.cancel}
          </BusyButton>
        )}
        <button class="button" type="button" onClick={onClose}>
          {texts.close}
        </button>
      </DialogFoot>
    </Dialog>
  );
}

function Progress({ bulk }: { readonly bulk: BulkActionResults }) {
  const all = invitationsWords.texts();
  const texts = all.bulk;
  const { counts, total, data: rows } = bulk;
  const finished = total - counts.pending;
  const notDone = rows.filter(({ outcome }) => outcome === 'error' || outcome === 'skipped');
  return (
    <>
      <progress
        class="progress"
        max={Math.max(total, 1)}
        value={finished}
        aria-label={texts.titles[bulk.action]}
      />
      <p role="status">{texts.progress(numeral(finished), numeral(total))}</p>
      <p class="states">
        <span>{texts.done(numeral(counts.done))}</span>
        {counts.skipped > 0 && <span>{texts.skipped(numeral(counts.skipped))}</span>}
        {counts.error > 0 && <span>{texts.failed(numeral(counts.error))}</span>}
      </p>
      {bulk.status === 'canceled' && <p>{texts.canceled}</p>}
      {bulk.truncated && <p>{texts.truncated}</p>}
      {isRunning(bulk) && <p class="under">{texts.background}</p>}
      {notDone.length > 0 && (
        <>
          <h3>{texts.notDone}</h3>
          <ul class="results">
            {notDone.map(({ row, message, reason }) => (
              <li key={row}>{message ?? reason}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function isRunning({ status }: Pick<BulkActionResults, 'status'>): boolean {
  return status !== 'completed' && status !== 'canceled';
}

function numeral(count: number): string {
  return new Intl.NumberFormat(pageLanguage()).format(count);
}
