import { useEffect, useRef, useState } from 'preact/hooks';

import { type Trouble, troubleOf } from './outcome.ts';
import { requestNewInvitationLink } from './sign-up-api.ts';
import { useTexts } from './texts-context.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useCountdown } from './use-countdown.ts';
import { useRequest } from './use-request.ts';

type Progress =
  | { readonly name: 'idle' | 'working' | 'done' }
  | { readonly name: 'troubled'; readonly trouble: Trouble };

/** Lets the holder of an expired link request a new one, which is sent only to the invited address. */
export function Renewal({ token }: { readonly token: string }) {
  const texts = useTexts();
  const { progress, ask } = useRenewal(token);
  const trouble = progress.name === 'troubled' ? progress.trouble : undefined;
  const left = useCountdown(trouble?.waitSeconds ?? 0);
  const blocked = progress.name === 'working' || left > 0;
  const done = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The clicked button is gone.
    if (progress.name === 'done') done.current?.focus();
  }, [progress.name]);
  return (
    <>
      <div role="status" class="renewal">
        {progress.name === 'working' && <p class="sr-only">{texts.renewal.working}</p>}
        {progress.name === 'done' && (
          <div class="info" tabIndex={-1} ref={done}>
            <p>
              <strong>{texts.renewal.done}</strong>
            </p>
            <p>{texts.renewal.doneNext}</p>
          </div>
        )}
        {trouble !== undefined && (
          <TroubleNote trouble={trouble} sentences={texts.trouble[trouble.reason].next} />
        )}
      </div>
      {progress.name !== 'done' && (
        <button
          class="button"
          type="button"
          aria-disabled={blocked}
          onClick={() => {
            if (!blocked) ask();
          }}
        >
          {progress.name === 'working' && <span class="spinner spinner-small" aria-hidden="true" />}
          {left > 0 ? texts.form.tryAgainIn(left) : texts.renewal.button}
        </button>
      )}
    </>
  );
}

function useRenewal(token: string) {
  const [progress, setProgress] = useState<Progress>({ name: 'idle' });
  const request = useRequest();
  const ask = (): void => {
    request(async (signal) => {
      setProgress({ name: 'working' });
      const answer = await requestNewInvitationLink(token, signal);
      if (signal.aborted) return;
      setProgress(
        answer.ok ? { name: 'done' } : { name: 'troubled', trouble: troubleOf(answer.failure) },
      );
    });
  };
  return { progress, ask };
}
