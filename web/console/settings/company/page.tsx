import { useEffect, useRef, useState } from 'preact/hooks';
import {
  getTenant,
  previewInvitation,
  sendInvitationPreview,
  updateTenant,
} from '../../../../client/src/generated/sdk.gen.ts';
import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../../app/api.ts';
import { ConflictDialog } from '../../../app/conflict.tsx';
import { BusyButton } from '../../../app/dialog.tsx';
import { Facts, initialsOf, Loading } from '../../../app/display.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { Field, TextField } from '../../../app/form.tsx';
import { MailView } from '../../../app/mail-view.tsx';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { brandColors, paint } from '../../../shared/brand.ts';
import { SettingsSection } from '../section.tsx';
import {
  changeOf,
  isChanged,
  problemsWith,
  valuesOf,
  type CompanyField,
  type CompanyForm,
} from './form.ts';
import { companyWords } from './words.ts';

export { companyWords as words } from './words.ts';

/** The name and branding of the company, beside a preview of what invitees see. */
export function Page() {
  const texts = companyWords.texts();
  const { data, error, refetch } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  return (
    <SettingsSection section="company" lead={texts.lead}>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNote failure={error} onRetry={() => void refetch()} />
        )
      ) : currentSession().can('settings:write') ? (
        <Editor key={data.version} tenant={data} />
      ) : (
        <Shown tenant={data} />
      )}
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

function Editor({ tenant }: { readonly tenant: Tenant }) {
  const texts = companyWords.texts();
  const saved = valuesOf(tenant);
  const { values, change, forget } = useDraft(`company ${tenant.version}`, saved);
  const [isTried, setTried] = useState(false);
  const [theirs, setTheirs] = useState<Tenant>();
  const problems = problemsWith(values, texts);
  const work = useAction(async (version: number) => {
    try {
      await call(updateTenant({ body: changeOf(values), headers: { 'If-Match': `"${version}"` } }));
    } catch (failure) {
      if (!isConflict(failure)) throw failure;
      setTheirs(await call(getTenant()));
      return;
    }
    setTheirs(undefined);
    forget();
    toast(texts.saved);
    await refresh('tenant');
  });
  const hasProblem = Object.keys(problems).length > 0;
  return (
    <div class="beside">
      <form
        class="panel panel-padded fields"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!hasProblem) work.run(tenant.version);
        }}
      >
        <Fields
          values={values}
          change={change}
          errorOf={(name) => {
            const path = name === 'name' ? name : `branding.${name}`;
            return (isTried ? problems[name] : undefined) ?? fieldError(work.failure, path);
          }}
        />
        <ProblemNote failure={work.failure} fields={PATHS} />
        <div class="form-foot">
          {isChanged(values, saved) && (
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                setTried(false);
                work.reset();
                forget();
              }}
            >
              {texts.discard}
            </button>
          )}
          <BusyButton type="submit" isBusy={work.isBusy}>
            {texts.save}
          </BusyButton>
        </div>
      </form>
      {currentSession().can('invitations:write') && (
        <Preview values={values} isComplete={!hasProblem} />
      )}
      {theirs !== undefined && (
        <ConflictDialog
          fields={FIELDS.map((name) => ({
            label: texts[name],
            yours: values[name],
            theirs: valuesOf(theirs)[name],
          }))}
          onKeepTheirs={() => {
            setTheirs(undefined);
            forget();
            void refresh('tenant');
          }}
          onSaveYours={() => {
            work.run(theirs.version);
          }}
          onClose={() => {
            setTheirs(undefined);
          }}
        />
      )}
    </div>
  );
}

const FIELDS = ['name', 'logoUrl', 'color', 'senderName', 'replyTo'] as const;
const PATHS = ['name', ...FIELDS.slice(1).map((name) => `branding.${name}`)];
/** The color that the platform's picker shows if none is set: that of pages without one. */
const NO_COLOR = '#1d4f49';

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

/** Milliseconds without a key after which the preview follows. */
const TYPING = 400;

/** The page and the mail of an invitation, with what is typed but not saved. */
function Preview({
  values,
  isComplete,
}: {
  readonly values: CompanyForm;
  readonly isComplete: boolean;
}) {
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
          <PageSample tenant={data.page.tenant} />
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
}

/** The beginning of the sign-up page, small. */
function PageSample({
  tenant: { name, branding },
}: {
  readonly tenant: { readonly name: string; readonly branding: Tenant['branding'] };
}) {
  const texts = companyWords.texts();
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
      <span class="button" aria-hidden="true">
        {texts.pageButton}
      </span>
    </div>
  );
}
