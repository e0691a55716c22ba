/** Unseen characters but joiners, which domains of some scripts need: as `lambdas/modules/platform/text.ts` has it. */
const UNSEEN = /(?![\u200c\u200d\p{VS}])[\p{DI}\ufff9-\ufffb]/gu;

/**
 * An address as the user pool knows it: NFKC, lower case, the domain in its ASCII form (IDNA). Managed login looks for
 * exactly what it is given, apart from case, so `o@bücher.example` finds nobody there. The API does the same
 * (`lambdas/modules/platform/email-address.ts`), with a module that browsers lack. What is no address comes back as it was typed.
 */
export function signInEmail(typed: string): string {
  const email = typed.replace(UNSEEN, '').normalize('NFKC').trim().toLowerCase();
  const at = email.lastIndexOf('@');
  const name = email.slice(0, at).replace(/\p{DI}/gu, '');
  const host = email.slice(at + 1);
  // Anything else could be read as another part of a URL than its host.
  if (at < 1 || name === '' || !/^[a-z0-9.\-\u{80}-\u{10ffff}]+$/u.test(host)) return email;
  const domain = `https://${host}`;
  return URL.canParse(domain) ? `${name}@${new URL(domain).hostname}` : email;
}

/** Tells whether two addresses belong to one account, however they are written. */
export function isSameEmail(one: string, other: string): boolean {
  return signInEmail(one) === signInEmail(other);
}

/** The form of `shown` to sign in with, where that is another one than people see: case does not matter there. */
export function otherSignInEmail(shown: string): string | undefined {
  const email = signInEmail(shown);
  return email === shown.trim().toLowerCase() ? undefined : email;
}
