import { useEffect, useRef, useState } from 'preact/hooks';

import { findToken } from '../../lambdas/modules/platform/link-token.ts';
import { type Language, languageFor } from '../../lambdas/modules/platform/locale.ts';
import { brandColors, paint } from '../shared/brand.ts';
import { LanguageSwitch } from '../shared/language-switch.tsx';
import { chosenLanguage, rememberLanguage } from '../shared/locale.ts';
import { loadTexts } from './catalog.ts';
import { Confirmation } from './confirmation.tsx';
import { Loading, Stopped, Troubled } from './notices.tsx';
import { stopReason, troubleOf } from './outcome.ts';
import { Registration } from './registration.tsx';
import { getInvitationByToken } from './sign-up-api.ts';
import type { StopReason, Texts } from './texts.ts';
import { TextsContext, useTexts } from './texts-context.ts';
import { announcementOf, tenantOf, titleOf, type View } from './view.ts';

/** The page that an invitation link opens. Opening a newer link in the same tab restarts it. */
export function SignUpPage({ firstTexts }: { readonly firstTexts: Texts }) {
  const [token, setToken] = useState(readToken);
  const [texts, setTexts] = useState(firstTexts);
  useEffect(() => {
    const follow = (): void => {
      setToken(readToken());
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  useEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts]);

  const choose = (language: Language): void => {
    rememberLanguage(language);
    void loadTexts(language).then(setTexts);
  };
  return (
    <TextsContext value={texts}>
      <LanguageSwitch language={texts.language} label={texts.languageLabel} onChange={choose} />
      <InvitationVisit key={token} token={token} onTexts={setTexts} />
    </TextsContext>
  );
}

function InvitationVisit({
  token,
  onTexts,
}: {
  readonly token: string;
  /** The invitation's language may differ from the browser's. */
  readonly onTexts: (texts: Texts) => void;
}) {
  const texts = useTexts();
  const [view, setView] = useState<View>(
    token === '' ? { name: 'stopped', reason: 'noToken' } : { name: 'loading' },
  );
  // Leave the focus where the browser put it until the person has done something.
  const acted = useRef(false);

  useEffect(() => {
    document.title = titleOf(view, texts);
  }, [view, texts]);

  useEffect(() => {
    if (view.name !== 'loading') return;
    const visit = new AbortController();
    void lookUp(token, visit.signal).then(({ found, spoken }) => {
      if (visit.signal.aborted) return;
      const tenant = tenantOf(found);
      if (tenant !== undefined) paint(brandColors(tenant.branding.color), document.documentElement);
      if (spoken !== undefined) onTexts(spoken);
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
    setView({ name: 'stopped', reason, tenant: tenantOf(view) });
  };

  return (
    <>
      <p class="sr-only" role="status">
        {announcementOf(view, texts)}
      </p>
      {view.name === 'loading' && <Loading />}
      {view.name === 'stopped' && (
        <Stopped token={token} reason={view.reason} tenant={view.tenant} focus={acted.current} />
      )}
      {view.name === 'troubled' && (
        <Troubled trouble={view.trouble} focus={acted.current} onRetry={retry} />
      )}
      {view.name === 'form' && (
        <Registration
          token={token}
          invitation={view.invitation}
          focus={acted.current}
          onStopped={stop}
          onDone={(account, email) => {
            setView({ name: 'done', invitation: view.invitation, account, email });
          }}
        />
      )}
      {view.name === 'done' && <Confirmation {...view} />}
    </>
  );
}

interface Found {
  readonly found: View;
  /** The texts for the view, if their language changes. */
  readonly spoken?: Texts;
}

async function lookUp(token: string, signal: AbortSignal): Promise<Found> {
  const answer = await getInvitationByToken(token, signal);
  if (answer.ok) return spokenAs(answer.value.locale, { name: 'form', invitation: answer.value });
  const { failure } = answer;
  const reason = stopReason(failure);
  if (reason === undefined) return { found: { name: 'troubled', trouble: troubleOf(failure) } };
  const { locale, tenant } = failure.kind === 'refusal' ? failure : {};
  return spokenAs(locale, { name: 'stopped', reason, tenant });
}

async function spokenAs(locale: string | undefined, found: View): Promise<Found> {
  // A language that the person chose takes precedence.
  if (locale === undefined || chosenLanguage() !== undefined) return { found };
  return { found, spoken: await loadTexts(languageFor(locale)) };
}

/**
 * Reads the token from the fragment, which browsers never send. It stays there so that a reload works. A fragment without a
 * token is returned unchanged, and the server rejects it.
 */
function readToken(): string {
  const pasted = window.location.hash.slice(1).trim();
  return findToken(pasted) ?? pasted;
}
