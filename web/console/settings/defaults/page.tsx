import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { Facts } from '../../../app/display.tsx';
import {
  CheckField,
  CheckGroup,
  FormPart,
  SelectField,
  TextArea,
  TextField,
} from '../../../app/form.tsx';
import { fieldError } from '../../../app/problem.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { TenantFormFrame, type TenantPart, useTenantForm, WithTenant } from '../editor.tsx';
import { languageChoices, languageName } from '../languages.ts';
import { SettingsSection } from '../section.tsx';
import { settingsWords } from '../words.ts';
import {
  compared,
  type DefaultsForm,
  groupsOf,
  LIMITS,
  linesOf,
  longestExpiry,
  patchOf,
  problemsWith,
  valuesOf,
} from './form.ts';
import { defaultsWords } from './words.ts';

export { defaultsWords as words } from './words.ts';

/** The defaults for invitations and accounts, the limits, and the settings that only the operator can change. */
export function Page() {
  const texts = defaultsWords.texts();
  return (
    <SettingsSection section="defaults" lead={texts.lead}>
      <WithTenant>
        {(tenant, mayChange) => (
          <>
            {mayChange ? <Editor tenant={tenant} /> : <Shown tenant={tenant} />}
            <Operator tenant={tenant} />
          </>
        )}
      </WithTenant>
    </SettingsSection>
  );
}

const PART: TenantPart<DefaultsForm> = { name: 'defaults', valuesOf, patchOf };

/** API paths of fields with a single value. */
const PATHS: Readonly<Record<string, string>> = {
  reminders: 'settings.reminderDaysBefore',
  expiryDays: 'settings.expiryDays',
  maxExpiryDays: 'settings.maxExpiryDays',
  retentionDays: 'settings.retentionDays',
  defaultLocale: 'settings.defaultLocale',
  ...Object.fromEntries(LIMITS.map((name) => [name, `settings.limits.${name}`])),
};

function count(number: number): string {
  return new Intl.NumberFormat(pageLanguage()).format(number);
}

