import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersInGroupCommand,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

const administrators = 'administrators';

/** Somebody who has an account already. */
export interface ExistingUser {
  /** The id that tokens name, and whatever the person made. */
  readonly id: string;
  /** The address, or the id where there is none. */
  readonly email: string;
  readonly tenantId: string | undefined;
  readonly isAdministrator: boolean;
  /** All groups that the person is in. */
  readonly groups: readonly string[];
  /** Came by an invitation, as a customer or supplier does. */
  readonly wasInvited: boolean;
  /** Has not chosen a password yet. */
  readonly neverSignedIn: boolean;
}

/** An administrator to be. */
export interface NewAdministrator {
  /** As its owner signs in: see `emailSchema`. */
  readonly email: string;
  /** As invitations name the sender; the address stands in for it. */
  readonly name: string | undefined;
  readonly tenantId: string;
  /** Mails no temporary password. */
  readonly quietly: boolean;
}

/** The administrators of a user pool, as far as an operator creates them. */
export class Administrators {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#client = client;
    this.#userPoolId = userPoolId;
  }

  /** `name`: the address or the id. */
  async find(name: string): Promise<ExistingUser | undefined> {
    const user = { UserPoolId: this.#userPoolId, Username: name };
    try {
      const { UserAttributes = [], UserStatus } = await this.#client.send(
        new AdminGetUserCommand(user),
      );
      const { Groups = [] } = await this.#client.send(new AdminListGroupsForUserCommand(user));
      const attributes = new Map(
        UserAttributes.map((attribute) => [attribute.Name, attribute.Value]),
      );
      const id = attributes.get('sub') ?? name;
      return {
        id,
        email: attributes.get('email') ?? id,
        tenantId: attributes.get('custom:tenant_id'),
        isAdministrator: Groups.some((group) => group.GroupName === administrators),
        groups: Groups.flatMap(({ GroupName }) => GroupName ?? []),
        wasInvited: attributes.has('custom:invitation_id'),
        neverSignedIn: UserStatus === 'FORCE_CHANGE_PASSWORD',
      };
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  /** Creates the account. Cognito mails a temporary password unless `quietly`. */
  async create({ email, name, tenantId, quietly }: NewAdministrator): Promise<void> {
    await this.#client.send(
      new AdminCreateUserCommand({
        UserPoolId: this.#userPoolId,
        Username: email,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:tenant_id', Value: tenantId },
          ...(name === undefined ? [] : nameAttributes(name)),
        ],
        ...(quietly ? { MessageAction: 'SUPPRESS' } : { DesiredDeliveryMediums: ['EMAIL'] }),
      }),
    );
  }

  /** Mails another temporary password: the first one is valid for seven days. */
  async mailAgain(email: string): Promise<void> {
    await this.#client.send(
      new AdminCreateUserCommand({
        UserPoolId: this.#userPoolId,
        Username: email,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
  }

  /** Puts somebody into a group: that of the administrators unless told otherwise. */
  async promote(email: string, group = administrators): Promise<void> {
    await this.#client.send(
      new AdminAddUserToGroupCommand({
        UserPoolId: this.#userPoolId,
        Username: email,
        GroupName: group,
      }),
    );
  }

  /** Ends every session, and lets nobody begin one. May be repeated. */
  async shutOut(id: string): Promise<void> {
    const user = { UserPoolId: this.#userPoolId, Username: id };
    await this.#client.send(new AdminDisableUserCommand(user));
    await this.#client.send(new AdminUserGlobalSignOutCommand(user));
  }

  /** Deletes the account. May be repeated. */
  async remove(id: string): Promise<void> {
    try {
      await this.#client.send(
        new AdminDeleteUserCommand({ UserPoolId: this.#userPoolId, Username: id }),
      );
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw error;
    }
  }

  /**
   * Tells whether a tenant has an administrator besides `id` who can sign in. Administrators of all tenants are in one group,
   * which is read page by page until one is found.
   */
  async hasOther(tenantId: string, id: string): Promise<boolean> {
    let next: string | undefined;
    do {
      const { Users = [], NextToken } = await this.#client.send(
        new ListUsersInGroupCommand({
          UserPoolId: this.#userPoolId,
          GroupName: administrators,
          ...(next !== undefined && { NextToken: next }),
        }),
      );
      const isOther = Users.some(({ Attributes = [], Enabled }) => {
        const attributes = new Map(Attributes.map(({ Name, Value }) => [Name, Value]));
        return (
          Enabled !== false &&
          attributes.get('custom:tenant_id') === tenantId &&
          !attributes.has('custom:invitation_id') &&
          attributes.get('sub') !== id
        );
      });
      if (isOther) return true;
      next = NextToken;
    } while (next !== undefined);
    return false;
  }

  async setPassword(email: string, password: string): Promise<void> {
    await this.#client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: this.#userPoolId,
        Username: email,
        Password: password,
        Permanent: true,
      }),
    );
  }
}

/** A name as OpenID Connect divides it (Core 1.0 §5.1): what stands last is the family name. */
export function nameAttributes(name: string): { readonly Name: string; readonly Value: string }[] {
  const words = name.split(/\s+/);
  const family = words.length > 1 ? words.pop() : undefined;
  return [
    { Name: 'given_name', Value: words.join(' ') },
    ...(family === undefined ? [] : [{ Name: 'family_name', Value: family }]),
  ];
}
