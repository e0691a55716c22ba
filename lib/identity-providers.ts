import { SecretValue } from 'aws-cdk-lib';
import {
  ProviderAttribute,
  UserPoolIdentityProviderOidc,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
  type AttributeMapping,
  type IUserPoolIdentityProvider,
  type UserPool,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Provider } from '../lambdas/modules/identity/provider.ts';
import type { OidcProvider, ProviderConfig, SamlProvider } from './provider-config.ts';

/** What Foyer's functions need to know of the providers, as text: an environment holds nothing else. */
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

/** Connects a provider to the user pool. */
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
    // CloudFormation reads it when it deploys: it is in no template.
    clientSecret: SecretValue.secretsManager(clientSecretArn).unsafeUnwrap(),
    issuerUrl: issuer,
    scopes: ['openid', 'email', 'profile'],
    attributeMapping: {
      ...mapped({ email: 'email', givenName: 'given_name', familyName: 'family_name' }),
      // By default Cognito takes a provider's addresses for unproved.
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
    // An assertion that nobody asked for could be somebody else's.
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
