import type { PersonEvent, TokenTrigger } from '../../../lambdas/cognito-triggers/token-trigger.ts';

/** The properties of a client in the template that determine what its tokens can do. */
export interface ClientProperties {
  readonly ExplicitAuthFlows: readonly string[];
  readonly AllowedOAuthScopes: readonly string[];
  readonly WriteAttributes?: readonly string[];
}

/** The attributes of a pool in the template. */
export interface PoolProperties {
  readonly Schema: readonly { readonly Name: string; readonly Mutable: boolean }[];
  readonly UserAttributeUpdateSettings: {
    readonly AttributesRequireVerificationBeforeUpdate: readonly string[];
  };
}

/** The flows in which a person, or a program that knows the password, gets tokens. */
export type Flow = 'code' | 'USER_AUTH' | 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'refresh';

export interface FakeToken {
  readonly scopes: readonly string[];
  readonly client: ClientProperties;
}

/** A Cognito error, with its name in the API reference. */
export class CognitoError extends Error {
  override readonly name = 'CognitoError';
}

const API_SCOPE = 'aws.cognito.signin.user.admin';
/** `ALLOW_USER_AUTH` also covers SRP and passwords (ExplicitAuthFlows of CreateUserPoolClient). */
const NEEDED = {
  code: ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  USER_AUTH: ['ALLOW_USER_AUTH'],
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH'],
  refresh: ['ALLOW_REFRESH_TOKEN_AUTH'],
} as const satisfies Record<Flow, readonly string[]>;
const SOURCES = {
  code: 'TokenGeneration_HostedAuth',
  refresh: 'TokenGeneration_RefreshTokens',
  USER_AUTH: 'TokenGeneration_Authentication',
  USER_SRP_AUTH: 'TokenGeneration_Authentication',
  USER_PASSWORD_AUTH: 'TokenGeneration_Authentication',
} as const;

/**
 * Cognito's sign-in and the token-authorized operations of its API, for one person, as AWS documents them: "Using the
 * Amazon Cognito user pools API and user pool endpoints" (which operations need the scope), "Scopes, M2M, and resource
 * servers" (tokens of InitiateAuth have only that scope), "Pre token generation Lambda trigger" (scopes that a trigger
 * adds and removes), "Working with user attributes" (write permissions, required attributes), and "Verifying updates to
 * email addresses and phone numbers".
 */
export class FakeCognitoApi {
  readonly attributes: Record<string, string>;
  exists = true;
  /** The new address that is waiting for its code. */
  #pending: string | undefined;
  readonly #pool: PoolProperties;
  readonly #trigger: TokenTrigger;

  constructor(pool: PoolProperties, trigger: TokenTrigger, attributes: Record<string, string>) {
    this.#pool = pool;
    this.#trigger = trigger;
    this.attributes = attributes;
  }

  /** Signs in, with the scopes that a page requests from managed login. Other flows cannot request any. */
  async signIn(
    client: ClientProperties,
    flow: Flow,
    requested: readonly string[] = client.AllowedOAuthScopes,
  ): Promise<FakeToken> {
    if (!NEEDED[flow].some((one) => client.ExplicitAuthFlows.includes(one)))
      throw new CognitoError('InvalidParameterException');
    if (requested.some((scope) => !client.AllowedOAuthScopes.includes(scope)))
      throw new CognitoError('invalid_scope');
    const granted = flow === 'code' || flow === 'refresh' ? [...requested] : [API_SCOPE];
    const { response } = await this.#trigger(this.#event(flow, granted));
    const { scopesToAdd = [], scopesToSuppress = [] } =
      response.claimsAndScopeOverrideDetails.accessTokenGeneration ?? {};
    const kept = granted.filter((scope) => !scopesToSuppress.includes(scope));
    return { client, scopes: [...kept, ...scopesToAdd] };
  }

  updateUserAttributes(token: FakeToken, attributes: Readonly<Record<string, string>>): void {
    this.#authorize(token);
    for (const [name, value] of Object.entries(attributes)) this.#update(token, name, value);
  }

  /** Confirms the pending address with the code that was emailed to it. */
  verifyUserAttribute(token: FakeToken): void {
    this.#authorize(token);
    if (this.#pending === undefined) throw new CognitoError('CodeMismatchException');
    this.attributes['email'] = this.#pending;
  }

  /** AssociateSoftwareToken, SetUserMFAPreference, StartWebAuthnRegistration, … all require only the scope. */
  changeSignInMethods(token: FakeToken): void {
    this.#authorize(token);
  }

  deleteUser(token: FakeToken): void {
    this.#authorize(token);
    this.exists = false;
  }

  #update({ client }: FakeToken, name: string, value: string): void {
    // Without a list, a client can write all standard attributes.
    const writable = client.WriteAttributes ?? ['email', 'name', 'given_name', 'family_name'];
    if (!writable.includes(name)) throw new CognitoError('NotAuthorizedException');
    const attribute = this.#pool.Schema.find(({ Name }) => Name === name);
    if (attribute?.Mutable === false) throw new CognitoError('InvalidParameterException');
    const { AttributesRequireVerificationBeforeUpdate: later } =
      this.#pool.UserAttributeUpdateSettings;
    if (later.includes(name)) this.#pending = value;
    else this.attributes[name] = value;
  }

  #authorize({ scopes }: FakeToken): void {
    if (!scopes.includes(API_SCOPE)) throw new CognitoError('NotAuthorizedException');
  }

  #event(flow: Flow, scopes: string[]): PersonEvent {
    return {
      version: '3',
      triggerSource: SOURCES[flow],
      region: 'eu-central-1',
      userPoolId: 'eu-central-1_Example',
      userName: this.attributes['sub'] ?? '',
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client' },
      request: {
        userAttributes: { ...this.attributes },
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [] },
        scopes,
      },
      response: { claimsAndScopeOverrideDetails: {} },
    };
  }
}
