/** The credentials of an API client, and the endpoint that exchanges them for tokens. */
export interface ClientCredentials {
  /** The token endpoint of Cognito managed login: `https://…/oauth2/token` (the stack's output `LoginUrl`). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch?: typeof fetch;
}

/**
 * The time before the expiry of a token at which it is replaced, in milliseconds. The margin covers requests that are
 * in progress.
 */
const MARGIN = 60_000;

/**
 * Returns a function that gets access tokens with the client credentials grant (RFC 6749 §4.4), and reuses each token
 * until shortly before it expires. Concurrent calls share one request.
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
      throw new Error(
        `The token endpoint rejected the client credentials with status ${response.status}.`,
      );
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
