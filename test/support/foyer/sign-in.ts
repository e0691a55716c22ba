import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

import type { MachineScope } from '../../../lambdas/modules/api-clients/api-client.ts';
import type { AdministratorRole } from '../../../lambdas/modules/platform/scopes.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import type { AdministratorName } from '../../../local/outputs.ts';
import { connectAdministrators, ensureAdministrator } from '../../../operator/administrators.ts';
import { deploymentIn } from '../../../operator/deployment.ts';
import { administratorOf, foyer, newAddress } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/**
 * Signs in with an address and a password, by default with Foyer's own client.
 *
 * @throws Cognito's error if they do not match
 */
export async function signIn(
  email: string,
  password: string,
  clientId = foyer().webClientId,
): Promise<Tokens> {
  const { awsEndpoint, userPoolId } = foyer();
  const cognito = new CognitoIdentityProviderClient(localClientConfig(awsEndpoint));
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const { AccessToken, IdToken, RefreshToken } = AuthenticationResult ?? {};
  if (AccessToken === undefined || IdToken === undefined || RefreshToken === undefined)
    throw new Error('No tokens.');
  return { accessToken: AccessToken, idToken: IdToken, refreshToken: RefreshToken };
}

/**
 * Gets a new access token without the password, like a page every few minutes.
 *
 * @throws Cognito's error
 */
export async function renewTokens(refreshToken: string): Promise<string> {
  const { awsEndpoint, userPoolId, webClientId } = foyer();
  const cognito = new CognitoIdentityProviderClient(localClientConfig(awsEndpoint));
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: webClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    }),
  );
  if (AuthenticationResult?.AccessToken === undefined) throw new Error('No token.');
  return AuthenticationResult.AccessToken;
}

/** Signs in and returns the claims of the access token. */
export async function signInAs(email: string, password: string): Promise<Record<string, unknown>> {
  const { accessToken } = await signIn(email, password);
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

/** Creates an administrator of a tenant with a role, and returns their access token. */
export async function tokenInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  return (await signIn(await personInGroup(tenantId, role), PASSWORD)).accessToken;
}

/**
 * Creates an administrator of a tenant with a role.
 *
 * @returns the address to sign in with
 */
export async function personInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  const email = newAddress();
  const deployment = await deploymentIn(localClientConfig(foyer().awsEndpoint), 'local');
  const wanted = { tenantId, email, role, password: PASSWORD };
  await ensureAdministrator(connectAdministrators(deployment), wanted);
  return email;
}

/** The credentials with which an API client requests tokens. */
export interface MachineCredentials {
  readonly id: string;
  readonly secret: string;
}

/** Returns the response of the token endpoint to an API client (RFC 6749 §4.4.2). */
export async function tokenAnswer(
  { id, secret }: MachineCredentials,
  scope?: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${foyer().awsEndpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    }),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/**
 * Returns an access token for an API client.
 *
 * @throws if it gets none
 */
export async function machineToken(credentials: MachineCredentials): Promise<string> {
  const { status, body } = await tokenAnswer(credentials);
  const token = body['access_token'];
  if (status !== 200 || typeof token !== 'string')
    throw new Error(`The API client got no token: ${status} ${JSON.stringify(body)}`);
  return token;
}

/** Creates an API client with these scopes as an administrator, and returns a token for it. */
export async function tokenOfProgram(
  which: AdministratorName,
  scopes: readonly MachineScope[],
): Promise<string> {
  const admin = await administratorOf(which);
  const { status, text } = await admin.post('/v1/api-clients', { name: 'Program', scopes });
  if (status !== 201) throw new Error(`No API client was created: ${status} ${text}`);
  return machineToken(JSON.parse(text) as MachineCredentials);
}
