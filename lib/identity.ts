import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
  type IUserPoolIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Grant, Policy, PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { RESOURCE_SERVER, SCOPES } from '../lambdas/modules/platform/scopes.ts';
import {
  admissionEnvironment,
  tokenClaimsEnvironment,
} from '../lambdas/cognito-triggers/environment.ts';
import { PASSWORD_RULES } from '../lambdas/modules/platform/sign-up-form.ts';
import type { FoyerConfig } from './config.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import { addProvider, providersForFunctions } from './identity-providers.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link Identity}. */
export interface IdentityProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  /** Where a browser comes back to after sign-in and sign-out. */
  readonly signInUrl: string;
  /** Pages that people also come back to, each with a sign-in of its own. */
  readonly pageUrls: readonly string[];
}

/** Who can sign in, and what their tokens say: the user pool, its groups, scopes, web client and sign-in page. */
export class Identity extends Construct {
  readonly userPool: UserPool;
  readonly webClient: UserPoolClient;
  /** Turns groups into scopes and adds the tenant, each time a token is made. */
  readonly tokenClaims: ServiceFunction;
  /** Decides who becomes a user by signing in at an identity provider; where there are any. */
  readonly admission: ServiceFunction | undefined;
  /** The `iss` of every token. */
  readonly issuer: string;
  private readonly providers: readonly IUserPoolIdentityProvider[];

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const { config } = props;
    const { identityProviders } = config;
    this.tokenClaims = new ServiceFunction(this, 'TokenClaims', {
      config,
      // Without providers it has no reason to write anything, and no right to.
      entry:
        identityProviders.length === 0
          ? 'cognito-triggers/token-claims-handler.ts'
          : 'cognito-triggers/external-token-claims-handler.ts',
      description: 'Foyer: puts scopes and the tenant into access tokens',
      environmentSchema: tokenClaimsEnvironment,
      environment: { TABLE_NAME: props.data.table.tableName },
      // Cognito waits no longer than this for a trigger.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    if (identityProviders.length === 0) props.data.grantAccessCheck(this.tokenClaims);
    else props.data.grantExternalAccess(this.tokenClaims);

    this.userPool = this.createUserPool(config);
    this.providers = identityProviders.map((provider) =>
      addProvider(this, this.userPool, provider),
    );
    if (identityProviders.length > 0) this.admission = this.admitFromProviders(props);
    this.issuer = `https://cognito-idp.${Aws.REGION}.amazonaws.com/${this.userPool.userPoolId}`;
    this.addGroups(config);
    this.userPool.addResourceServer('ResourceServer', {
      identifier: RESOURCE_SERVER,
      scopes: Object.entries(SCOPES).map(
        ([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }),
      ),
    });
    this.webClient = this.createWebClient([
      props.signInUrl,
      ...props.pageUrls,
      ...config.callbackUrls,
    ]);
    // The client cannot name a provider that is not there yet.
    this.webClient.node.addDependency(...this.providers);
    this.addSignInPage(config);
  }

  /** Lets `grantee` see whether an address has an account. */
  grantFindUsers(grantee: IGrantable): void {
    this.allow(grantee, 'AdminGetUser');
  }

  /** Lets `grantee` see whether people can sign in to a client of the pool, and where it sends them back to. */
  grantFindClients(grantee: IGrantable): void {
    this.allow(grantee, 'DescribeUserPoolClient');
  }

  /** Lets `grantee` make and remove clients that programs get tokens with, and replace their secrets. */
  grantManageClients(grantee: IGrantable): void {
    this.allow(
      grantee,
      'AddUserPoolClientSecret',
      'CreateUserPoolClient',
      'DeleteUserPoolClient',
      'DeleteUserPoolClientSecret',
      'ListUserPoolClientSecrets',
      // To take up what a creation left that ended half way.
      'ListUserPoolClients',
    );
  }

  /** Lets `grantee` remove users that never became accounts. */
  grantRemoveUsers(grantee: IGrantable): void {
    this.allow(grantee, 'AdminDeleteUser', 'AdminGetUser');
  }

  /** Lets `grantee` make the account of an accepted invitation, and remove one that it could not finish. */
  grantCreateUsers(grantee: IGrantable): void {
    this.allow(
      grantee,
      'AdminAddUserToGroup',
      'AdminCreateUser',
      'AdminDeleteUser',
      'AdminGetUser',
      'AdminSetUserPassword',
    );
  }

  private allow(grantee: IGrantable, ...actions: readonly string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `cognito-idp:${action}`),
      resourceArns: [this.userPool.userPoolArn],
    });
  }

  private admitFromProviders({ config, data }: IdentityProps): ServiceFunction {
    const admission = new ServiceFunction(this, 'Admission', {
      config,
      entry: 'cognito-triggers/external-admission-handler.ts',
      description: 'Foyer: decides who may come in from an identity provider',
      environmentSchema: admissionEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        ...installationVariables(config),
        IDENTITY_PROVIDERS: providersForFunctions(config.identityProviders),
      },
      // Cognito waits no longer than this for a trigger.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    data.grantAdmission(admission);
    this.userPool.addTrigger(UserPoolOperation.PRE_SIGN_UP, admission);
    this.allowLater(admission, 'AdminDeleteUser', 'AdminGetUser');
    this.allowLater(this.tokenClaims, 'AdminAddUserToGroup', 'AdminDeleteUser');
    return admission;
  }

  /**
   * A trigger's rights on the pool stand in a policy of their own: the pool needs the function first, which needs its
   * role's own policy, which would need the pool.
   */
  private allowLater(fn: ServiceFunction, ...actions: readonly string[]): void {
    new Policy(this, `${fn.node.id}Users`, {
      roles: [fn.ownRole],
      statements: [
        new PolicyStatement({
          actions: actions.map((action) => `cognito-idp:${action}`),
          resources: [this.userPool.userPoolArn],
        }),
      ],
    });
  }

  private createUserPool(config: FoyerConfig): UserPool {
    // Decided when the account is made; nobody, not even the user, moves an account to another tenant.
    const fixed = (maxLen: number) => new StringAttribute({ mutable: false, maxLen });
    const pool = new UserPool(this, 'UserPool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: false,
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: {
        tenant_id: fixed(64),
        invitation_id: fixed(64),
        customer_id: fixed(64),
        contact_id: fixed(64),
        administrator_id: fixed(64),
      },
      // An address that was typed but never proved must not become the sign-in.
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: PASSWORD_RULES,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      this.tokenClaims,
      // The version that Cognito also asks when a program wants a token.
      LambdaVersion.V3_0,
    );
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG1',
        reason:
          'Twelve characters with letters of both cases and digits; no symbol is asked for, as length protects better (NIST SP 800-63B).',
      },
      {
        id: 'AwsSolutions-COG2',
        reason:
          'Customers choose for themselves whether they use an authenticator; a second factor that is forced on a first visit loses them.',
      },
      // Asked for twice: by its mode and by the plan that includes it.
      ...['AwsSolutions-COG3', 'AwsSolutions-COG8'].map((id) => ({
        id,
        reason:
          'Threat protection needs the Plus plan, several times the price for each active user. A platform team that wants it turns it on here.',
      })),
    );
    return pool;
  }

  private addGroups(config: FoyerConfig): void {
    // The table decides the rights of administrators: they need no group.
    for (const groupName of config.allowedGroups)
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        groupName,
        userPoolId: this.userPool.userPoolId,
      });
  }

  private createWebClient(returnUrls: string[]): UserPoolClient {
    return this.userPool.addClient('WebClient', {
      generateSecret: false,
      // A password is typed into managed login, or comes with IAM credentials, as from a test. With SRP, a customer
      // would get tokens from Cognito's API, made for changing one's own user there, past the contact that Foyer keeps.
      authFlows: { adminUserPassword: true },
      supportedIdentityProviders: [
        UserPoolClientIdentityProvider.COGNITO,
        ...this.providers.map(({ providerName }) =>
          UserPoolClientIdentityProvider.custom(providerName),
        ),
      ],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // None of Foyer's: whoever signs in gets those from their groups, never because a client asked.
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        // Written twice, a URL would fail the deployment.
        callbackUrls: [...new Set(returnUrls)],
        logoutUrls: [...new Set(returnUrls)],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // A group that was taken away stops working after this time at the latest.
      accessTokenValidity: Duration.minutes(20),
      idTokenValidity: Duration.minutes(20),
      refreshTokenValidity: Duration.days(1),
    });
  }

  private addSignInPage(config: FoyerConfig): void {
    this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: loginDomainPrefix(config) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a style, managed login answers "Login pages unavailable".
    if (config.managedLoginBranding)
      new CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: this.userPool.userPoolId,
        clientId: this.webClient.userPoolClientId,
        useCognitoProvidedValues: true,
      });
  }
}

/** Where people type their password. Made from the configuration alone, so that the pages' rules can name it early. */
export function loginUrl(config: FoyerConfig): string {
  return `https://${loginDomainPrefix(config)}.auth.${Aws.REGION}.amazoncognito.com`;
}

function loginDomainPrefix(config: FoyerConfig): string {
  return config.loginDomainPrefix ?? `foyer-${config.stage}-${Aws.ACCOUNT_ID}`;
}
