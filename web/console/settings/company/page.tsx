import { useState } from 'preact/hooks';
import { getTenant, updateTenant } from '../../../../client/src/generated/sdk.gen.ts';
import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../../app/api.ts';
import { ConflictDialog } from '../../../app/conflict.tsx';
import { BusyButton } from '../../../app/dialog.tsx';
import { Facts, Loading } from '../../../app/display.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { Field, TextField } from '../../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { joinedWords, pageLanguage } from '../../../app/words.ts';
import { InvitationPreview, NO_COLOR, previewWords, usePreview } from '../../preview/preview.tsx';
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

/** The preview is part of the page. */
export const words = joinedWords(companyWords, previewWords);

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
  const body = { tenant: changeOf(values), locale: pageLanguage() };
  return <InvitationPreview preview={usePreview(body, isComplete)} />;
}
