import { keepFocus } from './keep-focus.ts';
import type { Trouble } from './outcome.ts';
import type { Texts } from './texts.ts';
import { useTexts } from './texts-context.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useCountdown } from './use-countdown.ts';
import type { Progress } from './use-submit.ts';

/** The submit button, with the progress below it. */
export function SubmitArea({ progress }: { readonly progress: Progress }) {
  const texts = useTexts();
  const trouble = progress.name === 'troubled' ? progress.trouble : undefined;
  const blockedFor = useCountdown(trouble?.waitSeconds ?? 0);
  const busy = progress.name === 'sending' || progress.name === 'waiting';
  return (
    <div class="submit">
      <div aria-live="polite">
        {trouble !== undefined && (
          <TroubleNote trouble={trouble} sentences={sentencesOn(trouble, texts)} />
        )}
        {progress.name === 'waiting' && <p class="info">{texts.form.inProgress}</p>}
        {progress.name === 'sending' && <p class="sr-only">{texts.form.submitting}</p>}
      </div>
      {progress.name === 'waiting' && <WaitBar key={progress.attempt} seconds={progress.seconds} />}
      {/* aria-disabled instead of disabled, so that the button keeps the focus. */}
      <button
        class="button button-wide"
        type="submit"
        aria-disabled={busy || blockedFor > 0}
        onMouseDown={keepFocus}
        onClick={(event) => {
          if (busy || blockedFor > 0) event.preventDefault();
        }}
      >
        {busy && <span class="spinner spinner-small" aria-hidden="true" />}
        {label(texts, progress, blockedFor)}
      </button>
    </div>
  );
}

function label(texts: Texts, progress: Progress, blockedFor: number): string {
  switch (progress.name) {
    case 'idle':
      return texts.form.submit;
    case 'sending':
    case 'waiting':
      return texts.form.submitting;
    case 'troubled':
      return blockedFor > 0 ? texts.form.tryAgainIn(blockedFor) : texts.form.tryAgain;
  }
}

function sentencesOn({ reason }: Trouble, texts: Texts): string[] {
  const { text, next } = texts.trouble[reason];
  return [text, texts.form.kept, ...next];
}

/** Not announced: a screen reader counting seconds would interrupt everything else. */
function WaitBar({ seconds }: { readonly seconds: number }) {
  const texts = useTexts();
  const left = useCountdown(seconds);
  return (
    <div class="wait" aria-hidden="true">
      <progress max={seconds} value={seconds - left} />
      <span>{texts.form.inProgressWait(left)}</span>
    </div>
  );
}
