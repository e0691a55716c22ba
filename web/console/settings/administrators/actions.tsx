/** Actions on an administrator, from the menu of its row: resend the setup email, remove. */
import { useState } from 'preact/hooks';

import {
  deleteAdministrator,
  resendAdministratorSetup,
} from '../../../../client/src/generated/sdk.gen.ts';
import type {
  Administrator,
  AdministratorRemoval,
} from '../../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../../app/api.ts';
import { ConfirmDialog, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { Facts } from '../../../app/display.tsx';
import type { MenuItem } from '../../../app/menu.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { isLast } from './standing.ts';
import { administratorsWords } from './words.ts';

/** The subject of a dialog. */
export interface Asked {
  readonly administrator: Administrator;
  readonly action: 'resend' | 'remove';
}

/** Tells whether it is the signed-in administrator. */
export function isSelf({ userId }: Pick<Administrator, 'userId'>): boolean {
  return userId === currentSession().claims.id;
}

/** The items of an administrator’s menu. */
export function administratorMenu(
  administrator: Administrator,
  all: readonly Administrator[],
  { ask, edit }: { readonly ask: (asked: Asked) => void; readonly edit: () => void },
): MenuItem[] {
  const texts = administratorsWords.texts();
  return [
    { label: texts.edit, onSelect: edit },
    ...(administrator.status === 'active'
      ? []
      : [
          {
            label: texts.resend,
            onSelect: () => {
              ask({ administrator, action: 'resend' });
            },
          },
        ]),
    {
      label: texts.remove,
      danger: true,
      disabledBecause: isLast(administrator, all) ? texts.lastOne : undefined,
      onSelect: () => {
        ask({ administrator, action: 'remove' });
      },
    },
  ];
}

/** The dialog for the chosen action. */
export function AdministratorDialogs({
  asked,
  onClose,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
}) {
  const [left, setLeft] = useState<AdministratorRemoval['leftBehind']>();
  if (left !== undefined)
    return (
      <LeftDialog
        left={left}
        onClose={() => {
          setLeft(undefined);
        }}
      />
    );
  if (asked === undefined) return null;
  const { administrator, action } = asked;
  return action === 'resend' ? (
    <ResendDialog administrator={administrator} onClose={onClose} />
  ) : (
    <RemoveDialog administrator={administrator} onClose={onClose} onLeft={setLeft} />
  );
}

function ResendDialog({
  administrator: { id, email },
  onClose,
}: {
  readonly administrator: Administrator;
  readonly onClose: () => void;
}) {
  const texts = administratorsWords.texts();
  const work = useAction(async () => {
    await call(resendAdministratorSetup({ path: { id } }));
    toast(texts.resendDone);
    onClose();
    await refresh('administrators');
  });
  return (
    <ConfirmDialog
      title={texts.resendTitle}
      confirm={texts.resendConfirm}
      action={work}
      onClose={onClose}
    >
      <p class="strong">{email}</p>
      <p>{texts.resendText}</p>
    </ConfirmDialog>
  );
}

function RemoveDialog({
  administrator,
  onClose,
  onLeft,
}: {
  readonly administrator: Administrator;
  readonly onClose: () => void;
  readonly onLeft: (left: AdministratorRemoval['leftBehind']) => void;
}) {
  const texts = administratorsWords.texts();
  const { id, email, name, status } = administrator;
  const isOneself = isSelf(administrator);
  const work = useAction(async () => {
    const { leftBehind } = await call(deleteAdministrator({ path: { id } }));
    if (isOneself) {
      // The account is deleted, so no request of this page would succeed.
      await currentSession().signOut();
      return;
    }
    toast(texts.removeDone);
    onClose();
    if (Object.values(leftBehind).some((some) => some.length > 0)) onLeft(leftBehind);
    await refresh('administrators');
  });
  return (
    <ConfirmDialog
      title={texts.removeTitle}
      confirm={texts.remove}
      danger
      action={work}
      onClose={onClose}
    >
      <p>
        <span class="strong">{name ?? email}</span>
        {name !== undefined && <span class="under">{email}</span>}
      </p>
      <p>
        {isOneself
          ? texts.removeSelfText
          : status === 'active'
            ? texts.removeText
            : texts.removeInvitedText}
      </p>
    </ConfirmDialog>
  );
}

/** Lists what a removed administrator has set up and still works. */
function LeftDialog({
  left: { administrators, apiClients, webhooks },
  onClose,
}: {
  readonly left: AdministratorRemoval['leftBehind'];
  readonly onClose: () => void;
}) {
  const texts = administratorsWords.texts().left;
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <DialogBody>
        <p>{texts.lead}</p>
        <Facts
          facts={[
            [texts.administrators, administrators.map(({ email }) => email).join('\n')],
            [texts.apiClients, apiClients.map(({ name }) => name).join('\n')],
            [texts.webhooks, webhooks.map(({ url }) => url).join('\n')],
          ]}
        />
      </DialogBody>
      <DialogFoot>
        <button class="button" type="button" onClick={onClose}>
          {texts.close}
        </button>
      </DialogFoot>
    </Dialog>
  );
}
