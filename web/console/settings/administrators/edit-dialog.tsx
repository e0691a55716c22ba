import { useState } from 'preact/hooks';

import { getAdministrator, updateAdministrator } from '../../../../client/src/generated/sdk.gen.ts';
import type { Administrator } from '../../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../../app/api.ts';
import { ConflictDialog } from '../../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { TextField } from '../../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { isSelf } from './actions.tsx';
import { RoleField } from './add-dialog.tsx';
import { isLast } from './standing.ts';
import { administratorsWords } from './words.ts';

/** Changes the name and the role of an administrator. */
export function EditDialog({
  administrator,
  all,
  onClose,
}: {
  readonly administrator: Administrator;
  readonly all: readonly Administrator[];
  readonly onClose: () => void;
}) {
  const texts = administratorsWords.texts();
  // The version that was opened: the list may be refreshed in the meantime.
  const [opened] = useState(administrator);
  const [name, setName] = useState(opened.name ?? '');
  const [role, setRole] = useState(opened.role);
  const [theirs, setTheirs] = useState<Administrator>();
  const { id } = opened;
  const isLastOne = isLast(administrator, all);
  const work = useAction(async (version: number) => {
    try {
      await call(
        updateAdministrator({
          path: { id },
          headers: { 'If-Match': `"${version}"` },
          body: { name: name.trim() === '' ? null : name.trim(), role },
        }),
      );
    } catch (failure) {
      if (!isConflict(failure)) throw failure;
      setTheirs(await call(getAdministrator({ path: { id } })));
      return;
    }
    setTheirs(undefined);
    toast(texts.editDone);
    onClose();
    // The current token still has the old role's scopes.
    if (isSelf(opened) && role !== opened.role) await currentSession().signInAgain();
    await refresh('administrators');
  });
  if (theirs !== undefined)
    return (
      <ConflictDialog
        fields={[
          { label: texts.name, yours: name.trim(), theirs: theirs.name ?? '' },
          {
            label: texts.role,
            yours: texts.roles[role].label,
            theirs: texts.roles[theirs.role].label,
          },
        ]}
        onKeepTheirs={() => {
          onClose();
          void refresh('administrators');
        }}
        onSaveYours={() => {
          work.run(theirs.version);
        }}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={texts.editTitle} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === (opened.name ?? '') && role === opened.role) onClose();
          else work.run(opened.version);
        }}
      >
        <DialogBody>
          <p class="strong">{opened.email}</p>
          <TextField
            label={texts.name}
            value={name}
            error={fieldError(work.failure, 'name')}
            onChange={setName}
          />
          {isLastOne ? (
            <p class="callout">{texts.lastRole}</p>
          ) : (
            <>
              <RoleField value={role} onChange={setRole} />
              {isSelf(opened) && role !== 'administrators' && (
                <p class="callout callout-warm" role="status">
                  {texts.ownRole}
                </p>
              )}
            </>
          )}
          <ProblemNote failure={work.failure} fields={['name']} />
        </DialogBody>
        <DialogFoot>
          <BusyButton type="submit" isBusy={work.isBusy}>
            {texts.save}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
