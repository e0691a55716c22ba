import { useRef, useState } from 'preact/hooks';

import {
  createApplication,
  getApplication,
  getTenant,
  updateApplication,
} from '../../../../client/src/generated/sdk.gen.ts';
import type { Application } from '../../../../client/src/generated/types.gen.ts';
import { call, newIdempotencyKey } from '../../../app/api.ts';
import { ConflictDialog } from '../../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { CheckGroup, RadioGroup, TextField } from '../../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { type Action, refresh, useAction, useQuery } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { isFull } from '../limits.ts';
import {
  type ApplicationField,
  type ApplicationForm,
  changeOf,
  EMPTY,
  hasClient,
  isChanged,
  problemsWith,
  PROTOCOLS,
  requestOf,
  valuesOf,
} from './application-form.ts';
import { applicationsWords } from './words.ts';

/** Adds an application. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = applicationsWords.texts();
  const { values, change, forget } = useDraft<ApplicationForm>('application', EMPTY);
  const attempt = useRef<{ readonly form: ApplicationForm; readonly key: string }>(undefined);
  const work = useAction(async () => {
    // Sending the same form again is the same attempt, so no application is created twice.
    if (attempt.current?.form !== values)
      attempt.current = { form: values, key: newIdempotencyKey() };
    await call(
      createApplication({
        body: requestOf(values),
        headers: { 'Idempotency-Key': attempt.current.key },
      }),
    );
    toast(texts.addDone);
    forget();
    onClose();
    await refresh('applications');
  });
  return (
    <FormDialog
      title={texts.add}
      confirm={texts.addConfirm}
      values={values}
      change={change}
      work={work}
      onSubmit={work.run}
      onClose={onClose}
    />
  );
}

/** Edits an application. If someone else changed it in the meantime, both versions are shown. */
export function EditDialog({
  application,
  onClose,
}: {
  readonly application: Application;
  readonly onClose: () => void;
}) {
  const texts = applicationsWords.texts();
  // The version that was opened: the list may be refreshed in the meantime.
  const [opened] = useState(application);
  const { id, version } = opened;
  const saved = valuesOf(opened);
  const { values, change, forget } = useDraft<ApplicationForm>(
    `application ${id} ${version}`,
    saved,
  );
  const [theirs, setTheirs] = useState<Application>();
  const done = async (): Promise<void> => {
    forget();
    onClose();
    await refresh('applications');
  };
  const work = useAction(async (over: number) => {
    try {
      await call(
        updateApplication({
          path: { id },
          headers: { 'If-Match': `"${over}"` },
          body: changeOf(values),
        }),
      );
    } catch (failure) {
      if (!isConflict(failure)) {
        // The form shows the error.
        setTheirs(undefined);
        throw failure;
      }
      setTheirs(await call(getApplication({ path: { id } })));
      return;
    }
    toast(texts.saved);
    await done();
  });
  if (theirs !== undefined)
    return (
      <ConflictDialog
        fields={conflictOf(values, valuesOf(theirs))}
        onKeepTheirs={() => void done()}
        onSaveYours={() => {
          work.run(theirs.version);
        }}
        onClose={onClose}
      />
    );
  return (
    <FormDialog
      title={texts.editTitle}
      confirm={texts.save}
      values={values}
      change={change}
      work={work}
      onSubmit={() => {
        if (isChanged(values, saved)) work.run(version);
        else onClose();
      }}
      onClose={onClose}
    />
  );
}

function conflictOf(yours: ApplicationForm, theirs: ApplicationForm) {
  const texts = applicationsWords.texts();
  const rows = (of: ApplicationForm) => [
    of.name.trim(),
    texts.protocols[of.protocol].label,
    hasClient(of) ? of.clientId.trim() : '',
    of.redirectUrl.trim(),
    of.groups.join(', '),
  ];
  const others = rows(theirs);
  const labels = [texts.name, texts.protocol, texts.clientId, texts.redirectUrl, texts.groups];
  return rows(yours).map((own, index) => ({
    label: labels[index] ?? '',
    yours: own,
    theirs: others[index] ?? '',
  }));
}

const FIELDS: readonly ApplicationField[] = ['name', 'clientId', 'redirectUrl', 'groups'];

function FormDialog({
  title,
  confirm,
  values,
  change,
  work,
  onSubmit,
  onClose,
}: {
  readonly title: string;
  readonly confirm: string;
  readonly values: ApplicationForm;
  readonly change: (some: Partial<ApplicationForm>) => void;
  readonly work: Pick<Action<readonly []>, 'failure' | 'isBusy' | 'reset'>;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}) {
  const texts = applicationsWords.texts();
  const [isTried, setTried] = useState(false);
  const problems = problemsWith(values, texts);
  const errorOf = (name: ApplicationField): string | undefined =>
    (isTried ? problems[name] : undefined) ?? fieldError(work.failure, name);
  const edit = (some: Partial<ApplicationForm>): void => {
    change(some);
    if (work.failure !== undefined) work.reset();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(problems).length === 0) onSubmit();
        }}
      >
        <DialogBody>
          <TextField
            label={texts.name}
            hint={texts.nameHint}
            value={values.name}
            error={errorOf('name')}
            onChange={(name) => {
              edit({ name });
            }}
          />
          <RadioGroup
            label={texts.protocol}
            value={values.protocol}
            choices={PROTOCOLS.map((value) => ({ value, ...texts.protocols[value] }))}
            onChange={(protocol) => {
              edit({ protocol });
            }}
          />
          {hasClient(values) && (
            <TextField
              label={texts.clientId}
              hint={texts.clientIdHint}
              value={values.clientId}
              error={errorOf('clientId')}
              onChange={(clientId) => {
                edit({ clientId });
              }}
            />
          )}
          <TextField
            label={texts.redirectUrl}
            hint={texts.redirectUrlHint}
            inputMode="url"
            value={values.redirectUrl}
            error={errorOf('redirectUrl')}
            onChange={(redirectUrl) => {
              edit({ redirectUrl });
            }}
          />
          <GroupsField
            values={values.groups}
            onChange={(groups) => {
              edit({ groups });
            }}
          />
          {errorOf('groups') !== undefined && (
            <p class="field-error" role="alert">
              {errorOf('groups')}
            </p>
          )}
          {isFull(work.failure) ? (
            <p class="callout callout-warm" role="alert">
              {texts.limit}
            </p>
          ) : (
            <ProblemNote failure={work.failure} fields={FIELDS} />
          )}
        </DialogBody>
        <DialogFoot>
          <BusyButton type="submit" isBusy={work.isBusy}>
            {confirm}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** The groups that the company may grant, plus groups that the application already has, so that they can be removed. */
function GroupsField({
  values,
  onChange,
}: {
  readonly values: readonly string[];
  readonly onChange: (groups: readonly string[]) => void;
}) {
  const texts = applicationsWords.texts();
  const [before] = useState(values);
  const { data, error, refetch } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  if (data === undefined)
    return error === null ? null : <ProblemNote failure={error} onRetry={() => void refetch()} />;
  const groups = [...new Set([...data.settings.allowedGroups, ...before])];
  if (groups.length === 0) return null;
  return (
    <CheckGroup
      label={texts.groups}
      hint={texts.groupsHint}
      values={values}
      choices={groups.map((value) => ({ value, label: value }))}
      onChange={onChange}
    />
  );
}
