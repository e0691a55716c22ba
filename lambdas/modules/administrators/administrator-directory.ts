import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

import { asUnavailable } from '../identity/user-pool.ts';

/** The account that an administrator is about to get. */
export interface NewAdministratorUser {
  /** Normalized. */
  readonly address: string;
  readonly tenantId: string;
  readonly administratorId: string;
}

/** Accounts of administrators. Every call may be repeated. */
export interface AdministratorDirectory {
  /** Makes a user who cannot sign in yet; `exists` when the address is taken. */
  create(user: NewAdministratorUser): Promise<{ readonly userId: string } | 'exists'>;
  /** @throws {FoyerError} `password_policy` */
  setPassword(userId: string, password: string): Promise<void>;
}

/** Makes users of a Cognito user pool. Their names are in their records: a token says what the record says. */
async function createAdministratorUser(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  { address, tenantId, administratorId }: NewAdministratorUser,
): Promise<{ readonly userId: string } | 'exists'> {
  try {
    const { User } = await client.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: address,
        // The setup mail proved the address; Cognito must not send a temporary password.
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: address },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:tenant_id', Value: tenantId },
          { Name: 'custom:administrator_id', Value: administratorId },
        ],
      }),
    );
    if (User?.Username === undefined) throw new Error('Cognito made a user and did not name it.');
    return { userId: User.Username };
  } catch (error) {
    if (error instanceof UsernameExistsException) return 'exists';
    throw asUnavailable(error);
  }
}

/** Joins {@link createAdministratorUser} with what sets the passwords of other people. */
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