function Editor({ tenant }: { readonly tenant: Tenant }) {
  const texts = defaultsWords.texts();
  const form = useTenantForm(PART, tenant);
  const { values, saved, change, isTried, failure } = form;
  const most = tenant.installationLimits;
  const problems = problemsWith(values, most, texts, count);
  const { yes, no } = settingsWords.texts();
  const lines = linesOf(values.redirectUrls).map((_line, at) => `settings.redirectUrls.${at}`);
  const errorOf = (name: keyof DefaultsForm & string): string | undefined =>
    (isTried ? problems[name] : undefined) ?? fieldError(failure, PATHS[name] ?? name);
  const number = (name: NumberName, { label, hint }: Labeled, range: string) => (
    <TextField
      label={label}
      hint={`${hint} ${range}`}
      inputMode="numeric"
      value={values[name]}
      error={errorOf(name)}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  const days = (name: NumberName, labeled: Labeled, longest: number) =>
    number(name, labeled, texts.days('1', count(longest)));
  const groups = [...new Set([...most.allowedGroups, ...saved.allowedGroups])];
  return (
    <TenantFormFrame
      form={form}
      problems={problems}
      paths={[...Object.values(PATHS), ...lines, 'settings.redirectUrls', 'settings.allowedGroups']}
      compared={(yours, theirs) => compared(yours, theirs, texts, { yes, no, languageName })}
    >
      <FormPart title={texts.invitations}>
        {days('expiryDays', texts.expiryDays, longestExpiry(values, most))}
        {days('maxExpiryDays', texts.maxExpiryDays, most.maxExpiryDays)}
        {days('retentionDays', texts.retentionDays, most.retentionDays)}
        <TextField
          {...texts.reminders}
          value={values.reminders}
          error={errorOf('reminders')}
          onChange={(reminders) => {
            change({ reminders });
          }}
        />
        <SelectField
          {...texts.language}
          value={values.defaultLocale}
          error={errorOf('defaultLocale')}
          choices={languageChoices(saved.defaultLocale, values.defaultLocale)}
          onChange={(defaultLocale) => {
            change({ defaultLocale });
          }}
        />
        <div class="whole">
          <CheckField
            {...texts.differentEmail}
            checked={values.allowDifferentEmail}
            onChange={(allowDifferentEmail) => {
              change({ allowDifferentEmail });
            }}
          />
        </div>
      </FormPart>
      <FormPart title={texts.accounts}>
        <div class="whole">
          <CheckField
            {...texts.approval}
            checked={values.requiresApproval}
            onChange={(requiresApproval) => {
              change({ requiresApproval });
            }}
          />
        </div>
        <div class="whole">
          <CheckField
            {...texts.secondFactor}
            checked={values.requiresSecondFactor}
            onChange={(requiresSecondFactor) => {
              change({ requiresSecondFactor });
            }}
          />
        </div>
        <TextArea
          class="whole"
          {...texts.redirectUrls}
          value={values.redirectUrls}
          error={
            errorOf('redirectUrls') ??
            [...lines, 'settings.redirectUrls']
              .map((path) => fieldError(failure, path))
              .find(Boolean)
          }
          onChange={(redirectUrls) => {
            change({ redirectUrls });
          }}
        />
        {groups.length > 0 && (
          <div class="whole fields">
            <CheckGroup
              {...texts.groups}
              values={values.allowedGroups}
              choices={groups.map((value) => ({ value, label: value }))}
              onChange={(allowedGroups) => {
                change({
                  allowedGroups,
                  firstGroup: allowedGroups.includes(values.firstGroup)
                    ? values.firstGroup
                    : (groups.find((group) => allowedGroups.includes(group)) ?? ''),
                });
              }}
            />
            {(errorOf('allowedGroups') ?? fieldError(failure, 'settings.allowedGroups')) !==
              undefined && (
              <p class="field-error" role="alert">
                {errorOf('allowedGroups') ?? fieldError(failure, 'settings.allowedGroups')}
              </p>
            )}
          </div>
        )}
        {values.allowedGroups.length > 1 && (
          <SelectField
            {...texts.firstGroup}
            value={values.firstGroup}
            choices={groupsOf(values)
              .toSorted()
              .map((value) => ({ value, label: value }))}
            onChange={(firstGroup) => {
              change({ firstGroup });
            }}
          />
        )}
      </FormPart>
      <FormPart title={texts.limits}>
        <p class="field-hint whole">{texts.limitsHint}</p>
        {LIMITS.map((name) =>
          number(name, texts.limitNames[name], texts.upTo(count(most.limits[name]))),
        )}
      </FormPart>
    </TenantFormFrame>
  );
}

type NumberName = (typeof LIMITS)[number] | 'expiryDays' | 'maxExpiryDays' | 'retentionDays';
interface Labeled {
  readonly label: string;
  readonly hint: string;
}

/** The read-only view. */
function Shown({ tenant: { settings } }: { readonly tenant: Tenant }) {
  const texts = defaultsWords.texts();
  const { yes, no } = settingsWords.texts();
  return (
    <div class="panel panel-padded fields">
      <FactsPart
        title={texts.invitations}
        facts={[
          [texts.expiryDays.label, texts.dayCount(settings.expiryDays)],
          [texts.maxExpiryDays.label, texts.dayCount(settings.maxExpiryDays)],
          [texts.retentionDays.label, texts.dayCount(settings.retentionDays)],
          [texts.reminders.label, listOr(settings.reminderDaysBefore.map(String), ', ')],
          [texts.language.label, languageName(settings.defaultLocale)],
          [texts.differentEmail.label, settings.allowDifferentEmail ? yes : no],
        ]}
      />
      <FactsPart
        title={texts.accounts}
        facts={[
          [texts.approval.label, settings.requiresApproval ? yes : no],
          [texts.secondFactor.label, settings.requiresSecondFactor ? yes : no],
          [texts.redirectUrls.label, listOr(settings.redirectUrls, '\n')],
          [texts.groups.label, listOr(settings.allowedGroups, ', ')],
          [texts.firstGroup.label, settings.allowedGroups[0]],
        ]}
      />
      <FactsPart
        title={texts.limits}
        facts={LIMITS.map((name) => [texts.limitNames[name].label, count(settings.limits[name])])}
      />
    </div>
  );
}

function FactsPart({
  title,
  facts,
}: {
  readonly title: string;
  readonly facts: readonly (readonly [string, string | undefined])[];
}) {
  return (
    <div class="facts-part">
      <h3>{title}</h3>
      <Facts facts={facts} />
    </div>
  );
}

function listOr(entries: readonly string[], joint: string): string {
  return entries.length === 0 ? defaultsWords.texts().none : entries.join(joint);
}

/** The settings that only the installation's operator can change. */
function Operator({
  tenant: { status, features, installationLimits },
}: {
  readonly tenant: Tenant;
}) {
  const texts = defaultsWords.texts();
  return (
    <section class="panel panel-padded fields" aria-labelledby="operator">
      <div>
        <h3 id="operator">{texts.operator}</h3>
        <p class="under">{texts.operatorHint}</p>
      </div>
      <Facts
        facts={[
          [texts.status, texts.statuses[status]],
          [texts.portal, features.customerPortal ? texts.portalIncluded : texts.portalMissing],
          [
            texts.apiClients,
            features.apiClients ? texts.apiClientsIncluded : texts.apiClientsMissing,
          ],
          [texts.longestExpiry, texts.dayCount(installationLimits.maxExpiryDays)],
          [texts.longestRetention, texts.dayCount(installationLimits.retentionDays)],
          [texts.availableGroups, listOr(installationLimits.allowedGroups, ', ')],
        ]}
      />
    </section>
  );
}
