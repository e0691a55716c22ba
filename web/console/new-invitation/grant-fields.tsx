/** The parts of the form about access and the email. */
import { useId } from 'preact/hooks';

import { listApplications } from '../../../client/src/generated/sdk.gen.ts';
import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { call } from '../../app/api.ts';
import { CheckField, FormPart, SelectField, TextArea, TextField } from '../../app/form.tsx';
import { Menu } from '../../app/menu.tsx';
import { appWords, pageLanguage } from '../../app/words.ts';
import { CloseIcon, PlusIcon } from '../../shared/icons.tsx';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';
import { inviteWords } from '../invite/invite-dialog.tsx';
import { type PartProps, useAll } from './fields.tsx';
import { newInvitationWords } from './words.ts';

export function AccessFields({ form }: PartProps) {
  const { values, change, tenant, errorOf } = form;
  const texts = newInvitationWords.texts();
  const applications = useAll('applications', () => call(listApplications())).filter(
    ({ protocol }) => protocol === 'oidc' || protocol === 'oauth2',
  );
  return (
    <FormPart title={texts.access}>
      {applications.length > 0 && (
        <SelectField
          label={texts.application}
          value={values.applicationId}
          error={errorOf('applicationId')}
          choices={[
            { value: '', label: texts.noApplication },
            ...applications.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(applicationId) => {
            change({ applicationId });
          }}
        />
      )}
      <GroupsField form={form} />
      {tenant.settings.allowDifferentEmail && (
        <div class="whole">
          <CheckField
            label={texts.differentEmail}
            hint={texts.differentEmailHint}
            checked={values.allowDifferentEmail}
            onChange={(allowDifferentEmail) => {
              change({ allowDifferentEmail });
            }}
          />
        </div>
      )}
    </FormPart>
  );
}

/** The groups of the invitation, each of which can be removed, and those that can be added. */
function GroupsField({ form: { values, change, tenant, errorOf } }: PartProps) {
  const texts = newInvitationWords.texts();
  const { allowedGroups } = tenant.settings;
  const { groups } = values;
  const id = useId();
  const others = allowedGroups.filter((group) => !groups.includes(group));
  const usual = allowedGroups[0];
  const problem =
    errorOf('groups') ?? groups.map((_, at) => errorOf(`groups[${at}]`)).find(Boolean);
  return (
    <div class="field" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-hint`}>
      <span class="label" id={`${id}-label`}>
        {texts.groups}
      </span>
      <div class="groups">
        {groups.length > 0 && (
          <ul class="chip-list" aria-label={texts.groups}>
            {groups.map((group) => (
              <li key={group} class="chip">
                <span>{group}</span>
                <button
                  type="button"
                  class="chip-remove"
                  aria-label={appWords.texts().chips.remove(group)}
                  onClick={() => {
                    change({ groups: groups.filter((other) => other !== group) });
                  }}
                >
                  <CloseIcon />
                </button>
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <Menu
            label={texts.addGroup}
            look="button button-quiet"
            items={() =>
              others.map((group) => ({
                label: group,
                onSelect: () => {
                  change({ groups: [...groups, group] });
                },
              }))
            }
          >
            <PlusIcon />
            {texts.addGroup}
          </Menu>
        )}
      </div>
      <div id={`${id}-hint`}>
        {usual !== undefined && <p class="field-hint">{texts.groupsHint(usual)}</p>}
        {problem !== undefined && <p class="field-error">{problem}</p>}
      </div>
    </div>
  );
}

export function EmailFields({ form: { values, change, tenant, errorOf } }: PartProps) {
  const texts = newInvitationWords.texts();
  const invite = inviteWords.texts();
  const { expiryDays, maxExpiryDays, redirectUrls } = tenant.settings;
  const join = new Intl.ListFormat(pageLanguage(), { type: 'disjunction' });
  const text = (
    name: 'expiresInDays' | 'redirectUrl',
    hint: string,
    inputMode: 'numeric' | 'url',
  ) => (
    <TextField
      label={texts[name]}
      hint={hint}
      value={values[name]}
      error={errorOf(name)}
      inputMode={inputMode}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  return (
    <FormPart title={texts.email}>
      <TextArea
        class="whole"
        label={invite.message}
        hint={invite.messageHint}
        value={values.message}
        error={errorOf('message')}
        onChange={(message) => {
          change({ message });
        }}
      />
      <SelectField
        label={invite.language}
        value={values.locale}
        error={errorOf('locale')}
        choices={languageChoices(values.locale, tenant.settings.defaultLocale)}
        onChange={(locale) => {
          change({ locale });
        }}
      />
      {text(
        'expiresInDays',
        texts.expiresHint(String(expiryDays), String(maxExpiryDays)),
        'numeric',
      )}
      {redirectUrls.length > 0 &&
        text('redirectUrl', texts.redirectHint(join.format(redirectUrls)), 'url')}
      <TextArea
        class="whole"
        label={texts.metadata}
        hint={texts.metadataHint}
        rows={2}
        value={values.metadata}
        error={errorOf('metadata')}
        onChange={(metadata) => {
          change({ metadata });
        }}
      />
      <div class="whole">
        <CheckField
          label={texts.notify}
          hint={texts.notifyHint}
          checked={values.notify}
          onChange={(notify) => {
            change({ notify });
          }}
        />
      </div>
    </FormPart>
  );
}

/** The company's default, the supported languages, and `current` if it is another tag, such as `de-AT`. */
function languageChoices(current: string, usual: string) {
  const names = new Intl.DisplayNames(pageLanguage(), { type: 'language' });
  const known: readonly string[] = LANGUAGES;
  return [
    {
      value: '',
      label: newInvitationWords.texts().languageUsual(names.of(usual) ?? usual),
    },
    ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
    ...(current !== '' && !known.includes(current)
      ? [{ value: current, label: names.of(current) ?? current }]
      : []),
  ];
}
