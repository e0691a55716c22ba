/** Signing in and out with Cognito's managed login: authorization code with PKCE, tokens for as long as the tab is open. */
import {
  ErrorResponse,
  UserManager,
  WebStorageStateStore,
  type SigninRedirectArgs,
} from 'oidc-client-ts';
import * as z from 'zod/mini';
import type { Language } from '../../lambdas/shared/languages.ts';
import type { PageConfig } from '../page-config.ts';
import { signInEmail } from '../shared/sign-in-email.ts';
import { externalReason } from './catalogue.ts';
import type { FailureReason } from './texts.ts';

const endpoint = z.string().check(z.minLength(1));
const configSchema = z.object({
  apiUrl: z.string(),
  authority: endpoint,
  authorizationEndpoint: endpoint,
  tokenEndpoint: endpoint,
  endSessionEndpoint: z.exactOptional(endpoint),
  revocationEndpoint: z.exactOptional(endpoint),
  userInfoEndpoint: z.exactOptional(endpoint),
  clientId: endpoint,
  region: z.string(),
}) satisfies z.ZodMiniType<PageConfig>;

/** Whether somebody is signed in, and what can be done about it. */
export type SessionState =
  | { readonly name: 'signedOut' }
  | { readonly name: 'signedIn'; readonly email: string }
  | { readonly name: 'failed'; readonly reason: FailureReason };

/** How somebody is to sign in. */
export interface SignInWish {
  /** The language of managed login. */
  readonly language: Language;
  /** The address of the account to sign in with, as people write it: asked for even when somebody is signed in. */
  readonly email?: string | undefined;
  /** The identity provider to go to without asking. */
  readonly provider?: string | undefined;
}

/** The sign-in of this tab. */
export interface Session {
  readonly state: SessionState;
  readonly signIn: (wish: SignInWish) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** Finishes a sign-in that has just come back, or finds the one of this tab. */
export async function openSession(): Promise<Session> {
  const config = await readConfig();
  const users = userManager(config);
  return {
    state: await currentState(users, config),
    signIn: (wish) => users.signinRedirect(parametersFor(wish)),
    signOut: () => signOut(users, config),
  };
}

/**
 * `lang`, `identity_provider`, `login_hint` and `prompt` of Cognito's managed login
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
function parametersFor({ language, email, provider }: SignInWish): SigninRedirectArgs {
  return {
    extraQueryParams: {
      lang: language,
      ...(provider !== undefined && { identity_provider: provider }),
    },
    ...(email !== undefined && { login_hint: signInEmail(email), prompt: 'login' }),
  };
}

function redirectUri(): string {
  return `${window.location.origin}/sign-in`;
}

async function readConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return configSchema.parse(await response.json());
}

function userManager(config: PageConfig): UserManager {
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
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: 'openid email profile',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    loadUserInfo: false,
  });
}

async function currentState(users: UserManager, config: PageConfig): Promise<SessionState> {
  const answer = new URLSearchParams(window.location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) {
    const user = await users.getUser();
    return user === null || user.expired === true
      ? { name: 'signedOut' }
      : { name: 'signedIn', email: emailOf(user.profile) };
  }
  const address = window.location.href;
  // The code works once: a reload or a bookmark must not send it again.
  window.history.replaceState(null, '', '/sign-in');
  try {
    const before = await users.getUser();
    const user = await users.signinRedirectCallback(address);
    // The account that was signed in before has made way, perhaps for another one.
    void revoke(config, before?.refresh_token);
    return { name: 'signedIn', email: emailOf(user.profile) };
  } catch (error) {
    return { name: 'failed', reason: reasonOf(error) };
  }
}

function emailOf(profile: { readonly email?: string | undefined; readonly sub: string }): string {
  return profile.email ?? profile.sub;
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof ErrorResponse) {
    const refusal = /external_sign_in:([a-z_]+)/.exec(error.error_description ?? '')?.[1];
    if (refusal !== undefined) return externalReason(refusal);
    if (error.error === 'access_denied') return 'denied';
    return error.error === 'invalid_grant' ? 'stale' : 'failed';
  }
  if (error instanceof TypeError) return 'unavailable';
  // oidc-client-ts has no class for a `state` that this tab did not start.
  return error instanceof Error && error.message.includes('state') ? 'stale' : 'failed';
}

async function signOut(users: UserManager, config: PageConfig): Promise<void> {
  const user = await users.getUser();
  await users.removeUser();
  await revoke(config, user?.refresh_token);
  if (config.endSessionEndpoint === undefined) {
    window.location.reload();
    return;
  }
  // Cognito's own parameters, not those of RP-Initiated Logout.
  const address = new URL(config.endSessionEndpoint);
  address.searchParams.set('client_id', config.clientId);
  address.searchParams.set('logout_uri', redirectUri());
  window.location.assign(address);
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
