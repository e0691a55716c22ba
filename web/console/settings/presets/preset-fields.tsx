/** The fields of a preset. Rarely used ones are collapsed. */
import { useEffect, useState } from 'preact/hooks';

import type { FormField, TenantSettings } from '../../../../client/src/generated/types.gen.ts';
import { CheckField, CheckGroup, SelectField, TextArea, TextField } from '../../../app/form.tsx';
import { inNameOrder } from '../../../app/words.ts';
import { languageChoices, languageName } from '../languages.ts';
import { settingsWords } from '../words.ts';
import { FIELDS, type PresetForm, PROFILE } from './form.ts';
import { useApplications } from './names.ts';
import { presetsWords } from './words.ts';

interface Props {
  readonly values: PresetForm;
  readonly change: (some: Partial<PresetForm>) => void;
  readonly errorOf: (field: keyof PresetForm & string, path?: string) => string | undefined;
  readonly settings: TenantSettings;
}

export function PresetFields(props: Props) {
  const { values, change, errorOf, settings } = props;
  const texts = presetsWords.texts();
  const { kinds } = settingsWords.texts();
  const groups = [...new Set([...settings.allowedGroups, ...values.groups])];
  const groupsError = errorOf('groups');
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
      <div class="columns">
        <SelectField
          label={texts.kind}
          value={values.kind}
          choices={[
            { value: '', label: texts.kindOpen },
            { value: 'customer', label: kinds.customer },
            { value: 'supplier', label: kinds.supplier },
          ]}
          onChange={(kind) => {
            change({ kind });
          }}
        />
        <ApplicationField {...props} />
        <TextField
          label={texts.validity}
          hint={texts.validityHint(settings.expiryDays, settings.maxExpiryDays)}
          inputMode="numeric"
          value={values.expiresInDays}
          error={errorOf('expiresInDays')}
          onChange={(expiresInDays) => {
            change({ expiresInDays });
          }}
        />
        <SelectField
          label={texts.language}
          value={values.locale}
          error={errorOf('locale')}
          choices={[
            { value: '', label: texts.languageUsual(languageName(settings.defaultLocale)) },
            ...languageChoices(values.locale),
          ]}
          onChange={(locale) => {
            change({ locale });
          }}
        />
      </div>
      {groups.length > 0 && (
        <div>
          <CheckGroup
            label={texts.groups}
            hint={texts.groupsHint}
            values={values.groups}
            choices={groups.map((value) => ({ value, label: value }))}
            onChange={(chosen) => {
              change({ groups: chosen });
            }}
          />
          {groupsError !== undefined && (
            <p class="field-error" role="alert">
              {groupsError}
            </p>
          )}
        </div>
      )}
      <TextArea
        label={texts.message}
        hint={texts.messageHint}
        value={values.message}
        error={errorOf('message')}
        onChange={(message) => {
          change({ message });
        }}
      />
      <Prefilled {...props} />
      <More {...props} />
    </>
  );
}

function ApplicationField({ values, change, errorOf }: Props) {
  const texts = presetsWords.texts();
  const applications = useApplications();
  const { applicationId } = values;
  // Only these can be used for invitations: the others have no accounts in the user pool.
  const usable = applications.filter(
    ({ id, protocol }) => protocol === 'oidc' || protocol === 'oauth2' || id === applicationId,
  );
  const isUnknown = applicationId !== '' && !usable.some(({ id }) => id === applicationId);
  return (
    <SelectField
      label={texts.application}
      value={applicationId}
      error={errorOf('applicationId')}
      choices={[
        { value: '', label: texts.applicationUsual },
        ...usable.map(({ id, name }) => ({ value: id, label: name })),
        ...(isUnknown ? [{ value: applicationId, label: applicationId }] : []),
      ]}
      onChange={(chosen) => {
        change({ applicationId: chosen });
      }}
    />
  );
}

/** Opens a part that has values or an invalid field. Only people close it. */
function useOpened(isUsed: boolean, hasError: boolean): boolean {
  const [isOpen, setOpen] = useState(isUsed);
  useEffect(() => {
    if (hasError) setOpen(true);
  }, [hasError]);
  return isOpen || hasError;
}

function Prefilled({ values, change, errorOf }: Props) {
  const texts = presetsWords.texts();
  const { fields } = settingsWords.texts();
  const hasError = PROFILE.some((name) => errorOf(name, `profile.${name}`) !== undefined);
  const isOpen = useOpened(
    !values.allEditable || PROFILE.some((name) => values[name] !== ''),
    hasError,
  );
  return (
    <details class="more" open={isOpen}>
      <summary>{texts.prefilled}</summary>
      <div class="fields">
        <p class="field-hint">{texts.prefilledHint}</p>
        <div class="columns">
          {inNameOrder(PROFILE).map((name) => (
            <TextField
              key={name}
              label={fields[name]}
              value={values[name]}
              error={errorOf(name, `profile.${name}`)}
              onChange={(value) => {
                change({ [name]: value });
              }}
            />
          ))}
        </div>
        <CheckField
          label={texts.allEditable}
          hint={texts.allEditableHint}
          checked={values.allEditable}
          onChange={(allEditable) => {
            change({ allEditable });
          }}
        />
        {!values.allEditable && (
          <CheckGroup<FormField>
            label={texts.editable}
            hint={texts.editableHint}
            values={values.editableFields}
            choices={inNameOrder(FIELDS).map((value) => ({ value, label: fields[value] }))}
            onChange={(editableFields) => {
              change({ editableFields });
            }}
          />
        )}
      </div>
    </details>
  );
}

function More({ values, change, errorOf, settings }: Props) {
  const texts = presetsWords.texts();
  const differentError = errorOf('differentEmail', 'allowDifferentEmail');
  const errors = [differentError, errorOf('redirectUrl'), errorOf('metadata')];
  const isOpen = useOpened(
    [values.differentEmail, values.redirectUrl, values.metadata].some((text) => text !== ''),
    errors.some((error) => error !== undefined),
  );
  return (
    <details class="more" open={isOpen}>
      <summary>{texts.more}</summary>
      <div class="fields">
        {(settings.allowDifferentEmail || values.differentEmail === 'yes') && (
          <SelectField
            label={texts.differentEmail}
            hint={settings.allowDifferentEmail ? undefined : texts.differentEmailClosed}
            value={values.differentEmail}
            error={differentError}
            choices={[
              { value: '', label: texts.kindOpen },
              { value: 'yes', label: texts.allowed },
              { value: 'no', label: texts.notAllowed },
            ]}
            onChange={(differentEmail) => {
              change({ differentEmail });
            }}
          />
        )}
        <TextField
          label={texts.redirectUrl}
          hint={texts.redirectHint}
          inputMode="url"
          value={values.redirectUrl}
          error={errorOf('redirectUrl')}
          onChange={(redirectUrl) => {
            change({ redirectUrl });
          }}
        />
        <TextArea
          label={texts.metadata}
          hint={texts.metadataHint}
          value={values.metadata}
          error={errorOf('metadata')}
          onChange={(metadata) => {
            change({ metadata });
          }}
        />
      </div>
    </details>
  );
}
