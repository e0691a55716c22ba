import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { customerApiEnvironment } from '../lambdas/shared/environment.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link CustomerArea}. */
export interface CustomerAreaProps {
  readonly config: FoyerConfig;
  readonly data: Data;
}

/** What people of customers call with their own tokens. It can neither make or remove a user nor send a mail. */
export class CustomerArea extends Construct {
  readonly fn: ServiceFunction;

  constructor(scope: Construct, id: string, { config, data }: CustomerAreaProps) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'customer-api/handler.ts',
      description: 'Foyer: answers people of customers',
      environmentSchema: customerApiEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
      },
      timeout: Duration.seconds(28),
      memorySize: 1024,
    });
    data.grantCustomerArea(this.fn);
  }
}
