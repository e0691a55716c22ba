import { useState } from 'preact/hooks';

import {
  deleteApplication,
  listApplications,
  listPresets,
} from '../../../../client/src/generated/sdk.gen.ts';
import type { Application } from '../../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../../app/address.ts';
import { call, currentSession } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../app/dialog.tsx';
import { EmptyState, Time } from '../../../app/display.tsx';
import { useList } from '../../../app/list.ts';
import { isConflict } from '../../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../../app/query.ts';
import { type Column, DataTable } from '../../../app/table.tsx';
import { toast } from '../../../app/toast.tsx';
import { LinkIcon, PlusIcon } from '../../../shared/icons.tsx';
import { SettingsSection } from '../section.tsx';
import { usersOf } from './application-form.ts';
import { AddDialog, EditDialog } from './form-dialogs.tsx';
import { applicationsWords } from './words.ts';

export { applicationsWords as words } from './words.ts';

/** The company's applications, with their sign-in, redirect URL, and groups. */
export function Page() {
  const address = useAddress();
  const texts = applicationsWords.texts();
  const [deleted, setDeleted] = useState<Application>();
  const list = useList({
    key: ['applications'],
    // A company has so few that they fit on one page.
    read: () => call(listApplications()),
  });
  const mayChange = currentSession().can('settings:write');
  const presets = useQuery({
    key: ['presets', 'all'],
    read: () => call(listPresets()),
    enabled: mayChange,
  });
  const edited = list.rows.find(({ id }) => id === address.get('edit'));
  const close = (): void => {
    address.change({ add: undefined, edit: undefined }, 'replace');
  };
  return (
    <SettingsSection
      section="applications"
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
        rowName={({ name }) => name}
        {...(mayChange && {
          menu: (row: Application) => {
            const users = usersOf(row, presets.data?.data ?? []);
            return [
              {
                label: texts.edit,
                onSelect: () => {
                  address.change({ edit: row.id });
                },
              },
              {
                label: texts.delete,
                danger: true,
                disabledBecause: users === '' ? undefined : texts.usedBy(users),
                onSelect: () => {
                  setDeleted(row);
                },
              },
            ];
          },
        })}
        empty={
          <div class="panel">
            <EmptyState icon={<LinkIcon />} title={texts.empty}>
              <p>{texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
      {mayChange && address.get('add') !== undefined && <AddDialog onClose={close} />}
      {mayChange && edited !== undefined && (
        <EditDialog key={edited.id} application={edited} onClose={close} />
      )}
      {deleted !== undefined && (
        <DeleteDialog
          application={deleted}
          onClose={() => {
            setDeleted(undefined);
          }}
        />
      )}
    </SettingsSection>
  );
}

function DeleteDialog({
  application: { id, name, version },
  onClose,
}: {
  readonly application: Application;
  readonly onClose: () => void;
}) {
  const texts = applicationsWords.texts();
  const work = useAction(async () => {
    try {
      await call(deleteApplication({ path: { id }, headers: { 'If-Match': `"${version}"` } }));
    } catch (failure) {
      // Shows the other person's change in the list.
      if (isConflict(failure)) void refresh('applications');
      throw failure;
    }
    toast(texts.deleteDone);
    onClose();
    await refresh('applications');
  });
  return (
    <ConfirmDialog
      title={texts.deleteTitle}
      confirm={texts.delete}
      danger
      action={work}
      onClose={onClose}
    >
      <p class="name">{name}</p>
      <p>{texts.deleteText}</p>
    </ConfirmDialog>
  );
}

function columns(): readonly Column<Application>[] {
  const texts = applicationsWords.texts();
  return [
    {
      title: texts.application,
      cell: ({ name, redirectUrl }) => (
        <>
          <span class="name">{name}</span>
          <span class="under anywhere">{redirectUrl}</span>
        </>
      ),
    },
    {
      title: texts.protocol,
      cell: ({ protocol, clientId }) => (
        <>
          {texts.protocols[protocol].label}
          {clientId !== undefined && <span class="under anywhere">{clientId}</span>}
        </>
      ),
      look: 'note',
    },
    {
      title: texts.groups,
      cell: ({ groups }) => (groups.length === 0 ? texts.none : groups.join(', ')),
    },
    { title: texts.updated, cell: ({ updatedAt }) => <Time at={updatedAt} />, look: 'narrow' },
  ];
}
