/** The frame around every page: navigation, profile menu, and connection status. */
import { onlineManager } from '@tanstack/query-core';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { lazy, Route, Router, useLocation } from 'preact-iso';

import { ConnectionIcon, MenuIcon, SearchIcon } from '../shared/icons.tsx';
import { currentSession } from './api.ts';
import { Fallback } from './broken-page.tsx';
import { EmptyState, initialsOf } from './display.tsx';
import { FrameContext, noteNavigation, PageFrame } from './page.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { queries } from './query.ts';
import { addressOf, type PageRoute } from './routes.ts';
import type { Base } from './session.ts';
import { focusSearch, useShortcuts } from './shortcuts.ts';
import { Toasts } from './toast.tsx';
import { appWords } from './words.ts';

const ShortcutsDialog = lazy(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);

export interface ShellProps {
  readonly base: Base;
  readonly routes: readonly PageRoute[];
  /** The company's name. */
  readonly name: string;
  readonly logoUrl?: string | undefined;
  /** Shown on every page. */
  readonly primary?: ComponentChildren;
  /** Opens the invitation form, if the person may invite. */
  readonly onInvite?: (() => void) | undefined;
  /** Dialogs that can open on any page. */
  readonly children?: ComponentChildren;
}

export function Shell({ base, routes, name, logoUrl, primary, onInvite, children }: ShellProps) {
  const { path, route } = useLocation();
  const [helps, setHelps] = useState(false);
  const allowed = routes.filter(({ scope }) => scope === undefined || currentSession().can(scope));
  const first = allowed.find(({ nav }) => nav !== undefined);
  useEffect(() => {
    if (path === base && first !== undefined) route(addressOf(first), true);
  }, [path]);
  useShortcuts({
    '/': focusSearch,
    '?': () => {
      setHelps(true);
    },
    ...(onInvite !== undefined && { i: onInvite }),
  });
  const showHelp = (): void => {
    setHelps(true);
  };
  return (
    <FrameContext.Provider value={{ name, primary }}>
      <a class="skip" href="#content">
        {appWords.texts().shell.skip}
      </a>
      <div class="frame">
        <Sidebar base={base} routes={allowed} name={name} logoUrl={logoUrl} onHelp={showHelp} />
        <main class="content" id="content" tabIndex={-1}>
          <Connection />
          <Fallback path={path}>
            <Router onRouteChange={noteNavigation}>
              {allowed.map(({ path: pattern, page }) => (
                <Route key={pattern} path={pattern} component={page} />
              ))}
              <Route default component={path === base ? Nothing : MissingPage} />
            </Router>
          </Fallback>
        </main>
      </div>
      {children}
      {helps && (
        <ShortcutsDialog
          hasInvite={onInvite !== undefined}
          onClose={() => {
            setHelps(false);
          }}
        />
      )}
      <Toasts />
    </FrameContext.Provider>
  );
}

function Nothing() {
  return null;
}

function MissingPage() {
  const texts = appWords.texts().shell;
  return (
    <PageFrame title={texts.missingTitle}>
      <div class="panel">
        <EmptyState icon={<SearchIcon />} title={texts.missingTitle}>
          <p>{texts.missing}</p>
        </EmptyState>
      </div>
    </PageFrame>
  );
}

/** A popover on a phone; always visible on a wide screen. */
function Sidebar({
  base,
  routes,
  name,
  logoUrl,
  onHelp,
}: {
  readonly base: Base;
  readonly routes: readonly PageRoute[];
  readonly name: string;
  readonly logoUrl: string | undefined;
  readonly onHelp: () => void;
}) {
  const { path } = useLocation();
  const texts = appWords.texts().shell;
  const sidebar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sidebar.current?.matches(':popover-open') === true) sidebar.current.hidePopover();
  }, [path]);
  return (
    <>
      <header class="phone-bar">
        <button
          class="icon-button"
          type="button"
          aria-label={texts.menu}
          onClick={() => sidebar.current?.togglePopover()}
        >
          <MenuIcon />
        </button>
        <Brand name={name} logoUrl={logoUrl} />
      </header>
      <nav ref={sidebar} class="sidebar" popover="auto" aria-label={texts.navigation}>
        <Brand name={name} logoUrl={logoUrl} />
        <ul class="nav">
          {routes.map((each) => {
            const { page, nav } = each;
            if (nav === undefined) return null;
            const target = addressOf(each);
            const isHere = path === target || path.startsWith(`${target}/`);
            return (
              <li key={target}>
                <a
                  class="nav-link"
                  href={target}
                  aria-current={isHere ? 'page' : undefined}
                  onPointerEnter={() => void page.preload()}
                >
                  <nav.Icon />
                  {nav.label()}
                </a>
              </li>
            );
          })}
        </ul>
        <ProfileMenu base={base} onHelp={onHelp} />
      </nav>
    </>
  );
}

function Brand({ name, logoUrl }: { readonly name: string; readonly logoUrl: string | undefined }) {
  return (
    <div class="brand">
      {logoUrl === undefined ? (
        <span class="brand-mark" aria-hidden="true">
          {initialsOf(name.split(' ', 1)[0] ?? '')}
        </span>
      ) : (
        <img class="brand-logo" src={logoUrl} alt="" />
      )}
      <span class="brand-name">{name}</span>
    </div>
  );
}

/** Shows when the browser is offline, and when loading takes a while. */
function Connection() {
  const texts = appWords.texts().shell;
  const [isOnline, setOnline] = useState(onlineManager.isOnline());
  const [isBusy, setBusy] = useState(false);
  useEffect(() => onlineManager.subscribe(setOnline), []);
  useEffect(
    () =>
      queries.getQueryCache().subscribe(() => {
        setBusy(queries.isFetching({ predicate: ({ state }) => state.data === undefined }) > 0);
      }),
    [],
  );
  return (
    <>
      {isBusy && (
        <div class="busy-bar" role="status">
          <span class="busy-text">{texts.slow}</span>
        </div>
      )}
      {!isOnline && (
        <p class="offline" role="alert">
          <ConnectionIcon />
          {texts.offline}
        </p>
      )}
    </>
  );
}
