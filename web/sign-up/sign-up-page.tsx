import { useEffect, useRef, useState } from 'preact/hooks';
import { brandColours, paint } from './brand.ts';
import { Confirmation } from './confirmation.tsx';
import { Loading, Stopped, Troubled } from './notices.tsx';
import { stopReason, troubleOf, type Trouble } from './outcome.ts';
import { Registration } from './registration.tsx';
import { lookUpInvitation, type Account, type Invitation } from './sign-up-api.ts';
import { texts, type StopReason } from './texts.ts';

type View =
  | { readonly name: 'loading' }
  | { readonly name: 'form'; readonly invitation: Invitation }
  | { readonly name: 'done'; readonly invitation: Invitation; readonly account: Account }
  | { readonly name: 'stopped'; readonly reason: StopReason }
  | { readonly name: 'troubled'; readonly trouble: Trouble };

/** The page behind the link of an invitation. A newer link opened in the same tab starts it anew. */
export function SignUpPage() {
  const [token, setToken] = useState(readToken);
  useEffect(() => {
    const follow = (): void => {
      setToken(readToken());
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return <InvitationVisit key={token} token={token} />;
}

function InvitationVisit({ token }: { readonly token: string }) {
  const [view, setView] = useState<View>(
    token === '' ? { name: 'stopped', reason: 'noToken' } : { name: 'loading' },
  );
  // Focus stays where the browser put it until the person has done something.
  const acted = useRef(false);

  useEffect(() => {
    document.title = titleOf(view);
  }, [view]);

  useEffect(() => {
    if (view.name !== 'loading') return;
    const visit = new AbortController();
    void lookUp(token, visit.signal).then((found) => {
      if (visit.signal.aborted) return;
      if (found.name === 'form')
        paint(brandColours(found.invitation.tenant.look.colour), document.documentElement);
      setView(found);
    });
    return () => {
      visit.abort();
    };
  }, [token, view.name]);

  const retry = (): void => {
    acted.current = true;
    setView({ name: 'loading' });
  };
  const stop = (reason: StopReason): void => {
    acted.current = true;
    setView({ name: 'stopped', reason });
  };

  return (
    <>
      <p class="sr-only" role="status">
        {announcementOf(view)}
      </p>
      {view.name === 'loading' && <Loading />}
      {view.name === 'stopped' && <Stopped reason={view.reason} focus={acted.current} />}
      {view.name === 'troubled' && (
        <Troubled trouble={view.trouble} focus={acted.current} onRetry={retry} />
      )}
      {view.name === 'form' && (
        <Registration
          token={token}
          invitation={view.invitation}
          focus={acted.current}
          onStopped={stop}
          onDone={(account) => {
            setView({ name: 'done', invitation: view.invitation, account });
          }}
        />
      )}
      {view.name === 'done' && <Confirmation invitation={view.invitation} account={view.account} />}
    </>
  );
}

async function lookUp(token: string, signal: AbortSignal): Promise<View> {
  const answer = await lookUpInvitation(token, signal);
  if (answer.ok) return { name: 'form', invitation: answer.value };
  const reason = stopReason(answer.failure);
  if (reason !== undefined) return { name: 'stopped', reason };
  return { name: 'troubled', trouble: troubleOf(answer.failure) };
}

/** The token travels in the fragment, which browsers send to nobody; it stays there so that a reload works. */
function readToken(): string {
  return window.location.hash.slice(1).trim();
}

function titleOf(view: View): string {
  switch (view.name) {
    case 'loading':
      return texts.loading;
    case 'form':
      return `${texts.form.title[view.invitation.kind]} – ${view.invitation.tenant.name}`;
    case 'done':
      return `${texts.done.title} – ${view.invitation.tenant.name}`;
    case 'stopped':
      return texts.stop[view.reason].title;
    case 'troubled':
      return texts.trouble[view.trouble.reason].title;
  }
}

function announcementOf(view: View): string {
  switch (view.name) {
    case 'loading':
      return texts.loading;
    case 'form':
      return texts.ready(view.invitation.tenant.name);
    default:
      return titleOf(view);
  }
}
