/**
 * Returns the address of this tab's signed-in person, from the sign-in page's storage; `undefined` if nobody is signed in.
 * For display only: it grants nothing.
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
    // Nothing usable is stored, so nobody is signed in as far as this page can tell.
  }
  return undefined;
}

/** Storage key under which oidc-client-ts keeps a tab's user. */
const SESSION = 'oidc.user:';

interface Kept {
  readonly expires_at?: unknown;
  readonly profile?: { readonly email?: unknown };
}
