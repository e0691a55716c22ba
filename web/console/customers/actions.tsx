/** Actions on a customer, from its row and its page. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { lazy } from 'preact-iso';

import {
  activateCustomer,
  getCustomer,
  inviteContact,
  suspendCustomer,
} from '../../../client/src/generated/sdk.gen.ts';
import type { CustomerSummary } from '../../../client/src/generated/types.gen.ts';
import { type Address, useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { ConfirmDialog, Dialog, DialogBody } from '../../app/dialog.tsx';
import type { MenuItem } from '../../app/menu.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { refreshCustomers } from './refresh.ts';
import type { CustomerAction } from './texts.ts';
import { customersWords } from './words.ts';

const CopyDialog = lazy(async () => (await import('./copy-dialog.tsx')).CopyDialog);

type Named = Pick<CustomerSummary, 'id' | 'name' | 'status' | 'email'>;

/** The items of a customer’s menu, as its state and the user's role allow. */
export function customerMenu(customer: Named, address: Address, inviting: Inviting): MenuItem[] {
  const session = currentSession();
  const texts = customersWords.texts();
  if (!session.can('customers:write')) return [];
  const { id, status } = customer;
  const ask = (action: string): void => {
    address.change({ ask: action, customer: id });
  };
  return [
    ...(session.can('invitations:write') && status !== 'active'
      ? [inviteItem(customer, inviting)]
      : []),
    {
      label: texts.copy,
      onSelect: () => {
        ask('copy');
      },
    },
    ...(status === 'inactive' || status === 'suspended'
      ? [
          {
            label: texts.activate,
            onSelect: () => {
              ask('activate');
            },
          },
        ]
      : []),
    ...(status === 'suspended'
      ? []
      : [
          {
            label: texts.suspend,
            danger: true,
            onSelect: () => {
              ask('suspend');
            },
          },
        ]),
  ];
}

/** Invites the primary contact, or resends the invitation. */
function inviteItem({ id, email, status }: Named, inviting: Inviting): MenuItem {
  const texts = customersWords.texts();
  const isInvited = status === 'invited';
  const reason =
    status === 'suspended'
      ? texts.isSuspended
      : email === undefined && !isInvited
        ? texts.noEmail
        : undefined;
  return {
    label: isInvited ? texts.resendInvite : texts.sendInvite,
    ...(reason !== undefined && { disabledBecause: reason }),
    onSelect: () => {
      inviting.invite(id);
    },
  };
}

/** Sends invitations from menus. Failures are shown in a dialog, because a menu has no room for them. */
export interface Inviting {
  /** Invites a contact, by default the primary contact, or resends its invitation. */
  readonly invite: (customerId: string, contactId?: string) => void;
  readonly dialog: ComponentChildren;
}

export function useInviting(): Inviting {
  const texts = customersWords.texts();
  const work = useAction(async (customerId: string, contactId?: string) => {
    try {
      const id = contactId ?? (await primaryContactOf(customerId));
      const path = { id: customerId, contactId: id };
      const { email, delivery } = await call(inviteContact({ path }));
      toast(delivery.sends > 1 ? texts.inviteResent(email) : texts.inviteSent(email));
    } finally {
      await refreshCustomers();
    }
  });
  return {
    invite: work.run,
    dialog: work.failure !== undefined && (
      <Dialog title={texts.notSent} onClose={work.reset}>
        <DialogBody>
          <ProblemNote failure={work.failure} />
        </DialogBody>
      </Dialog>
    ),
  };
}

async function primaryContactOf(id: string): Promise<string> {
  const { primaryContactId = '' } = await call(getCustomer({ path: { id } }));
  return primaryContactId;
}

/** The dialog that `?ask=…&customer=…` opens. `customers` are those on the page. */
export function CustomerDialogs({ customers }: { readonly customers: readonly Named[] }) {
  const address = useAddress();
  const asked = address.get('ask');
  const wanted = address.get('customer');
  // Kept after it leaves the page: its copy may push it to the next one while the result is still shown.
  const last = useRef<Named>(undefined);
  last.current = customers.find(({ id }) => id === wanted) ?? last.current;
  const customer = last.current?.id === wanted ? last.current : undefined;
  const onClose = (): void => {
    address.change({ ask: undefined, customer: undefined }, 'replace');
  };
  if (customer === undefined || !currentSession().can('customers:write')) return null;
  if (asked === 'copy') return <CopyDialog customer={customer} onClose={onClose} />;
  if (asked !== 'activate' && asked !== 'suspend') return null;
  return <QuestionDialog action={asked} customer={customer} onClose={onClose} />;
}

function QuestionDialog({
  action,
  customer: { id, name },
  onClose,
}: {
  readonly action: CustomerAction;
  readonly customer: Named;
  readonly onClose: () => void;
}) {
  const texts = customersWords.texts().actions[action];
  const work = useAction(async () => {
    const path = { id };
    await call(action === 'activate' ? activateCustomer({ path }) : suspendCustomer({ path }));
    toast(texts.done);
    onClose();
    await refreshCustomers();
  });
  return (
    <ConfirmDialog
      title={texts.title}
      confirm={texts.confirm}
      danger={action === 'suspend'}
      action={work}
      onClose={onClose}
    >
      <p class="strong">{name}</p>
      <p>{texts.text}</p>
    </ConfirmDialog>
  );
}
