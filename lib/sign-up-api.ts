import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { SIGN_UP_TIMEOUT_SECONDS } from '../lambdas/modules/sign-up/acceptance-rules.ts';
import { signUpApiEnvironment } from '../lambdas/sign-up-api/environment.ts';
import { type Alarms, failingFunction } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { providersForFunctions } from './identity-providers.ts';
import { installationVariables, ServiceFunction } from './service-function.ts';

/** Properties of {@link SignUpApi}. */
export interface SignUpApiProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
  /** Page that people continue to after they sign up. */
  readonly signInUrl: string;
}

/** Public API for invited people, who have no token yet. It is the only function that creates users. */
export class SignUpApi extends Construct {
  readonly fn: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms, data, identity, signInUrl }: SignUpApiProps,
  ) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'sign-up-api/handler.ts',
      description: 'Foyer: sign-up API for invitees',
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
    alarms.add('SignUpApiErrors', {
      ...failingFunction(this.fn),
      description:
        'Invited people cannot sign up. Check the sign-up-api log; if this started with a deployment, roll it back.',
    });
  }
}
