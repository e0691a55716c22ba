/** The credentials of an API client, and where to exchange them for tokens. */
export interface ClientCredentials {
  /** The token endpoint of managed login: `https://…/oauth2/token` (output `LoginUrl` of the stack). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch?: typeof fetch;
}

/** A token is replaced this long before it expires, in milliseconds: a request may be under way meanwhile. */
const MARGIN = 60_000;

/**
 * Returns a function that gets access tokens with the client credentials grant (RFC 6749, 4.4) and reuses each until shortly
 * before it expires. Concurrent calls share one request.
 */
export function clientCredentials({
  tokenUrl,
  clientId,
  clientSecret,
  fetch: send = fetch,
}: ClientCredentials): () => Promise<string> {
  let current: { readonly token: Promise<string>; until: number } | undefined;
  async function request(): Promise<{ readonly token: string; readonly seconds: number }> {
    const response = await send(tokenUrl, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    if (!response.ok)
      throw new Error(`The token endpoint refused the client credentials with ${response.status}.`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    return { token: answer.access_token, seconds: answer.expires_in };
  }
  return () => {
    if (current !== undefined && Date.now() < current.until) return current.token;
    const got = request();
    const next = { token: got.then(({ token }) => token), until: Infinity };
    current = next;
    got.then(
      ({ seconds }) => {
        next.until = Date.now() + seconds * 1_000 - MARGIN;
      },
      () => {
        if (current === next) current = undefined;
      },
    );
    return next.token;
  };
}
