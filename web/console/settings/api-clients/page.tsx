import { useState } from 'preact/hooks';

import { getTenant, listApiClients } from '../../../../client/src/generated/sdk.gen.ts';
import type {
  MachineClient,
  MachineClientWithSecret,
} from '../../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../../app/address.ts';
import { call, currentSession } from '../../../app/api.ts';
import { EmptyState, Time } from '../../../app/display.tsx';
import { useList } from '../../../app/list.ts';
import { useQuery } from '../../../app/query.ts';
import { type Column, DataTable } from '../../../app/table.tsx';
import { LinkIcon, PlusIcon } from '../../../shared/icons.tsx';
import { withSecretWords } from '../secret/words.ts';
import { SettingsSection } from '../section.tsx';
import { ApiClientDialogs, apiClientMenu, type Asked } from './actions.tsx';
import { AddDialog } from './add-dialog.tsx';
import { ApiClientDetails } from './details.tsx';
import { NewSecret } from './new-secret.tsx';
import { apiClientsWords } from './words.ts';

export const words = withSecretWords(apiClientsWords);

/** The company's API clients, with their scopes and the age of their secrets. */
export function Page() {
  const address = useAddress();
  const texts = apiClientsWords.texts();
  const [asked, setAsked] = useState<Asked>();
  // The only place that holds the secret, until its dialog closes. Returning to the list does not lose it.
  const [made, setMade] = useState<MachineClientWithSecret>();
  const list = useList({
    key: ['api-clients', 'list'],
    // A company has so few that they fit on one page.
    read: () => call(listApiClients()),
  });
  const mayChange = currentSession().can('settings:write');
  const { data: tenant } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  const isIncluded = tenant?.features.apiClients;
  const mayAdd = mayChange && isIncluded === true;
  const openId = address.get('open');
  const addButton = mayAdd && (
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
  );
  return (
    <SettingsSection section="apiClients" lead={texts.lead} action={addButton}>
      <DataTable
        title={texts.title}
        list={list}
        columns={columns()}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        href={({ id }) => address.with({ open: id })}
        {...(mayChange && { menu: (row: MachineClient) => apiClientMenu(row, setAsked) })}
        openId={openId}
        empty={
          <div class="panel">
            <EmptyState
              icon={<LinkIcon />}
              title={isIncluded === false ? texts.notIncluded : texts.empty}
            >
              <p>{isIncluded === false ? texts.notIncludedHint : texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
      {isIncluded === false && list.rows.length > 0 && <p class="under">{texts.notIncludedHint}</p>}
      {openId !== undefined && (
        <ApiClientDetails
          id={openId}
          {...(mayChange && { ask: setAsked })}
          onClose={() => {
            address.change({ open: undefined });
          }}
        />
      )}
      {mayAdd && address.get('add') !== undefined && (
        <AddDialog
          onClose={() => {
            address.change({ add: undefined }, 'replace');
          }}
          onMade={setMade}
        />
      )}
      <ApiClientDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
        onRotated={setMade}
        onDeleted={() => {
          address.change({ open: undefined }, 'replace');
        }}
      />
      {made !== undefined && (
        <NewSecret
          client={made}
          onClose={() => {
            setMade(undefined);
          }}
        />
      )}
    </SettingsSection>
  );
}

/** Number of scopes listed in a row. */
const NAMED = 2;

function columns(): readonly Column<MachineClient>[] {
  const texts = apiClientsWords.texts();
  return [
    {
      title: texts.client,
      cell: ({ id, name }) => (
        <>
          <span class="name">{name}</span>
          <span class="under">{id}</span>
        </>
      ),
    },
    {
      title: texts.scopes,
      cell: ({ scopes }) => (
        <>
          {scopes.slice(0, NAMED).join(', ')}
          {scopes.length > NAMED && <span class="tag">{texts.more(scopes.length - NAMED)}</span>}
        </>
      ),
      look: 'note',
    },
    { title: texts.created, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
    {
      title: texts.rotated,
      cell: ({ rotatedAt }) => (rotatedAt === undefined ? texts.never : <Time at={rotatedAt} />),
      look: 'narrow',
    },
  ];
}
