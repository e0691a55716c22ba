/**
 * A hint from the sign-up page to the sign-in page: account, provider, and language. It is in the fragment, which browsers
 * never send, because addresses must not appear in access logs.
 */
import { type Language, LANGUAGES } from '../../lambdas/modules/platform/locale.ts';

export interface SignInHint {
  /** The address of the account. */
  readonly email?: string;
  /** The identity provider to go to directly, by its name in the user pool. */
  readonly provider?: string;
  readonly language?: Language;
  /** Goes to managed login directly, because the person has just clicked a button to sign in. */
  readonly atOnce?: boolean;
}

const PATH = '/sign-in';

/**
 * The URL to continue to after sign-up, with the hint if it is Foyer's own sign-in page. Only web URLs: another scheme could
 * run a script.
 */
export function signInAddress(
  address: string,
  { email, provider, language, atOnce }: SignInHint,
): string {
  const url = URL.parse(address, window.location.href);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return PATH;
  if (url.origin !== window.location.origin || url.pathname !== PATH) return url.href;
  const go = atOnce === true ? '1' : undefined;
  const told = Object.entries({ email, provider, lang: language, go });
  url.hash = new URLSearchParams(
    told.filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return url.href;
}

/** Reads the hint and removes it from the URL, so that no bookmark keeps it. */
export function takeSignInHint(): SignInHint {
  const told = new URLSearchParams(window.location.hash.slice(1));
  const email = told.get('email');
  const provider = told.get('provider');
  const language = LANGUAGES.find((known) => known === told.get('lang'));
  if (window.location.hash !== '')
    window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
  return {
    ...(email !== null && { email }),
    ...(provider !== null && { provider }),
    ...(language !== undefined && { language }),
    ...(told.has('go') && { atOnce: true }),
  };
}
