import { useId, useState } from 'preact/hooks';

import { Time } from '../app/display.tsx';
import type { Base } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { pageLanguage } from '../app/words.ts';
import { RemoveDialog } from './authenticator.tsx';
import { type Passkey, PASSKEYS_MAX, removePasskey } from './cognito.ts';
import { leaveForPasskey, securityConfig, securityUrl } from './confirmation.ts';
import { Part } from './parts.tsx';
import { securityWords } from './words.ts';

/** The person’s passkeys. A new one is registered on managed login’s own page, because it is bound to that domain. */
export function Passkeys({
  base,
  passkeys,
  onChange,
}: {
  readonly base: Base;
  readonly passkeys: readonly Passkey[];
  readonly onChange: () => Promise<void>;
}) {
  const texts = securityWords.texts();
  const [asked, setAsked] = useState<Passkey>();
  const id = useId();
  const nameOf = ({ name }: Passkey): string => name ?? texts.unnamedPasskey;
  return (
    <Part title={texts.passkeysTitle}>
      <p>{texts.passkeysLead}</p>
      {passkeys.length === 0 ? (
        <p class="under">{texts.noPasskeys}</p>
      ) : (
        <ul class="passkeys">
          {passkeys.map((passkey, index) => (
            <li key={passkey.id}>
              <div>
                <span class="name">{nameOf(passkey)}</span>
                {passkey.createdAt !== undefined && (
                  <span class="under" id={`${id}-${index}`}>
                    <Time at={passkey.createdAt} />
                  </span>
                )}
              </div>
              <button
                class="button button-quiet button-small"
                type="button"
                aria-label={texts.removeNamed(nameOf(passkey))}
                // Cognito gives passkeys of the same kind the same name.
                aria-describedby={passkey.createdAt === undefined ? undefined : `${id}-${index}`}
                onClick={() => {
                  setAsked(passkey);
                }}
              >
                {texts.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      {passkeys.length < PASSKEYS_MAX ? (
        <div>
          <a class="button button-quiet" href={newPasskeyUrl(base)} onClick={leaveForPasskey}>
            {texts.addPasskey}
          </a>
        </div>
      ) : (
        <p class="under">{texts.passkeysFull}</p>
      )}
      {asked !== undefined && (
        <RemoveDialog
          title={texts.removePasskeyTitle(nameOf(asked))}
          lead={texts.removePasskeyLead}
          remove={() => removePasskey(asked.id)}
          onClose={() => {
            setAsked(undefined);
          }}
          onDone={async () => {
            setAsked(undefined);
            toast(texts.passkeyRemoved);
            await onChange();
          }}
        />
      )}
    </Part>
  );
}

/**
 * Returns the URL of the page where people register a passkey. They are signed in there, because they have just confirmed
 * their identity ("Passwordless sign-in with WebAuthn passkeys" in the Developer Guide).
 */
function newPasskeyUrl(base: Base): string {
  const { passkeysEndpoint = '', securityClientId } = securityConfig();
  const url = new URL(passkeysEndpoint);
  url.search = new URLSearchParams({
    client_id: securityClientId,
    redirect_uri: securityUrl(base),
    lang: pageLanguage(),
  }).toString();
  return url.href;
}
