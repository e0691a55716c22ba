/** Actions on an invitation, from its row and its details: resend, revoke, delete, copy link. */
import { useEffect, useState } from 'preact/hooks';

import {
  createInvitationLink,
  deleteInvitation,
  resendInvitation,
  revokeInvitation,
} from '../../../client/src/generated/sdk.gen.ts';
import type { InvitationSummary } from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { ConfirmDialog, Dialog, DialogBody } from '../../app/dialog.tsx';
import { Loading } from '../../app/display.tsx';
import { Field } from '../../app/form.tsx';
import type { MenuItem } from '../../app/menu.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords } from '../../app/words.ts';
import { canHaveLink, possibleActions } from './states.ts';
import type { InvitationAction } from './texts.ts';
import { invitationsWords } from './words.ts';

/** The subject of a dialog. */
export interface Asked {
  readonly invitation: Pick<InvitationSummary, 'id' | 'email'>;
  readonly action: InvitationAction | 'link';
}

/** The items of an invitation’s menu, as its status and the user's role allow. */
export function invitationMenu(
  invitation: InvitationSummary,
  ask: (asked: Asked) => void,
): MenuItem[] {
  const session = currentSession();
  const texts = invitationsWords.texts();
  const actions = session.can('invitations:write') ? possibleActions(invitation) : [];
  const item = (action: InvitationAction): MenuItem => ({
    label: texts[action],
    danger: action !== 'resend',
    onSelect: () => {
      ask({ invitation, action });
    },
  });
  const link: MenuItem = {
    label: texts.copyLink,
    onSelect: () => {
      ask({ invitation, action: 'link' });
    },
  };
  const [first, ...rest] = actions.map(item);
  return [
    ...(first === undefined ? [] : [first]),
    ...(session.can('invitations:link') && canHaveLink(invitation) ? [link] : []),
    ...rest,
  ];
}

/** The dialog for the chosen action. `onDeleted` closes the invitation's details. */
export function InvitationDialogs({
  asked,
  onClose,
  onDeleted,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  if (asked === undefined) return null;
  const { invitation, action } = asked;
  if (action === 'link') return <LinkDialog id={invitation.id} onClose={onClose} />;
  return (
    <ActionDialog
      action={action}
      invitation={invitation}
      onClose={onClose}
      onDone={action === 'delete' ? onDeleted : undefined}
    />
  );
}

function ActionDialog({
  action,
  invitation: { id, email },
  onClose,
  onDone,
}: {
  readonly action: InvitationAction;
  readonly invitation: Asked['invitation'];
  readonly onClose: () => void;
  readonly onDone: (() => void) | undefined;
}) {
  const texts = invitationsWords.texts().actions[action];
  const work = useAction(async () => {
    await perform(action, id);
    toast(texts.done);
    onClose();
    onDone?.();
    await refresh('invitations');
  });
  return (
    <ConfirmDialog
      title={texts.title}
      confirm={texts.confirm}
      danger={action !== 'resend'}
      action={work}
      onClose={onClose}
    >
      <p class="strong">{email}</p>
      <p>{texts.text}</p>
    </ConfirmDialog>
  );
}

async function perform(action: InvitationAction, id: string): Promise<void> {
  switch (action) {
    case 'resend':
      await call(resendInvitation({ path: { id } }));
      return;
    case 'revoke':
      await call(revokeInvitation({ path: { id } }));
      return;
    case 'delete':
      await call(deleteInvitation({ path: { id } }));
  }
}

/** Creates a link, shows it once, and copies it if the browser allows. */
function LinkDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = invitationsWords.texts();
  const [link, setLink] = useState<string>();
  const action = useAction(async () => {
    const made = await call(createInvitationLink({ path: { id } }));
    setLink(made.link);
    await copy(made.link);
    await refresh('invitations');
  });
  useEffect(() => {
    action.run();
  }, []);
  return (
    <Dialog title={texts.link.title} onClose={onClose}>
      <DialogBody>
        <ProblemNote failure={action.failure} onRetry={action.run} />
        {link === undefined ? (
          action.failure === undefined && <Loading />
        ) : (
          <Field label={texts.link.label} hint={texts.link.note}>
            {(control) => (
              <div class="copy-row">
                <input
                  {...control}
                  class="input"
                  readOnly
                  value={link}
                  onFocus={(event) => {
                    event.currentTarget.select();
                  }}
                />
                <button class="button" type="button" onClick={() => void copy(link)}>
                  {appWords.texts().copy.copy}
                </button>
              </div>
            )}
          </Field>
        )}
      </DialogBody>
    </Dialog>
  );
}

async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    toast(invitationsWords.texts().link.copied);
  } catch {
    toast(appWords.texts().copy.byHand);
  }
}
