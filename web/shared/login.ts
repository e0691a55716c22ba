/** Signs people in with Cognito's managed login: authorization code with PKCE, tokens stored in this tab (ADR 0058). */
import {
  OidcClient,
  type SigninResponse,
  type UserProfile,
  WebStorageStateStore,
} from 'oidc-client-ts';

import type { Language } from '../../lambdas/modules/platform/locale.ts';
import type { PageConfig } from '../page-config.ts';
import { textIn } from './json.ts';
import { signInEmail } from './sign-in-email.ts';

/** Reads `/config.json`. @throws if it cannot be read */
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
  const optional = OPTIONAL.flatMap((name) => {
    const value = textIn(json, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    apiUrl: textIn(json, 'apiUrl') ?? '',
    authority: need('authority'),
    authorizationEndpoint: need('authorizationEndpoint'),
    tokenEndpoint: need('tokenEndpoint'),
    clientId: need('clientId'),
    region: need('region'),
    ...Object.fromEntries(optional),
  };
}

const OPTIONAL = [
  'endSessionEndpoint',
  'revocationEndpoint',
  'userInfoEndpoint',
  'securityClientId',
  'cognitoEndpoint',
  'passkeysEndpoint',
] as const satisfies readonly (keyof PageConfig)[];

/** Paths that managed login returns to. Each is registered with the user pool's client. */
export type ReturnPath = '/sign-in' | '/console' | '/account';

/** Options for a sign-in. */
export interface SignInWish {
  /** The language of managed login. */
  readonly language: Language;
  /** The address to sign in with, as people write it. Managed login asks for it even if someone is signed in. */
  readonly email?: string | undefined;
  /** The identity provider to go to directly. */
  readonly provider?: string | undefined;
  /** Path and query to return to. */
  readonly returnTo?: string | undefined;
  /** Asks for an account even if someone is signed in at Cognito. */
  readonly again?: boolean;
}

/** The signed-in person, as stored in this tab. The names are those of OAuth 2.0 and OpenID Connect. */
export interface SignedIn {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  /** Unix time, in seconds. */
  readonly expires_at: number;
  readonly profile: UserProfile;
}

/** This tab's sign-in. */
export class Login {
  readonly #client: OidcClient;
  readonly #config: PageConfig;

  constructor(config: PageConfig, path: ReturnPath) {
    this.#config = config;
    this.#client = oidcClient(config, { path });
  }

  /** The signed-in person. The access token may have expired. */
  get user(): SignedIn | undefined {
    try {
      const kept: unknown = JSON.parse(window.sessionStorage.getItem(this.#key) ?? 'null');
      return isSignedIn(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  get #key(): string {
    return `${SESSION}${this.#config.authority}:${this.#config.clientId}`;
  }

  /**
   * Goes to managed login with `lang`, `identity_provider`, `login_hint`, and `prompt` of its authorization endpoint
   * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
   */
  async signIn({ language, email, provider, returnTo, again }: SignInWish): Promise<void> {
    const { url } = await this.#client.createSigninRequest({
      extraQueryParams: {
        lang: language,
        ...(provider !== undefined && { identity_provider: provider }),
      },
      ...(email !== undefined && { login_hint: signInEmail(email) }),
      ...((email !== undefined || again === true) && { prompt: 'login' }),
      state: returnTo,
    });
    window.location.assign(url);
  }

  /**
   * Processes managed login's response in the URL. @returns the signed-in person, and the URL to return to
   * @throws the error of oidc-client-ts if the response is an error or does not belong to a request of this tab
   */
  async finish(address: string): Promise<{ user: SignedIn; returnTo: string | undefined }> {
    const before = this.user;
    const answer = await this.#client.processSigninResponse(address);
    const user = this.#keep(answer);
    // Revoke the previous session, which may have been another account's.
    void revoke(this.#config, before?.refresh_token);
    const { userState: returnTo } = answer;
    return { user, returnTo: typeof returnTo === 'string' ? returnTo : undefined };
  }

  /**
   * Gets a new access token with the refresh token. @throws the error of oidc-client-ts if Cognito refuses or times out
   */
  async renew(user: SignedIn & { readonly refresh_token: string }): Promise<SignedIn> {
    const answer = await this.#client.useRefreshToken({
      // The class is not exported. These are its fields.
      state: { ...user, session_state: null },
      timeoutInSeconds: RENEWAL_PATIENCE,
    });
    const { access_token, expires_at, profile } = answer;
    // Cognito does not rotate the refresh token, and does not return it again.
    const { refresh_token = user.refresh_token, id_token = user.id_token } = answer;
    return this.#keep({
      access_token,
      refresh_token,
      profile,
      ...(id_token !== undefined && { id_token }),
      ...(expires_at !== undefined && { expires_at }),
    });
  }

  #keep({ access_token, refresh_token, id_token, expires_at, profile }: Answer): SignedIn {
    const user: SignedIn = {
      access_token,
      ...(refresh_token !== undefined && { refresh_token }),
      ...(id_token !== undefined && { id_token }),
      expires_at: expires_at ?? 0,
      profile,
    };
    window.sessionStorage.setItem(this.#key, JSON.stringify(user));
    return user;
  }

  /** Removes this tab's session. */
  forget(): void {
    window.sessionStorage.removeItem(this.#key);
  }

  /** Ends the session here and at Cognito, and goes to the sign-in page. */
  async signOut(): Promise<void> {
    const user = this.user;
    this.forget();
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

/** Storage key of the session, which `web/shared/signed-in-as.ts` reads. */
const SESSION = 'oidc.user:';
/** Timeout of a renewal, in seconds. */
const RENEWAL_PATIENCE = 10;

type Answer = Pick<SigninResponse, 'access_token' | 'profile'> &
  Partial<Pick<SigninResponse, 'refresh_token' | 'id_token' | 'expires_at'>>;

function isSignedIn(kept: unknown): kept is SignedIn {
  return (
    textIn(kept, 'access_token') !== undefined &&
    typeof kept === 'object' &&
    kept !== null &&
    'profile' in kept &&
    textIn(kept.profile, 'sub') !== undefined
  );
}

/** The remaining lifetime of the access token, in seconds. */
export function secondsLeft({ expires_at }: SignedIn): number {
  return expires_at - Date.now() / 1_000;
}

/** The address that the person signed in with, or their ID if the token has none. */
export function emailOf({ profile }: SignedIn): string {
  return profile.email ?? profile.sub;
}

/** Tells whether the URL is a response of managed login. */
export function isAnswer(search: string): boolean {
  const answer = new URLSearchParams(search);
  return answer.has('state') && (answer.has('code') || answer.has('error'));
}

/** The part of oidc-client-ts without frames and popups, which these pages do not use: half of its size. */
export function oidcClient(
  config: PageConfig,
  {
    path,
    clientId = config.clientId,
    scope = 'openid email profile',
  }: { readonly path: string; readonly clientId?: string; readonly scope?: string },
): OidcClient {
  return new OidcClient({
    authority: config.authority,
    // Set explicitly instead of discovered: saves a request, and works with the emulator's URLs.
    metadata: {
      issuer: config.authority,
      authorization_endpoint: config.authorizationEndpoint,
      token_endpoint: config.tokenEndpoint,
      ...(config.userInfoEndpoint !== undefined && { userinfo_endpoint: config.userInfoEndpoint }),
    },
    client_id: clientId,
    redirect_uri: `${window.location.origin}${path}`,
    response_type: 'code',
    scope,
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    loadUserInfo: false,
  });
}

/** Timeout of a revocation, in milliseconds. */
const REVOCATION_PATIENCE = 3_000;

/**
 * Revokes a refresh token, which is valid for a day
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html). Never fails: people are signed
 * out of this page even if Cognito does not respond.
 */
export async function revoke(
  { revocationEndpoint, clientId }: Pick<PageConfig, 'revocationEndpoint' | 'clientId'>,
  token: string | undefined,
): Promise<void> {
  if (revocationEndpoint === undefined || token === undefined) return;
  try {
    await fetch(revocationEndpoint, {
      method: 'POST',
      // The response is not needed, and AWS does not document that a page may read it.
      mode: 'no-cors',
      credentials: 'omit',
      keepalive: true,
      body: new URLSearchParams({ token, client_id: clientId }),
      signal: AbortSignal.timeout(REVOCATION_PATIENCE),
    });
  } catch {
    // Offline or too slow: the token expires within a day.
  }
}
