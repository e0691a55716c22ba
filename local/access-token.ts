import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { localClientConfig } from './local-aws.ts';
import type { AdministratorName, LocalOutputs } from './outputs.ts';

/** What somebody signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** An access token of one of the local administrators, valid for as long as the stack says (lib/identity.ts). */
export function accessTokenOf(outputs: LocalOutputs, which: AdministratorName): Promise<string> {
  return passwordToken(outputs, outputs[which]);
}

/** An access token of whoever has the password. @throws Cognito's error when it does not fit. */
export async function passwordToken(
  outputs: Pick<LocalOutputs, 'awsEndpoint' | 'userPoolId' | 'webClientId'>,
  { email, password }: Credentials,
): Promise<string> {
  const client = new CognitoIdentityProviderClient(localClientConfig(outputs.awsEndpoint));
  const { AuthenticationResult } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: outputs.userPoolId,
      ClientId: outputs.webClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const token = AuthenticationResult?.AccessToken;
  if (token === undefined) throw new Error(`Cognito gave ${email} no access token.`);
  return token;
}
