import { Aws, Fn } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ManagedLoginVersion, type UserPool, type UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

import type { FoyerConfig } from './config.ts';

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
  // arn:aws:cloudformation:<region>:<account>:stack/<name>/<UUID>
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return configured ?? `foyer-${stage}-${Fn.select(0, Fn.split('-', stackUuid))}`;
}
