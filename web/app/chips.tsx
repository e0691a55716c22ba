import type { TargetedEvent } from 'preact';
import { useRef } from 'preact/hooks';

import { CloseIcon } from '../shared/icons.tsx';
import { Field } from './form.tsx';
import { appWords } from './words.ts';

/** The chips, and text that is not a chip yet. A form submits both. */
export interface Chips {
  readonly values: readonly string[];
  readonly text: string;
}

/** Milliseconds to wait before adding a chip on blur, so that nothing moves between mouse down and mouse up. */
const AFTER_CLICK = 200;

/**
 * A field for several short texts. Each becomes a chip on Enter, a comma, or blur; pasted text becomes several chips.
 * Backspace moves the last chip back into the field.
 */
export function ChipsField({
  label,
  hint,
  error,
  chips,
  onChange,
  split,
  add,
  isValid,
  inputMode = 'text',
  startsHere = false,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly chips: Chips;
  readonly onChange: (chips: Chips) => void;
  /** Splits typed or pasted text. */
  readonly split: (text: string) => readonly string[];
  /** Adds texts without duplicates. */
  readonly add: (before: readonly string[], added: readonly string[]) => readonly string[];
  readonly isValid: (value: string) => boolean;
  readonly inputMode?: 'text' | 'email';
  /** True to focus the field when the dialog opens. */
  readonly startsHere?: boolean;
}) {
  const { values, text } = chips;
  const input = useRef<HTMLInputElement>(null);
  const take = (typed: string): void => {
    onChange({ values: add(values, split(typed)), text: '' });
  };
  const left = useRef<() => void>(null);
  left.current = () => {
    if (text.trim() !== '' && document.activeElement !== input.current) take(text);
  };
  const remove = (value: string): void => {
    onChange({ values: values.filter((other) => other !== value), text });
    input.current?.focus();
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div
          class="chips input"
          onClick={(event) => {
            if (event.target === event.currentTarget) input.current?.focus();
          }}
        >
          {values.length > 0 && (
            <ul class="chip-list" aria-label={label}>
              {values.map((value) => (
                <li key={value} class={isValid(value) ? 'chip' : 'chip chip-wrong'}>
                  <span>{value}</span>
                  <button
                    type="button"
                    class="chip-remove"
                    aria-label={appWords.texts().chips.remove(value)}
                    onClick={() => {
                      remove(value);
                    }}
                  >
                    <CloseIcon />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...control}
            ref={input}
            autoFocus={startsHere}
            class="chips-input"
            type="text"
            inputMode={inputMode}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={text}
            onInput={(event: TargetedEvent<HTMLInputElement>) => {
              const { value } = event.currentTarget;
              if (/[,;\n]$/.test(value)) take(value);
              else onChange({ values, text: value });
            }}
            onPaste={(event: TargetedEvent<HTMLInputElement, ClipboardEvent>) => {
              const pasted = event.clipboardData?.getData('text') ?? '';
              if (!/[\s,;<>]/.test(pasted.trim())) return;
              event.preventDefault();
              take(`${text}${pasted}`);
            }}
            onBlur={() => {
              setTimeout(() => left.current?.(), AFTER_CLICK);
            }}
            onKeyDown={(event: TargetedEvent<HTMLInputElement, KeyboardEvent>) => {
              // While an input method is composing, Enter accepts its suggestion.
              if (event.isComposing) return;
              const last = values.at(-1);
              if ((event.key === 'Enter' || event.key === ' ') && text.trim() !== '') {
                event.preventDefault();
                take(text);
              } else if (event.key === 'Backspace' && text === '' && last !== undefined) {
                event.preventDefault();
                onChange({ values: values.slice(0, -1), text: last });
              }
            }}
          />
        </div>
      )}
    </Field>
  );
}
