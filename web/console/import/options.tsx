import { listApplications, listPresets } from '../../../client/src/generated/sdk.gen.ts';
import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { call, currentSession } from '../../app/api.ts';
import { SelectField, TextArea, TextField } from '../../app/form.tsx';
import { useQuery } from '../../app/query.ts';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';
import type { Options } from '../imports/request.ts';
import { importsWords } from '../imports/words.ts';

const KINDS = ['customer', 'supplier'] as const;

/** Tells whether a text is empty or a number of days. */
export function isExpiry(text: string): boolean {
  return text.trim() === '' || /^[1-9]\d{0,3}$/.test(text.trim());
}

/** The options for rows without their own value. */
export function OptionFields({
  values,
  isTried,
  change,
}: {
  readonly values: Options;
  readonly isTried: boolean;
  readonly change: (some: Partial<Options>) => void;
}) {
  const texts = importsWords.texts().options;
  const presets = useQuery({
    key: ['presets', 'all'],
    read: () => call(listPresets()),
    enabled: currentSession().can('settings:read'),
  }).data?.data;
  const applications = useQuery({
    key: ['applications', 'all'],
    read: () => call(listApplications()),
    enabled: currentSession().can('settings:read'),
  }).data?.data;
  // Only these protocols have accounts.
  const invitable = applications?.filter(({ protocol }) => ['oidc', 'oauth2'].includes(protocol));
  const usual = { value: '', label: texts.usual } as const;
  const isWrong = isTried && !isExpiry(values.expiresInDays);
  return (
    <section class="panel panel-padded fields" aria-labelledby="options">
      <div>
        <h3 id="options">{texts.heading}</h3>
        <p class="under">{texts.hint}</p>
      </div>
      <div class="columns">
        <SelectField
          label={texts.kind}
          value={values.kind}
          choices={[usual, ...KINDS.map((value) => ({ value, label: texts.kinds[value] }))]}
          onChange={(kind) => {
            change({ kind });
          }}
        />
        {presets !== undefined && presets.length > 0 && (
          <SelectField
            label={texts.preset}
            value={values.presetId}
            choices={[
              { value: '', label: texts.noPreset },
              ...presets.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(presetId) => {
              change({ presetId });
            }}
          />
        )}
        {invitable !== undefined && invitable.length > 1 && (
          <SelectField
            label={texts.application}
            value={values.applicationId}
            choices={[usual, ...invitable.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(applicationId) => {
              change({ applicationId });
            }}
          />
        )}
        <SelectField
          label={texts.language}
          value={values.locale}
          choices={[usual, ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))]}
          onChange={(locale) => {
            change({ locale });
          }}
        />
        <TextField
          label={texts.expiry}
          hint={texts.expiryHint}
          error={isWrong ? texts.expiryWrong : undefined}
          inputMode="numeric"
          value={values.expiresInDays}
          onChange={(expiresInDays) => {
            change({ expiresInDays });
          }}
        />
        <TextArea
          class="whole"
          label={texts.message}
          hint={texts.messageHint}
          value={values.message}
          onChange={(message) => {
            change({ message });
          }}
        />
      </div>
    </section>
  );
}
