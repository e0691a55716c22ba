import { useEffect, useRef, useState } from 'preact/hooks';

import { findSetupToken } from '../../lambdas/modules/platform/link-token.ts';
import { type Language, languageFor } from '../../lambdas/modules/platform/locale.ts';
import { brandColors, paint } from '../shared/brand.ts';
import { AlertIcon, CheckIcon, ClockIcon, LinkIcon, PersonIcon } from '../shared/icons.tsx';
import { LanguageSwitch } from '../shared/language-switch.tsx';
import { chosenLanguage, rememberLanguage } from '../shared/locale.ts';
import { signInAddress } from '../shared/sign-in-hint.ts';
import { Loading, Notice, Troubled } from '../sign-up/notices.tsx';
import { type Trouble, troubleOf } from '../sign-up/outcome.ts';
import type { Tenant } from '../sign-up/tenant.ts';
import { TenantBadge } from '../sign-up/tenant-badge.tsx';
import { TextsContext } from '../sign-up/texts-context.ts';
import { useFocusOnMount } from '../sign-up/use-focus.ts';
import { loadWords, type Words } from './catalog.ts';
import { getSetupByToken, type SetupAccount, type SetupOffer, setupStop } from './setup-api.ts';
import { SetupForm } from './setup-form.tsx';
import type { SetupStop } from './texts.ts';

type View =
  | { readonly name: 'loading' }
  | { readonly name: 'form'; readonly offer: SetupOffer }
  | { readonly name: 'done'; readonly offer: SetupOffer; readonly account: SetupAccount }
  | { readonly name: 'stopped'; readonly reason: SetupStop; readonly tenant?: Tenant | undefined }
  | { readonly name: 'troubled'; readonly trouble: Trouble };

/** The page that the link in a setup email opens. Opening a newer link in the same tab restarts it. */
export function SetupPage({ firstWords }: { readonly firstWords: Words }) {
  const [token, setToken] = useState(readToken);
  const [words, setWords] = useState(firstWords);
  const { shared } = words;
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
    document.documentElement.lang = shared.language;
  }, [words]);
  const choose = (language: Language): void => {
    rememberLanguage(language);
    void loadWords(language).then(setWords);
  };
  return (
    <TextsContext value={shared}>
      <LanguageSwitch language={shared.language} label={shared.languageLabel} onChange={choose} />
      <Visit key={token} token={token} words={words} onWords={setWords} />
    </TextsContext>
  );
}

function Visit({
  token,
  words,
  onWords,
}: {
  readonly token: string;
  readonly words: Words;
  /** The administrator's language may differ from the browser's. */
  readonly onWords: (words: Words) => void;
}) {
  const [view, setView] = useState<View>(
    token === '' ? { name: 'stopped', reason: 'noToken' } : { name: 'loading' },
  );
  // Leave the focus where the browser put it until the person has done something.
  const acted = useRef(false);
  useEffect(() => {
    document.title = titleOf(view, words);
  }, [view, words]);
  useEffect(() => {
    if (view.name !== 'loading') return;
    const visit = new AbortController();
    void lookUp(token, visit.signal).then(({ found, spoken }) => {
      if (visit.signal.aborted) return;
      const tenant = tenantOf(found);
      if (tenant !== undefined) paint(brandColors(tenant.branding.color), document.documentElement);
      if (spoken !== undefined) onWords(spoken);
      setView(found);
    });
    return () => {
      visit.abort();
    };
  }, [token, view.name]);

  const next = (following: View): void => {
    acted.current = true;
    setView(following);
  };
  return (
    <>
      <p class="sr-only" role="status">
        {titleOf(view, words)}
      </p>
      {view.name === 'loading' && <Loading />}
      {view.name === 'troubled' && (
        <Troubled
          trouble={view.trouble}
          focus={acted.current}
          onRetry={() => {
            next({ name: 'loading' });
          }}
        />
      )}
      {view.name === 'stopped' && (
        <Stopped reason={view.reason} tenant={view.tenant} words={words} focus={acted.current} />
      )}
      {view.name === 'form' && (
        <SetupForm
          token={token}
          offer={view.offer}
          tenant={toTenant(view.offer)}
          own={words.own}
          focus={acted.current}
          onStopped={(reason) => {
            next({ name: 'stopped', reason, tenant: toTenant(view.offer) });
          }}
          onDone={(account) => {
            next({ name: 'done', offer: view.offer, account });
          }}
        />
      )}
      {view.name === 'done' && <Done {...view} words={words} />}
    </>
  );
}

