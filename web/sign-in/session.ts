/** Sign-in and sign-out with Cognito's managed login: authorization code with PKCE, tokens kept while the tab is open. */
import { ErrorResponse } from 'oidc-client-ts';

import {
  emailOf,
  isAnswer,
  Login,
  readConfig,
  secondsLeft,
  type SignedIn,
  type SignInWish,
} from '../shared/login.ts';
import { claimsOf, homeOf } from '../shared/token-claims.ts';
import { externalReason } from './catalog.ts';
import type { FailureReason } from './texts.ts';

/** The state of the sign-in. */
export type SessionState =
  | { readonly name: 'signedOut' }
  | {
      readonly name: 'signedIn';
      readonly email: string;
      /** The page to continue to, if there is one for this person. */
      readonly home: '/console' | '/account' | undefined;
    }
  | { readonly name: 'failed'; readonly reason: FailureReason };

/** This tab's sign-in. */
export interface Session {
  readonly state: SessionState;
  readonly signIn: (wish: SignInWish) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** Completes a sign-in that just returned, or finds this tab's session. */
export async function openSession(): Promise<Session> {
  const login = new Login(await readConfig(), '/sign-in');
  return {
    state: await currentState(login),
    signIn: (wish) => login.signIn(wish),
    signOut: () => login.signOut(),
  };
}

async function currentState(login: Login): Promise<SessionState> {
  if (!isAnswer(window.location.search)) {
    const { user } = login;
    return user === undefined || secondsLeft(user) <= 0 ? { name: 'signedOut' } : signedIn(user);
  }
  const address = window.location.href;
  // The code works once, so a reload or a bookmark must not send it again.
  window.history.replaceState(null, '', '/sign-in');
  try {
    return signedIn((await login.finish(address)).user);
  } catch (error) {
    return { name: 'failed', reason: reasonOf(error) };
  }
}

function signedIn(user: SignedIn): SessionState {
  return { name: 'signedIn', email: emailOf(user), home: homeOf(claimsOf(user.access_token)) };
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof ErrorResponse) {
    const refusal = /external_sign_in:([a-z_]+)/.exec(error.error_description ?? '')?.[1];
    if (refusal !== undefined) return externalReason(refusal);
    if (error.error === 'access_denied') return 'denied';
    return error.error === 'invalid_grant' ? 'stale' : 'failed';
  }
  if (error instanceof TypeError) return 'unavailable';
  // oidc-client-ts has no error class for a `state` that does not belong to this tab.
  return error instanceof Error && error.message.includes('state') ? 'stale' : 'failed';
}
