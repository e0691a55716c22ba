import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { customerApiEnvironment } from '../lambdas/customer-api/environment.ts';
import type { AdminApi } from './admin-api.ts';
import { type Alarms, failingFunction } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import { installationVariables, ServiceFunction } from './service-function.ts';

/** Properties of {@link CustomerApi}. */
export interface CustomerApiProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
  /** Owns the key that seals pagination cursors. */
  readonly adminApi: AdminApi;
}

/** Self-service API for customers. It can neither create or delete users nor send email. */
export class CustomerApi extends Construct {
  readonly fn: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms, data, identity, adminApi }: CustomerApiProps,
  ) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'customer-api/handler.ts',
      description: 'Foyer: customer API',
      environmentSchema: customerApiEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        CURSOR_SECRET_ARN: adminApi.cursorSecret.secretArn,
        ...installationVariables(config),
      },
      timeout: Duration.seconds(28),
      memorySize: 1024,
    });
    data.grantCustomerArea(this.fn);
    identity.grantFindUsers(this.fn);
    adminApi.grantCursorSecret(this.fn);
    alarms.add('CustomerApiErrors', {
      ...failingFunction(this.fn),
      description:
        'Customers cannot view or change their account, or invite colleagues. Check the customer-api log; if this started with a deployment, roll it back.',
    });
  }
}
