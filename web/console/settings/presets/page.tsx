import { useState } from 'preact/hooks';
import { lazy } from 'preact-iso';

import { deletePreset, listPresets } from '../../../../client/src/generated/sdk.gen.ts';
import type { Preset, PresetPage, Tenant } from '../../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../../app/address.ts';
import { call } from '../../../app/api.ts';
import { ConfirmDialog, Dialog, DialogBody } from '../../../app/dialog.tsx';
import { EmptyState, Facts, Time } from '../../../app/display.tsx';
import { FilterBar, SearchFilter } from '../../../app/filters.tsx';
import { useList } from '../../../app/list.ts';
import { isConflict } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { type Column, DataTable } from '../../../app/table.tsx';
import { toast } from '../../../app/toast.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { PlusIcon, SlidersIcon } from '../../../shared/icons.tsx';
import { WithTenant } from '../editor.tsx';
import { SettingsSection } from '../section.tsx';
import { settingsWords } from '../words.ts';
import { factsOf, matching, type Names, valuesOf } from './form.ts';
import { useNames } from './names.ts';
import { presetsWords } from './words.ts';

export { presetsWords as words } from './words.ts';

const PresetDialog = lazy(async () => (await import('./preset-dialog.tsx')).PresetDialog);

/** Up to this many rows, no search field is shown: scanning them is faster. */
const FEW = 8;

/** The presets: reusable settings for invitations. */
export function Page() {
  return (
    <WithTenant>{(tenant, mayChange) => <List tenant={tenant} mayChange={mayChange} />}</WithTenant>
  );
}

function List({ tenant, mayChange }: { readonly tenant: Tenant; readonly mayChange: boolean }) {
  const address = useAddress();
  const texts = presetsWords.texts();
  const names = useNames();
  const [removedId, setRemovedId] = useState<string>();
  // A company has at most a hundred, so they fit on one page.
  const all = useList({ key: ['presets'], read: () => call(listPresets()).then(byName) });
  const search = address.get('q');
  const byId = (id: string | undefined) => all.rows.find((row) => row.id === id);
  const opened = byId(address.get('open'));
  const removed = byId(removedId);
  const close = (): void => {
    address.change({ add: undefined, open: undefined }, 'replace');
  };
  const addButton = (look: string) => (
    <button
      class={look}
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
    <SettingsSection
      section="presets"
      lead={texts.lead}
      action={mayChange && all.rows.length > 0 && addButton('button button-quiet')}
    >
      {(all.rows.length > FEW || search !== undefined) && (
        <FilterBar names={['q']}>
          <SearchFilter label={texts.search} />
        </FilterBar>
      )}
      <DataTable
        title={settingsWords.texts().sections.presets}
        list={{ ...all, rows: matching(all.rows, search) }}
        columns={columns(names)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        href={({ id }) => address.with({ open: id })}
        openId={opened?.id}
        {...(mayChange && {
          menu: ({ id }: Preset) => [
            {
              label: texts.edit,
              onSelect: () => {
                address.change({ open: id });
              },
            },
            {
              label: texts.remove,
              danger: true,
              onSelect: () => {
                setRemovedId(id);
              },
            },
          ],
        })}
        isFiltered={search !== undefined}
        empty={
          <div class="panel">
            <EmptyState icon={<SlidersIcon />} title={texts.emptyTitle}>
              <p>{texts.empty}</p>
              {mayChange && addButton('button')}
            </EmptyState>
          </div>
        }
      />
      {mayChange && address.get('add') !== undefined && (
        <PresetDialog tenant={tenant} onClose={close} />
      )}
      {mayChange && opened !== undefined && (
        <PresetDialog key={opened.id} preset={opened} tenant={tenant} onClose={close} />
      )}
      {!mayChange && opened !== undefined && (
        <Details preset={opened} names={names} onClose={close} />
      )}
      {removed !== undefined && (
        <RemoveDialog
          preset={removed}
          onClose={() => {
            setRemovedId(undefined);
          }}
        />
      )}
    </SettingsSection>
  );
}

function byName(page: PresetPage): PresetPage {
  const { compare } = new Intl.Collator(pageLanguage());
  return { ...page, data: page.data.toSorted((one, other) => compare(one.name, other.name)) };
}

function columns(names: Names): readonly Column<Preset>[] {
  const texts = presetsWords.texts();
  const { kinds } = settingsWords.texts();
  const usual = <span class="soft">{texts.usual}</span>;
  return [
    {
      title: texts.preset,
      cell: ({ name, kind }) => (
        <>
          <span class="name">{name}</span>
          {kind !== undefined && <span class="under">{kinds[kind]}</span>}
        </>
      ),
    },
    {
      title: texts.application,
      cell: ({ applicationId }) =>
        applicationId === undefined ? usual : names.application(applicationId),
    },
    {
      title: texts.groups,
      cell: ({ groups = [] }) => (groups.length === 0 ? usual : groups.join(', ')),
    },
    {
      title: texts.validityShort,
      cell: ({ expiresInDays }) =>
        expiresInDays === undefined ? usual : texts.dayCount(expiresInDays),
      look: 'narrow',
    },
    { title: texts.updated, cell: ({ updatedAt }) => <Time at={updatedAt} />, look: 'narrow' },
  ];
}

/** The read-only view. */
function Details({
  preset,
  names,
  onClose,
}: {
  readonly preset: Preset;
  readonly names: Names;
  readonly onClose: () => void;
}) {
  const facts = factsOf(valuesOf(preset), presetsWords.texts(), settingsWords.texts(), names);
  return (
    <Dialog kind="drawer" title={preset.name} onClose={onClose}>
      <DialogBody isRead>
        <Facts facts={facts.slice(1)} />
      </DialogBody>
    </Dialog>
  );
}

function RemoveDialog({
  preset: { id, name, version },
  onClose,
}: {
  readonly preset: Preset;
  readonly onClose: () => void;
}) {
  const texts = presetsWords.texts();
  const work = useAction(async () => {
    try {
      await call(deletePreset({ path: { id }, headers: { 'If-Match': `"${version}"` } }));
    } catch (failure) {
      // Loads the newer version, which can then be deleted.
      if (isConflict(failure)) await refresh('presets');
      throw failure;
    }
    onClose();
    toast(texts.removed);
    await refresh('presets');
  });
  return (
    <ConfirmDialog
      title={texts.removeTitle}
      confirm={texts.remove}
      danger
      action={work}
      onClose={onClose}
    >
      <p class="strong">{name}</p>
      <p>{texts.removeText}</p>
    </ConfirmDialog>
  );
}
