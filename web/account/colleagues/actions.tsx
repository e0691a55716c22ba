/** Owners' actions on a colleague: invite, resend, revoke, change role, remove. */
import { useState } from 'preact/hooks';

import {
  deleteColleague,
  inviteColleague,
  resendMyCustomerInvitation,
  revokeMyCustomerInvitation,
  updateColleague,
} from '../../../client/src/generated/sdk.gen.ts';
import type { Colleague, ContactRole } from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { BusyButton, ConfirmDialog, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { RadioGroup } from '../../app/form.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords } from '../../app/words.ts';
import { useAccessCheck, useMe } from '../me.ts';
import { accountWords } from '../words.ts';
import { nameOf } from './standing.ts';
import type { ColleagueAction } from './texts.ts';
import { colleaguesWords } from './words.ts';

/** The subject of a dialog: a person in the company, an invitation, or both. */
export type Asked =
  | { readonly action: ColleagueAction; readonly name: string; readonly target: Target }
  | { readonly action: 'changeRole'; readonly colleague: Colleague };

interface Target {
  readonly colleague?: Colleague;
  readonly invitationId?: string | undefined;
}

const ROLES = ['owner', 'member'] as const;

/** The dialog for the chosen action. */
export function ColleagueDialogs({
  asked,
  onClose,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
}) {
  if (asked === undefined) return null;
  if (asked.action === 'changeRole')
    return <RoleDialog colleague={asked.colleague} onClose={onClose} />;
  return <ActionDialog {...asked} onClose={onClose} />;
}

function ActionDialog({
  action,
  name,
  target,
  onClose,
}: {
  readonly action: ColleagueAction;
  readonly name: string;
  readonly target: Target;
  readonly onClose: () => void;
}) {
  const texts = colleaguesWords.texts();
  const { title, text, confirm, done } = texts.actions[action];
  const work = useAction(async () => {
    await perform(action, target);
    toast(done);
    onClose();
    await refreshPeople();
  });
  useAccessCheck(work.failure);
  const hasAccount = target.colleague?.status === 'active';
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      danger={action === 'revoke' || action === 'remove'}
      action={work}
      onClose={onClose}
    >
      <p class="strong">{name}</p>
      <p>{action === 'remove' && !hasAccount ? texts.removeWithoutAccount : text}</p>
    </ConfirmDialog>
  );
}

async function perform(action: ColleagueAction, { colleague, invitationId = '' }: Target) {
  const contactId = colleague?.id ?? '';
  switch (action) {
    case 'send':
      await call(inviteColleague({ body: { contactId } }));
      return;
    case 'resend':
      await call(
        colleague === undefined
          ? resendMyCustomerInvitation({ path: { id: invitationId } })
          : // An invitation that has ended in the meantime is replaced by a new one.
            inviteColleague({ body: { contactId } }),
      );
      return;
    case 'revoke':
      await call(revokeMyCustomerInvitation({ path: { id: invitationId } }));
      return;
    case 'remove':
      await call(deleteColleague({ path: { contactId } }));
  }
}

function RoleDialog({
  colleague,
  onClose,
}: {
  readonly colleague: Colleague;
  readonly onClose: () => void;
}) {
  const texts = colleaguesWords.texts().changeRole;
  const { roles, roleHints, save: saveText } = accountWords.texts();
  const [role, setRole] = useState<ContactRole>(colleague.role);
  const isSelf = useMe().data?.id === colleague.id;
  const save = useAction(async () => {
    if (role !== colleague.role) {
      await call(updateColleague({ path: { contactId: colleague.id }, body: { role } }));
      toast(texts.done);
    }
    onClose();
    await refreshPeople();
  });
  useAccessCheck(save.failure);
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <DialogBody>
        <p class="strong">{nameOf(colleague)}</p>
        <RadioGroup
          label={colleaguesWords.texts().role}
          value={role}
          choices={ROLES.map((value) => ({ value, label: roles[value], hint: roleHints[value] }))}
          onChange={setRole}
        />
        {isSelf && role === 'member' && <p class="callout callout-warm">{texts.stepDown}</p>}
        <ProblemNote failure={save.failure} />
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onClose}>
          {appWords.texts().dialog.cancel}
        </button>
        <BusyButton isBusy={save.isBusy} onClick={save.run}>
          {saveText}
        </BusyButton>
      </DialogFoot>
    </Dialog>
  );
}

/** Refreshes everything that an action can change: people, counts, and the user's permissions. */
async function refreshPeople(): Promise<void> {
  await Promise.all([refresh('colleagues'), refresh('company'), refresh('me')]);
}
