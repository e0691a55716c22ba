/** Starts a page: loads texts, opens the session, then renders the page or an explanation. */
import { type ComponentChildren, render } from 'preact';
import { ErrorBoundary, LocationProvider } from 'preact-iso';

import { AlertIcon } from '../shared/icons.tsx';
import { readConfig } from '../shared/login.ts';
import { homeOf } from '../shared/token-claims.ts';
import { connectApi } from './api.ts';
import { type Base, openSession, type Session } from './session.ts';
import { applyTheme } from './theme.ts';
import { appWords, pageLanguage, type Words } from './words.ts';

export interface PageStart {
  readonly base: Base;
  /** The page's texts, in addition to the shared ones. */
  readonly words: Words<unknown>;
  readonly render: (session: Session) => ComponentChildren;
  /** An additional hint when sign-in fails. */
  readonly failedHint?: () => string;
}

export async function startPage({
  base,
  words,
  render: draw,
  failedHint,
}: PageStart): Promise<void> {
  const root = document.getElementById('page');
  if (root === null) return;
  applyTheme();
  document.addEventListener('submit', showFirstError);
  document.documentElement.lang = pageLanguage();
  await Promise.all([appWords.load(), words.load()]);
  const show = (content: ComponentChildren): void => {
    render(content, root);
  };
  show(<Waiting />);
  try {
    const config = await readConfig();
    const opened = await openSession(config, base);
    if (opened.name === 'leaving') return;
    if (opened.name === 'failed') {
      show(<Failed onRetry={opened.retry} hint={failedHint?.()} />);
      return;
    }
    const { session } = opened;
    if (homeOf(session.claims) !== base) {
      show(<WrongPage session={session} base={base} />);
      return;
    }
    connectApi(config, session);
    show(
      <LocationProvider scope={base}>
        <ErrorBoundary>{draw(session)}</ErrorBoundary>
      </LocationProvider>,
    );
  } catch {
    show(
      <Failed
        onRetry={() => {
          window.location.reload();
        }}
      />,
    );
  }
}

/** Focuses the first invalid field after a failed submit. */
function showFirstError({ target }: Event): void {
  requestAnimationFrame(() => {
    if (target instanceof HTMLElement)
      target.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}

function Waiting() {
  return (
    <main class="screen" aria-busy="true">
      <div class="loading">
        <span class="spinner" aria-hidden="true" />
        <p>{appWords.texts().session.working}</p>
      </div>
    </main>
  );
}

function Failed({
  onRetry,
  hint,
}: {
  readonly onRetry: () => void;
  readonly hint?: string | undefined;
}) {
  const { session, problem } = appWords.texts();
  return (
    <Notice title={session.failedTitle} text={session.failed}>
      {hint !== undefined && <p>{hint}</p>}
      <button class="button" type="button" onClick={onRetry}>
        {problem.tryAgain}
      </button>
    </Notice>
  );
}

function WrongPage({ session, base }: { readonly session: Session; readonly base: Base }) {
  const texts = appWords.texts().session;
  const home = homeOf(session.claims);
  return (
    <Notice
      title={texts.wrongPageTitle}
      text={base === '/console' ? texts.notAdministrator : texts.notCustomer}
    >
      {home !== undefined && (
        <a class="button" href={home}>
          {home === '/account' ? texts.goToAccount : texts.goToConsole}
        </a>
      )}
      <button
        class="button button-quiet"
        type="button"
        onClick={() => void session.switchAccount()}
      >
        {texts.otherAccount}
      </button>
    </Notice>
  );
}

/** A page with a single message. */
export function Notice({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}) {
  return (
    <main class="screen">
      <div class="card notice">
        <span class="notice-icon">
          <AlertIcon />
        </span>
        <h1 class="card-title">{title}</h1>
        <p>{text}</p>
        {children}
      </div>
    </main>
  );
}
