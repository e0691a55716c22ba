/** Actions on a contact and their forms, for every list of people. */
import { lazy } from 'preact-iso';

import { deleteContact } from '../../../client/src/generated/sdk.gen.ts';
import type { Contact } from '../../../client/src/generated/types.gen.ts';
import type { Address } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { ConfirmDialog } from '../../app/dialog.tsx';
import { Email, Pill } from '../../app/display.tsx';
import type { MenuItem } from '../../app/menu.tsx';
import { useAction } from '../../app/query.ts';
import type { Column } from '../../app/table.tsx';
import { toast } from '../../app/toast.tsx';
import { type Inviting } from './actions.tsx';
import { type OpenInvitations, TroubleNote } from './open-invitations.tsx';
import { refreshCustomers } from './refresh.ts';
import { contactTone, personName, troubleOf } from './states.ts';
import { customersWords } from './words.ts';

const ContactForm = lazy(async () => (await import('./contact-form.tsx')).ContactForm);

/** The action in progress on a contact. */
export interface AskedContact {
  readonly contact: Contact;
  readonly what: 'edit' | 'remove';
}

/** The items of a contact’s menu. A contact can be invited until it has an account. */
export function contactMenu(
  contact: Contact,
  ask: (asked: AskedContact) => void,
  { invite }: Inviting,
  { go }: Pick<Address, 'go'>,
): MenuItem[] {
  const session = currentSession();
  const texts = customersWords.texts();
  const { id, customerId, status, email, invitationId } = contact;
  if (status === 'removed') return [];
  const mayChange = session.can('customers:write');
  const mayInvite = mayChange && session.can('invitations:write') && status !== 'active';
  return [
    ...(mayInvite
      ? [
          {
            label: status === 'invited' ? texts.resendInvite : texts.sendInvite,
            disabledBecause: email === undefined ? texts.noEmail : undefined,
            onSelect: () => {
              invite(customerId, id);
            },
          },
        ]
      : []),
    ...(invitationId !== undefined && session.can('invitations:read')
      ? [
          {
            label: texts.viewInvitation,
            onSelect: () => {
              const tab = status === 'active' ? 'tab=done&' : '';
              go(`/console/invitations?${tab}open=${invitationId}`);
            },
          },
        ]
      : []),
    ...(mayChange
      ? [
          {
            label: texts.edit,
            onSelect: () => {
              ask({ contact, what: 'edit' });
            },
          },
          {
            label: texts.contacts.remove,
            danger: true,
            onSelect: () => {
              ask({ contact, what: 'remove' });
            },
          },
        ]
      : []),
  ];
}

/** The dialog for the action chosen in a contact's menu. */
export function ContactDialogs({
  asked,
  onClose,
}: {
  readonly asked: AskedContact | undefined;
  readonly onClose: () => void;
}) {
  if (asked === undefined) return null;
  const { contact, what } = asked;
  if (what === 'remove') return <RemoveDialog contact={contact} onClose={onClose} />;
  return (
    <ContactForm
      key={contact.id}
      customerId={contact.customerId}
      contact={contact}
      onClose={onClose}
    />
  );
}

function RemoveDialog({
  contact,
  onClose,
}: {
  readonly contact: Contact;
  readonly onClose: () => void;
}) {
  const texts = customersWords.texts().contacts.removing;
  const work = useAction(async () => {
    const { id: contactId, customerId: id } = contact;
    await call(deleteContact({ path: { id, contactId } }));
    toast(texts.done);
    onClose();
    await refreshCustomers();
  });
  return (
    <ConfirmDialog
      title={texts.title}
      confirm={texts.confirm}
      danger
      action={work}
      onClose={onClose}
    >
      <p class="strong">{personName(contact)}</p>
      <p>{texts.text}</p>
    </ConfirmDialog>
  );
}

/** The name of a contact, with the address below. */
export function nameColumn<Row extends Contact>(): Column<Row> {
  return {
    title: customersWords.texts().contacts.name,
    cell: (contact) => {
      const name = personName(contact);
      const { email, jobTitle } = contact;
      return (
        <>
          <span class="name">{name === email ? <Email>{name}</Email> : name}</span>
          {email !== undefined && email !== name && (
            <span class="under">
              <Email>{email}</Email>
            </span>
          )}
          {jobTitle !== undefined && <span class="under">{jobTitle}</span>}
        </>
      );
    },
  };
}

/** The role and status of a contact; for an invited one, the delivery status. */
export function standingColumns<Row extends Contact>({
  all,
}: OpenInvitations): readonly Column<Row>[] {
  const texts = customersWords.texts();
  const invitations = new Map(all.map((invitation) => [invitation.id, invitation]));
  return [
    {
      title: texts.contacts.role,
      cell: ({ role }) => texts.contacts.roles[role],
      look: 'narrow',
    },
    {
      title: texts.status,
      look: 'note',
      cell: ({ status, email, invitationId = '' }) => {
        const invitation = status === 'invited' ? invitations.get(invitationId) : undefined;
        if (invitation !== undefined && troubleOf(invitation) !== undefined)
          return <TroubleNote invitation={invitation} />;
        return (
          <>
            <Pill tone={contactTone(status)}>{texts.contacts.statuses[status]}</Pill>
            {status === 'none' && email === undefined && <span class="under">{texts.noEmail}</span>}
          </>
        );
      },
    },
  ];
}
