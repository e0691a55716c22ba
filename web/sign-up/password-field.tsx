import { useState } from 'preact/hooks';
import { checkPassword, type PasswordRules } from '../../lambdas/shared/sign-up-form.ts';
import { CheckIcon, DotIcon } from '../shared/icons.tsx';
import { FieldError, fieldId, inputProps, type FieldProps } from './fields.tsx';
import { texts } from './texts.ts';

/** A new password, which can be looked at instead of typed twice, and its rules ticking off while one types. */
export function PasswordField({ rules, ...props }: FieldProps & { readonly rules: PasswordRules }) {
  const [visible, setVisible] = useState(false);
  const id = fieldId('password');
  // Hidden again while it is sent: browsers remember what stands in a text field.
  const asText = visible && !props.readOnly;
  return (
    <div class="field">
      <label for={id}>{texts.form.password}</label>
      <div class="with-button">
        <input
          id={id}
          name="password"
          {...(asText ? { type: 'text' as const } : { type: 'password' as const })}
          autocomplete="new-password"
          autocapitalize="none"
          spellcheck={false}
          required
          {...inputProps(id, props, [`${id}-rules`])}
        />
        <button
          class="inline-button"
          type="button"
          aria-controls={id}
          aria-label={visible ? texts.form.hidePassword : texts.form.showPassword}
          // Typing goes on where it was.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            setVisible(!visible);
          }}
        >
          {visible ? texts.form.hide : texts.form.show}
        </button>
      </div>
      <FieldError id={id} message={props.error} />
      <Rules id={`${id}-rules`} password={props.value} rules={rules} />
    </div>
  );
}

function Rules({
  id,
  password,
  rules,
}: {
  readonly id: string;
  readonly password: string;
  readonly rules: PasswordRules;
}) {
  const checks = checkPassword(password, rules)
    // Spaces at the ends are rare: worth a word only when they are there.
    .filter((check) => check.id !== 'spaces' || !check.ok);
  const met = checks.filter((check) => check.ok && password !== '').length;
  return (
    <>
      <div id={id} class="rules">
        <p class="sr-only">{texts.form.rules}</p>
        <ul>
          {checks.map((check) => {
            const ok = check.ok && password !== '';
            return (
              <li key={check.id} class={ok ? 'rule rule-met' : 'rule'}>
                {ok ? <CheckIcon /> : <DotIcon />}
                <span>
                  {password !== '' && (
                    <span class="sr-only">{ok ? texts.form.ruleMet : texts.form.ruleMissing} </span>
                  )}
                  {texts.form.rule(check)}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
      <p class="sr-only" aria-live="polite">
        {password === '' ? '' : texts.form.rulesProgress(met, checks.length)}
      </p>
    </>
  );
}
