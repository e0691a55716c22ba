/** Actions on a webhook, from its row and its details: turn on or off, rotate, delete. */
import {
  deleteWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook, WebhookWithSecret } from '../../../../client/src/generated/types.gen.ts';
import { call } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../app/dialog.tsx';
import type { MenuItem } from '../../../app/menu.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import type { ConfirmedAction } from './texts.ts';
import { webhooksWords } from './words.ts';

/** The subject of a dialog. */
export interface Asked {
  readonly webhook: Webhook;
  readonly action: ConfirmedAction;
}

/** Callbacks that open an action's dialog. */
export interface Ask {
  readonly confirm: (asked: Asked) => void;
  readonly edit: (id: string) => void;
}

/** The items of a webhook’s menu. */
export function webhookMenu(webhook: Webhook, { confirm, edit }: Ask): MenuItem[] {
  const texts = webhooksWords.texts();
  const actions: readonly ConfirmedAction[] = [
    webhook.enabled ? 'turnOff' : 'turnOn',
    'rotate',
    'delete',
  ];
  return [
    {
      label: texts.edit,
      onSelect: () => {
        edit(webhook.id);
      },
    },
    ...actions.map((action) => ({
      label: texts.actions[action].label,
      danger: action === 'delete',
      onSelect: () => {
        confirm({ webhook, action });
      },
    })),
  ];
}

/** The dialog for the chosen action. */
export function WebhookDialogs({
  asked,
  onClose,
  onRotated,
  onDeleted,
}: {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
  readonly onRotated: (webhook: WebhookWithSecret) => void;
  readonly onDeleted: () => void;
}) {
  if (asked === undefined) return null;
  return (
    <ActionDialog
      {...asked}
      onClose={onClose}
      onDone={(rotated) => {
        if (rotated !== undefined) onRotated(rotated);
        if (asked.action === 'delete') onDeleted();
      }}
    />
  );
}

function ActionDialog({
  webhook: { id, url },
  action,
  onClose,
  onDone,
}: Asked & {
  readonly onClose: () => void;
  readonly onDone: (rotated: WebhookWithSecret | undefined) => void;
}) {
  const texts = webhooksWords.texts().actions[action];
  const work = useAction(async () => {
    const rotated = await perform(action, id);
    // After a rotation, the dialog with the secret confirms it.
    if (rotated === undefined) toast(texts.done);
    onClose();
    onDone(rotated);
    await (action === 'delete' ? refresh('webhooks', 'list') : refresh('webhooks'));
  });
  return (
    <ConfirmDialog
      title={texts.title}
      confirm={texts.label}
      danger={action === 'delete'}
      action={work}
      onClose={onClose}
    >
      <p class="name">{url}</p>
      <p>{texts.text}</p>
    </ConfirmDialog>
  );
}

async function perform(
  action: ConfirmedAction,
  id: string,
): Promise<WebhookWithSecret | undefined> {
  switch (action) {
    case 'turnOn':
    case 'turnOff':
      await call(updateWebhook({ path: { id }, body: { enabled: action === 'turnOn' } }));
      return undefined;
    case 'rotate':
      return call(rotateWebhookSecret({ path: { id } }));
    case 'delete':
      await call(deleteWebhook({ path: { id } }));
      return undefined;
  }
}
