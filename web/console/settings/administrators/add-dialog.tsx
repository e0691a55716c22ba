import { useRef, useState } from 'preact/hooks';

import { createAdministrator } from '../../../../client/src/generated/sdk.gen.ts';
import type {
  AdministratorRole,
  CreateAdministratorRequest,
} from '../../../../client/src/generated/types.gen.ts';
import { type Language, LANGUAGES } from '../../../../lambdas/modules/platform/locale.ts';
import { ApiFailure, call, newIdempotencyKey } from '../../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { useDraft } from '../../../app/drafts.ts';
import { RadioGroup, SelectField, TextField } from '../../../app/form.tsx';
import { fieldError, ProblemNote, sentenceFor } from '../../../app/problem.tsx';
import { refresh, useAction } from '../../../app/query.ts';
import { toast } from '../../../app/toast.tsx';
import { appWords } from '../../../app/words.ts';
import { LANGUAGE_NAMES } from '../../../shared/locale.ts';
import { isAddress } from '../../invite/addresses.ts';
import { administratorsWords } from './words.ts';

const ROLES = [
  'administrators',
  'operators',
  'plan-managers',
  'viewers',
] as const satisfies readonly AdministratorRole[];

interface Form extends Record<string, string> {
  readonly email: string;
  readonly name: string;
  readonly role: AdministratorRole | '';
  readonly locale: Language | '';
}
const EMPTY: Form = { email: '', name: '', role: '', locale: '' };

/** Error codes about the address. */
const ABOUT_EMAIL: readonly string[] = ['user_already_exists', 'email_suppressed'];

/** Adds an administrator, who gets an email to set up the account. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = administratorsWords.texts();
  const { values, change, forget } = useDraft('administrator', EMPTY);
  const [isTried, setTried] = useState(false);
  const attempt = useRef<{ readonly form: Form; readonly key: string }>(undefined);
  const problem = problemWith(values.email);
  const work = useAction(async () => {
    // Sending the same form again is the same attempt, so nobody is added twice.
    if (attempt.current?.form !== values)
      attempt.current = { form: values, key: newIdempotencyKey() };
    await call(
      createAdministrator({
        body: requestOf(values),
        headers: { 'Idempotency-Key': attempt.current.key },
      }),
    );
    toast(texts.addDone);
    forget();
    onClose();
    await refresh('administrators');
  });
  const refused = emailRefusal(work.failure);
  return (
    <Dialog title={texts.add} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problem === undefined && values.role !== '') work.run();
        }}
      >
        <DialogBody>
          <p>{texts.addLead}</p>
          <TextField
            label={texts.email}
            inputMode="email"
            value={values.email}
            error={(isTried ? problem : undefined) ?? refused ?? fieldError(work.failure, 'email')}
            onChange={(email) => {
              change({ email });
              work.reset();
            }}
          />
          <TextField
            label={texts.name}
            hint={texts.nameHint}
            value={values.name}
            error={fieldError(work.failure, 'name')}
            onChange={(name) => {
              change({ name });
            }}
          />
          <RoleField
            value={values.role}
            error={isTried && values.role === '' ? texts.roleRequired : undefined}
            onChange={(role) => {
              change({ role });
            }}
          />
          <SelectField
            label={texts.language}
            value={values.locale}
            choices={[
              { value: '', label: texts.languageUsual },
              ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
            ]}
            onChange={(locale) => {
              change({ locale });
            }}
          />
          {refused === undefined && (
            <ProblemNote failure={work.failure} fields={['email', 'name']} />
          )}
        </DialogBody>
        <DialogFoot>
          <BusyButton type="submit" isBusy={work.isBusy}>
            {texts.add}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** The choice of a role, with a description of each. */
export function RoleField({
  value,
  error,
  onChange,
}: {
  readonly value: AdministratorRole | '';
  readonly error?: string | undefined;
  readonly onChange: (role: AdministratorRole) => void;
}) {
  const texts = administratorsWords.texts();
  return (
    <RadioGroup
      label={texts.role}
      value={value}
      error={error}
      choices={ROLES.map((role) => ({ value: role, ...texts.roles[role] }))}
      onChange={onChange}
    />
  );
}

function problemWith(email: string): string | undefined {
  const texts = administratorsWords.texts();
  if (email.trim() === '') return texts.emailRequired;
  return isAddress(email.trim()) ? undefined : texts.emailWrong;
}

function emailRefusal(failure: unknown): string | undefined {
  return failure instanceof ApiFailure && ABOUT_EMAIL.includes(failure.code)
    ? sentenceFor(failure, appWords.texts())
    : undefined;
}

function requestOf({ email, name, role, locale }: Form): CreateAdministratorRequest {
  if (role === '') throw new Error('A form without a role was sent.');
  return {
    email: email.trim(),
    role,
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(locale !== '' && { locale }),
  };
}
