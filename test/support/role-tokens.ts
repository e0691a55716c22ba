import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { localClientConfig } from '../../local/local-aws.ts';
import { foyer, newAddress } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';
import { signIn } from './sign-in.ts';

/** Somebody of a tenant's own people, in one group: their access token. */
export async function tokenInGroup(tenantId: string, group: string): Promise<string> {
  return (await signIn(await personInGroup(tenantId, group), PASSWORD)).accessToken;
}

/** Creates somebody of a tenant's own people, in one group. @returns the address to sign in with */
export async function personInGroup(tenantId: string, group: string): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));
  const email = newAddress();
  const who = { UserPoolId: foyer().userPoolId, Username: email };
  await cognito.send(
    new AdminCreateUserCommand({
      ...who,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'custom:tenant_id', Value: tenantId },
      ],
    }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ ...who, GroupName: group }));
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...who, Password: PASSWORD, Permanent: true }),
  );
  return email;
}
