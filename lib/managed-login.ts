import { Aws, Duration, Fn } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type AuthFlow,
  ClientAttributes,
  type IUserPoolIdentityProvider,
  ManagedLoginVersion,
  OAuthScope,
  type ResourceServerScope,
  type UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

import type { FoyerConfig } from './config.ts';
import { stackUuid } from './first-deployment.ts';

/** Properties of the clients that Foyer's pages use. */
export interface AppClientProps {
  /** The URLs that managed login returns to. */
  readonly returnUrls: readonly string[];
  /** The identity providers that people can sign in with. */
  readonly providers: readonly IUserPoolIdentityProvider[];
}

/**
 * The authentication flows of a client for managed login. AWS documents managed login with choice-based sign-in
 * (`ALLOW_USER_AUTH`), which passkeys require, and with SRP, which the Cognito console also enables for web applications
 * ("Configure authentication methods for managed login" in the Developer Guide). AWS does not document that managed
 * login works for a client without a flow for people.
 */
const MANAGED_LOGIN: AuthFlow = { user: true, userSrp: true };

/**
 * Adds the client of the console, the account pages, and the sign-in page.
 *
 * With these flows, a program that knows a person's password can also get tokens. Such a token grants nothing more than
 * one from managed login: the trigger computes the same scopes for both, and removes the scope for Cognito's own API
 * (ADR 0067).
 */
export function addWebClient(
  userPool: UserPool,
  { returnUrls, providers }: AppClientProps,
): UserPoolClient {
  return userPool.addClient('WebClient', {
    generateSecret: false,
    // Tests and operators sign in without a browser, with IAM credentials.
    authFlows: { ...MANAGED_LOGIN, adminUserPassword: true },
    supportedIdentityProviders: [
      UserPoolClientIdentityProvider.COGNITO,
      ...providers.map(({ providerName }) => UserPoolClientIdentityProvider.custom(providerName)),
    ],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      // None of Foyer's scopes: the trigger adds those of the user, and a client cannot request
      // any.
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      ...urls(returnUrls),
    },
    writeAttributes: writable(providers),
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    // Limits how long a group remains in tokens after it is removed.
    accessTokenValidity: Duration.minutes(20),
    idTokenValidity: Duration.minutes(20),
    refreshTokenValidity: Duration.days(1),
  });
}

/** Properties of the client for sign-in methods. */
export interface SecurityClientProps {
  readonly returnUrls: readonly string[];
  readonly resourceServer: UserPoolResourceServer;
  /** The scope that identifies tokens of this client to the trigger. */
  readonly scope: ResourceServerScope;
}

/**
 * Adds the client of the page where people set up an authenticator app or a passkey. It is the only client whose
 * tokens Cognito's own API accepts. Foyer's API rejects them. People who sign in with an identity provider have no
 * second factor in Cognito ("Adding MFA to a user pool"), so the client supports only Cognito.
 */
export function addSecurityClient(
  userPool: UserPool,
  { returnUrls, resourceServer, scope }: SecurityClientProps,
): UserPoolClient {
  return userPool.addClient('SecurityClient', {
    generateSecret: false,
    authFlows: MANAGED_LOGIN,
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [
        OAuthScope.OPENID,
        OAuthScope.COGNITO_ADMIN,
        OAuthScope.resourceServer(resourceServer, scope),
      ],
      ...urls(returnUrls),
    },
    writeAttributes: writable([]),
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    // The shortest validity that Cognito allows. A refreshed token cannot change anything, because the trigger
    // removes its scope.
    accessTokenValidity: Duration.minutes(5),
    idTokenValidity: Duration.minutes(5),
    refreshTokenValidity: Duration.hours(1),
  });
}

function urls(returnUrls: readonly string[]) {
  // Cognito rejects duplicate URLs.
  const unique = [...new Set(returnUrls)];
  return { callbackUrls: unique, logoutUrls: unique };
}

/**
 * Returns the attributes that a client can write. The address cannot be left out: all clients can write the required
 * attributes of a pool, and Cognito rejects a client that omits one ("Working with user attributes", attribute
 * permissions). Attributes that are mapped from an identity provider must be writable, too (`WriteAttributes` of
 * `CreateUserPoolClient`). No client can write a custom attribute.
 */
function writable(providers: readonly IUserPoolIdentityProvider[]): ClientAttributes {
  const mapped = providers.length > 0 ? { givenName: true, familyName: true } : {};
  return new ClientAttributes().withStandardAttributes({ email: true, ...mapped });
}

/** Adds the domain of managed login to a user pool. */
export function addSignInDomain(
  scope: Construct,
  userPool: UserPool,
  config: FoyerConfig,
): UserPoolDomain {
  const { loginDomain, loginCertificateArn } = config;
  return userPool.addDomain('Domain', {
    ...(loginDomain === undefined || loginCertificateArn === undefined
      ? { cognitoDomain: { domainPrefix: loginDomainPrefix(config) } }
      : {
          customDomain: {
            domainName: loginDomain,
            certificate: Certificate.fromCertificateArn(
              scope,
              'LoginCertificate',
              loginCertificateArn,
            ),
          },
        }),
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
}

/**
 * Returns the origin of managed login. Derived from the configuration and the ID of the stack, because the pages' CSP
 * needs it before the pool exists.
 */
export function loginUrl(config: FoyerConfig): string {
  if (config.loginDomain !== undefined) return `https://${config.loginDomain}`;
  return `https://${loginDomainPrefix(config)}.auth.${Aws.REGION}.amazoncognito.com`;
}

/**
 * Returns the configured prefix, or one with the first eight digits of the stack's UUID. A prefix must be unique in the
 * region, among all accounts. The account ID would also be unique, but everyone who signs in would see it
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html).
 */
function loginDomainPrefix({ loginDomainPrefix: configured, stage }: FoyerConfig): string {
  return configured ?? `foyer-${stage}-${Fn.select(0, Fn.split('-', stackUuid()))}`;
}
