import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { localClientConfig } from '../../local/local-aws.ts';
import { foyer } from './foyer-client.ts';

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
