import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Language } from '../../lambdas/modules/platform/locale.ts';
import { AlertIcon, CheckIcon, PersonIcon } from '../shared/icons.tsx';
import { LanguageSwitch } from '../shared/language-switch.tsx';
import { rememberLanguage } from '../shared/locale.ts';
import { isSameEmail } from '../shared/sign-in-email.ts';
import type { SignInHint } from '../shared/sign-in-hint.ts';
import { loadTexts } from './catalog.ts';
import { openSession, type Session, type SessionState } from './session.ts';
import type { FailureReason, Texts } from './texts.ts';

type View =
  | { readonly name: 'working' }
  | { readonly name: 'open'; readonly session: Session }
  /** Signing in is impossible without a session; only a reload can help. */
  | { readonly name: 'unavailable' };

type Leave = (go: () => Promise<void>) => void;

/** The page where customers sign in and to which managed login returns. `?auto` goes to managed login directly. */
export function SignInPage({
  hint,
  firstTexts,
}: {
  readonly hint: SignInHint;
  readonly firstTexts: Texts;
}) {
  const [view, setView] = useState<View>({ name: 'working' });
  const [texts, setTexts] = useState(firstTexts);
  const { language } = texts;

  const leave: Leave = (go) => {
    setView({ name: 'working' });
    go().catch(() => {
      setView({ name: 'unavailable' });
    });
  };

  useEffect(() => {
    const wantsAuto = new URLSearchParams(window.location.search).has('auto');
    const { email, provider, atOnce: wantsNow } = hint;
    openSession()
      .then((session) => {
        const atOnce =
          provider !== undefined ||
          wantsNow === true ||
          (wantsAuto && session.state.name === 'signedOut');
        const home = homeFor(session.state, email);
        if (atOnce) leave(() => session.signIn({ language, email, provider }));
        else if (home !== undefined) window.location.replace(home);
        else setView({ name: 'open', session });
      })
      .catch(() => {
        setView({ name: 'unavailable' });
      });
  }, []);

  useEffect(() => {
    document.title = titleOf(view, texts);
    document.documentElement.lang = language;
  }, [view, language]);

  const choose = (chosen: Language): void => {
    rememberLanguage(chosen);
    void loadTexts(chosen).then(setTexts);
  };
  return (
    <>
      <LanguageSwitch language={language} label={texts.languageLabel} onChange={choose} />
      <main class="screen" aria-busy={view.name === 'working'}>
        <p class="sr-only" role="status">
          {titleOf(view, texts)}
        </p>
        <Content view={view} texts={texts} wanted={hint.email} leave={leave} />
      </main>
    </>
  );
}

function Content({
  view,
  texts,
  wanted,
  leave,
}: {
  readonly view: View;
  readonly texts: Texts;
  readonly wanted: string | undefined;
  readonly leave: Leave;
}) {
  switch (view.name) {
    case 'working':
      return (
        <div class="loading">
          <span class="spinner" aria-hidden="true" />
          <p>{texts.working}</p>
        </div>
      );
    case 'unavailable':
      return (
        <Failed
          reason="unavailable"
          texts={texts}
          onRetry={() => {
            window.location.reload();
          }}
        />
      );
    case 'open':
      return <Opened session={view.session} texts={texts} wanted={wanted} leave={leave} />;
  }
}

function Opened({
  session,
  texts,
  wanted,
  leave,
}: {
  readonly session: Session;
  readonly texts: Texts;
  readonly wanted: string | undefined;
  readonly leave: Leave;
}) {
  const signInAs = (email: string | undefined): void => {
    leave(() => session.signIn({ language: texts.language, email }));
  };
  const signIn = (): void => {
    signInAs(wanted);
  };
  switch (session.state.name) {
    case 'failed':
      return <Failed reason={session.state.reason} texts={texts} onRetry={signIn} />;
    case 'signedOut':
      return (
        <Card icon={<PersonIcon />} title={texts.title}>
          <p>{texts.lead}</p>
          <WhoForm texts={texts} wanted={wanted} onSend={signInAs} />
        </Card>
      );
    case 'signedIn':
      return (
        <Card icon={<CheckIcon />} title={texts.signedIn} done>
          <dl class="fact">
            <dt>{texts.signedInAs}</dt>
            <dd>{session.state.email}</dd>
          </dl>
          {wanted !== undefined && !isSameEmail(wanted, session.state.email) && (
            <>
              <p>{texts.otherAccount(wanted)}</p>
              <button class="button" type="button" onClick={signIn}>
                {texts.switchTo(wanted)}
              </button>
            </>
          )}
          <button
            class="button button-quiet"
            type="button"
            onClick={() => {
              leave(session.signOut);
            }}
          >
            {texts.signOut}
          </button>
        </Card>
      );
  }
}

/**
 * Asks for the address here, where any spelling works: managed login finds only the user pool's form. If left empty, managed
 * login asks for it.
 */
function WhoForm({
  texts,
  wanted = '',
  onSend,
}: {
  readonly texts: Texts;
  readonly wanted: string | undefined;
  readonly onSend: (email: string | undefined) => void;
}) {
  const [email, setEmail] = useState(wanted);
  return (
    <form
      class="who"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = email.trim();
        onSend(typed === '' ? undefined : typed);
      }}
    >
      <div class="field">
        <label for="email">{texts.email}</label>
        <input
          id="email"
          // Not type "email": some browsers would change what was typed.
          type="text"
          inputMode="email"
          autocomplete="email"
          autocapitalize="none"
          spellcheck={false}
          value={email}
          onInput={(event) => {
            setEmail(event.currentTarget.value);
          }}
        />
      </div>
      <button class="button" type="submit">
        {texts.signIn}
      </button>
    </form>
  );
}

function Failed({
  reason,
  texts,
  onRetry,
}: {
  readonly reason: FailureReason;
  readonly texts: Texts;
  readonly onRetry: () => void;
}) {
  const { title, text } = texts.failures[reason];
  return (
    <Card icon={<AlertIcon />} title={title}>
      <p>{text}</p>
      {GO_ON.has(reason) && (
        <button class="button" type="button" onClick={onRetry}>
          {reason === 'account_exists' ? texts.signIn : texts.again}
        </button>
      )}
    </Card>
  );
}

/** Failures after which people can sign in again. For the others they need the invitation link, which this page does not have. */
const GO_ON: ReadonlySet<FailureReason> = new Set([
  'unavailable',
  'denied',
  'stale',
  'failed',
  'account_exists',
]);

function Card({
  icon,
  title,
  done = false,
  children,
}: {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly done?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="card notice">
      <span class={done ? 'notice-icon notice-icon-done' : 'notice-icon'}>{icon}</span>
      <h1 class="card-title">{title}</h1>
      {children}
    </div>
  );
}

/** The page to continue to, unless the sign-in failed or was for another account. */
function homeFor(state: SessionState, wanted: string | undefined): string | undefined {
  if (state.name !== 'signedIn') return undefined;
  return wanted === undefined || isSameEmail(wanted, state.email) ? state.home : undefined;
}

function titleOf(view: View, texts: Texts): string {
  if (view.name === 'working') return texts.working;
  if (view.name === 'unavailable') return texts.failures.unavailable.title;
  const { state } = view.session;
  if (state.name === 'failed') return texts.failures[state.reason].title;
  return state.name === 'signedIn' ? texts.signedIn : texts.title;
}
