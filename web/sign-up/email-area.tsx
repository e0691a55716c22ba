import { useLayoutEffect, useRef } from 'preact/hooks';
import { signInEmail } from '../shared/sign-in-email.ts';
import { FieldError, fieldId, inputProps, type FieldProps } from './fields.tsx';
import { useTexts } from './texts-context.ts';

interface EmailAreaProps {
  /** The address of the account, as far as it is typed. */
  readonly email: string;
  readonly invited: string;
  /** Whether the account may have another address than the invited one. */
  readonly changeable: boolean;
  readonly typing: boolean;
  readonly onType: (typing: boolean) => void;
  readonly field: FieldProps<'email'>;
}

/** The address that the account is for, and where it may be another one, the way to say which. */
export function EmailArea({ email, invited, changeable, typing, onType, field }: EmailAreaProps) {
  const texts = useTexts();
  const area = useRef<HTMLDivElement>(null);
  // A long address breaks before its domain.
  const at = invited.lastIndexOf('@');
  const before = useRef(typing);
  // The focus follows: what was pressed is gone, and what takes its place is what was asked for.
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
            {/* Text, which wraps where an input would cut it off. */}
            <dd class="fixed">
              {invited.slice(0, at)}
              <wbr />
              {invited.slice(at)}
            </dd>
            <dd class="hint">{changeable ? texts.email.hint : texts.email.fixed}</dd>
          </dl>
        )}
        {/* An address that was refused although none was typed is said here too. */}
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
        // Not of the type "email": some browsers would replace what was typed.
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

/** An input that nobody sees, so that password managers save what managed login takes as the user name. */
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
