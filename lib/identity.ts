import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  type CfnUserPool,
  CfnUserPoolGroup,
  FeaturePlan,
  type IUserPoolIdentityProvider,
  LambdaVersion,
  Mfa,
  PasskeyUserVerification,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Grant, type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import {
  admissionEnvironment,
  tokenClaimsEnvironment,
} from '../lambdas/cognito-triggers/environment.ts';
import { REJECTION_LINES } from '../lambdas/cognito-triggers/token-trigger.ts';
import { RESOURCE_SERVER, SCOPES, SECURITY_SCOPE } from '../lambdas/modules/platform/scopes.ts';
import { PASSWORD_RULES } from '../lambdas/modules/platform/sign-up-form.ts';
import { type Alarms, expiringCertificate } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { removalPolicyOf } from './first-deployment.ts';
import { addProvider, providersForFunctions } from './identity-providers.ts';
import { addSecurityClient, addSignInDomain, addWebClient } from './managed-login.ts';
import { installationVariables, ServiceFunction } from './service-function.ts';

/** Properties of {@link Identity}. */
export interface IdentityProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  /** URL of the sign-in page, which managed login returns to after sign-in and sign-out. */
  readonly signInUrl: string;
  /** URLs of additional pages that managed login returns to. */
  readonly pageUrls: readonly string[];
  /** The URLs of the pages where people change their sign-in methods. */
  readonly securityUrls: readonly string[];
}

