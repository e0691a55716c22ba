import { useLayoutEffect, useRef } from 'preact/hooks';

import { FieldError, fieldId, type FieldProps, inputProps } from './fields.tsx';
import { keepFocus } from './keep-focus.ts';
import { useTexts } from './texts-context.ts';
import type { CodeProgress } from './use-code.ts';
import { useCountdown } from './use-countdown.ts';

/** Verifies an address: a button that sends a code, then a field for it. */
export function CodeArea({
  email,
  progress,
  onSend,
  field,
}: {
  readonly email: string;
  readonly progress: CodeProgress;
  readonly onSend: () => void;
  readonly field: FieldProps<'code'>;
}) {
  const texts = useTexts();
  const sent = progress.name === 'sent';
  return (
    <div class="confirm" role="group" aria-labelledby="code-title">
      <h2 class="confirm-title" id="code-title">
        {texts.code.title}
      </h2>
      {/* Always rendered, so that screen readers announce changes in it. */}
      <p class="confirm-text" role="status">
        {progress.name === 'sending' && texts.code.sending}
        {sent && texts.code.sent(email)}
      </p>
      {sent ? (
        <SentCode key={progress.round} pause={progress.pause} onSend={onSend} field={field} />
      ) : (
        <>
          {progress.name === 'none' && <p class="confirm-text">{texts.code.why(email)}</p>}
          <FieldError name="code" problem={field.problem} />
          <SendButton
            id={fieldId('code')}
            blocked={field.readOnly || progress.name === 'sending'}
            label={texts.code.send}
            onSend={onSend}
          />
        </>
      )}
    </div>
  );
}

function SentCode({
  pause,
  onSend,
  field,
}: {
  readonly pause: number;
  readonly onSend: () => void;
  readonly field: FieldProps<'code'>;
}) {
  const texts = useTexts();
  const left = useCountdown(pause);
  const id = fieldId('code');
  const area = useRef<HTMLDivElement>(null);
  // The clicked button is gone; move the focus unless the person has gone on to another field.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) area.current?.querySelector('input')?.focus();
  }, []);
  return (
    <>
      <div class="field" ref={area}>
        <label for={id}>
          {texts.code.label} <span class="optional">({texts.code.hint})</span>
        </label>
        <input
          class="code-input"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          required
          {...inputProps(field)}
        />
        <FieldError name="code" problem={field.problem} />
      </div>
      <SendButton
        blocked={field.readOnly || left > 0}
        label={left > 0 ? texts.code.againIn(left) : texts.code.again}
        onSend={onSend}
      />
    </>
  );
}

function SendButton({
  id,
  blocked,
  label,
  onSend,
}: {
  readonly id?: string;
  readonly blocked: boolean;
  readonly label: string;
  readonly onSend: () => void;
}) {
  return (
    <button
      {...(id !== undefined && { id })}
      class="button button-quiet button-small"
      type="button"
      aria-disabled={blocked}
      onMouseDown={keepFocus}
      onClick={(event) => {
        if (blocked) return;
        event.currentTarget.focus();
        onSend();
      }}
    >
      {label}
    </button>
  );
}
