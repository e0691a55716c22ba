import { useEffect, useRef, useState } from 'preact/hooks';

import { stopReason, type Trouble, troubleOf } from './outcome.ts';
import { declineInvitation, type Invitation } from './sign-up-api.ts';
import type { StopReason } from './texts.ts';
import { useTexts } from './texts-context.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useCountdown } from './use-countdown.ts';
import { useRequest } from './use-request.ts';

interface DeclineProps {
  readonly token: string;
  readonly invitation: Invitation;
  readonly onStopped: (reason: StopReason) => void;
}

/** Help for people who got the wrong invitation: how to get the right kind, and a button to decline. */
export function NotForMe(props: DeclineProps) {
  const texts = useTexts();
  const { tenant, kind } = props.invitation;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <details class="other">
        <summary>{texts.decline.more}</summary>
        <p>{texts.decline.otherKind(tenant.name)[kind]}</p>
        <button
          class="button button-quiet button-small"
          type="button"
          onClick={() => {
            setAsking(true);
          }}
        >
          {texts.decline.button}
        </button>
      </details>
      {asking && (
        <DeclineDialog
          {...props}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/**
 * Asks for confirmation, because declining is final. Nothing is sent before the second click, so that a link scanner that
 * clicks everything on a page only opens this dialog.
 */
function DeclineDialog({
  token,
  invitation,
  onStopped,
  onClose,
}: DeclineProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const { working, trouble, decline } = useDecline(token, onStopped);
  const left = useCountdown(trouble?.waitSeconds ?? 0);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      class="card dialog"
      aria-labelledby="decline-title"
      aria-describedby="decline-text"
      ref={dialog}
      onClose={onClose}
    >
      <h2 class="card-title" id="decline-title">
        {texts.decline.title}
      </h2>
      <p id="decline-text">{texts.decline.text(invitation.tenant.name)}</p>
      <div role="status">
        {working && <p class="sr-only">{texts.decline.working}</p>}
        {trouble !== undefined && (
          <TroubleNote trouble={trouble} sentences={texts.trouble[trouble.reason].next} />
        )}
      </div>
      <div class="choices">
        {/* First and focused, so that pressing Enter too early does nothing. */}
        <button
          class="button"
          type="button"
          onClick={() => {
            dialog.current?.close();
          }}
        >
          {texts.decline.cancel}
        </button>
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={working || left > 0}
          onClick={() => {
            if (!working && left === 0) decline();
          }}
        >
          {working ? texts.decline.working : texts.decline.confirm}
        </button>
      </div>
    </dialog>
  );
}

function useDecline(token: string, onStopped: (reason: StopReason) => void) {
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const request = useRequest();
  const decline = (): void => {
    request(async (signal) => {
      setTrouble(undefined);
      setWorking(true);
      const answer = await declineInvitation(token, signal);
      if (signal.aborted) return;
      setWorking(false);
      const reason = answer.ok ? 'declinedHere' : stopReason(answer.failure);
      if (reason !== undefined) onStopped(reason);
      else if (!answer.ok) setTrouble(troubleOf(answer.failure));
    });
  };
  return { working, trouble, decline };
}
