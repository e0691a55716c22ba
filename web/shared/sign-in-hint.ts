/**
 * What the sign-up page tells the sign-in page: for whom, where and in which language. It travels in the fragment, which
 * browsers send to nobody: an address has no place in access logs.
 */
import { LANGUAGES, type Language } from '../../lambdas/modules/platform/locale.ts';

export interface SignInHint {
  /** Whose account. */
  readonly email?: string;
  /** The identity provider to go to at once, by its name in the user pool. */
  readonly provider?: string;
  readonly language?: Language;
  /** Goes on to managed login without asking: somebody has just pressed a button to sign in with this account. */
  readonly atOnce?: boolean;
}

const PATH = '/sign-in';

/**
 * The address to go on to after signing up, with the hint where that is Foyer's own sign-in page. Only the web: an
 * address with another scheme could run a script.
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

/** Reads the hint and takes it out of the address, so that no bookmark keeps it. */
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
