import { useLayoutEffect, useRef } from 'preact/hooks';

import { signInEmail } from '../shared/sign-in-email.ts';
import { FieldError, fieldId, type FieldProps, inputProps } from './fields.tsx';
import { useTexts } from './texts-context.ts';

interface EmailAreaProps {
  /** The account's address, as typed so far. */
  readonly email: string;
  readonly invited: string;
  /** True if the account may have an address other than the invited one. */
  readonly changeable: boolean;
  readonly typing: boolean;
  readonly onType: (typing: boolean) => void;
  readonly field: FieldProps<'email'>;
}

/** The account's address, with a field for another one where that is allowed. */
export function EmailArea({ email, invited, changeable, typing, onType, field }: EmailAreaProps) {
  const texts = useTexts();
  const area = useRef<HTMLDivElement>(null);
  // A long address wraps before its domain.
  const at = invited.lastIndexOf('@');
  const before = useRef(typing);
  // The clicked button is gone, so move the focus to what replaced it.
  useLayoutEffect(() => {
    if (before.current === typing) return;
    before.current = typing;
    area.current?.querySelector<HTMLElement>(typing ? 'label + input' : 'button')?.focus();
  }, [typing]);
  return (
    <div ref={area}>
      <UserName email={signInEmail(email)} />
      <div class="field">
        {typing ? (
          <TypedEmail {...field} />
        ) : (
          <dl class="field" id={fieldId('email')} tabIndex={-1}>
            <dt>{texts.email.label}</dt>
            {/* Text, because an input would truncate a long address. */}
            <dd class="fixed">
              {invited.slice(0, at)}
              <wbr />
              {invited.slice(at)}
            </dd>
            <dd class="hint">{changeable ? texts.email.hint : texts.email.fixed}</dd>
          </dl>
        )}
        {/* Also shows that the invited address itself was refused. */}
        <FieldError name="email" problem={field.problem} />
        {changeable && (
          <button
            class="link-button"
            type="button"
            aria-disabled={field.readOnly}
            onClick={() => {
              if (!field.readOnly) onType(!typing);
            }}
          >
            {typing ? texts.email.useInvited : texts.email.change}
          </button>
        )}
      </div>
    </div>
  );
}

function TypedEmail(field: FieldProps<'email'>) {
  const texts = useTexts();
  return (
    <>
      <label for={fieldId('email')}>{texts.email.label}</label>
      <input
        // Not type "email": some browsers would change what was typed.
        type="text"
        inputMode="email"
        autocomplete="email"
        autocapitalize="none"
        spellcheck={false}
        required
        {...inputProps(field, ['email-hint'])}
      />
      <p class="hint" id="email-hint">
        {texts.email.hint}
      </p>
    </>
  );
}

/** A hidden input, so that password managers save the user name that managed login expects. */
function UserName({ email }: { readonly email: string }) {
  return (
    <input
      class="sr-only"
      type="text"
      name="username"
      autocomplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
