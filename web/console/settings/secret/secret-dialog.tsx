/** Shows a secret once. Only this dialog holds it: no draft, URL, storage, or cache does. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { CopyField, copyText } from '../../../app/copy.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { secretWords } from './words.ts';

/** Until the secret is copied, the dialog warns before it closes or the page is left. */
export function SecretDialog({
  title,
  label,
  secret,
  before,
  after,
  onClose,
}: {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  /** Shown above and below the secret. */
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
  readonly onClose: () => void;
}) {
  const texts = secretWords.texts();
  const [isCopied, setCopied] = useState(false);
  const [isWarned, setWarned] = useState(false);
  useLeaveWarning(!isCopied);
  const done = useRef<HTMLButtonElement>(null);
  const copied = (): void => {
    setCopied(true);
    setWarned(false);
  };
  useEffect(() => {
    // The warning's buttons are gone, and the focus with them.
    if (document.activeElement === document.body) done.current?.focus();
  }, [isWarned]);
  const close = (): void => {
    if (isCopied) onClose();
    else setWarned(true);
  };
  return (
    <Dialog title={title} onClose={close}>
      <DialogBody>
        {before}
        <CopyField label={label} hint={texts.once} value={secret} onCopied={copied} />
        {after}
      </DialogBody>
      {isWarned ? (
        <Warning
          onLeave={onClose}
          onCopy={() => {
            void copyText(secret).then((isDone) => {
              if (isDone) copied();
            });
          }}
        />
      ) : (
        <DialogFoot>
          <button ref={done} class="button" type="button" onClick={close}>
            {texts.done}
          </button>
        </DialogFoot>
      )}
    </Dialog>
  );
}

function Warning({
  onLeave,
  onCopy,
}: {
  readonly onLeave: () => void;
  readonly onCopy: () => void;
}) {
  const texts = secretWords.texts();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <DialogFoot>
      <p class="callout callout-warm" role="alert">
        {texts.warning}
      </p>
      <button class="button button-quiet button-warn" type="button" onClick={onLeave}>
        {texts.leave}
      </button>
      <button ref={button} class="button" type="button" onClick={onCopy}>
        {texts.copy}
      </button>
    </DialogFoot>
  );
}

/** Makes the browser ask before a reload or anything else that leaves the page. */
function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [isNeeded]);
}
