import { useState } from 'preact/hooks';
import { lazy, useRoute } from 'preact-iso';

import { getCustomer, listContacts } from '../../../client/src/generated/sdk.gen.ts';
import type { Customer } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { EmptyState, Loading, Pill } from '../../app/display.tsx';
import { oneOf, TabPanel, Tabs } from '../../app/filters.tsx';
import { useList } from '../../app/list.ts';
import { Menu } from '../../app/menu.tsx';
import { PageFrame } from '../../app/page.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { useQuery } from '../../app/query.ts';
import { DataTable } from '../../app/table.tsx';
import { appWords } from '../../app/words.ts';
import { PeopleIcon, PlusIcon } from '../../shared/icons.tsx';
import { CustomerDialogs, customerMenu, useInviting } from '../customers/actions.tsx';
import {
  type AskedContact,
  ContactDialogs,
  contactMenu,
  nameColumn,
  standingColumns,
} from '../customers/contacts.tsx';
import { useOpenInvitations, watched } from '../customers/open-invitations.tsx';
import { customerTone, personName } from '../customers/states.ts';
import { customersWords, withWords } from '../customers/words.ts';
import { invitationsWords } from '../invitations/words.ts';
import { CustomerInvitations } from './invitations.tsx';
import { Profile } from './profile.tsx';

export const words = withWords(customersWords, invitationsWords);

const CustomerForm = lazy(
  async () => (await import('../customers/customer-form.tsx')).CustomerForm,
);
const ContactForm = lazy(async () => (await import('../customers/contact-form.tsx')).ContactForm);

const TABS = ['contacts', 'profile', 'invitations'] as const;
const BACK = '/console/customers';

/** A customer, with its contacts, profile, and invitations. */
export function Page() {
  const { params } = useRoute();
  const texts = customersWords.texts();
  const id = params['id'] ?? '';
  const { data, error, refetch } = useQuery({
    key: ['customers', 'one', id],
    read: () => call(getCustomer({ path: { id } })),
    again: (customer) =>
      watched(customer?.contacts.some(({ status }) => status === 'invited') === true),
  });
  if (data !== undefined) return <CustomerPage customer={data} />;
  return (
    <PageFrame title={texts.customer} back={{ href: BACK, label: texts.details.back }}>
      {error === null ? (
        <Loading />
      ) : (
        <ProblemNote failure={error} onRetry={() => void refetch()} />
      )}
    </PageFrame>
  );
}

function CustomerPage({ customer }: { readonly customer: Customer }) {
  const address = useAddress();
  const all = customersWords.texts();
  const texts = all.details;
  const session = currentSession();
  const inviting = useInviting();
  const { id, name, status } = customer;
  const mayChange = session.can('customers:write');
  const tabs = session.can('invitations:read')
    ? TABS
    : TABS.filter((value) => value !== 'invitations');
  const tab = oneOf(address.get('tab'), tabs) ?? 'contacts';
  const menu = customerMenu(customer, address, inviting);
  const close = (): void => {
    address.change({ do: undefined }, 'replace');
  };
  return (
    <PageFrame
      title={name}
      back={{ href: BACK, label: texts.back }}
      beside={<Pill tone={customerTone(status)}>{all.statuses[status]}</Pill>}
      actions={
        mayChange && (
          <>
            {menu.length > 0 && (
              <Menu label={appWords.texts().table.actionsFor(name)} items={() => menu} />
            )}
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                address.change({ do: 'edit' });
              }}
            >
              {all.edit}
            </button>
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                address.change({ do: 'new-contact' });
              }}
            >
              <PlusIcon />
              {texts.newContact}
            </button>
          </>
        )
      }
    >
      <Notes customer={customer} />
      <Tabs
        label={name}
        tabs={tabs.map((value) => ({ value, label: texts.tabs[value] }))}
        current={tab}
      />
      <TabPanel current={tab}>
        {tab === 'contacts' && <Contacts customer={customer} />}
        {tab === 'profile' && <Profile customer={customer} />}
        {tab === 'invitations' && <CustomerInvitations customerId={id} />}
      </TabPanel>
      {mayChange && address.get('do') === 'edit' && (
        <CustomerForm key={id} customer={customer} onClose={close} />
      )}
      {mayChange && address.get('do') === 'new-contact' && (
        <ContactForm key={id} customerId={id} onClose={close} />
      )}
      <CustomerDialogs customers={[customer]} />
      {inviting.dialog}
    </PageFrame>
  );
}

/** Notices above the customer's tabs. */
function Notes({
  customer: { status, contacts, counts, similar },
}: {
  readonly customer: Customer;
}) {
  const all = customersWords.texts();
  const texts = all.details;
  const format = new Intl.ListFormat(document.documentElement.lang, { type: 'unit' });
  const isWaiting = counts.users > 0;
  const note =
    status === 'suspended'
      ? texts.suspendedNote
      : status !== 'inactive'
        ? undefined
        : isWaiting
          ? texts.waitingNote
          : contacts.length === 0
            ? undefined
            : texts.inactiveNote;
  return (
    <>
      {note !== undefined && (
        <div class={status === 'suspended' ? 'callout callout-bad' : 'callout callout-warm'}>
          <p>{note}</p>
        </div>
      )}
      {similar.length > 0 && (
        <div class="callout">
          <p>{texts.similar}</p>
          <ul class="plain">
            {similar.map(({ id, name, by }) => (
              <li key={id}>
                <a href={`${BACK}/${id}`}>{name}</a>{' '}
                <span class="under-inline">
                  {format.format(by.map((reason) => texts.similarBy[reason]))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Contacts({ customer: { id, primaryContactId } }: { readonly customer: Customer }) {
  const address = useAddress();
  const all = customersWords.texts();
  const texts = all.contacts;
  const inviting = useInviting();
  const open = useOpenInvitations(id);
  const [asked, setAsked] = useState<AskedContact>();
  const list = useList({
    key: ['contacts', 'of', id],
    read: (page) => call(listContacts({ path: { id }, query: page })),
    again: (rows) => watched(rows.some(({ status }) => status === 'invited')),
  });
  const name = nameColumn();
  return (
    <>
      <DataTable
        title={all.details.tabs.contacts}
        // Removed contacts are kept as history, but have no actions here.
        list={{ ...list, rows: list.rows.filter(({ status }) => status !== 'removed') }}
        columns={[
          {
            ...name,
            cell: (contact) => (
              <>
                {name.cell(contact)}
                {contact.id === primaryContactId && <span class="under">{texts.primary}</span>}
              </>
            ),
          },
          ...standingColumns(open),
          { title: all.phone, cell: ({ phone }) => phone, look: 'narrow' },
        ]}
        rowId={(contact) => contact.id}
        rowName={personName}
        menu={(contact) => contactMenu(contact, setAsked, inviting, address)}
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
    </>
  );
}
