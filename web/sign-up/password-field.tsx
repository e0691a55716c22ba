import { useState } from 'preact/hooks';

import { checkPassword, type PasswordRules } from '../../lambdas/modules/platform/sign-up-form.ts';
import { CheckIcon, DotIcon } from '../shared/icons.tsx';
import { FieldError, fieldId, type FieldProps, inputProps } from './fields.tsx';
import { keepFocus } from './keep-focus.ts';
import { ruleText } from './messages.ts';
import { useTexts } from './texts-context.ts';

/** A field for a new password, which can be shown instead of typed twice. Its rules are checked off while the person types. */
export function PasswordField({
  rules,
  ...props
}: FieldProps<'password'> & { readonly rules: PasswordRules }) {
  const texts = useTexts();
  const [visible, setVisible] = useState(false);
  const id = fieldId('password');
  // Hidden during the submit: browsers remember the content of text fields.
  const asText = visible && !props.readOnly;
  return (
    <div class="field">
      <label for={id}>{texts.password.label}</label>
      <div class="with-button">
        <input
          {...(asText ? { type: 'text' as const } : { type: 'password' as const })}
          autocomplete="new-password"
          autocapitalize="none"
          spellcheck={false}
          required
          {...inputProps(props, [`${id}-rules`])}
        />
        <button
          class="inline-button"
          type="button"
          aria-controls={id}
          aria-label={visible ? texts.password.hidePassword : texts.password.showPassword}
          // Keeps the cursor where it was.
          onMouseDown={keepFocus}
          onClick={() => {
            setVisible(!visible);
          }}
        >
          {visible ? texts.password.hide : texts.password.show}
        </button>
      </div>
      <FieldError name="password" problem={props.problem} />
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
  const texts = useTexts();
  const checks = checkPassword(password, rules)
    // Show the rules on spaces and maximum length only if they are violated, which is rare.
    .filter(({ id, ok }) => !ok || (id !== 'spaces' && id !== 'maxLength'));
  const met = checks.filter((check) => check.ok && password !== '').length;
  return (
    <>
      <div id={id} class="rules">
        <p class="sr-only">{texts.password.needs}</p>
        <ul>
          {checks.map((check) => {
            const ok = check.ok && password !== '';
            return (
              <li key={check.id} class={ok ? 'rule rule-met' : 'rule'}>
                {ok ? <CheckIcon /> : <DotIcon />}
                <span>
                  {password !== '' && (
                    <span class="sr-only">{ok ? texts.password.met : texts.password.missing} </span>
                  )}
                  {ruleText(texts, check.id, rules.minLength)}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
      <p class="sr-only" aria-live="polite">
        {password === '' ? '' : texts.password.progress(met, checks.length)}
      </p>
    </>
  );
}
