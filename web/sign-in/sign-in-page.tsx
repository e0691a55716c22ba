import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AlertIcon, CheckIcon, PersonIcon } from '../shared/icons.tsx';
import { openSession, type Session } from './session.ts';
import { texts, type FailureReason } from './texts.ts';

type View =
  | { readonly name: 'working' }
  | { readonly name: 'open'; readonly session: Session }
  /** Without a session there is nothing to sign in with; only loading the page again can help. */
  | { readonly name: 'unavailable' };

/** Where customers sign in, and where managed login sends them back to. `?auto` goes there at once. */
export function SignInPage() {
  const [view, setView] = useState<View>({ name: 'working' });

  const leave = (go: () => Promise<void>): void => {
    setView({ name: 'working' });
    go().catch(() => {
      setView({ name: 'unavailable' });
    });
  };

  useEffect(() => {
    const wantsAuto = new URLSearchParams(window.location.search).has('auto');
    openSession()
      .then((session) => {
        if (wantsAuto && session.state.name === 'signedOut') leave(session.signIn);
        else setView({ name: 'open', session });
      })
      .catch(() => {
        setView({ name: 'unavailable' });
      });
  }, []);

  useEffect(() => {
    document.title = titleOf(view);
  }, [view]);

  return (
    <main class="screen" aria-busy={view.name === 'working'}>
      <p class="sr-only" role="status">
        {titleOf(view)}
      </p>
      <Content view={view} leave={leave} />
    </main>
  );
}

function Content({
  view,
  leave,
}: {
  readonly view: View;
  readonly leave: (go: () => Promise<void>) => void;
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
          onRetry={() => {
            window.location.reload();
          }}
        />
      );
    case 'open':
      return <Opened session={view.session} leave={leave} />;
  }
}

function Opened({
  session,
  leave,
}: {
  readonly session: Session;
  readonly leave: (go: () => Promise<void>) => void;
}) {
  const signIn = (): void => {
    leave(session.signIn);
  };
  switch (session.state.name) {
    case 'failed':
      return <Failed reason={session.state.reason} onRetry={signIn} />;
    case 'signedOut':
      return (
        <Card icon={<PersonIcon />} title={texts.title}>
          <p>{texts.lead}</p>
          <button class="button" type="button" onClick={signIn}>
            {texts.signIn}
          </button>
        </Card>
      );
    case 'signedIn':
      return (
        <Card icon={<CheckIcon />} title={texts.signedIn} done>
          <dl class="fact">
            <dt>{texts.signedInAs}</dt>
            <dd>{session.state.email}</dd>
          </dl>
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

function Failed({
  reason,
  onRetry,
}: {
  readonly reason: FailureReason;
  readonly onRetry: () => void;
}) {
  const { title, text } = texts.failures[reason];
  return (
    <Card icon={<AlertIcon />} title={title}>
      <p>{text}</p>
      <button class="button" type="button" onClick={onRetry}>
        {texts.again}
      </button>
    </Card>
  );
}

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

function titleOf(view: View): string {
  if (view.name === 'working') return texts.working;
  if (view.name === 'unavailable') return texts.failures.unavailable.title;
  const { state } = view.session;
  if (state.name === 'failed') return texts.failures[state.reason].title;
  return state.name === 'signedIn' ? texts.signedIn : texts.title;
}
