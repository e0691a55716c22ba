import { useState } from 'preact/hooks';

import { listWebhooks } from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook, WebhookWithSecret } from '../../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../../app/address.ts';
import { call, currentSession } from '../../../app/api.ts';
import { CopyBlock } from '../../../app/copy.tsx';
import { EmptyState, Pill, Time } from '../../../app/display.tsx';
import { useList } from '../../../app/list.ts';
import { type Column, DataTable } from '../../../app/table.tsx';
import { PlusIcon, PulseIcon } from '../../../shared/icons.tsx';
import { SecretDialog } from '../secret/secret-dialog.tsx';
import { withSecretWords } from '../secret/words.ts';
import { SettingsSection } from '../section.tsx';
import { type Asked, WebhookDialogs, webhookMenu } from './actions.tsx';
import { WebhookDetails } from './details.tsx';
import { AddDialog, EditDialog } from './form-dialogs.tsx';
import { NOW_AND_THEN, standingOf } from './standing.ts';
import { ALL, VERIFY_CODE } from './webhook-form.ts';
import { webhooksWords } from './words.ts';

export const words = withSecretWords(webhooksWords);

/** A secret and the reason that it is shown. */
interface Made {
  readonly webhook: WebhookWithSecret;
  readonly title: string;
}

/** The company's webhooks, with their statuses. */
export function Page() {
  const address = useAddress();
  const texts = webhooksWords.texts();
  const [asked, setAsked] = useState<Asked>();
  const [made, setMade] = useState<Made>();
  const list = useList({
    key: ['webhooks', 'list'],
    // A company has so few that they fit on one page.
    read: () => call(listWebhooks()),
    again: () => NOW_AND_THEN,
  });
  const mayChange = currentSession().can('settings:write');
  const openId = address.get('open');
  const edited = list.rows.find(({ id }) => id === address.get('edit'));
  const ask = {
    confirm: setAsked,
    edit: (id: string) => {
      address.change({ edit: id });
    },
  };
  const close = (): void => {
    address.change({ add: undefined, edit: undefined }, 'replace');
  };
  return (
    <SettingsSection
      section="webhooks"
      lead={texts.lead}
      action={
        mayChange && (
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
      <DataTable
        title={texts.title}
        list={list}
        columns={columns()}
        rowId={({ id }) => id}
        rowName={({ url }) => url}
        href={({ id }) => address.with({ open: id })}
        {...(mayChange && { menu: (row: Webhook) => webhookMenu(row, ask) })}
        openId={openId}
        empty={
          <div class="panel">
            <EmptyState icon={<PulseIcon />} title={texts.empty}>
              <p>{texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
      {openId !== undefined && (
        <WebhookDetails
          key={openId}
          id={openId}
          {...(mayChange && { ask })}
          onClose={() => {
            address.change({ open: undefined });
          }}
        />
      )}
      {mayChange && address.get('add') !== undefined && (
        <AddDialog
          onClose={close}
          onMade={(webhook) => {
            setMade({ webhook, title: texts.addDone });
          }}
        />
      )}
      {mayChange && edited !== undefined && (
        <EditDialog key={edited.id} webhook={edited} onClose={close} />
      )}
      <WebhookDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
        onRotated={(webhook) => {
          setMade({ webhook, title: texts.actions.rotate.done });
        }}
        onDeleted={() => {
          address.change({ open: undefined }, 'replace');
        }}
      />
      {made !== undefined && (
        <SecretDialog
          title={made.title}
          label={texts.secret}
          secret={made.webhook.secret}
          before={<p class="name">{made.webhook.url}</p>}
          after={<CopyBlock label={texts.verify} value={VERIFY_CODE} />}
          onClose={() => {
            setMade(undefined);
          }}
        />
      )}
    </SettingsSection>
  );
}

function columns(): readonly Column<Webhook>[] {
  const texts = webhooksWords.texts();
  return [
    {
      title: texts.url,
      cell: ({ url, description }) => (
        <>
          <span class="name">{url}</span>
          {description !== undefined && <span class="under">{description}</span>}
        </>
      ),
    },
    { title: texts.status, cell: (row) => <Status webhook={row} /> },
    { title: texts.events, cell: ({ events }) => <Events events={events} />, look: 'note' },
    { title: texts.created, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
  ];
}

/** Number of event types listed in a row. */
const NAMED = 2;

function Events({ events }: { readonly events: readonly string[] }) {
  const texts = webhooksWords.texts();
  if (events.includes(ALL)) return <>{texts.allEvents}</>;
  return (
    <>
      {events.slice(0, NAMED).join(', ')}
      {events.length > NAMED && <span class="tag">{texts.more(events.length - NAMED)}</span>}
    </>
  );
}

function Status({ webhook }: { readonly webhook: Webhook }) {
  const texts = webhooksWords.texts();
  const { name, tone, since } = standingOf(webhook);
  return (
    <>
      <Pill tone={tone}>{texts.statuses[name]}</Pill>
      {since !== undefined && (
        <span class="under">
          <Time at={since} />
        </span>
      )}
    </>
  );
}
