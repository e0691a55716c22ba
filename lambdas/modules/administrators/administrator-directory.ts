import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

import { asUnavailable } from '../identity/user-pool.ts';

/** A user to create for an administrator. */
export interface NewAdministratorUser {
  /** Normalized. */
  readonly address: string;
  readonly tenantId: string;
  readonly administratorId: string;
  /** The person's locale (BCP 47), for the emails that Cognito sends. */
  readonly locale: string;
}

/** The users of administrators. All calls are idempotent. */
export interface AdministratorDirectory {
  /** Creates a user who cannot sign in yet. Returns `exists` if the address is taken. */
  create(user: NewAdministratorUser): Promise<{ readonly userId: string } | 'exists'>;
  /** @throws {FoyerError} `password_policy` */
  setPassword(userId: string, password: string): Promise<void>;
}

/** Creates a user in a Cognito user pool, without a name: tokens get the name from the administrator's record. */
async function createAdministratorUser(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  { address, tenantId, administratorId, locale }: NewAdministratorUser,
): Promise<{ readonly userId: string } | 'exists'> {
  try {
    const { User } = await client.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: address,
        // The setup email already verified the address, so Cognito must not send a temporary password.
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: address },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'locale', Value: locale },
          { Name: 'custom:tenant_id', Value: tenantId },
          { Name: 'custom:administrator_id', Value: administratorId },
        ],
      }),
    );
    if (User?.Username === undefined)
      throw new Error('Cognito created a user but did not return its user name.');
    return { userId: User.Username };
  } catch (error) {
    if (error instanceof UsernameExistsException) return 'exists';
    throw asUnavailable(error);
  }
}

/** Combines {@link createAdministratorUser} with the directory that sets passwords for all users. */
export function administratorDirectory(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  passwords: Pick<AdministratorDirectory, 'setPassword'>,
): AdministratorDirectory {
  return {
    create: (user) => createAdministratorUser(client, userPoolId, user),
    setPassword: (userId, password) => passwords.setPassword(userId, password),
  };
}
