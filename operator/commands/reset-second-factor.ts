import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';

import {
  type CommandResult,
  defineCommand,
  emailSchema,
  RejectedError,
  tenantIdSchema,
} from '../command.ts';

/** `npm run admin -- reset-second-factor`. */
export const resetSecondFactorCommand = defineCommand({
  name: 'reset-second-factor',
  summary: 'Removes the authenticator app of a person who has lost it, and signs the person out.',
  details:
    'The person then signs in with the password alone and can set up another app. First make sure that it is them who ask,\n' +
    'for example by calling a number that you already have. Passkeys stay: only their owner can remove them.',
  positionals: ['tenant'],
  flags: {
    email: {
      type: 'string',
      placeholder: '<address>',
      description: 'the address that the person signs in with',
    },
  },
  examples: ['reset-second-factor acme --email ada@acme.example --stage production'],
  schema: z.object({ tenant: tenantIdSchema, email: emailSchema }),
  run: ({ tenant, email }, { config, outputs }) =>
    resetSecondFactor(new CognitoIdentityProviderClient(config), {
      userPoolId: outputs.UserPoolId,
      tenantId: tenant,
      email,
    }),
});

export interface SecondFactorReset {
  readonly userPoolId: string;
  readonly tenantId: string;
  /** The address in the form that the person signs in with. */
  readonly email: string;
}

/**
 * Removes the authenticator app of a person, and revokes their refresh tokens, because someone else might have the
 * phone. Safe to repeat. The preference is changed first, because nobody can sign in while it refers to an app that no
 * longer exists.
 *
 * @throws {RejectedError} if the tenant has no account with this address. Nothing is changed in that case.
 */
export async function resetSecondFactor(
  cognito: Pick<CognitoIdentityProviderClient, 'send'>,
  { userPoolId: UserPoolId, tenantId, email }: SecondFactorReset,
): Promise<CommandResult> {
  const user = await findUser(cognito, UserPoolId, email);
  if (user?.tenantId !== tenantId)
    throw new RejectedError(`No account of ${tenantId} has the address ${email}.`);
  const { Username, hadFactor } = user;
  await cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      ...{ UserPoolId, Username },
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
      // Passkeys can only be a second factor beside another one (`WebAuthnMfaSettingsType`).
      WebAuthnMfaSettings: { Enabled: false },
    }),
  );
  // Otherwise, the app could be turned on again with its old key.
  if (hadFactor) await cognito.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username }));
  await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
  return {
    lines: [
      hadFactor
        ? `Removed the authenticator app of ${email}.`
        : `${email} has no authenticator app.`,
      'The person has to sign in again within 20 minutes, with the password alone.',
      'To set up another app, the person opens “Sign-in and security” in the account menu.',
    ],
    data: { tenantId, email, userId: Username, removed: hadFactor },
  };
}

async function findUser(
  cognito: Pick<CognitoIdentityProviderClient, 'send'>,
  UserPoolId: string,
  email: string,
) {
  try {
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    const { Username, UserAttributes = [], UserMFASettingList = [] } = user;
    return {
      Username,
      tenantId: UserAttributes.find(({ Name }) => Name === 'custom:tenant_id')?.Value,
      hadFactor: UserMFASettingList.includes('SOFTWARE_TOKEN_MFA'),
    };
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
