import { createHash, randomBytes } from 'node:crypto';

import { foyer, request } from './foyer-client.ts';

/** The details that a person enters at the local company login. */
export interface CompanyPerson {
  readonly email: string;
  readonly verified?: boolean;
  readonly givenName?: string;
  readonly familyName?: string;
}

/** The result of a sign-in with the provider: the parameters in the URL of the app's page. */
export interface CameBack {
  readonly code: string | null;
  readonly error: string | null;
  readonly description: string | null;
  /** The PKCE verifier for `code`. Only this browser has it. */
  readonly verifier: string;
}

/** Tells the sign-up API that the holder of this link leaves for the company login. */
export function leave(token: string, more: Record<string, unknown> = {}) {
  return request('POST', '/v1/sign-up/provider', { body: { token, provider: 'company', ...more } });
}

/**
 * Signs in at the company login like a browser: from Cognito's `/oauth2/authorize` through every redirect and the page,
 * back to the app.
 */
export async function signInAtCompany(
  person: CompanyPerson,
  choice: 'sign-in' | 'cancel' = 'sign-in',
): Promise<CameBack> {
  const browser = new Browser();
  const verifier = randomBytes(32).toString('base64url');
  const page = await browser.follow(authorizeUrl(verifier));
  const action = /<form method="post" action="([^"]+)"/.exec(await page.text())?.[1];
  if (action === undefined) throw new Error('The company login shows no form.');
  const { email, verified = true, givenName = '', familyName = '' } = person;
  const form = new URLSearchParams({ email, givenName, familyName, do: choice });
  if (verified) form.set('verified', 'on');
  const end = await browser.follow(new URL(action, browser.address), form);
  if (browser.address.origin !== new URL(foyer().siteUrl).origin)
    throw new Error(`Stopped at ${browser.address.origin}: ${end.status} ${await end.text()}`);
  const told = browser.address.searchParams;
  if (told.get('state') !== verifier) throw new Error('The state is not the one that was sent.');
  return {
    code: told.get('code'),
    error: told.get('error'),
    description: told.get('error_description'),
    verifier,
  };
}

function authorizeUrl(verifier: string): URL {
  const { awsEndpoint, webClientId, siteUrl } = foyer();
  const url = new URL(`${awsEndpoint}/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: webClientId,
    redirect_uri: `${siteUrl}/sign-in`,
    scope: 'openid email profile',
    state: verifier,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    identity_provider: 'company',
  }).toString();
  return url;
}

/** Returns the tokens for a code, or the error, in the same way as the page. */
export async function tokensFor({ code, verifier }: CameBack): Promise<Record<string, string>> {
  const { awsEndpoint, webClientId, siteUrl } = foyer();
  const response = await fetch(`${awsEndpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: webClientId,
      code: code ?? '',
      redirect_uri: `${siteUrl}/sign-in`,
      code_verifier: verifier,
    }),
  });
  return (await response.json()) as Record<string, string>;
}

/** Returns the claims in a token. */
export function claimsIn(token: string | undefined): Record<string, unknown> {
  const payload = Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

const MOST_REDIRECTS = 10;

/** A minimal browser for redirects and cookies. Everything is on one host, because cookies do not distinguish ports. */
export class Browser {
  address = new URL('about:blank');
  #cookies = new Map<string, string>();

  /** Returns the cookies, for somebody who copied them. */
  cookies(): ReadonlyMap<string, string> {
    return new Map(this.#cookies);
  }

  /** Replaces the cookies with those of an earlier time. */
  restore(cookies: ReadonlyMap<string, string>): void {
    this.#cookies = new Map(cookies);
  }

  async follow(to: URL, form?: URLSearchParams): Promise<Response> {
    let body = form;
    this.address = to;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const response = await fetch(this.address, {
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(body !== undefined && { method: 'POST', body }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return response;
      this.address = new URL(location, this.address);
      body = undefined;
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects.`);
  }
}
