<<<<<<< HEAD
import { useEffect, useState } from 'preact/hooks';
import {
  previewInvitation,
  sendInvitationPreview,
} from '../../../../client/src/generated/sdk.gen.ts';
=======
import { useState } from 'preact/hooks';
import { getTenant, updateTenant } from '../../../../client/src/generated/sdk.gen.ts';
>>>>>>> main
import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../../app/api.ts';
import { BusyButton } from '../../../app/dialog.tsx';
import { Facts, Loading } from '../../../app/display.tsx';
<<<<<<< HEAD
import { Field, TextField } from '../../../app/form.tsx';
import { MailView } from '../../../app/mail-view.tsx';
import { fieldError, ProblemNote } from '../../../app/problem.tsx';
import { useAction, useQuery } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { TenantFormFrame, useTenantForm, WithTenant, type TenantPart } from '../editor.tsx';
import { NO_COLOR, PageSample } from '../page-sample.tsx';
=======
import { useDraft } from '../../../app/drafts.ts';
import { Field, TextField } from '../../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { joinedWords, pageLanguage } from '../../../app/words.ts';
import { InvitationPreview, NO_COLOR, previewWords, usePreview } from '../../preview/preview.tsx';
>>>>>>> main
import { SettingsSection } from '../section.tsx';
import {
  changeOf,
  patchOf,
  problemsWith,
  valuesOf,
  type CompanyField,
  type CompanyForm,
} from './form.ts';
import { companyWords } from './words.ts';

/** The preview is part of the page. */
export const words = joinedWords(companyWords, previewWords);

/** The name and branding of the company, beside a preview of what invitees see. */
export function Page() {
  return (
    <SettingsSection section="company" lead={companyWords.texts().lead}>
      <WithTenant>
        {(tenant, mayChange) =>
          mayChange ? <Editor tenant={tenant} /> : <Shown tenant={tenant} />
        }
      </WithTenant>
    </SettingsSection>
  );
}

/** For roles that change nothing. */
function Shown({ tenant: { name, branding } }: { readonly tenant: Tenant }) {
  const texts = companyWords.texts();
  return (
    <div class="panel panel-padded">
      <Facts
        facts={[
          [texts.name, name],
          [texts.logoUrl, branding.logoUrl],
          [texts.color, branding.color],
          [texts.senderName, branding.senderName],
          [texts.replyTo, branding.replyTo],
        ]}
      />
    </div>
  );
}

const PART: TenantPart<CompanyForm> = { name: 'company', valuesOf, patchOf };

function Editor({ tenant }: { readonly tenant: Tenant }) {
  const texts = companyWords.texts();
  const form = useTenantForm(PART, tenant);
  const { values, change, isTried, failure } = form;
  const problems = problemsWith(values, texts);
  return (
    <div class="beside">
      <TenantFormFrame
        form={form}
        problems={problems}
        paths={PATHS}
        compared={(yours, theirs) =>
          FIELDS.map((name) => ({ label: texts[name], yours: yours[name], theirs: theirs[name] }))
        }
      >
        <Fields
          values={values}
          change={change}
          errorOf={(name) => {
            const path = name === 'name' ? name : `branding.${name}`;
            return (isTried ? problems[name] : undefined) ?? fieldError(failure, path);
          }}
        />
      </TenantFormFrame>
      {currentSession().can('invitations:write') && (
        <Preview values={values} isComplete={Object.keys(problems).length === 0} />
      )}
    </div>
  );
}

const FIELDS = ['name', 'logoUrl', 'color', 'senderName', 'replyTo'] as const;
const PATHS = ['name', ...FIELDS.slice(1).map((name) => `branding.${name}`)];

function Fields({
  values,
  change,
  errorOf,
}: {
  readonly values: CompanyForm;
  readonly change: (some: Partial<CompanyForm>) => void;
  readonly errorOf: (name: CompanyField) => string | undefined;
}) {
  const texts = companyWords.texts();
  const picked = /^#[0-9a-f]{6}$/i.test(values.color.trim()) ? values.color.trim() : NO_COLOR;
  return (
    <>
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        value={values.name}
        error={errorOf('name')}
        onChange={(name) => {
          change({ name });
        }}
      />
      <TextField
        label={texts.logoUrl}
        hint={texts.logoHint}
        inputMode="url"
        value={values.logoUrl}
        error={errorOf('logoUrl')}
        onChange={(logoUrl) => {
          change({ logoUrl });
        }}
      />
      <Field label={texts.color} hint={texts.colorHint} error={errorOf('color')}>
        {(control) => (
          <div class="copy-row">
            <input
              {...control}
              class="input"
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={values.color}
              onInput={(event) => {
                change({ color: event.currentTarget.value });
              }}
            />
            <input
              class="color-picker"
              type="color"
              aria-label={texts.pickColor}
              value={picked}
              onInput={(event) => {
                change({ color: event.currentTarget.value });
              }}
            />
          </div>
        )}
      </Field>
      <TextField
        label={texts.senderName}
        hint={texts.senderHint}
        value={values.senderName}
        error={errorOf('senderName')}
        onChange={(senderName) => {
          change({ senderName });
        }}
      />
      <TextField
        label={texts.replyTo}
        hint={texts.replyToHint}
        inputMode="email"
        value={values.replyTo}
        error={errorOf('replyTo')}
        onChange={(replyTo) => {
          change({ replyTo });
        }}
      />
    </>
  );
}

/** The page and the mail of an invitation, with what is typed but not saved. */
function Preview({
  values,
  isComplete,
}: {
  readonly values: CompanyForm;
  readonly isComplete: boolean;
}) {
<<<<<<< HEAD
  const texts = companyWords.texts();
  const tenant = useSettled(values, isComplete);
  const body = { tenant: changeOf(tenant), locale: pageLanguage() };
  const { data, error, refetch } = useQuery({
    key: ['preview', body],
    read: () => call(previewInvitation({ body })),
    keepPrevious: true,
  });
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
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNote failure={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <PageSample tenant={data.page.tenant} label={texts.page}>
            <p class="page-sample-title">{texts.pageTitle}</p>
            <p>{texts.pageText(data.page.tenant.name)}</p>
            <span class="button" aria-hidden="true">
              {texts.pageButton}
            </span>
          </PageSample>
          <Facts
            facts={[
              [texts.from, `${data.mail.from.name} <${data.mail.from.address}>`],
              [texts.replyTo, data.mail.replyTo],
              [texts.subject, data.mail.subject],
            ]}
          />
          <MailView html={data.mail.html} label={texts.email} />
        </>
      )}
    </section>
  );
}

/** The typed values after a pause, and only if they could be saved. */
function useSettled(values: CompanyForm, isComplete: boolean): CompanyForm {
  const [settled, setSettled] = useState(values);
  useEffect(() => {
    if (!isComplete) return undefined;
    const timer = setTimeout(() => {
      setSettled(values);
    }, TYPING);
    return () => {
      clearTimeout(timer);
    };
  }, [values, isComplete]);
  return settled;
=======
  const body = { tenant: changeOf(values), locale: pageLanguage() };
  return <InvitationPreview preview={usePreview(body, isComplete)} />;
>>>>>>> main
}