/** User pool with its groups, scopes, triggers, web client, and sign-in page. */
export class Identity extends Construct {
  readonly userPool: UserPool;
  readonly webClient: UserPoolClient;
  /** The client that people use to change their own sign-in methods. */
  readonly securityClient: UserPoolClient;
  /** Trigger that adds scopes and the tenant to every access token. */
  readonly tokenClaims: ServiceFunction;
  /** Trigger that admits or rejects users of identity providers. Exists only if providers are configured. */
  readonly admission: ServiceFunction | undefined;
  /** The `iss` claim of every token. */
  readonly issuer: string;
  /** Records for the DNS of `loginDomain`, as `name type value`. Empty without it. */
  dnsRecords: readonly string[] = [];
  private readonly providers: readonly IUserPoolIdentityProvider[];

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const { config } = props;
    const { identityProviders } = config;
    this.tokenClaims = new ServiceFunction(this, 'TokenClaims', {
      config,
      // Without providers, the function needs no permission to write.
      entry:
        identityProviders.length === 0
          ? 'cognito-triggers/token-claims-handler.ts'
          : 'cognito-triggers/external-token-claims-handler.ts',
      description: 'Foyer: adds the tenant and scopes to access tokens',
      environmentSchema: tokenClaimsEnvironment,
      environment: { TABLE_NAME: props.data.table.tableName },
      // Cognito waits for a trigger for up to 5 seconds.
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
    this.allowLater(
      this.tokenClaims,
      // To check whether an administrator has a second factor.
      'AdminGetUser',
      ...(this.admission === undefined ? [] : ['AdminAddUserToGroup', 'AdminDeleteUser']),
    );
    this.issuer = `https://cognito-idp.${Aws.REGION}.amazonaws.com/${this.userPool.userPoolId}`;
    this.addGroups(config);
    const securityScope = new ResourceServerScope({
      scopeName: SECURITY_SCOPE,
      scopeDescription: 'Change your own sign-in methods',
    });
    const resourceServer = this.userPool.addResourceServer('ResourceServer', {
      identifier: RESOURCE_SERVER,
      scopes: [
        ...Object.entries(SCOPES).map(
          ([scopeName, scopeDescription]) =>
            new ResourceServerScope({ scopeName, scopeDescription }),
        ),
        securityScope,
      ],
    });
    this.webClient = addWebClient(this.userPool, {
      returnUrls: [props.signInUrl, ...props.pageUrls, ...config.callbackUrls],
      providers: this.providers,
    });
    // A client can only refer to providers that exist.
    this.webClient.node.addDependency(...this.providers);
    this.securityClient = addSecurityClient(this.userPool, {
      returnUrls: props.securityUrls,
      resourceServer,
      scope: securityScope,
    });
    this.addSignInPage(config);
    this.raise(props.alarms, config);
  }

  /** Lets `grantee` look up users. */
  grantFindUsers(grantee: IGrantable): void {
    this.allow(grantee, 'AdminGetUser');
  }

  /** Lets `grantee` read the sign-in settings and callback URLs of app clients. */
  grantFindClients(grantee: IGrantable): void {
    this.allow(grantee, 'DescribeUserPoolClient');
  }

  /** Lets `grantee` create and delete app clients of API clients, and rotate their secrets. */
  grantManageClients(grantee: IGrantable): void {
    this.allow(
      grantee,
      'AddUserPoolClientSecret',
      'CreateUserPoolClient',
      'DeleteUserPoolClient',
      'DeleteUserPoolClientSecret',
      'ListUserPoolClientSecrets',
      // Finds the client of a creation that was interrupted.
      'ListUserPoolClients',
    );
  }

  /** Lets `grantee` delete users whose sign-up never completed. */
  grantRemoveUsers(grantee: IGrantable): void {
    this.allow(grantee, 'AdminDeleteUser', 'AdminGetUser');
  }

  /** Lets `grantee` create the user of an accepted invitation, and delete one that it could not complete. */
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
      description: 'Foyer: admits or rejects users of identity providers',
      environmentSchema: admissionEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        ...installationVariables(config),
        IDENTITY_PROVIDERS: providersForFunctions(config.identityProviders),
      },
      // Cognito waits for a trigger for up to 5 seconds.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    data.grantAdmission(admission);
    this.userPool.addTrigger(UserPoolOperation.PRE_SIGN_UP, admission);
    this.allowLater(admission, 'AdminDeleteUser', 'AdminGetUser');
    return admission;
  }

  /**
   * Grants a trigger actions on the pool in a separate policy. In the role's own policy, they would create a circular
   * dependency: the pool depends on the function, the function on that policy, and the policy on the pool.
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

  private raise(alarms: Alarms, { loginCertificateArn }: FoyerConfig): void {
    alarms.add('SignInErrors', {
      ...alarms.failingTrigger(this.tokenClaims, 'SignInsRefused', REJECTION_LINES.token),
      description:
        'Nobody can sign in, because no tokens are issued. Check the token-claims log for "No claims for a token".',
    });
    if (loginCertificateArn !== undefined)
      alarms.add('LoginCertificateExpires', {
        ...expiringCertificate(loginCertificateArn),
        onlyIn: 'us-east-1',
        description:
          'Nobody can sign in once the certificate of loginDomain has expired. Restore the DNS record that ACM renews it with, or import a new certificate.',
      });
    if (this.admission === undefined) return;
    alarms.add('AdmissionErrors', {
      ...alarms.failingTrigger(this.admission, 'AdmissionsRefused', REJECTION_LINES.admission),
      description:
        'Nobody can accept an invitation with an identity provider; passwords still work. Check the admission log for "Nobody can be admitted".',
    });
  }

  private createUserPool(config: FoyerConfig): UserPool {
    // Set when the user is created. Nobody, not even the user, can move an account to another tenant.
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
      // Prevents an address that was entered but never verified from becoming the sign-in address.
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: PASSWORD_RULES,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: config.protectData,
      removalPolicy: removalPolicyOf(config),
      // By default, Cognito binds passkeys to the domain of managed login.
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
    });
    // People with an authenticator app can sign in with a passkey, too. CDK has no property for this.
    (pool.node.defaultChild as CfnUserPool).webAuthnFactorConfiguration =
      'MULTI_FACTOR_WITH_USER_VERIFICATION';
    pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      this.tokenClaims,
      // The first version that Cognito also invokes for client credentials.
      LambdaVersion.V3_0,
    );
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG1',
        reason:
          'Passwords need twelve characters, with uppercase letters, lowercase letters, and digits. Symbols are not required, because length protects better (NIST SP 800-63B).',
      },
      {
        id: 'AwsSolutions-COG2',
        reason:
          'Customers choose whether to use an authenticator app or a passkey. A tenant can require one of its administrators (ADR 0067).',
      },
      // Two rules for the same setting: the mode, and the plan that includes it.
      ...['AwsSolutions-COG3', 'AwsSolutions-COG8'].map((id) => ({
        id,
        reason:
          'Threat protection requires the Plus plan, at several times the price per active user. A platform team can turn it on here.',
      })),
    );
    return pool;
  }

  private addGroups(config: FoyerConfig): void {
    // Administrators need no group: their role is in the table.
    for (const groupName of config.allowedGroups)
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        groupName,
        userPoolId: this.userPool.userPoolId,
      });
  }

  private addSignInPage(config: FoyerConfig): void {
    const domain = addSignInDomain(this, this.userPool, config);
    if (config.loginDomain !== undefined)
      this.dnsRecords = [`${config.loginDomain} CNAME ${domain.cloudFrontEndpoint}`];
    if (!config.managedLoginBranding) return;
    // Without its own style, a client's managed login shows "Login pages unavailable".
    const clients = { Branding: this.webClient, SecurityBranding: this.securityClient };
    for (const [id, { userPoolClientId: clientId }] of Object.entries(clients))
      new CfnManagedLoginBranding(this, id, {
        userPoolId: this.userPool.userPoolId,
        clientId,
        useCognitoProvidedValues: true,
      });
  }
}
