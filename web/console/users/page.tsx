import { useState } from 'preact/hooks';

import { listAllContacts } from '../../../client/src/generated/sdk.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call } from '../../app/api.ts';
import { EmptyState, Time } from '../../app/display.tsx';
import { FilterBar, oneOf, SearchFilter, SelectFilter } from '../../app/filters.tsx';
import { useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { DataTable } from '../../app/table.tsx';
import { PeopleIcon } from '../../shared/icons.tsx';
import { useInviting } from '../customers/actions.tsx';
import {
  type AskedContact,
  ContactDialogs,
  contactMenu,
  nameColumn,
  standingColumns,
} from '../customers/contacts.tsx';
import { useOpenInvitations, watched } from '../customers/open-invitations.tsx';
import { CONTACT_STATUSES, personName, ROLES } from '../customers/states.ts';
import { customersWords } from '../customers/words.ts';

export { customersWords as words } from '../customers/words.ts';

const FILTERS = ['q', 'status', 'role'];

/** The contacts of all customers. */
export function Page() {
  const address = useAddress();
  const all = customersWords.texts();
  const texts = all.users;
  const inviting = useInviting();
  const open = useOpenInvitations();
  const [asked, setAsked] = useState<AskedContact>();
  const search = address.get('q');
  const status = oneOf(address.get('status'), CONTACT_STATUSES);
  const role = oneOf(address.get('role'), ROLES);
  const filter = {
    ...(search !== undefined && (search.includes('@') ? { email: search } : { search })),
    ...(status !== undefined && { status }),
    ...(role !== undefined && { role }),
  };
  const list = useList({
    key: ['contacts', 'all', filter],
    read: (page) => call(listAllContacts({ query: { ...filter, ...page } })),
    again: (rows) => watched(rows.some((row) => row.status === 'invited')),
  });
  return (
    <PageFrame title={texts.title}>
      <FilterBar names={FILTERS}>
        <SearchFilter label={texts.search} />
        <SelectFilter
          name="status"
          label={all.status}
          choices={CONTACT_STATUSES.map((value) => ({
            value,
            label: all.contacts.statuses[value],
          }))}
        />
        <SelectFilter
          name="role"
          label={all.contacts.role}
          choices={ROLES.map((value) => ({ value, label: all.contacts.roles[value] }))}
        />
      </FilterBar>
      <DataTable
        title={texts.title}
        list={list}
        columns={[
          nameColumn(),
          {
            title: all.company,
            cell: ({ customerId, customerName }) => (
              <a class="row-link" href={`/console/customers/${customerId}`}>
                {customerName ?? all.view}
              </a>
            ),
          },
          ...standingColumns(open),
          {
            title: texts.added,
            cell: ({ createdAt }) => <Time at={createdAt} />,
            look: 'narrow',
          },
        ]}
        rowId={({ id }) => id}
        rowName={personName}
        menu={(contact) => contactMenu(contact, setAsked, inviting, address)}
        isFiltered={FILTERS.some((name) => address.get(name) !== undefined)}
        empty={
          <div class="panel">
            <EmptyState icon={<PeopleIcon />} title={texts.empty}>
              <p>{texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
      <ContactDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
      />
      {inviting.dialog}
    </PageFrame>
  );
}
