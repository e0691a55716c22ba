import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider, interactionPolicy, type RequestContext } from 'oidc-provider';
import { close, isOwnName, listen, localHost, textOf } from '../web-server.ts';
import { memory } from './memory.ts';
import { signInPage } from './page.ts';
import { People } from './people.ts';

/** A client of the company login: the local user pool. */
export interface CompanyLoginOptions {
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the user pool takes people back. */
  readonly redirectUri: string;
}

/** The running company login. */
export interface CompanyLogin {
  close(): Promise<void>;
}

/** In bytes: an address and two names. */
const FORM_MAX = 2_000;
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The `iss` of the company login at a port. */
export function companyIssuer(port: number): string {
  return `http://${localHost}:${port}`;
}

/**
 * Starts an OpenID Connect provider in the place of a company's own. Whoever comes may say who they are: it is for trying
 * out what happens then, and listens on this machine only.
 */
export async function startCompanyLogin(options: CompanyLoginOptions): Promise<CompanyLogin> {
  const people = new People();
  const provider = new Provider(companyIssuer(options.port), configuration(options, people));
  const protocol = provider.callback();
  const server = createServer((request, response) => {
    if (!isOwnName(request.headers.host, options.port)) refuse(response, 421);
    else if (!isPage(request)) protocol(request, response);
    else
      serve(provider, people, request, response).catch(() => {
        // Too late, or another browser's: the sign-in has to begin again.
        refuse(response, 400);
      });
  });
  await listen(server, options.port);
  return { close: () => close(server) };
}

function configuration(options: CompanyLoginOptions, people: People) {
  return {
    adapter: memory(),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        // As Cognito sends it (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html).
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: NAMES },
    scopes: ['openid', 'email', 'profile'],
    // The local user pool reads the ID token only.
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    findAccount: (_: unknown, sub: string) => accountOf(people, sub),
    loadExistingGrant: grantAll,
    interactions: {
      policy: askingEachTime(),
      url: (_: unknown, { uid }: { uid: string }) => `/people/${uid}`,
    },
  };
}

const NAMES = ['given_name', 'family_name'];

function accountOf(people: People, sub: string) {
  const claims = people.find(sub);
  return claims && { accountId: sub, claims: () => claims };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

/** One developer is many people: a session that is remembered would be in the way. */
function askingEachTime() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    .checks.add(
      new Check('asks_each_time', 'Whoever comes says anew who they are', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/** Nobody is asked whether the user pool may know their address. */
async function grantAll({ oidc }: RequestContext) {
  const grant = new oidc.provider.Grant({
    ...(oidc.client && { clientId: oidc.client.clientId }),
    ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
  });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

function isPage({ url = '/' }: IncomingMessage): boolean {
  return url.startsWith('/people/');
}

async function serve(
  provider: Provider,
  people: People,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : undefined;
  if (request.method !== 'POST') {
    show(response, 200, signInPage(uid, hint));
    return;
  }
  const form = new URLSearchParams(await textOf(request, FORM_MAX));
  const person = people.meet(form);
  if (form.get('do') !== 'cancel' && person === undefined) {
    show(response, 400, signInPage(uid, form.get('email') ?? hint));
    return;
  }
  const result =
    form.get('do') === 'cancel' || person === undefined
      ? { error: 'access_denied', error_description: 'The person canceled.' }
      : { login: { accountId: person.sub, remember: false } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(html);
}

function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end('This sign-in has expired or was started elsewhere. Start it again.\n');
}
