/** Actions on an API client, from its row and its details: rotate, revoke the previous secret, delete. */
import {
  deleteApiClient,
  revokePreviousApiClientSecret,
  rotateApiClientSecret,
} from '../../../../client/src/generated/sdk.gen.ts';
import type {
  MachineClient,
  MachineClientWithSecret,
} from '../../../../client/src/generated/types.gen.ts';
import { call } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../app/dialog.tsx';
import type { MenuItem } from '../../../app/menu.tsx';
import { isConflict } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { apiClientsWords } from './words.ts';

type ApiClientAction = 'rotate' | 'revoke' | 'delete';

/** The subject of a dialog. */
export interface Asked {
  readonly client: MachineClient;
  readonly action: ApiClientAction;
}

/** The items of a client’s menu. A client has a previous secret only after a rotation. */
export function apiClientMenu(client: MachineClient, ask: (asked: Asked) => void): MenuItem[] {
  const texts = apiClientsWords.texts();
  const actions: readonly ApiClientAction[] =
    client.rotatedAt === undefined ? ['rotate', 'delete'] : ['rotate', 'revoke', 'delete'];
  return actions.map((action) => ({
    label: texts[action],
    danger: action !== 'rotate',
    onSelect: () => {
      ask({ client, action });
    },
  }));
}

/** The dialog for the chosen action. */
export function ApiClientDialogs({
  asked,
  onClose,
  onRotated,
  onDeleted,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
  readonly onRotated: (client: MachineClientWithSecret) => void;
  readonly onDeleted: () => void;
}) {
  if (asked === undefined) return null;
  const { client, action } = asked;
  switch (action) {
    case 'rotate':
      return <RotateDialog client={client} onClose={onClose} onRotated={onRotated} />;
    case 'revoke':
      return <RevokeDialog client={client} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog client={client} onClose={onClose} onDeleted={onDeleted} />;
  }
}

/** The parts of a request that make it apply only to the version that the person saw. */
function onlyAsSeen({ id, version }: MachineClient) {
  return { path: { id }, headers: { 'If-Match': `"${version}"` } };
}

/** Refreshes the list if someone else changed the client in the meantime; the dialog shows the conflict. */
async function orRefresh<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (failure) {
    if (isConflict(failure)) void refresh('api-clients');
    throw failure;
  }
}

interface ActionDialogProps {
  readonly client: MachineClient;
  readonly onClose: () => void;
}

function RotateDialog({
  client,
  onClose,
  onRotated,
}: ActionDialogProps & { readonly onRotated: (client: MachineClientWithSecret) => void }) {
  const texts = apiClientsWords.texts();
  const work = useAction(async () => {
    const rotated = await orRefresh(call(rotateApiClientSecret(onlyAsSeen(client))));
    onClose();
    onRotated(rotated);
    await refresh('api-clients');
  });
  return (
    <ConfirmDialog title={texts.rotateTitle} confirm={texts.rotate} action={work} onClose={onClose}>
      <p class="strong">{client.name}</p>
      <p>{client.rotatedAt === undefined ? texts.rotateText : texts.rotateAgainText}</p>
    </ConfirmDialog>
  );
}

function RevokeDialog({ client, onClose }: ActionDialogProps) {
  const texts = apiClientsWords.texts();
  const work = useAction(async () => {
    await orRefresh(call(revokePreviousApiClientSecret(onlyAsSeen(client))));
    toast(texts.revokeDone);
    onClose();
    await refresh('api-clients');
  });
  return (
    <ConfirmDialog
      title={texts.revokeTitle}
      confirm={texts.revokeConfirm}
      danger
      action={work}
      onClose={onClose}
    >
      <p class="strong">{client.name}</p>
      <p>{texts.revokeText}</p>
    </ConfirmDialog>
  );
}

function DeleteDialog({
  client,
  onClose,
  onDeleted,
}: ActionDialogProps & { readonly onDeleted: () => void }) {
  const texts = apiClientsWords.texts();
  const work = useAction(async () => {
    await orRefresh(call(deleteApiClient(onlyAsSeen(client))));
    toast(texts.deleteDone);
    onClose();
    onDeleted();
    await refresh('api-clients', 'list');
  });
  return (
    <ConfirmDialog
      title={texts.deleteTitle}
      confirm={texts.delete}
      danger
      action={work}
      onClose={onClose}
    >
      <p class="strong">{client.name}</p>
      <p>{texts.deleteText}</p>
    </ConfirmDialog>
  );
}