const STOP_ICONS = {
  noToken: LinkIcon,
  invalid: LinkIcon,
  expired: ClockIcon,
  accepted: PersonIcon,
  closed: ClockIcon,
  userExists: AlertIcon,
} as const satisfies Record<SetupStop, unknown>;

/** Explains why the link cannot be used, and what to do next. */
function Stopped({
  reason,
  tenant,
  words: { own, shared },
  focus,
}: {
  readonly reason: SetupStop;
  readonly tenant: Tenant | undefined;
  readonly words: Words;
  readonly focus: boolean;
}) {
  const Icon = STOP_ICONS[reason];
  return (
    <Notice message={own.stop[reason]} icon={<Icon />} tenant={tenant} focus={focus}>
      {reason === 'accepted' && (
        <a class="button" href="/sign-in">
          {shared.signIn}
        </a>
      )}
    </Notice>
  );
}

/** Confirms that the account exists, shows its sign-in name, and links to the sign-in page. */
function Done({
  offer,
  account,
  words: { own, shared },
}: {
  readonly offer: SetupOffer;
  readonly account: SetupAccount;
  readonly words: Words;
}) {
  const heading = useFocusOnMount<HTMLHeadingElement>(true);
  const hint = { email: account.email, language: shared.language };
  return (
    <main class="screen">
      <TenantBadge tenant={toTenant(offer)} />
      <div class="card notice">
        <span class="notice-icon notice-icon-done">
          <CheckIcon />
        </span>
        <h1 class="card-title" tabIndex={-1} ref={heading}>
          {own.doneTitle}
        </h1>
        <p>{own.done(offer.tenant.name)}</p>
        <dl class="fact">
          <dt>{shared.done.signInName}</dt>
          <dd>{account.email}</dd>
        </dl>
        <a class="button" href={signInAddress(account.signInUrl, hint)}>
          {shared.signIn}
        </a>
      </div>
    </main>
  );
}

async function lookUp(
  token: string,
  signal: AbortSignal,
): Promise<{ readonly found: View; readonly spoken?: Words }> {
  const answer = await getSetupByToken(token, signal);
  if (answer.ok) return spokenAs(answer.value.locale, { name: 'form', offer: answer.value });
  const { failure } = answer;
  const reason = setupStop(failure);
  if (reason === undefined) return { found: { name: 'troubled', trouble: troubleOf(failure) } };
  const { locale, tenant } = failure.kind === 'refusal' ? failure : {};
  return spokenAs(locale, { name: 'stopped', reason, tenant });
}

/** Adds texts in the administrator's language, unless the person has already chosen one. */
async function spokenAs(locale: string | undefined, found: View) {
  if (locale === undefined || chosenLanguage() !== undefined) return { found };
  return { found, spoken: await loadWords(languageFor(locale)) };
}

function titleOf(view: View, { own, shared }: Words): string {
  switch (view.name) {
    case 'loading':
      return own.loading;
    case 'form':
      return `${own.title} – ${view.offer.tenant.name}`;
    case 'done':
      return `${own.doneTitle} – ${view.offer.tenant.name}`;
    case 'stopped':
      return own.stop[view.reason].title;
    case 'troubled':
      return shared.trouble[view.trouble.reason].title;
  }
}

function tenantOf(view: View): Tenant | undefined {
  if (view.name === 'stopped') return view.tenant;
  return view.name === 'form' || view.name === 'done' ? toTenant(view.offer) : undefined;
}

/** Converts the company for the badge and the colors. */
function toTenant({ tenant: { name, branding } }: SetupOffer): Tenant {
  return { name, branding: { logoUrl: branding.logoUrl, color: branding.color } };
}

/** The token stays in the fragment, which browsers never send, so that a reload works. */
function readToken(): string {
  const pasted = window.location.hash.slice(1).trim();
  return findSetupToken(pasted) ?? pasted;
}
