import { useState } from 'preact/hooks';

import { listInvitations } from '../../../client/src/generated/sdk.gen.ts';
import type { InvitationSummary } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { Email, EmptyState, Pill, Time } from '../../app/display.tsx';
import {
  DateFilter,
  FilterBar,
  oneOf,
  SearchFilter,
  SelectFilter,
  TabPanel,
  Tabs,
} from '../../app/filters.tsx';
import { useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { SOON } from '../../app/query.ts';
import { type Column, DataTable } from '../../app/table.tsx';
import { MailIcon } from '../../shared/icons.tsx';
import { type Asked, InvitationDialogs, invitationMenu } from './actions.tsx';
import { BulkBar, BulkProgress } from './bulk.tsx';
import { InvitationDetails } from './details.tsx';
import {
  DELIVERIES,
  deliveryTone,
  DONE,
  endOf,
  isMoving,
  KINDS,
  knownAs,
  statusTone,
} from './states.ts';
import { invitationsWords } from './words.ts';

export { invitationsWords as words } from './words.ts';
import { filterOf, type Tab, TABS } from './filter.ts';

const FILTERS = ['q', 'kind', 'delivery', 'status', 'from', 'until'];
/** Refresh interval, in milliseconds: someone may sign up at any time. */
const NOW_AND_THEN = 10_000;
const NOTHING: ReadonlySet<string> = new Set();

/** All invitations, in two tabs: pending and done. */
export function Page() {
  const address = useAddress();
  const texts = invitationsWords.texts();
  const tab = oneOf(address.get('tab'), TABS) ?? 'pending';
  const filter = filterOf(address, tab);
  const [asked, setAsked] = useState<Asked>();
  const [selected, setSelected] = useState(NOTHING);
  const list = useList({
    key: ['invitations', 'list', filter],
    read: (page) => call(listInvitations({ query: { ...filter, ...page } })),
    again: (rows) => {
      const now = new Date();
      if (rows.some((row) => isMoving(row, now))) return SOON;
      return tab === 'pending' ? NOW_AND_THEN : false;
    },
  });
  // Deselects rows that left the page through an action or another filter.
  const onPage = new Set(list.rows.map(({ id }) => id));
  const ids = new Set([...selected].filter((id) => onPage.has(id)));
  const selection = { ids, change: setSelected };
  const openId = address.get('open');
  const mayChange = currentSession().can('invitations:write');
  const closeDetails = (): void => {
    address.change({ open: undefined });
  };
  return (
    <PageFrame title={texts.title}>
      <Tabs
        label={texts.title}
        tabs={TABS.map((value) => ({ value, label: texts[value] }))}
        current={tab}
        clears={['status', 'delivery', 'open']}
      />
      <TabPanel current={tab}>
        <Filters tab={tab} />
        {mayChange && <BulkBar tab={tab} filter={filter} list={list} selection={selection} />}
        <DataTable
          title={texts[tab]}
          list={list}
          columns={tab === 'pending' ? pendingColumns() : doneColumns()}
          rowId={({ id }) => id}
          rowName={({ email }) => email}
          href={({ id }) => address.with({ open: id })}
          menu={(row) => invitationMenu(row, setAsked)}
          {...(mayChange && { selection })}
          openId={openId}
          isFiltered={FILTERS.some((name) => address.get(name) !== undefined)}
          empty={<Empty tab={tab} />}
        />
      </TabPanel>
      {openId !== undefined && (
        <InvitationDetails id={openId} ask={setAsked} onClose={closeDetails} />
      )}
      <InvitationDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
        onDeleted={closeDetails}
      />
      <BulkProgress />
    </PageFrame>
  );
}

function Filters({ tab }: { readonly tab: Tab }) {
  const texts = invitationsWords.texts();
  return (
    <FilterBar names={FILTERS}>
      <SearchFilter label={texts.search} />
      <SelectFilter
        name="kind"
        label={texts.kind}
        choices={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
      />
      {tab === 'pending' ? (
        <SelectFilter
          name="delivery"
          label={texts.delivery}
          choices={[
            { value: 'problems', label: texts.problemsOnly },
            ...DELIVERIES.map((value) => ({ value, label: texts.deliveries[value] })),
          ]}
        />
      ) : (
        <SelectFilter
          name="status"
          label={texts.status}
          choices={DONE.map((value) => ({ value, label: texts.statuses[value] }))}
        />
      )}
      <DateFilter name="from" label={texts.createdAfter} />
      <DateFilter name="until" label={texts.createdBefore} />
    </FilterBar>
  );
}

const who = (): Column<InvitationSummary> => ({
  title: invitationsWords.texts().invitee,
  cell: (row) => (
    <>
      <span class="name">
        <Email>{row.email}</Email>
      </span>
      {knownAs(row) !== '' && <span class="under">{knownAs(row)}</span>}
    </>
  ),
});

const kindColumn = (): Column<InvitationSummary> => {
  const texts = invitationsWords.texts();
  return { title: texts.kind, cell: ({ kind }) => texts.kinds[kind], look: 'narrow' };
};

function pendingColumns(): readonly Column<InvitationSummary>[] {
  const texts = invitationsWords.texts();
  return [
    who(),
    {
      title: texts.delivery,
      cell: ({ delivery: { status } }) => (
        <>
          <Pill tone={deliveryTone(status)}>{texts.deliveries[status]}</Pill>
          {texts.hints[status] !== undefined && <span class="under">{texts.hints[status]}</span>}
        </>
      ),
    },
    kindColumn(),
    { title: texts.invited, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
    { title: texts.expires, cell: ({ expiresAt }) => <Time at={expiresAt} />, look: 'narrow' },
  ];
}

function doneColumns(): readonly Column<InvitationSummary>[] {
  const texts = invitationsWords.texts();
  return [
    who(),
    {
      title: texts.status,
      cell: ({ status }) => <Pill tone={statusTone(status)}>{texts.statuses[status]}</Pill>,
    },
    kindColumn(),
    { title: texts.invited, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
    { title: texts.ended, cell: (row) => <Time at={endOf(row)} />, look: 'narrow' },
  ];
}

function Empty({ tab }: { readonly tab: Tab }) {
  const texts = invitationsWords.texts();
  return (
    <div class="panel">
      <EmptyState
        icon={<MailIcon />}
        title={tab === 'pending' ? texts.emptyPending : texts.emptyDone}
      >
        <p>{tab === 'pending' ? texts.emptyPendingHint : texts.emptyDoneHint}</p>
      </EmptyState>
    </div>
  );
}
