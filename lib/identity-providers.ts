import { SecretValue } from 'aws-cdk-lib';
import {
  type AttributeMapping,
  type IUserPoolIdentityProvider,
  ProviderAttribute,
  type UserPool,
  UserPoolIdentityProviderOidc,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

import type { Provider } from '../lambdas/modules/identity/provider.ts';
import type { OidcProvider, ProviderConfig, SamlProvider } from './provider-config.ts';

/** Returns the value of the environment variable that passes the providers to functions, as JSON. */
export function providersForFunctions(configs: readonly ProviderConfig[]): string {
  return JSON.stringify(
    configs.map(({ name, label, trustEmails, domains }): Provider => ({
      name,
      label,
      trustEmails,
      ...(domains !== undefined && { domains }),
    })),
  );
}

/** Adds a provider to the user pool. */
export function addProvider(
  scope: Construct,
  userPool: UserPool,
  config: ProviderConfig,
): IUserPoolIdentityProvider {
  const id = `Provider-${config.name}`;
  return config.type === 'oidc'
    ? addOidcProvider(scope, id, userPool, config)
    : addSamlProvider(scope, id, userPool, config);
}

function addOidcProvider(
  scope: Construct,
  id: string,
  userPool: UserPool,
  { name, issuer, clientId, clientSecretArn, trustEmails }: OidcProvider,
): IUserPoolIdentityProvider {
  return new UserPoolIdentityProviderOidc(scope, id, {
    userPool,
    name,
    clientId,
    // A dynamic reference: CloudFormation reads the secret at deployment, and it never appears in the template.
    clientSecret: SecretValue.secretsManager(clientSecretArn).unsafeUnwrap(),
    issuerUrl: issuer,
    scopes: ['openid', 'email', 'profile'],
    attributeMapping: {
      ...mapped({ email: 'email', givenName: 'given_name', familyName: 'family_name' }),
      // Without this mapping, Cognito treats the addresses of the provider as unverified.
      ...(trustEmails ? {} : mapped({ emailVerified: 'email_verified' })),
    },
  });
}

function addSamlProvider(
  scope: Construct,
  id: string,
  userPool: UserPool,
  { name, metadataUrl, attributes }: SamlProvider,
): IUserPoolIdentityProvider {
  return new UserPoolIdentityProviderSaml(scope, id, {
    userPool,
    name,
    metadata: UserPoolIdentityProviderSamlMetadata.url(metadataUrl),
    attributeMapping: mapped(attributes),
    // An unsolicited assertion could belong to someone else.
    idpInitiated: false,
  });
}

function mapped(
  names: Partial<Record<'email' | 'emailVerified' | 'givenName' | 'familyName', string>>,
): AttributeMapping {
  return Object.fromEntries(
    Object.entries(names).map(([attribute, name]) => [attribute, ProviderAttribute.other(name)]),
  );
}
