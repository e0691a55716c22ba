/** The session of the signed-in person, opened once before anything is shown. */
import { ErrorTimeout } from 'oidc-client-ts';

import type { Scope } from '../../lambdas/modules/platform/scopes.ts';
import type { PageConfig } from '../page-config.ts';
import { emailOf, isAnswer, Login, secondsLeft, type SignedIn } from '../shared/login.ts';
import { claimsOf, type TokenClaims } from '../shared/token-claims.ts';
import { restoreDrafts, saveDrafts } from './drafts.ts';
import { pageLanguage } from './words.ts';

/** Seconds before expiry at which an access token is renewed. */
const RENEW_BEFORE = 60;
/** Milliseconds within which a second refusal does not start another sign-in. */
const LOOP = 30_000;
const SIGNED_IN_AGAIN = 'foyer.signed-in-again';

/** Base path of a page's routes. */
export type Base = '/console' | '/account';

export class Session {
  readonly email: string;
  readonly claims: TokenClaims;
  readonly #login: Login;
  readonly #base: Base;
  /** Signs out the other tabs of this browser, too. */
  readonly #tabs = new BroadcastChannel('foyer.session');
  #renewal: Promise<string> | undefined;

  constructor(login: Login, base: Base, email: string, claims: TokenClaims) {
    this.#login = login;
    this.#base = base;
    this.email = email;
    this.claims = claims;
    this.#tabs.addEventListener('message', ({ data }) => {
      if (data === claims.id) void login.signOut();
    });
  }

  /** False as soon as the person signs out. */
  get isOpen(): boolean {
    return this.#login.user !== undefined;
  }

  /** Tells whether the token has `scope`. Actions that need another scope are hidden. */
  can(scope: Scope): boolean {
    return this.claims.scopes.has(scope);
  }

  /** Returns a valid access token, renewed if it is about to expire. @throws when Cognito cannot be reached */
  async token(): Promise<string> {
    const { user } = this.#login;
    if (user === undefined) return this.signInAgain();
    if (secondsLeft(user) > RENEW_BEFORE) return user.access_token;
    // Concurrent requests share one renewal.
    this.#renewal ??= this.#renew(user).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** Gets a new access token after the person's permissions have changed. @throws if Cognito cannot be reached */
  async renew(): Promise<void> {
    const { user } = this.#login;
    if (user !== undefined) await this.#renew(user);
  }

  /** True if the person signs in with an identity provider (Cognito's claim `identities`). */
  get isFederated(): boolean {
    return this.#login.user?.profile['identities'] !== undefined;
  }

  async #renew({ refresh_token, ...user }: SignedIn): Promise<string> {
    if (refresh_token === undefined) return this.signInAgain();
    try {
      return (await this.#login.renew({ ...user, refresh_token })).access_token;
    } catch (error) {
      if (error instanceof TypeError || error instanceof ErrorTimeout) throw error;
      // Cognito refused: the refresh token has expired, or the person may no longer sign in.
      return this.signInAgain();
    }
  }

  /**
   * Goes to managed login and returns to this URL with the drafts. Never returns.
   * @throws if that was done a moment ago and did not help
   */
  async signInAgain(): Promise<never> {
    const before = Number(window.sessionStorage.getItem(SIGNED_IN_AGAIN) ?? 0);
    if (Date.now() - before < LOOP) throw new Error('Signing in again did not help.');
    window.sessionStorage.setItem(SIGNED_IN_AGAIN, String(Date.now()));
    saveDrafts(this.claims.id);
    this.#login.forget();
    await leave(this.#login);
    return new Promise(() => undefined);
  }

  async signOut(): Promise<void> {
    this.#tabs.postMessage(this.claims.id);
    await this.#login.signOut();
  }

  /** Goes to managed login to sign in with another account. */
  async switchAccount(): Promise<void> {
    await this.#login.signIn({ language: pageLanguage(), again: true, returnTo: this.#base });
  }
}

/** An open session, or the reason that there is none; `undefined` while the browser goes to managed login. */
export type Opened =
  | { readonly name: 'open'; readonly session: Session }
  | { readonly name: 'leaving' }
  | { readonly name: 'failed'; readonly retry: () => void };

/** Finds this tab's session, completes a sign-in that just returned, or starts one. */
export async function openSession(config: PageConfig, base: Base): Promise<Opened> {
  const login = new Login(config, base);
  // A response on another path belongs to the page for sign-in methods.
  if (isAnswer(window.location.search) && window.location.pathname === base)
    return finish(login, base);
  const { user } = login;
  const claims = user === undefined ? undefined : claimsOf(user.access_token);
  const isUsable =
    user !== undefined && (user.refresh_token !== undefined || secondsLeft(user) > 0);
  if (!isUsable || claims === undefined) {
    await leave(login);
    return { name: 'leaving' };
  }
  return opened(login, base, user, claims);
}

async function finish(login: Login, base: Base): Promise<Opened> {
  const address = window.location.href;
  // The code works once, so a reload or a bookmark must not send it again.
  window.history.replaceState(null, '', base);
  try {
    const { user, returnTo } = await login.finish(address);
    if (returnTo !== undefined && isBelow(returnTo, base))
      window.history.replaceState(null, '', returnTo);
    const claims = claimsOf(user.access_token);
    if (claims === undefined) throw new Error('The access token cannot be read.');
    return opened(login, base, user, claims);
  } catch {
    return { name: 'failed', retry: () => void leave(login) };
  }
}

function opened(login: Login, base: Base, user: SignedIn, claims: TokenClaims): Opened {
  restoreDrafts(claims.id);
  return { name: 'open', session: new Session(login, base, emailOf(user), claims) };
}

function leave(login: Login): Promise<void> {
  const { pathname, search } = window.location;
  return login.signIn({ language: pageLanguage(), returnTo: `${pathname}${search}` });
}

function isBelow(path: string, base: Base): boolean {
  return path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`);
}
