import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { currentSession } from '../../../app/api.ts';
import { Facts } from '../../../app/display.tsx';
import { Field, TextField } from '../../../app/form.tsx';
import { fieldError } from '../../../app/problem.tsx';
import { joinedWords, pageLanguage } from '../../../app/words.ts';
import { NO_COLOR } from '../../preview/page-sample.tsx';
import { InvitationPreview, previewWords, usePreview } from '../../preview/preview.tsx';
import { TenantFormFrame, type TenantPart, useTenantForm, WithTenant } from '../editor.tsx';
import { SettingsSection } from '../section.tsx';
import {
  changeOf,
  type CompanyField,
  type CompanyForm,
  patchOf,
  problemsWith,
  valuesOf,
} from './form.ts';
import { companyWords } from './words.ts';

/** Includes the texts of the preview, which the page shows. */
export const words = joinedWords(companyWords, previewWords);

/** The company's name and branding, next to a preview of what invitees see. */
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

/** The read-only view. */
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

/** An invitation's page and email, with the form's unsaved values. */
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
