import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { signUpApiEnvironment } from '../lambdas/sign-up-api/environment.ts';
import { SIGN_UP_TIMEOUT_SECONDS } from '../lambdas/modules/sign-up/acceptance-rules.ts';
import type { FoyerConfig } from './config.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import { providersForFunctions } from './identity-providers.ts';
import type { Identity } from './identity.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link SignUp}. */
export interface SignUpProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly identity: Identity;
  /** Where somebody goes who has signed up. */
  readonly signInUrl: string;
}

/** What invited people call without a token. Of all that answers requests, it alone can make users. */
export class SignUp extends Construct {
  readonly fn: ServiceFunction;

  constructor(scope: Construct, id: string, { config, data, identity, signInUrl }: SignUpProps) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'sign-up-api/handler.ts',
      description: 'Foyer: answers invited people who sign up',
      environmentSchema: signUpApiEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        ...installationVariables(config),
        SIGN_IN_URL: signInUrl,
        IDENTITY_PROVIDERS: providersForFunctions(config.identityProviders),
      },
      timeout: Duration.seconds(SIGN_UP_TIMEOUT_SECONDS),
      memorySize: 1024,
    });
    data.grantAcceptance(this.fn);
    identity.grantCreateUsers(this.fn);
  }
}
