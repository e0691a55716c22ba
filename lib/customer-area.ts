import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { customerApiEnvironment } from '../lambdas/customer-api/environment.ts';
import type { FoyerConfig } from './config.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link CustomerArea}. */
export interface CustomerAreaProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly identity: Identity;
  /** Seals the cursors of lists. */
  readonly cursorSecret: Secret;
}

/** What people of customers call with their own tokens. It can neither make or remove a user nor send a mail. */
export class CustomerArea extends Construct {
  readonly fn: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { config, data, identity, cursorSecret }: CustomerAreaProps,
  ) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'customer-api/handler.ts',
      description: 'Foyer: answers people of customers',
      environmentSchema: customerApiEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        CURSOR_SECRET_ARN: cursorSecret.secretArn,
        ...installationVariables(config),
      },
      timeout: Duration.seconds(28),
      memorySize: 1024,
    });
    data.grantCustomerArea(this.fn);
    identity.grantFindUsers(this.fn);
    Grant.addToPrincipal({
      grantee: this.fn,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [cursorSecret.secretArn],
    });
  }
}
