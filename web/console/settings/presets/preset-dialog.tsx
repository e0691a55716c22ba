import { useEffect, useRef, useState } from 'preact/hooks';

import { createPreset, getPreset, updatePreset } from '../../../../client/src/generated/sdk.gen.ts';
import type { Preset, Tenant } from '../../../../client/src/generated/types.gen.ts';
import { ApiFailure, call, newIdempotencyKey } from '../../../app/api.ts';
import { ConflictDialog } from '../../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { appWords } from '../../../app/words.ts';
import { settingsWords } from '../words.ts';
import { compared, creationOf, patchOf, type PresetForm, problemsWith, valuesOf } from './form.ts';
import { useNames } from './names.ts';
import { PresetFields } from './preset-fields.tsx';
import { presetsWords } from './words.ts';

/** Creates a preset, or edits `preset`. */
export function PresetDialog({
  preset,
  tenant,
  onClose,
}: {
  readonly preset?: Preset;
  readonly tenant: Tenant;
  readonly onClose: () => void;
}) {
  const texts = presetsWords.texts();
  const shared = settingsWords.texts();
  const names = useNames();
  // The version that was opened: the list may be refreshed in the meantime.
  const [before, setBefore] = useState(preset);
  const [name] = useState(preset === undefined ? 'new' : `${preset.id} ${preset.version}`);
  const { values, change, forget } = useDraft(`preset ${name}`, valuesOf(before ?? {}));
  const [tries, setTries] = useState(0);
  const [theirs, setTheirs] = useState<Preset>();
  const attempt = useRef<{ readonly form: PresetForm; readonly key: string }>(undefined);
  const frame = useRef<HTMLFormElement>(null);
  const { settings } = tenant;
  const problems = problemsWith(values, settings.maxExpiryDays, texts);

  const create = async (): Promise<void> => {
    // Sending the same form again is the same attempt, so nothing is created twice.
    if (attempt.current?.form !== values)
      attempt.current = { form: values, key: newIdempotencyKey() };
    await call(
      createPreset({
        body: creationOf(values),
        headers: { 'Idempotency-Key': attempt.current.key },
      }),
    );
  };
  const update = async ({ id, version, ...base }: Preset): Promise<void> => {
    const body = patchOf(valuesOf(base), values);
    if (Object.keys(body).length > 0)
      await call(updatePreset({ path: { id }, headers: { 'If-Match': `"${version}"` }, body }));
  };
  const work = useAction(async (base: Preset | undefined) => {
    try {
      await (base === undefined ? create() : update(base));
    } catch (failure) {
      if (base === undefined || !isConflict(failure)) throw failure;
      setTheirs(await call(getPreset({ path: { id: base.id } })));
      return;
    }
    forget();
    onClose();
    toast(base === undefined ? texts.added : shared.editor.saved);
    await refresh('presets');
  });
  useEffect(() => {
    if (tries > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, work.failure]);
  if (theirs !== undefined)
    return (
      <ConflictDialog
        fields={compared(values, valuesOf(theirs), texts, shared, names)}
        onKeepTheirs={() => {
          forget();
          onClose();
          void refresh('presets');
        }}
        onSaveYours={() => {
          // The form shows a failure.
          setBefore(theirs);
          setTheirs(undefined);
          work.run(theirs);
        }}
        onClose={() => {
          setTheirs(undefined);
        }}
      />
    );
  const errorOf = (field: keyof PresetForm & string, path: string = field): string | undefined =>
    (tries > 0 ? problems[field] : undefined) ?? errorBelow(work.failure, path);
  return (
    <Dialog
      kind="wide"
      title={preset === undefined ? texts.addTitle : texts.editTitle}
      onClose={onClose}
    >
      <form
        ref={frame}
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          if (Object.keys(problems).length === 0) work.run(before);
        }}
      >
        <DialogBody>
          <PresetFields values={values} change={change} errorOf={errorOf} settings={settings} />
          <ProblemNote failure={work.failure} fields={shownPaths(work.failure)} />
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={work.isBusy}>
            {shared.editor.save}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

const SHOWN = [
  'name',
  'applicationId',
  'expiresInDays',
  'locale',
  'groups',
  'message',
  'profile',
  'redirectUrl',
  'metadata',
];

/** The error message for a field, or for its first invalid part. */
function errorBelow(failure: unknown, path: string): string | undefined {
  if (!(failure instanceof ApiFailure)) return undefined;
  const part = failure.problem?.errors?.find((error) => error.path.startsWith(`${path}.`));
  return fieldError(failure, path) ?? part?.message;
}

/** The API paths whose error messages are shown at a field. */
function shownPaths(failure: unknown): string[] {
  if (!(failure instanceof ApiFailure)) return [];
  return (failure.problem?.errors ?? [])
    .map(({ path }) => path)
    .filter((path) => SHOWN.includes(path.split('.', 1)[0] ?? ''));
}
