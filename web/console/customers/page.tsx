import { useState } from 'preact/hooks';
import { lazy } from 'preact-iso';

import { listCustomers } from '../../../client/src/generated/sdk.gen.ts';
import type {
  CustomerSummary,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { type Address, useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { Email, EmptyState, Time } from '../../app/display.tsx';
import { DateFilter, FilterBar, SearchFilter, SelectFilter } from '../../app/filters.tsx';
import { useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { type Column, DataTable } from '../../app/table.tsx';
import { BuildingIcon, PlusIcon } from '../../shared/icons.tsx';
import { type Asked, InvitationDialogs, invitationMenu } from '../invitations/actions.tsx';
import { knownAs } from '../invitations/states.ts';
import { invitationsWords } from '../invitations/words.ts';
import { CustomerDialogs, customerMenu, useInviting } from './actions.tsx';
import { CUSTOMER_FILTERS, type CustomerFilter, customerFilter } from './filters.ts';
import {
  CustomerState,
  type OpenInvitations,
  TroubleNote,
  useOpenInvitations,
  watched,
} from './open-invitations.tsx';
import { byUrgency, CUSTOMER_STATUSES, KINDS, matches } from './states.ts';
import { customersWords, withWords } from './words.ts';

export const words = withWords(customersWords, invitationsWords);

const CustomerForm = lazy(async () => (await import('./customer-form.tsx')).CustomerForm);

/** A company, or an invitee who will create one. */
type Row =
  | { readonly customer: CustomerSummary }
  | { readonly customer?: undefined; readonly invitation: InvitationSummary };

function subjectOf(row: Row): CustomerSummary | InvitationSummary {
  if (row.customer !== undefined) return row.customer;
  return row.invitation;
}

/** Maximum number of invitations above the companies. The others are a click away. */
const SHOWN_OPEN = 10;

/** All companies. Invitees who will create one but have not signed up yet are listed above them. */
export function Page() {
  const address = useAddress();
  const texts = customersWords.texts();
  const session = currentSession();
  const filter = customerFilter(address.get);
  const open = useOpenInvitations();
  const inviting = useInviting();
  const [asked, setAsked] = useState<Asked>();
  const list = useList({
    key: ['customers', 'list', filter],
    read: (page) => call(listCustomers({ query: { ...filter, ...page } })),
    again: (rows) =>
      watched(open.all.length > 0 || rows.some(({ status }) => status === 'invited')),
  });
  const waiting = list.isLoading ? [] : waitingFor(open, filter, address);
  const rows: Row[] = [
    ...waiting.slice(0, SHOWN_OPEN).map((invitation) => ({ invitation })),
    ...list.rows.map((customer) => ({ customer })),
  ];
  const more = waiting.length - SHOWN_OPEN;
  return (
    <PageFrame
      title={texts.title}
      actions={
        session.can('customers:write') && (
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
      <FilterBar names={CUSTOMER_FILTERS}>
        <SearchFilter label={texts.search} />
        <SelectFilter
          name="status"
          label={texts.status}
          choices={CUSTOMER_STATUSES.map((value) => ({ value, label: texts.statuses[value] }))}
        />
        <SelectFilter
          name="kind"
          label={texts.kind}
          choices={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        />
        <DateFilter name="from" label={texts.createdFrom} />
        <DateFilter name="until" label={texts.createdUntil} />
      </FilterBar>
      <DataTable<Row>
        title={texts.title}
        list={{ ...list, rows }}
        columns={columnsFor(open)}
        rowId={(row) => subjectOf(row).id}
        rowName={(row) => (row.customer === undefined ? row.invitation.email : row.customer.name)}
        href={(row) =>
          row.customer === undefined
            ? `/console/invitations?open=${row.invitation.id}`
            : `/console/customers/${row.customer.id}`
        }
        menu={(row) =>
          row.customer === undefined
            ? invitationMenu(row.invitation, setAsked)
            : customerMenu(row.customer, address, inviting)
        }
        isFiltered={CUSTOMER_FILTERS.some((name) => address.get(name) !== undefined)}
        empty={
          <div class="panel">
            <EmptyState icon={<BuildingIcon />} title={texts.empty}>
              <p>{texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
      {more > 0 && (
        <p>
          <a href="/console/invitations">
            {texts.moreOpen(open.hasMore === true ? `${more}+` : String(more))}
          </a>
        </p>
      )}
      {address.get('add') !== undefined && session.can('customers:write') && (
        <CustomerForm
          onClose={() => {
            address.change({ add: undefined }, 'replace');
          }}
        />
      )}
      <CustomerDialogs customers={list.rows} />
      <InvitationDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
        onDeleted={() => undefined}
      />
      {inviting.dialog}
    </PageFrame>
  );
}

/** Open invitations without a company. They are shown on the first page, if they match the filters. */
function waitingFor(
  { all }: OpenInvitations,
  filter: CustomerFilter,
  address: Address,
): InvitationSummary[] {
  const { kind, status, rank, createdAfter = '', createdBefore = '~' } = filter;
  if (address.get('page') !== undefined || (status ?? 'invited') !== 'invited') return [];
  const search = address.get('q') ?? '';
  return all
    .filter(
      (invitation) =>
        invitation.customer === undefined &&
        (kind === undefined || invitation.kind === kind) &&
        (rank === undefined || invitation.rank === rank) &&
        invitation.createdAt >= createdAfter &&
        invitation.createdAt < createdBefore &&
        matches(search, [invitation.email, knownAs(invitation)]),
    )
    .toSorted(byUrgency);
}

function columnsFor(open: OpenInvitations): readonly Column<Row>[] {
  const texts = customersWords.texts();
  return [
    {
      title: texts.company,
      cell: (row) => {
        const { customer } = row;
        const [name, under] =
          customer === undefined
            ? [row.invitation.company ?? row.invitation.email, row.invitation.email]
            : [customer.name, customer.email];
        return (
          <>
            <span class="name">{name === under ? <Email>{name}</Email> : name}</span>
            {under !== undefined && (
              <span class="under">
                {name === under ? texts.withoutCompany : <Email>{under}</Email>}
              </span>
            )}
          </>
        );
      },
    },
    {
      title: texts.status,
      cell: (row) =>
        row.customer === undefined ? (
          <TroubleNote invitation={row.invitation} />
        ) : (
          <CustomerState customer={row.customer} open={open} />
        ),
      look: 'note',
    },
    {
      title: texts.kind,
      cell: (row) => texts.kinds[subjectOf(row).kind],
      look: 'narrow',
    },
    {
      title: texts.created,
      cell: (row) => <Time at={subjectOf(row).createdAt} />,
      look: 'narrow',
    },
  ];
}
