import { useState } from 'preact/hooks';

import { getMe, updateMe } from '../../../client/src/generated/sdk.gen.ts';
import type { Me } from '../../../client/src/generated/types.gen.ts';
import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { call, currentSession } from '../../app/api.ts';
import { ConflictDialog } from '../../app/conflict.tsx';
import { BusyButton } from '../../app/dialog.tsx';
import { Facts, Loading } from '../../app/display.tsx';
import { useDraft } from '../../app/drafts.ts';
import { Field, SelectField, TextField } from '../../app/form.tsx';
import { PageFrame } from '../../app/page.tsx';
import { fieldError, isConflict, ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { chooseTheme, chosenTheme, THEMES } from '../../app/theme.ts';
import { toast } from '../../app/toast.tsx';
import { appWords, chooseLanguage, inNameOrder, pageLanguage } from '../../app/words.ts';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';
import { useAccessCheck, useMe } from '../me.ts';
import { Section } from '../section.tsx';
import { accountWords } from '../words.ts';
import { changeOf, FIELDS, formOf, type ProfileForm, rebased } from './profile-form.ts';
import { profileWords } from './words.ts';

export { profileWords as words } from './words.ts';

/** The signed-in person's profile, the pages' language and theme, and sign-out. */
export function Page() {
  const { data: me, error, refetch } = useMe();
  const [saves, setSaves] = useState(0);
  return (
    <PageFrame title={profileWords.texts().title}>
      {me === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNote failure={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div class="sections">
          <AboutYou
            // Resets the form after each save in this tab, but not after saves in other tabs.
            key={saves}
            me={me}
            onSaved={() => {
              setSaves((count) => count + 1);
            }}
          />
          <div class="section-stack">
            <Preferences />
            <SignIn />
          </div>
        </div>
      )}
    </PageFrame>
  );
}

function AboutYou({ me, onSaved }: { readonly me: Me; readonly onSaved: () => void }) {
  const texts = profileWords.texts();
  const [base, setBase] = useState(me);
  const { values, change, forget } = useDraft<ProfileForm>('profile', formOf(base));
  const [isTried, setTried] = useState(false);
  const [saved, setSaved] = useState<Me>();
  const save = useAction(async (before: Me, after: ProfileForm) => {
    const changes = changeOf(formOf(before), after);
    if (changes === undefined) return;
    try {
      await call(updateMe({ headers: { 'If-Match': `"${before.version}"` }, body: changes }));
    } catch (failure) {
      if (isConflict(failure)) setSaved(await call(getMe()));
      throw failure;
    }
    toast(texts.saved);
    forget();
    await Promise.all([refresh('me'), refresh('colleagues')]);
    onSaved();
  });
  useAccessCheck(save.failure);
  const isNameMissing = values.firstName.trim() === '' && base.firstName !== undefined;
  return (
    <Section title={texts.about}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isNameMissing) save.run(base, values);
        }}
      >
        <div class="section-body">
          <ProfileFields
            values={values}
            change={change}
            failure={save.failure}
            firstNameError={isTried && isNameMissing ? texts.firstNameMissing : undefined}
          />
          <Field label={texts.email} hint={texts.emailHint}>
            {(control) => <input {...control} class="input" readOnly value={me.email ?? ''} />}
          </Field>
          <Facts
            facts={[
              [texts.company, me.customer.name],
              [texts.role, accountWords.texts().roles[me.role]],
            ]}
          />
          <ProblemNote failure={save.failure} fields={FIELDS} />
        </div>
        <div class="section-foot">
          <BusyButton type="submit" isBusy={save.isBusy}>
            {accountWords.texts().save}
          </BusyButton>
        </div>
      </form>
      {saved !== undefined && isConflict(save.failure) && (
        <ProfileConflict
          yours={rebased(values, formOf(base), formOf(saved))}
          theirs={formOf(saved)}
          onKeepTheirs={() => {
            forget();
            void refresh('me').then(onSaved);
          }}
          onSaveYours={(yours) => {
            setBase(saved);
            change(yours);
            setSaved(undefined);
            save.run(saved, yours);
          }}
          onClose={() => {
            setSaved(undefined);
          }}
        />
      )}
    </Section>
  );
}

function ProfileFields({
  values,
  change,
  failure,
  firstNameError,
}: {
  readonly values: ProfileForm;
  readonly change: (some: Partial<ProfileForm>) => void;
  readonly failure: unknown;
  readonly firstNameError: string | undefined;
}) {
  const texts = profileWords.texts();
  const field = (name: keyof ProfileForm) => (
    <TextField
      key={name}
      label={texts[name]}
      autocomplete={AUTOCOMPLETE[name]}
      {...(name === 'phone' && { inputMode: 'tel' as const })}
      value={values[name]}
      error={(name === 'firstName' ? firstNameError : undefined) ?? fieldError(failure, name)}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  return (
    <>
      <div class="field-pair">{inNameOrder(['firstName', 'lastName'] as const).map(field)}</div>
      <div class="field-pair">
        {field('jobTitle')}
        {field('phone')}
      </div>
    </>
  );
}

function ProfileConflict({
  yours,
  theirs,
  onSaveYours,
  ...rest
}: {
  readonly yours: ProfileForm;
  readonly theirs: ProfileForm;
  readonly onSaveYours: (yours: ProfileForm) => void;
  readonly onKeepTheirs: () => void;
  readonly onClose: () => void;
}) {
  const texts = profileWords.texts();
  return (
    <ConflictDialog
      {...rest}
      fields={inNameOrder(FIELDS).map((name) => ({
        label: texts[name],
        yours: yours[name].trim(),
        theirs: theirs[name],
      }))}
      onSaveYours={() => {
        onSaveYours(yours);
      }}
    />
  );
}

const AUTOCOMPLETE = {
  firstName: 'given-name',
  lastName: 'family-name',
  jobTitle: 'organization-title',
  phone: 'tel',
} as const;

/** Repeats the settings of the profile menu where people also look for them. */
function Preferences() {
  const { shell } = appWords.texts();
  const [theme, setTheme] = useState(chosenTheme());
  return (
    <Section title={profileWords.texts().preferences}>
      <div class="section-body">
        <SelectField
          label={shell.language}
          value={pageLanguage()}
          choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={chooseLanguage}
        />
        <SelectField
          label={shell.theme}
          value={theme}
          choices={THEMES.map((value) => ({ value, label: shell.themes[value] }))}
          onChange={(chosen) => {
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        />
      </div>
    </Section>
  );
}

function SignIn() {
  const { shell } = appWords.texts();
  const texts = profileWords.texts();
  const session = currentSession();
  return (
    <Section title={texts.session}>
      <div class="section-body">
        <p class="lead">{texts.sessionHint}</p>
        <button class="button button-quiet" type="button" onClick={() => void session.signOut()}>
          {shell.signOut}
        </button>
      </div>
    </Section>
  );
}
