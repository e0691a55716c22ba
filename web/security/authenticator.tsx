import { useContext, useEffect, useState } from 'preact/hooks';
import { encode } from 'uqr';

import { currentSession } from '../app/api.ts';
import { CopyField } from '../app/copy.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../app/dialog.tsx';
import { Loading } from '../app/display.tsx';
import { TextField } from '../app/form.tsx';
import { FrameContext } from '../app/page.tsx';
import { useAction } from '../app/query.ts';
import { appWords } from '../app/words.ts';
import { CognitoFailure, finishApp, removeApp, startApp } from './cognito.ts';
import { Problem, problemFor } from './parts.tsx';
import { securityWords } from './words.ts';

interface DialogProps {
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Shows the key of a new app, and asks for the code that the app generates from it. */
export function SetUpDialog({ onClose, onDone }: DialogProps) {
  const texts = securityWords.texts();
  const [key, setKey] = useState<string>();
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const start = useAction(async () => {
    setKey(await startApp());
  });
  const finish = useAction(async (digits: string) => {
    await finishApp(digits);
    await onDone();
  });
  useEffect(start.run, []);
  const digits = code.replaceAll(/\s/g, '');
  const isCode = /^\d{6}$/.test(digits);
  const failure: unknown = finish.failure ?? start.failure;
  const isWrong = failure instanceof CognitoFailure && failure.reason === 'code';
  const error = isTried && !isCode ? texts.codeMissing : isWrong ? problemFor(failure) : undefined;
  return (
    <Dialog title={texts.setUpTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isCode) finish.run(digits);
        }}
      >
        <DialogBody>
          {key === undefined && start.failure === undefined && <Loading />}
          {key !== undefined && <SharedKey value={key} />}
          {key !== undefined && (
            <TextField
              label={texts.code}
              hint={texts.codeHint}
              inputMode="numeric"
              autocomplete="one-time-code"
              value={code}
              error={error}
              onChange={setCode}
            />
          )}
          {failure !== undefined && !isWrong && <Problem text={problemFor(failure)} />}
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          {key !== undefined && (
            <BusyButton type="submit" isBusy={finish.isBusy}>
              {texts.turnOn}
            </BusyButton>
          )}
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** The key in the three forms that apps accept: a QR code, a link, and text. */
function SharedKey({ value }: { readonly value: string }) {
  const texts = securityWords.texts();
  const { name } = useContext(FrameContext);
  const uri = keyUri(name, currentSession().email, value);
  return (
    <>
      <p>{texts.scan}</p>
      <QrCode text={uri} label={texts.qrCode} />
      <p>
        <a href={uri}>{texts.openApp}</a>
      </p>
      <CopyField label={texts.key} value={value.replaceAll(/(.{4})(?!$)/g, '$1 ')} />
    </>
  );
}

/** The URI that authenticator apps read: `otpauth://totp/<issuer>:<account>` with the defaults of RFC 6238. */
export function keyUri(issuer: string, account: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  // Apps do not decode "+" as a space.
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** Dark on white in both color schemes, because not every camera reads inverted codes. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}

export function RemoveAppDialog({ onClose, onDone }: DialogProps) {
  const texts = securityWords.texts();
  return (
    <RemoveDialog
      title={texts.removeTitle}
      lead={texts.removeLead}
      remove={removeApp}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

/** Asks before a sign-in method is removed. */
export function RemoveDialog({
  title,
  lead,
  remove,
  onClose,
  onDone,
}: DialogProps & {
  readonly title: string;
  readonly lead: string;
  readonly remove: () => Promise<void>;
}) {
  const action = useAction(async () => {
    await remove();
    await onDone();
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <p>{lead}</p>
        {action.failure !== undefined && <Problem text={problemFor(action.failure)} />}
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onClose}>
          {appWords.texts().dialog.cancel}
        </button>
        <BusyButton
          class="button button-danger"
          isBusy={action.isBusy}
          onClick={() => {
            action.run();
          }}
        >
          {securityWords.texts().remove}
        </BusyButton>
      </DialogFoot>
    </Dialog>
  );
}
