import { useEffect } from 'preact/hooks';

import type { FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { CodeArea } from './code-area.tsx';
import { EmailArea } from './email-area.tsx';
import { ErrorSummary } from './error-summary.tsx';
import type { FieldMode, FieldName } from './field-mode.ts';
import { type FieldProps, LockedField, TextField } from './fields.tsx';
import { formOrder, isRequired } from './form-fields.ts';
import { type FormValues, toSubmission } from './form-values.ts';
import { PasswordField } from './password-field.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import type { Account, Invitation } from './sign-up-api.ts';
import { SubmitArea } from './submit-area.tsx';
import type { StopReason, Texts } from './texts.ts';
import { useTexts } from './texts-context.ts';
import { useCode } from './use-code.ts';
import { useForm } from './use-form.ts';
import { useProvider } from './use-provider.ts';
import { useSubmit } from './use-submit.ts';

export interface RegistrationFormProps {
  readonly token: string;
  readonly invitation: Invitation;
  readonly onStopped: (reason: StopReason) => void;
  /** Called with the address as the person writes it. */
  readonly onDone: (account: Account, email: string) => void;
}

/** The sign-up form: address, person, company, password. */
export function RegistrationForm({ token, invitation, onStopped, onDone }: RegistrationFormProps) {
  const texts = useTexts();
  const form = useForm(invitation);
  const { values, modes, address, summary } = form;
  const code = useCode({ token, invitation, form, onStopped });
  const { progress, submit } = useSubmit({
    token,
    onStopped,
    onDone: (account) => {
      onDone(account, address.email);
    },
    onRefused: form.showRefusal,
  });
  const provider = useProvider({ token, form, onStopped });
  useErrorInTitle(summary.length > 0, texts);

  const send = (event: Event): void => {
    event.preventDefault();
    if (form.check()) submit(toSubmission(values, modes, address), values.password);
  };

  const busy = progress.name === 'sending' || progress.name === 'waiting';
  const field = <Name extends FieldName>(name: Name): FieldProps<Name> => ({
    name,
    value: values[name],
    problem: form.problemOf(name),
    readOnly: busy,
    onInput: (value) => {
      form.change(name, value);
    },
    onLeave: () => {
      form.leave(name);
    },
  });
  const inMode = (mode: FieldMode): FormField[] =>
    formOrder(texts).filter((name) => modes[name] === mode);

  return (
    <form class="card form" noValidate onSubmit={send} aria-busy={busy}>
      <ErrorSummary entries={summary} />
      <EmailArea
        email={address.email}
        invited={invitation.email}
        changeable={invitation.allowDifferentEmail}
        typing={form.typingAddress}
        onType={form.typeAddress}
        field={field('email')}
      />
      {address.needsCode && (
        <CodeArea
          email={address.email}
          progress={code.progress}
          onSend={code.send}
          field={field('code')}
        />
      )}
      <LockedFields fields={inMode('read')} values={values} />
      <div class="fields">
        {inMode('edit').map((name) => (
          <TextField key={name} {...field(name)} required={isRequired(name, invitation)} />
        ))}
      </div>
      {invitation.providers.length > 0 && !address.differs && (
        <ProviderButtons
          {...provider}
          providers={invitation.providers}
          disabled={busy}
          onChoose={provider.choose}
        />
      )}
      <PasswordField {...field('password')} rules={invitation.passwordRules} />
      <SubmitArea progress={progress} />
    </form>
  );
}

function LockedFields({
  fields,
  values,
}: {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
}) {
  const texts = useTexts();
  if (fields.length === 0) return null;
  return (
    <div class="locked">
      <dl class="facts">
        {fields.map((field) => (
          <LockedField key={field} name={field} value={values[field]} />
        ))}
      </dl>
      <p class="hint">{texts.form.locked}</p>
    </div>
  );
}

/** Prefixes the document title while there are errors: screen readers announce it first. */
function useErrorInTitle(wrong: boolean, { errors: { titlePrefix } }: Texts): void {
  useEffect(() => {
    if (!wrong) return;
    document.title = titlePrefix + document.title;
    return () => {
      const { title } = document;
      if (title.startsWith(titlePrefix)) document.title = title.slice(titlePrefix.length);
    };
  }, [wrong, titlePrefix]);
}
