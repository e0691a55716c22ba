import { useRef, useState } from 'preact/hooks';

import { createApiClient } from '../../../../client/src/generated/sdk.gen.ts';
import type { MachineClientWithSecret } from '../../../../client/src/generated/types.gen.ts';
import { call, newIdempotencyKey } from '../../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { CheckGroup, TextField } from '../../../app/form.tsx';
import { fieldError, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { isFull } from '../limits.ts';
import { type ClientForm, EMPTY, MACHINE_SCOPES, problemsWith, requestOf } from './client-form.ts';
import { apiClientsWords } from './words.ts';

/** Creates an API client. Its secret goes only to `onMade`; the draft keeps the name and the scopes. */
export function AddDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (client: MachineClientWithSecret) => void;
}) {
  const texts = apiClientsWords.texts();
  const { values, change, forget } = useDraft<ClientForm>('api-client', EMPTY);
  const [isTried, setTried] = useState(false);
  const attempt = useRef<{ readonly form: ClientForm; readonly key: string }>(undefined);
  const problems = problemsWith(values, texts);
  const work = useAction(async () => {
    // Sending the same form again is the same attempt, so no client is created twice.
    if (attempt.current?.form !== values)
      attempt.current = { form: values, key: newIdempotencyKey() };
    const made = await call(
      createApiClient({
        body: requestOf(values),
        headers: { 'Idempotency-Key': attempt.current.key },
      }),
    );
    forget();
    onClose();
    onMade(made);
    await refresh('api-clients');
  });
  const scopesError = (isTried ? problems.scopes : undefined) ?? fieldError(work.failure, 'scopes');
  return (
    <Dialog title={texts.add} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(problems).length === 0) work.run();
        }}
      >
        <DialogBody>
          <TextField
            label={texts.name}
            hint={texts.nameHint}
            value={values.name}
            error={(isTried ? problems.name : undefined) ?? fieldError(work.failure, 'name')}
            onChange={(name) => {
              change({ name });
            }}
          />
          <CheckGroup
            label={texts.scopes}
            hint={texts.scopesHint}
            values={values.scopes}
            choices={MACHINE_SCOPES.map((value) => ({
              value,
              label: texts.scopeTexts[value],
              hint: value,
            }))}
            onChange={(scopes) => {
              change({ scopes });
            }}
          />
          {scopesError !== undefined && (
            <p class="field-error" role="alert">
              {scopesError}
            </p>
          )}
          {isFull(work.failure) ? (
            <p class="callout callout-warm" role="alert">
              {texts.limit}
            </p>
          ) : (
            <ProblemNote failure={work.failure} fields={['name', 'scopes']} />
          )}
        </DialogBody>
        <DialogFoot>
          <BusyButton type="submit" isBusy={work.isBusy}>
            {texts.addConfirm}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
