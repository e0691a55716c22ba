import { useState } from 'preact/hooks';

import { listAdministrators } from '../../../../client/src/generated/sdk.gen.ts';
import type { Administrator } from '../../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../../app/address.ts';
import { call, currentSession } from '../../../app/api.ts';
import { Email, EmptyState, Pill, relativeTime, Time } from '../../../app/display.tsx';
import { FilterBar, SearchFilter } from '../../../app/filters.tsx';
import { useList } from '../../../app/list.ts';
import { SOON } from '../../../app/query.ts';
import { type Column, DataTable } from '../../../app/table.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { PeopleIcon, PlusIcon } from '../../../shared/icons.tsx';
import { SettingsSection } from '../section.tsx';
import { AdministratorDialogs, administratorMenu, type Asked, isSelf } from './actions.tsx';
import { AddDialog } from './add-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { isMoving, matching, standingOf } from './standing.ts';
import { administratorsWords } from './words.ts';

export { administratorsWords as words } from './words.ts';

/** Refresh interval, in milliseconds: someone may set up their account at any time. */
const NOW_AND_THEN = 30_000;
/** Up to this many rows, no search field is shown: scanning them is faster. */
const FEW = 8;

/** The company’s administrators, with their roles and statuses. */
export function Page() {
  const address = useAddress();
  const texts = administratorsWords.texts();
  const [asked, setAsked] = useState<Asked>();
  const all = useList({
    key: ['administrators'],
    // A company has so few that they fit on one page.
    read: () => call(listAdministrators()),
    again: (rows) => {
      const now = new Date();
      if (rows.some((row) => isMoving(row, now))) return SOON;
      return rows.some(({ status }) => status === 'invited') ? NOW_AND_THEN : false;
    },
  });
  const search = address.get('q');
  const mayChange = currentSession().can('administrators:write');
  const edited = all.rows.find(({ id }) => id === address.get('edit'));
  const close = (): void => {
    address.change({ add: undefined, edit: undefined }, 'replace');
  };
  return (
    <SettingsSection
      section="administrators"
      lead={texts.lead}
      action={
        mayChange && (
          <button
            class="button button-quiet"
            type="button"
            onClick={() => {
              address.change({ add: 'new' });
            }}
          >
            <PlusIcon />
            {texts.add}
          </button>
        )
      }
    >
      {(all.rows.length > FEW || search !== undefined) && (
        <FilterBar names={['q']}>
          <SearchFilter label={texts.search} />
        </FilterBar>
      )}
      <DataTable
        title={texts.title}
        list={{ ...all, rows: matching(all.rows, search) }}
        columns={columns()}
        rowId={({ id }) => id}
        rowName={({ email }) => email}
        {...(mayChange && {
          menu: (row: Administrator) =>
            administratorMenu(row, all.rows, {
              ask: setAsked,
              edit: () => {
                address.change({ edit: row.id });
              },
            }),
        })}
        isFiltered={search !== undefined}
        empty={
          <div class="panel">
            <EmptyState icon={<PeopleIcon />} title={texts.title}>
              <p>{texts.lead}</p>
            </EmptyState>
          </div>
        }
      />
      {mayChange && address.get('add') !== undefined && <AddDialog onClose={close} />}
      {mayChange && edited !== undefined && (
        <EditDialog key={edited.id} administrator={edited} all={all.rows} onClose={close} />
      )}
      <AdministratorDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
      />
    </SettingsSection>
  );
}

function columns(): readonly Column<Administrator>[] {
  const texts = administratorsWords.texts();
  return [
    {
      title: texts.administrator,
      cell: (row) => (
        <>
          <span class="name">
            {row.name ?? <Email>{row.email}</Email>}
            {isSelf(row) && <span class="tag">{texts.you}</span>}
          </span>
          {row.name !== undefined && (
            <span class="under">
              <Email>{row.email}</Email>
            </span>
          )}
        </>
      ),
    },
    { title: texts.role, cell: ({ role }) => texts.roles[role].label, look: 'narrow' },
    { title: texts.status, cell: (row) => <Standing administrator={row} /> },
    { title: texts.added, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
  ];
}

function Standing({ administrator }: { readonly administrator: Administrator }) {
  const texts = administratorsWords.texts();
  const standing = standingOf(administrator);
  const { expiresAt, status } = administrator;
  const isDelivery = 'delivery' in standing;
  const hint = isDelivery
    ? texts.hints[standing.delivery]
    : status === 'expired'
      ? texts.hints.expired
      : status === 'invited' && expiresAt !== undefined
        ? texts.until(relativeTime(new Date(expiresAt), new Date(), pageLanguage()))
        : undefined;
  return (
    <>
      <Pill tone={standing.tone}>
        {isDelivery
          ? (texts.deliveries[standing.delivery] ?? texts.statuses[status])
          : texts.statuses[standing.status]}
      </Pill>
      {hint !== undefined && <span class="under">{hint}</span>}
    </>
  );
}
