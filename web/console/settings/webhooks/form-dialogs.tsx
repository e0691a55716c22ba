import { useRef, useState } from 'preact/hooks';

import { createWebhook, updateWebhook } from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook, WebhookWithSecret } from '../../../../client/src/generated/types.gen.ts';
import { call, newIdempotencyKey } from '../../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { CheckGroup, RadioGroup, TextField } from '../../../app/form.tsx';
import { fieldError, ProblemNote } from '../../../app/problem.tsx';
import { type Action, refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { isFull } from '../limits.ts';
import {
  changeOf,
  EMPTY,
  FAMILIES,
  offered,
  otherPatterns,
  problemsWith,
  requestOf,
  valuesOf,
  type WebhookForm,
} from './webhook-form.ts';
import { webhooksWords } from './words.ts';

/** Creates a webhook. Its secret goes only to `onMade`. */
export function AddDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (webhook: WebhookWithSecret) => void;
}) {
  const texts = webhooksWords.texts();
  const { values, change, forget } = useDraft<WebhookForm>('webhook', EMPTY);
  const attempt = useRef<{ readonly form: WebhookForm; readonly key: string }>(undefined);
  const work = useAction(async () => {
    // Sending the same form again is the same attempt, so no webhook is created twice.
    if (attempt.current?.form !== values)
      attempt.current = { form: values, key: newIdempotencyKey() };
    const made = await call(
      createWebhook({
        body: requestOf(values),
        headers: { 'Idempotency-Key': attempt.current.key },
      }),
    );
    forget();
    onClose();
    onMade(made);
    await refresh('webhooks');
  });
  return (
    <FormDialog
      title={texts.add}
      confirm={texts.addConfirm}
      values={values}
      change={change}
      work={work}
      onClose={onClose}
    />
  );
}

/** Edits a webhook. Sends only the fields that differ from the opened version. */
export function EditDialog({
  webhook,
  onClose,
}: {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}) {
  const texts = webhooksWords.texts();
  // The version that was opened: the list may be refreshed in the meantime.
  const [opened] = useState(webhook);
  const { values, change, forget } = useDraft<WebhookForm>(
    `webhook ${opened.id} ${opened.updatedAt}`,
    valuesOf(opened),
  );
  const work = useAction(async () => {
    const body = changeOf(values, opened);
    if (Object.keys(body).length > 0) {
      await call(updateWebhook({ path: { id: opened.id }, body }));
      toast(texts.saved);
    }
    forget();
    onClose();
    await refresh('webhooks');
  });
  return (
    <FormDialog
      title={texts.editTitle}
      confirm={texts.save}
      values={values}
      change={change}
      work={work}
      onClose={onClose}
    />
  );
}

const FIELDS = ['url', 'description', 'events'];

function FormDialog({
  title,
  confirm,
  values,
  change,
  work,
  onClose,
}: {
  readonly title: string;
  readonly confirm: string;
  readonly values: WebhookForm;
  readonly change: (some: Partial<WebhookForm>) => void;
  readonly work: Action<readonly []>;
  readonly onClose: () => void;
}) {
  const texts = webhooksWords.texts();
  const [isTried, setTried] = useState(false);
  const problems = problemsWith(values, texts);
  const errorOf = (name: 'url' | 'description' | 'events'): string | undefined =>
    (isTried ? problems[name] : undefined) ?? fieldError(work.failure, name);
  return (
    <Dialog title={title} onClose={onClose}>
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
            label={texts.url}
            hint={texts.urlHint}
            inputMode="url"
            value={values.url}
            error={errorOf('url')}
            onChange={(url) => {
              change({ url });
              if (work.failure !== undefined) work.reset();
            }}
          />
          <TextField
            label={texts.description}
            hint={texts.descriptionHint}
            value={values.description}
            error={errorOf('description')}
            onChange={(description) => {
              change({ description });
            }}
          />
          <RadioGroup
            label={texts.events}
            value={values.which}
            choices={[
              { value: 'all', label: texts.allEvents, hint: texts.allEventsHint },
              { value: 'some', label: texts.someEvents, hint: texts.someEventsHint },
            ]}
            onChange={(which) => {
              change({ which });
            }}
          />
          {values.which === 'some' && <EventChoice values={values} change={change} />}
          {errorOf('events') !== undefined && (
            <p class="field-error" role="alert">
              {errorOf('events')}
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

/** The choice of events, grouped by subject. A pattern replaces the events that it covers. */
function EventChoice({
  values: { events },
  change,
}: {
  readonly values: WebhookForm;
  readonly change: (some: Partial<WebhookForm>) => void;
}) {
  const texts = webhooksWords.texts();
  // Patterns set through the API stay available after they are unchecked.
  const [others] = useState(() => otherPatterns(events));
  const groups = [
    ...FAMILIES.map((family) => ({
      name: family.name,
      pattern: family.pattern,
      choices: offered(family, events),
    })),
    { name: 'patterns' as const, pattern: undefined, choices: others },
  ];
  return (
    <>
      {groups
        .filter(({ choices }) => choices.length > 0)
        .map(({ name, pattern, choices }) => (
          <CheckGroup
            key={name}
            label={texts.families[name]}
            values={events}
            choices={choices.map((value) => ({
              value,
              label: value === pattern ? `${texts.allOf} (${value})` : value,
            }))}
            onChange={(chosen) => {
              change({ events: chosen });
            }}
          />
        ))}
    </>
  );
}
