/**
 * Invisible characters except joiners, which domains in some scripts need, as in `lambdas/modules/platform/text.ts`.
 */
const UNSEEN = /(?![\u200c\u200d\p{VS}])[\p{DI}\ufff9-\ufffb]/gu;

/**
 * Converts an address to the user pool's form: NFKC, lowercase, the domain in ASCII (IDNA). Managed login matches
 * exactly, except for case, so it would not find `o@bücher.example`. The API does the same with a module that browsers
 * lack (`lambdas/modules/platform/email-address.ts`). Invalid addresses are returned unchanged.
 */
export function signInEmail(typed: string): string {
  const email = typed.replace(UNSEEN, '').normalize('NFKC').trim().toLowerCase();
  const at = email.lastIndexOf('@');
  const name = email.slice(0, at).replace(/\p{DI}/gu, '');
  const host = email.slice(at + 1);
  // Anything else could be parsed as part of a URL other than its host.
  if (at < 1 || name === '' || !/^[a-z0-9.\-\u{80}-\u{10ffff}]+$/u.test(host)) return email;
  const domain = `https://${host}`;
  return URL.canParse(domain) ? `${name}@${new URL(domain).hostname}` : email;
}

/** Tells whether two addresses belong to the same account, regardless of spelling. */
export function isSameEmail(one: string, other: string): boolean {
  return signInEmail(one) === signInEmail(other);
}

/** The form of `shown` to sign in with, if it differs by more than case. */
export function otherSignInEmail(shown: string): string | undefined {
  const email = signInEmail(shown);
  return email === shown.trim().toLowerCase() ? undefined : email;
}
