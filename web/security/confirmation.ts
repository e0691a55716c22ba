/**
 * Signs the person in again to change their sign-in methods. The token is the only one that Cognito's own API accepts
 * (ADR 0067). It stays in memory, is valid for five minutes, and is revoked when the page closes.
 */
import { currentSession, pageConfig } from '../app/api.ts';
import type { Base } from '../app/session.ts';
import { pageLanguage } from '../app/words.ts';
import type { PageConfig } from '../page-config.ts';
import { isAnswer, oidcClient, revoke } from '../shared/login.ts';

interface Confirmation {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The scopes of the client: the second one gives access to Cognito's API, and the third one identifies the client to
 * Foyer's trigger.
 */
const SCOPE = 'openid aws.cognito.signin.user.admin foyer/sign-in:write';

let confirmation: Confirmation | undefined;

/**
 * The page's configuration, including the client that this page requires. @throws if the installation has no such
 * client
 */
export function securityConfig(): PageConfig & { readonly securityClientId: string } {
  const { securityClientId, ...config } = pageConfig ?? {};
  if (securityClientId === undefined) throw new Error('/config.json has no securityClientId');
  return { ...(config as PageConfig), securityClientId };
}

/** The URL of this page, which the client can return to. */
export function securityUrl(base: Base): string {
  return `${window.location.origin}${base}/security`;
}

function clientFor(base: Base) {
  const config = securityConfig();
  const options = { path: `${base}/security`, clientId: config.securityClientId, scope: SCOPE };
  return oidcClient(config, options);
}

/**
 * Goes to managed login, which asks for the password even if the person is already signed in there
 * (`prompt=login` of https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
export async function confirmIdentity(base: Base): Promise<void> {
  const { url } = await clientFor(base).createSigninRequest({
    extraQueryParams: { lang: pageLanguage() },
    login_hint: currentSession().email,
    prompt: 'login',
  });
  window.location.assign(url);
}

/** The result of a confirmation that has just returned. */
export type Confirmed = 'none' | 'done' | 'other-account' | 'failed';

/** Processes managed login's response in the URL, if there is one. */
export async function finishConfirmation(base: Base): Promise<Confirmed> {
  if (!isAnswer(window.location.search)) return 'none';
  const address = window.location.href;
  // The code works once, so a reload or a bookmark must not send it again.
  window.history.replaceState(null, '', securityUrl(base));
  try {
    const answer = await clientFor(base).processSigninResponse(address);
    confirmation = {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      expiresAt: (answer.expires_at ?? 0) * 1_000,
    };
    if (answer.profile.sub === currentSession().claims.id) return 'done';
    endConfirmation();
    return 'other-account';
  } catch {
    return 'failed';
  }
}

const LEFT_FOR_PASSKEY = 'foyer.passkey';

/** Remembers in this tab that the person goes to managed login’s page to add a passkey. */
export function leaveForPasskey(): void {
  window.sessionStorage.setItem(LEFT_FOR_PASSKEY, 'true');
}

/** Tells, once, whether the person has left to add a passkey. */
export function hasLeftForPasskey(): boolean {
  const hasLeft = window.sessionStorage.getItem(LEFT_FOR_PASSKEY) !== null;
  window.sessionStorage.removeItem(LEFT_FOR_PASSKEY);
  return hasLeft;
}

/** Returns the access token while it is valid. */
export function confirmedToken(): string | undefined {
  return confirmation !== undefined && confirmation.expiresAt > Date.now()
    ? confirmation.accessToken
    : undefined;
}

/** Forgets the token and revokes it at Cognito. */
export function endConfirmation(): void {
  const { securityClientId: clientId, ...config } = securityConfig();
  void revoke({ ...config, clientId }, confirmation?.refreshToken);
  confirmation = undefined;
}
