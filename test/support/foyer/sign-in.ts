import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

import type { MachineScope } from '../../../lambdas/modules/api-clients/api-client.ts';
import type { AdministratorRole } from '../../../lambdas/modules/platform/scopes.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import type { AdministratorName } from '../../../local/outputs.ts';
import { administratorsOf, ensureAdministrator } from '../../../operator/administrators.ts';
import { deploymentIn } from '../../../operator/deployment.ts';
import { administratorOf, foyer, newAddress } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** Signs in with address and password, at Foyer's own client unless told otherwise. @throws Cognito's error when they do not fit. */
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

/** Gets a new access token without the password, as a page does every few minutes. @throws Cognito's error. */
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

/** The claims of the access token that somebody gets. */
export async function signInAs(email: string, password: string): Promise<Record<string, unknown>> {
  const { accessToken } = await signIn(email, password);
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

/** Adds somebody to a tenant's own people, with one role: their access token. */
export async function tokenInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  return (await signIn(await personInGroup(tenantId, role), PASSWORD)).accessToken;
}

/** Adds somebody to a tenant's own people, with one role. @returns the address to sign in with */
export async function personInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  const email = newAddress();
  const deployment = await deploymentIn(localClientConfig(foyer().awsEndpoint), 'local');
  const wanted = { tenantId, email, role, password: PASSWORD };
  await ensureAdministrator(administratorsOf(deployment), wanted);
  return email;
}

/** What a program asks for tokens with. */
export interface MachineCredentials {
  readonly id: string;
  readonly secret: string;
}

/** What the token endpoint answers a program (RFC 6749 §4.4.2). */
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

/** An access token of a program. @throws when it gets none. */
export async function machineToken(credentials: MachineCredentials): Promise<string> {
  const { status, body } = await tokenAnswer(credentials);
  const token = body['access_token'];
  if (status !== 200 || typeof token !== 'string')
    throw new Error(`The program got no token: ${status} ${JSON.stringify(body)}`);
  return token;
}

/** Has an administrator make a program with these scopes, and gets it a token. */
export async function tokenOfProgram(
  which: AdministratorName,
  scopes: readonly MachineScope[],
): Promise<string> {
  const admin = await administratorOf(which);
  const { status, text } = await admin.post('/v1/api-clients', { name: 'Program', scopes });
  if (status !== 201) throw new Error(`No program was made: ${status} ${text}`);
  return machineToken(JSON.parse(text) as MachineCredentials);
}
