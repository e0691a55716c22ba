/**
 * Who is signed in on this page's site in this tab, going by what the sign-in page keeps there; `undefined` when nobody
 * is. For words only: nothing is allowed because of it.
 */
export function signedInAs(): string | undefined {
  try {
    for (const [key, value] of Object.entries(window.sessionStorage)) {
      if (!key.startsWith(SESSION)) continue;
      const { expires_at: expiresAt, profile } = JSON.parse(String(value)) as Kept;
      if (typeof expiresAt === 'number' && expiresAt * 1000 < Date.now()) continue;
      if (typeof profile?.email === 'string') return profile.email;
    }
  } catch {
    // Nothing is stored, or not by us: then nobody is signed in as far as this page can tell.
  }
  return undefined;
}

/** Where oidc-client-ts keeps the user of a tab. */
const SESSION = 'oidc.user:';

interface Kept {
  readonly expires_at?: unknown;
  readonly profile?: { readonly email?: unknown };
}
