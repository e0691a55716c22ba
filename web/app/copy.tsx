/** Copyable text: with a button, or manually where the browser blocks clipboard access. */
import { useId } from 'preact/hooks';

import { Field } from './form.tsx';
import { toast } from './toast.tsx';
import { appWords } from './words.ts';

interface CopyProps {
  readonly label: string;
  readonly value: string;
  /** Called after a copy, by button or manually. */
  readonly onCopied?: (() => void) | undefined;
}

/** A single line to copy. */
export function CopyField({
  label,
  value,
  hint,
  onCopied,
}: CopyProps & { readonly hint?: string | undefined }) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div class="copy-row">
          <input
            {...control}
            class="input code"
            readOnly
            spellcheck={false}
            value={value}
            onFocus={(event) => {
              event.currentTarget.select();
            }}
            onCopy={onCopied}
          />
          <CopyButton label={label} value={value} onCopied={onCopied} />
        </div>
      )}
    </Field>
  );
}

/** Lines of code to paste into a terminal or an editor. */
export function CopyBlock({ label, value, onCopied }: CopyProps) {
  const id = useId();
  return (
    <section class="code-block" aria-labelledby={id}>
      <header class="section-head">
        <h3 id={id}>{label}</h3>
        <CopyButton label={label} value={value} onCopied={onCopied} small />
      </header>
      <pre class="code" role="group" tabIndex={0} aria-labelledby={id}>
        {value}
      </pre>
    </section>
  );
}

function CopyButton({ label, value, onCopied, small = false }: CopyProps & { small?: boolean }) {
  const texts = appWords.texts().copy;
  return (
    <button
      class={small ? 'button button-quiet button-small' : 'button button-quiet'}
      type="button"
      aria-label={`${texts.copy}: ${label}`}
      onClick={() => {
        void copyText(value).then((isCopied) => {
          if (isCopied) onCopied?.();
        });
      }}
    >
      {texts.copy}
    </button>
  );
}

/** Copies `text`, confirms it with a toast, and returns whether the browser allowed it. */
export async function copyText(text: string): Promise<boolean> {
  const texts = appWords.texts().copy;
  try {
    await navigator.clipboard.writeText(text);
    toast(texts.copied);
    return true;
  } catch {
    toast(texts.byHand);
    return false;
  }
}
