import { useEffect, useState } from 'preact/hooks';

import { currentSession, pageConfig } from '../app/api.ts';
import { BusyButton } from '../app/dialog.tsx';
import { Loading, Pill } from '../app/display.tsx';
import { PageFrame } from '../app/page.tsx';
import { useAction } from '../app/query.ts';
import type { Base } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { RemoveAppDialog, SetUpDialog } from './authenticator.tsx';
import { readMethods, type SignInMethods } from './cognito.ts';
import {
  confirmedToken,
  confirmIdentity,
  endConfirmation,
  finishConfirmation,
  hasLeftForPasskey,
} from './confirmation.ts';
import { Part, Problem, problemFor } from './parts.tsx';
import { Passkeys } from './passkeys.tsx';
import { securityWords } from './words.ts';

export { securityWords as words } from './words.ts';

/** The page’s state: until the person confirms their identity, there is nothing to show. */
type State =
  | { readonly name: 'loading' }
  | {
      readonly name: 'closed';
      readonly problem?: string | undefined;
      readonly hasLeftForPasskey?: boolean;
    }
  | { readonly name: 'open'; readonly methods: SignInMethods };

/** The page where people set up an authenticator app and passkeys, in the console and the account pages. */
export function Page() {
  const texts = securityWords.texts();
  const session = currentSession();
  const base: Base = window.location.pathname.startsWith('/account') ? '/account' : '/console';
  const [state, setState] = useState<State>({ name: 'loading' });
  const load = async (): Promise<void> => {
    try {
      setState({ name: 'open', methods: await readMethods() });
    } catch (failure) {
      setState({ name: 'closed', problem: problemFor(failure) });
    }
  };
  useEffect(() => {
    void open(base).then((problem) => {
      if (confirmedToken() === undefined)
        setState({ name: 'closed', problem, hasLeftForPasskey: hasLeftForPasskey() });
      else void load();
    });
    return endConfirmation;
  }, []);
  if (session.isFederated)
    return (
      <PageFrame title={texts.title}>
        <Part title={texts.appTitle}>
          <p>{texts.federated}</p>
        </Part>
      </PageFrame>
    );
  return (
    <PageFrame title={texts.title}>
      <div class="security">
        {session.claims.needsSecondFactor && <Problem text={texts.required} />}
        {state.name === 'loading' && <Loading />}
        {state.name === 'closed' && <Confirm base={base} {...state} />}
        {state.name === 'open' && <Methods base={base} methods={state.methods} onChange={load} />}
      </div>
    </PageFrame>
  );
}

/** Completes a confirmation. @returns an error message for people if it failed */
async function open(base: Base): Promise<string | undefined> {
  const texts = securityWords.texts();
  switch (await finishConfirmation(base)) {
    case 'other-account':
      return texts.otherAccount(currentSession().email);
    case 'failed':
      return texts.notConfirmed;
    default:
      return undefined;
  }
}

function Confirm({
  base,
  problem,
  hasLeftForPasskey = false,
}: {
  readonly base: Base;
  readonly problem?: string | undefined;
  readonly hasLeftForPasskey?: boolean;
}) {
  const texts = securityWords.texts();
  const leave = useAction(() => confirmIdentity(base));
  return (
    <Part title={texts.confirmTitle}>
      <p>{hasLeftForPasskey ? texts.passkeyLead : texts.confirmLead}</p>
      {problem !== undefined && <Problem text={problem} />}
      <div>
        <BusyButton isBusy={leave.isBusy} onClick={leave.run}>
          {texts.confirm}
        </BusyButton>
      </div>
    </Part>
  );
}

function Methods({
  base,
  methods: { hasApp, passkeys },
  onChange,
}: {
  readonly base: Base;
  readonly methods: SignInMethods;
  readonly onChange: () => Promise<void>;
}) {
  const texts = securityWords.texts();
  const [asked, setAsked] = useState<'set-up' | 'remove'>();
  const changed = async (message: string): Promise<void> => {
    setAsked(undefined);
    toast(message);
    await onChange();
    await renewAccess();
  };
  const close = (): void => {
    setAsked(undefined);
  };
  return (
    <>
      <Part
        title={texts.appTitle}
        beside={<Pill tone={hasApp ? 'good' : 'quiet'}>{hasApp ? texts.on : texts.off}</Pill>}
      >
        <p>{texts.appLead}</p>
        <div class="security-actions">
          <button
            class={hasApp ? 'button button-quiet' : 'button'}
            type="button"
            onClick={() => {
              setAsked('set-up');
            }}
          >
            {hasApp ? texts.replace : texts.setUp}
          </button>
          {hasApp && (
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                setAsked('remove');
              }}
            >
              {texts.remove}
            </button>
          )}
        </div>
      </Part>
      {pageConfig?.passkeysEndpoint !== undefined && (
        <Passkeys base={base} passkeys={passkeys} onChange={onChange} />
      )}
      <Part title={texts.lostTitle}>
        <p>{texts.lost}</p>
      </Part>
      {asked === 'set-up' && <SetUpDialog onClose={close} onDone={() => changed(texts.done)} />}
      {asked === 'remove' && (
        <RemoveAppDialog onClose={close} onDone={() => changed(texts.removed)} />
      )}
    </>
  );
}

/**
 * Gets a token with the person's current permissions. People who had to set up the app first then reach the console.
 */
async function renewAccess(): Promise<void> {
  const session = currentSession();
  await session.renew().catch(() => undefined);
  if (session.claims.needsSecondFactor) window.location.assign('/console');
}
