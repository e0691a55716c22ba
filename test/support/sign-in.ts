import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { localClientConfig } from '../../local/local-aws.ts';
import { foyer } from './foyer-client.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

/** Signs in with address and password. @throws Cognito's error when they do not fit. */
export async function signIn(email: string, password: string): Promise<Tokens> {
  const { awsEndpoint, userPoolId, webClientId } = foyer();
  const cognito = new CognitoIdentityProviderClient(localClientConfig(awsEndpoint));
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: webClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const { AccessToken, IdToken } = AuthenticationResult ?? {};
  if (AccessToken === undefined || IdToken === undefined) throw new Error('No tokens.');
  return { accessToken: AccessToken, idToken: IdToken };
}

/** The claims of the access token that somebody gets. */
export async function signInAs(email: string, password: string): Promise<Record<string, unknown>> {
  const { accessToken } = await signIn(email, password);
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}
