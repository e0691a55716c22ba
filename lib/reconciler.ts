import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { reconcilerEnvironment } from '../lambdas/reconciler/environment.ts';
import type { FoyerConfig } from './config.ts';
import { installationVariables } from './installation.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link Reconciler}. */
export interface ReconcilerProps {
  readonly config: FoyerConfig;
  readonly data: Data;
  readonly identity: Identity;
  readonly mail: Mail;
}

/** Finishes what was begun and left, notes expiries and sends reminders. */
export class Reconciler extends Construct {
  readonly fn: ServiceFunction;

  constructor(scope: Construct, id: string, { config, data, identity, mail }: ReconcilerProps) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'reconciler/handler.ts',
      description: 'Foyer: finishes what was begun and left, notes expiries, reminds',
      environmentSchema: reconcilerEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        MAIL_QUEUE_URL: mail.queue.queueUrl,
        ...installationVariables(config),
      },
      timeout: Duration.seconds(60),
      memorySize: 512,
    });
    data.grantReconciliation(this.fn);
    identity.grantRemoveUsers(this.fn);
    mail.grantEnqueue(this.fn);
    new Rule(this, 'Schedule', {
      description: `Finishes what was begun and left in Foyer (${config.stage})`,
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next run comes soon: one that failed need not be repeated.
      targets: [new LambdaFunction(this.fn, { retryAttempts: 0 })],
    });
  }
}
