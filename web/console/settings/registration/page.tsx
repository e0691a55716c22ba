import { useId } from 'preact/hooks';

import type {
  CustomerKind,
  FormField,
  Tenant,
} from '../../../../client/src/generated/types.gen.ts';
import { fieldsFor } from '../../../../lambdas/modules/records/registration-fields.ts';
import { useAddress } from '../../../app/address.ts';
import { Facts } from '../../../app/display.tsx';
import { oneOf, TabPanel, Tabs } from '../../../app/filters.tsx';
import { CheckField } from '../../../app/form.tsx';
import { TenantFormFrame, type TenantPart, useTenantForm, WithTenant } from '../editor.tsx';
import { SettingsSection } from '../section.tsx';
import { settingsWords } from '../words.ts';
import {
  alwaysRequired,
  compared,
  KINDS,
  patchOf,
  type RegistrationForm,
  valuesOf,
  withField,
} from './form.ts';
import { FormPreview } from './preview.tsx';
import { registrationWords } from './words.ts';

export { registrationWords as words } from './words.ts';

/** The fields that each kind of invitee must fill in, next to a preview of the sign-up page. */
export function Page() {
  const texts = registrationWords.texts();
  const kind = oneOf(useAddress().get('tab'), KINDS) ?? 'customer';
  return (
    <SettingsSection section="registration" lead={texts.lead}>
      <Tabs
        label={settingsWords.texts().sections.registration}
        tabs={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        current={kind}
      />
      <TabPanel current={kind}>
        <WithTenant>
          {(tenant, mayChange) =>
            mayChange ? (
              <Editor tenant={tenant} kind={kind} />
            ) : (
              <Shown tenant={tenant} kind={kind} />
            )
          }
        </WithTenant>
      </TabPanel>
    </SettingsSection>
  );
}

const PART: TenantPart<RegistrationForm> = { name: 'registration', valuesOf, patchOf };
const NO_PROBLEMS = {};

interface Props {
  readonly tenant: Tenant;
  readonly kind: CustomerKind;
}

function Editor({ tenant, kind }: Props) {
  const texts = registrationWords.texts();
  const { fields } = settingsWords.texts();
  const form = useTenantForm(PART, tenant);
  const { values, change } = form;
  const always = alwaysRequired(kind);
  return (
    <div class="beside">
      <TenantFormFrame
        form={form}
        problems={NO_PROBLEMS}
        paths={[]}
        compared={(yours, theirs) => compared(yours, theirs, texts.kinds, fields)}
      >
        <fieldset class="part" aria-describedby="required-hint">
          <legend>{texts.required}</legend>
          <p class="field-hint part-hint" id="required-hint">
            {texts.requiredHint}
          </p>
          <div class="fields">
            {fieldsFor(kind).map((name) =>
              always.includes(name) ? (
                <AlwaysRequired key={name} label={fields[name]} />
              ) : (
                <CheckField
                  key={name}
                  label={fields[name]}
                  checked={values[kind].includes(name)}
                  {...(name === 'lastName' && { hint: texts.oneName })}
                  onChange={(isRequired) => {
                    change(withField(values, kind, name, isRequired));
                  }}
                />
              ),
            )}
            {kind === 'customer' && <p class="field-hint">{texts.notAsked}</p>}
          </div>
        </fieldset>
      </TenantFormFrame>
      <FormPreview tenant={tenant} kind={kind} required={values[kind]} />
    </div>
  );
}

function AlwaysRequired({ label }: { readonly label: string }) {
  const id = useId();
  return (
    <div class="check">
      <input type="checkbox" id={id} checked disabled aria-describedby={`${id}-hint`} />
      <label for={id}>{label}</label>
      <p class="field-hint" id={`${id}-hint`}>
        {registrationWords.texts().always}
      </p>
    </div>
  );
}

/** The read-only view. */
function Shown({ tenant, kind }: Props) {
  const texts = registrationWords.texts();
  const { fields } = settingsWords.texts();
  const required = valuesOf(tenant)[kind];
  const namesOf = (isThere: (name: FormField) => boolean): string =>
    fieldsFor(kind)
      .filter(isThere)
      .map((name) => fields[name])
      .join('\n');
  return (
    <div class="beside">
      <div class="panel panel-padded">
        <Facts
          facts={[
            [texts.required, namesOf((name) => required.includes(name))],
            [texts.optional, namesOf((name) => !required.includes(name))],
          ]}
        />
      </div>
      <FormPreview tenant={tenant} kind={kind} required={required} />
    </div>
  );
}
