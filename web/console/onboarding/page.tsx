import { lazy } from 'preact-iso';

import {
  getCustomerStatistics,
  getInvitationStatistics,
  listCustomers,
} from '../../../client/src/generated/sdk.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { Email, EmptyState, Time } from '../../app/display.tsx';
import {
  DateFilter,
  FilterBar,
  SearchFilter,
  SelectFilter,
  TextFilter,
} from '../../app/filters.tsx';
import { filtered, useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { useQuery } from '../../app/query.ts';
import { DataTable } from '../../app/table.tsx';
import { pageLanguage } from '../../app/words.ts';
import { FlagIcon, PlusIcon } from '../../shared/icons.tsx';
import { CustomerDialogs, customerMenu, useInviting } from '../customers/actions.tsx';
import { useCatalog } from '../customers/catalog.ts';
import { CUSTOMER_FILTERS, customerFilter } from '../customers/filters.ts';
import { CustomerState, useOpenInvitations, watched } from '../customers/open-invitations.tsx';
import { CUSTOMER_STATUSES } from '../customers/states.ts';
import { customersWords } from '../customers/words.ts';

export { customersWords as words } from '../customers/words.ts';

const AddCustomer = lazy(async () => (await import('./add-customer.tsx')).AddCustomer);

/** Customers during onboarding: the count at each stage, the list, and those that need help. */
export function Page() {
  const address = useAddress();
  const all = customersWords.texts();
  const texts = all.onboarding;
  const mayChange = currentSession().can('customers:write');
  const filter = customerFilter(address.get);
  const open = useOpenInvitations();
  const inviting = useInviting();
  const list = useList({
    key: ['customers', 'list', filter],
    read: (page) => call(listCustomers({ query: { ...filter, ...page } })),
    again: (rows) => watched(rows.some(({ status }) => status === 'invited')),
  });
  const add = (): void => {
    address.change({ add: 'new' });
  };
  return (
    <PageFrame
      title={texts.title}
      actions={
        mayChange && (
          <button class="button button-quiet" type="button" onClick={add}>
            <PlusIcon />
            {texts.addCustomer}
          </button>
        )
      }
    >
      <Stages />
      <FilterBar names={CUSTOMER_FILTERS}>
        <SearchFilter label={texts.search} />
        <SelectFilter
          name="status"
          label={all.status}
          choices={CUSTOMER_STATUSES.map((value) => ({ value, label: all.statuses[value] }))}
        />
        <RankFilter />
        <DateFilter name="from" label={all.createdFrom} />
        <DateFilter name="until" label={all.createdUntil} />
      </FilterBar>
      <DataTable
        title={texts.title}
        list={list}
        columns={[
          {
            title: all.company,
            cell: ({ name }) => <span class="name">{name}</span>,
          },
          {
            title: texts.primaryContact,
            cell: ({ email }) => email !== undefined && <Email>{email}</Email>,
            look: 'note',
          },
          { title: all.rank, cell: ({ rank }) => rank, look: 'narrow' },
          {
            title: all.status,
            cell: (customer) => <CustomerState customer={customer} open={open} />,
            look: 'note',
          },
          {
            title: all.created,
            cell: ({ createdAt }) => <Time at={createdAt} />,
            look: 'narrow',
          },
        ]}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        href={({ id }) => `/console/customers/${id}`}
        menu={(customer) => customerMenu(customer, address, inviting)}
        isFiltered={CUSTOMER_FILTERS.some((name) => address.get(name) !== undefined)}
        empty={
          <div class="panel">
            <EmptyState icon={<FlagIcon />} title={texts.empty}>
              <p>{texts.emptyHint}</p>
              {mayChange && (
                <button class="button" type="button" onClick={add}>
                  {texts.addCustomer}
                </button>
              )}
            </EmptyState>
          </div>
        }
      />
      {address.get('add') !== undefined && mayChange && (
        <AddCustomer
          onClose={() => {
            address.change({ add: undefined }, 'replace');
          }}
        />
      )}
      <CustomerDialogs customers={list.rows} />
      {inviting.dialog}
    </PageFrame>
  );
}

/** Filters by one of the catalog's ranks, or by any word if the catalog has none. */
function RankFilter() {
  const ranks = useCatalog()?.ranks;
  const label = customersWords.texts().rank;
  if (ranks === undefined) return null;
  if (ranks.length === 0) return <TextFilter name="rank" label={label} />;
  return (
    <SelectFilter
      name="rank"
      label={label}
      choices={ranks.map((value) => ({ value, label: value }))}
    />
  );
}

/** The number of customers at each stage, and of email problems. Each number is a filter. */
function Stages() {
  const address = useAddress();
  const texts = customersWords.texts();
  const { data: customers } = useQuery({
    key: ['statistics', 'customers'],
    read: () => call(getCustomerStatistics()),
    again: () => watched(true),
  });
  const { data: invitations } = useQuery({
    key: ['statistics', 'invitations'],
    read: () => call(getInvitationStatistics()),
    enabled: currentSession().can('invitations:read'),
  });
  const current = address.get('status');
  const number = new Intl.NumberFormat(pageLanguage());
  const shown = (count: number | undefined): string =>
    count === undefined ? '–' : number.format(count);
  const bounced = invitations?.byStage.bounced ?? 0;
  const stages = [undefined, ...CUSTOMER_STATUSES];
  return (
    <ul class="tiles" aria-label={texts.onboarding.stages}>
      {stages.map((stage) => (
        <li key={stage ?? 'all'}>
          <button
            class="tile"
            type="button"
            aria-pressed={current === stage}
            onClick={() => {
              address.change(filtered({ status: stage }));
            }}
          >
            <span class="tile-label">
              {stage === undefined ? texts.onboarding.all : texts.statuses[stage]}
            </span>
            <span class="tile-number">
              {shown(stage === undefined ? customers?.total : customers?.byStatus[stage])}
            </span>
          </button>
        </li>
      ))}
      {bounced > 0 && (
        <li>
          <a class="tile tile-bad" href="/console/invitations?delivery=problems">
            <span class="tile-label">{texts.onboarding.undelivered}</span>
            <span class="tile-number">{shown(bounced)}</span>
          </a>
        </li>
      )}
    </ul>
  );
}
