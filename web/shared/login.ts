/** Cognito's managed login for every page: authorization code with PKCE, tokens kept in this tab (ADR 0058). */
import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { Language } from '../../lambdas/shared/languages.ts';
import type { PageConfig } from '../page-config.ts';
import { textIn } from './json.ts';
import { signInEmail } from './sign-in-email.ts';

/** Reads `/config.json`. @throws when it is not there. */
export async function readConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return configIn(await response.json());
}

function configIn(json: unknown): PageConfig {
  const need = (name: keyof PageConfig): string => {
    const value = textIn(json, name);
    if (value === undefined) throw new Error(`/config.json has no ${name}`);
    return value;
  };
  const endSessionEndpoint = textIn(json, 'endSessionEndpoint');
  const revocationEndpoint = textIn(json, 'revocationEndpoint');
  const userInfoEndpoint = textIn(json, 'userInfoEndpoint');
  return {
    apiUrl: textIn(json, 'apiUrl') ?? '',
    authority: need('authority'),
    authorizationEndpoint: need('authorizationEndpoint'),
    tokenEndpoint: need('tokenEndpoint'),
    clientId: need('clientId'),
    region: need('region'),
    ...(endSessionEndpoint !== undefined && { endSessionEndpoint }),
    ...(revocationEndpoint !== undefined && { revocationEndpoint }),
    ...(userInfoEndpoint !== undefined && { userInfoEndpoint }),
  };
}

/** Where managed login sends people back to; the user pool's client names each. */
export type ReturnPath = '/sign-in' | '/console' | '/account';

/** How somebody is to sign in. */
export interface SignInWish {
  /** The language of managed login. */
  readonly language: Language;
  /** The address of the account to sign in with, as people write it: asked for even when somebody is signed in. */
  readonly email?: string | undefined;
  /** The identity provider to go to without asking. */
  readonly provider?: string | undefined;
  /** The address, with its path and query, to show afterwards. */
  readonly returnTo?: string | undefined;
}

/** The sign-in of this tab. */
export class Login {
  readonly users: UserManager;
  readonly #config: PageConfig;

  constructor(config: PageConfig, path: ReturnPath) {
    this.#config = config;
    this.users = userManager(config, path);
  }

  /**
   * Leaves for managed login: `lang`, `identity_provider`, `login_hint` and `prompt` of its authorization endpoint
   * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
   */
  signIn({ language, email, provider, returnTo }: SignInWish): Promise<void> {
    return this.users.signinRedirect({
      extraQueryParams: {
        lang: language,
        ...(provider !== undefined && { identity_provider: provider }),
      },
      ...(email !== undefined && { login_hint: signInEmail(email), prompt: 'login' }),
      ...(returnTo !== undefined && { state: returnTo }),
    });
  }

  /**
   * Takes the answer of managed login, which is in the address.
   * @throws what oidc-client-ts throws when the answer is a refusal, or not one to a question of this tab
   */
  async finish(address: string): Promise<User> {
    const before = await this.users.getUser();
    const user = await this.users.signinRedirectCallback(address);
    // The account that was signed in before has made way, perhaps for another one.
    void revoke(this.#config, before?.refresh_token);
    return user;
  }

  /** Ends the session here and at Cognito, and leaves for the sign-in page. */
  async signOut(): Promise<void> {
    const user = await this.users.getUser();
    await this.users.removeUser();
    await revoke(this.#config, user?.refresh_token);
    const { endSessionEndpoint, clientId } = this.#config;
    if (endSessionEndpoint === undefined) {
      window.location.assign('/sign-in');
      return;
    }
    // Cognito's own parameters, not those of RP-Initiated Logout.
    const address = new URL(endSessionEndpoint);
    address.searchParams.set('client_id', clientId);
    address.searchParams.set('logout_uri', `${window.location.origin}/sign-in`);
    window.location.assign(address);
  }
}

/** Tells whether the address is an answer of managed login. */
export function isAnswer(search: string): boolean {
  const answer = new URLSearchParams(search);
  return answer.has('state') && (answer.has('code') || answer.has('error'));
}

function userManager(config: PageConfig, path: ReturnPath): UserManager {
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  return new UserManager({
    authority: config.authority,
    // Given, so that nothing has to be discovered: one request less, and the emulator's addresses work too.
    metadata: {
      issuer: config.authority,
      authorization_endpoint: config.authorizationEndpoint,
      token_endpoint: config.tokenEndpoint,
      ...(config.userInfoEndpoint !== undefined && { userinfo_endpoint: config.userInfoEndpoint }),
    },
    client_id: config.clientId,
    redirect_uri: `${window.location.origin}${path}`,
    response_type: 'code',
    scope: 'openid email profile',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    loadUserInfo: false,
  });
}

/** The time that signing out waits for Cognito, in milliseconds. */
const REVOCATION_PATIENCE = 3_000;

/**
 * Asks Cognito to end a refresh token, which works for a day
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html). Never fails: nobody stays signed in
 * on this page because Cognito did not answer.
 */
async function revoke(
  { revocationEndpoint, clientId }: PageConfig,
  token: string | undefined,
): Promise<void> {
  if (revocationEndpoint === undefined || token === undefined) return;
  try {
    await fetch(revocationEndpoint, {
      method: 'POST',
      // Nothing depends on the answer, and AWS does not say that a page may read it.
      mode: 'no-cors',
      credentials: 'omit',
      keepalive: true,
      body: new URLSearchParams({ token, client_id: clientId }),
      signal: AbortSignal.timeout(REVOCATION_PATIENCE),
    });
  } catch {
    // Offline, or too slow: the token ends by itself within a day.
  }
}
