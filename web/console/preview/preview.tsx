/** A preview of an invitation from the API: the email, the sign-up page, and warnings. */
import { useEffect, useState } from 'preact/hooks';

import { previewInvitation, sendInvitationPreview } from '../../../client/src/generated/sdk.gen.ts';
import type {
  InvitationPreview as Draft,
  PreviewInvitationRequest,
} from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { BusyButton } from '../../app/dialog.tsx';
import { Email, Facts, Loading } from '../../app/display.tsx';
import { MailView } from '../../app/mail-view.tsx';
import { ProblemNote, wordsFor } from '../../app/problem.tsx';
import { useAction, useQuery } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { AlertIcon } from '../../shared/icons.tsx';
import { PageSample } from './page-sample.tsx';
import { previewWords } from './words.ts';

export { previewWords } from './words.ts';

/** Milliseconds after the last key press before the preview is updated. */
const TYPING = 400;

/** The last preview that matches the form, and the failure of a newer one. */
export interface Preview {
  readonly body: PreviewInvitationRequest;
  readonly draft: Draft | undefined;
  readonly failure: Error | null;
  readonly retry: () => void;
}

/** Requests a preview of `body` after each pause in typing, if it is complete enough. */
export function usePreview(body: PreviewInvitationRequest, isComplete = true): Preview {
  const settled = useSettled(body, isComplete);
  const { data, error, refetch } = useQuery({
    key: ['preview', settled],
    read: () => call(previewInvitation({ body: settled })),
    keepPrevious: true,
  });
  return {
    body: settled,
    draft: data,
    failure: error,
    retry: () => void refetch(),
  };
}

/** Returns `value` after a pause, if it is complete. Compared by content, because each render creates a new one. */
function useSettled<Value>(value: Value, isComplete: boolean): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (!isComplete) return undefined;
    const timer = setTimeout(() => {
      setSettled(value);
    }, TYPING);
    return () => {
      clearTimeout(timer);
    };
  }, [JSON.stringify(value), isComplete]);
  return settled;
}

/** Shows a preview. `fields` are the API paths whose errors the form shows itself. */
export function InvitationPreview({
  preview: { body, draft, failure, retry },
  fields = [],
}: {
  readonly preview: Preview;
  readonly fields?: readonly string[];
}) {
  const texts = previewWords.texts();
  const test = useAction(async () => {
    const { to } = await call(sendInvitationPreview({ body }));
    toast(texts.testSent(to));
  });
  return (
    <section class="panel panel-padded fields" aria-label={texts.preview}>
      <header class="section-head">
        <h2>{texts.preview}</h2>
        <BusyButton class="button button-quiet" isBusy={test.isBusy} onClick={test.run}>
          {texts.sendTest}
        </BusyButton>
      </header>
      <ProblemNote failure={test.failure} />
      {failure !== null && <ProblemNote failure={failure} fields={fields} onRetry={retry} />}
      {draft === undefined ? (
        failure === null && <Loading />
      ) : (
        <>
          <Warnings draft={draft} />
          <SignUpSample page={draft.page} />
          <Facts
            facts={[
              [
                texts.from,
                <>
                  {`${draft.mail.from.name} <`}
                  <Email>{draft.mail.from.address}</Email>
                  {'>'}
                </>,
              ],
              [
                texts.replyTo,
                draft.mail.replyTo !== undefined && <Email>{draft.mail.replyTo}</Email>,
              ],
              [texts.subject, draft.mail.subject],
            ]}
          />
          <MailView html={draft.mail.html} label={texts.email} />
        </>
      )}
    </section>
  );
}

/** Shows the reasons that the invitation cannot be sent yet. */
function Warnings({ draft: { warnings } }: { readonly draft: Draft }) {
  if (warnings.length === 0) return null;
  return (
    <div class="problem problem-warm" role="status">
      <AlertIcon />
      <div class="problem-text">
        <p>{previewWords.texts().warnings}</p>
        <ul>
          {warnings.map(({ code, detail }) => (
            <li key={code}>{wordsFor(code) ?? detail}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The sign-up page with its prefilled values, and the fields that the invitee can change. */
function SignUpSample({ page }: { readonly page: Draft['page'] }) {
  const texts = previewWords.texts();
  return (
    <PageSample tenant={page.tenant} label={texts.page}>
      <p class="page-sample-title">{texts.pageTitle}</p>
      <p>{texts.pageText(page.tenant.name)}</p>
      <FormSample page={page} />
      <span class="button" aria-hidden="true">
        {texts.pageButton}
      </span>
    </PageSample>
  );
}

function FormSample({ page }: { readonly page: Draft['page'] }) {
  const texts = previewWords.texts();
  const { email, company, profile, fields, editableFields, allowDifferentEmail } = page;
  const values: Readonly<Record<string, string | undefined>> = { ...profile, company };
  const rows = [
    { name: 'email' as const, value: email, isOpen: allowDifferentEmail, note: undefined },
    ...fields.map(({ name, required }) => ({
      name,
      value: values[name],
      isOpen: editableFields.includes(name),
      note: required ? undefined : texts.optional,
    })),
  ];
  return (
    <dl class="sample-values">
      {rows.map(({ name, value, isOpen, note }) => (
        <div key={name}>
          <dt>
            {texts.fields[name]}
            {note !== undefined && <small> ({note})</small>}
          </dt>
          <dd class={isOpen ? 'open' : 'fixed'}>
            {value ?? '\u00A0'}
            {!isOpen && <small>{texts.fixed}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
