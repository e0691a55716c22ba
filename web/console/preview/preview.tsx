/** A preview of an invitation, as the API drafts it: the email, the sign-up page, and what stands in its way. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { previewInvitation, sendInvitationPreview } from '../../../client/src/generated/sdk.gen.ts';
import type {
  InvitationPreview as Draft,
  PreviewInvitationRequest,
} from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { BusyButton } from '../../app/dialog.tsx';
import { Facts, initialsOf, Loading } from '../../app/display.tsx';
import { MailView } from '../../app/mail-view.tsx';
import { ProblemNote, wordsFor } from '../../app/problem.tsx';
import { useAction, useQuery } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { AlertIcon } from '../../shared/icons.tsx';
import { brandColors, paint } from '../../shared/brand.ts';
import { previewWords } from './words.ts';

export { previewWords } from './words.ts';

/** The color of pages whose company has set none. */
export const NO_COLOR = '#1d4f49';
/** Milliseconds without a key after which the preview follows. */
const TYPING = 400;

/** The last answer that fits what is typed, and why there is no newer one. */
export interface Preview {
  readonly body: PreviewInvitationRequest;
  readonly draft: Draft | undefined;
  readonly failure: Error | null;
  readonly retry: () => void;
}

/** Has `body` drafted after each pause in typing, while it is complete enough to ask. */
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

/** `value` after a pause, and only while it may be asked for. Compared by its content: it is made anew with every drawing. */
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

/** Draws a preview. `fields` are the paths whose problems the form shows itself. */
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
        <h3>{texts.preview}</h3>
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
          <PageSample page={draft.page} />
          <Facts
            facts={[
              [texts.from, `${draft.mail.from.name} <${draft.mail.from.address}>`],
              [texts.replyTo, draft.mail.replyTo],
              [texts.subject, draft.mail.subject],
            ]}
          />
          <MailView html={draft.mail.html} label={texts.email} />
        </>
      )}
    </section>
  );
}

/** Says why the invitation could not be sent as it is. */
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

/** The sign-up page, small: its company, its form with what is filled in, and its button. */
function PageSample({ page }: { readonly page: Draft['page'] }) {
  const texts = previewWords.texts();
  const { name, branding } = page.tenant;
  const sample = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sample.current === null) return;
    paint(brandColors(branding.color ?? NO_COLOR), sample.current);
  }, [branding.color]);
  return (
    <div ref={sample} class="page-sample" role="group" aria-label={texts.page}>
      <p class="brand">
        {branding.logoUrl === undefined ? (
          <span class="brand-mark" aria-hidden="true">
            {initialsOf(name)}
          </span>
        ) : (
          <img class="brand-logo" src={branding.logoUrl} alt="" referrerpolicy="no-referrer" />
        )}
        <span class="brand-name">{name}</span>
      </p>
      <p class="page-sample-title">{texts.pageTitle}</p>
      <p>{texts.pageText(name)}</p>
      <FormSample page={page} />
      <span class="button" aria-hidden="true">
        {texts.pageButton}
      </span>
    </div>
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
    <dl class="form-sample">
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
