import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { interactionPolicy, Provider, type RequestContext } from 'oidc-provider';

import { localClientConfig } from '../local-aws.ts';
import { close, isLoopbackName, listen, loopbackHost, readBody } from '../loopback.ts';
import { inMemoryAdapter } from './adapter.ts';
import { Accounts, signInPage, signInPath } from './sign-in.ts';

/** An entry of `identityProviders` in the configuration (see lib/provider-config.ts). */
export type IdentityProviderSettings = Readonly<Record<string, string>>;

/** The running company login. */
export interface CompanyLogin {
  /** The settings that connect the stack to it. */
  readonly provider: IdentityProviderSettings;
  close(): Promise<void>;
}

const CLIENT_ID = 'foyer';
/** The maximum size of a form in bytes: an address and two names. */
const FORM_MAX_BYTES = 2_000;
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** Returns the `iss` of the company login at a port. */
export function companyIssuer(port: number): string {
  return `http://${loopbackHost}:${port}`;
}

/**
 * Starts an OpenID Connect provider in place of a company's own, for the user pool of a local AWS emulator. To make
 * sign-in easy to try out, it accepts any address without a password. It listens on this machine only. Its client
 * secret is in Secrets Manager, where a platform team stores it on AWS.
 */
export async function startCompanyLogin(port: number, endpoint: string): Promise<CompanyLogin> {
  const clientSecret = randomBytes(24).toString('hex');
  const clientSecretArn = await createSecret(endpoint, clientSecret);
  const redirectUri = `${endpoint}/oauth2/idpresponse`;
  const accounts = new Accounts();
  const provider = new Provider(
    companyIssuer(port),
    configuration({ clientSecret, redirectUri }, accounts),
  );
  const server = createServer(requestListener(port, provider, accounts));
  await listen(server, port);
  return {
    provider: {
      type: 'oidc',
      name: 'company',
      label: 'Company login',
      issuer: companyIssuer(port),
      clientId: CLIENT_ID,
      clientSecretArn,
    },
    close: () => close(server),
  };
}

async function createSecret(endpoint: string, value: string): Promise<string> {
  const secrets = new SecretsManagerClient(localClientConfig(endpoint));
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: 'company-login', SecretString: value }),
  );
  if (ARN === undefined) throw new Error('Secrets Manager returned no ARN.');
  return ARN;
}

function configuration(
  { clientSecret, redirectUri }: { readonly clientSecret: string; readonly redirectUri: string },
  accounts: Accounts,
) {
  return {
    adapter: inMemoryAdapter(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        // As Cognito sends it
        // (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html).
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
    },
    scopes: ['openid', 'email', 'profile'],
    // The local user pool reads only the ID token.
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    findAccount: (_: unknown, sub: string) => {
      const claims = accounts.find(sub);
      return claims && { accountId: sub, claims: () => claims };
    },
    loadExistingGrant: grantAllScopes,
    interactions: {
      policy: alwaysPrompt(),
      url: (_: unknown, { uid }: { uid: string }) => `${signInPath}${uid}`,
    },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

/** Ignores sessions, because a developer signs in as different people. */
function alwaysPrompt() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    .checks.add(
      new Check('always_prompt', 'Every sign-in shows the form', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/** Skips the consent page. */
async function grantAllScopes({ oidc }: RequestContext) {
  const grant = new oidc.provider.Grant({
    ...(oidc.client && { clientId: oidc.client.clientId }),
    ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
  });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

function requestListener(port: number, provider: Provider, accounts: Accounts) {
  const protocol = provider.callback();
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!isLoopbackName(request.headers.host, port)) reject(response, 421);
    else if (request.url?.startsWith(signInPath) !== true) protocol(request, response);
    else
      serveSignIn(provider, accounts, request, response).catch(() => {
        // The interaction has expired, or belongs to another browser.
        reject(response, 400);
      });
  };
}

async function serveSignIn(
  provider: Provider,
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : undefined;
  if (request.method !== 'POST') {
    sendPage(response, 200, signInPage(uid, hint));
    return;
  }
  const form = new URLSearchParams(await readBody(request, FORM_MAX_BYTES));
  const account = accounts.signIn(form);
  if (form.get('do') !== 'cancel' && account === undefined) {
    sendPage(response, 400, signInPage(uid, form.get('email') ?? hint));
    return;
  }
  const result =
    form.get('do') === 'cancel' || account === undefined
      ? { error: 'access_denied', error_description: 'The person canceled.' }
      : { login: { accountId: account.sub, remember: false } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(html);
}

function reject(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end('This sign-in has expired or was started in another browser. Start it again.\n');
}
