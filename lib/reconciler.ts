import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { reconcilerEnvironment } from '../lambdas/reconciler/environment.ts';
import { type Alarms, failingSchedule, silentFunction } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Identity } from './identity.ts';
import type { Mailer } from './mailer.ts';
import { everyMinute, installationVariables, ServiceFunction } from './service-function.ts';

/** Properties of {@link Reconciler}. */
export interface ReconcilerProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly identity: Identity;
  readonly mailer: Mailer;
}

/** Scheduled function that completes interrupted work, records expirations, and sends reminders. */
export class Reconciler extends Construct {
  readonly fn: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms, data, identity, mailer }: ReconcilerProps,
  ) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'reconciler/handler.ts',
      description: 'Foyer: completes interrupted work, records expirations, sends reminders',
      environmentSchema: reconcilerEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        MAIL_QUEUE_URL: mailer.queue.queueUrl,
        ...installationVariables(config),
      },
      timeout: Duration.seconds(60),
      memorySize: 512,
    });
    data.grantReconciliation(this.fn);
    identity.grantRemoveUsers(this.fn);
    mailer.grantEnqueue(this.fn);
    everyMinute(this, 'Schedule', {
      fn: this.fn,
      description: `Runs the reconciler of Foyer (${config.stage})`,
    });
    alarms.add('ReconcilerErrors', {
      ...failingSchedule(this.fn),
      description:
        'Some people wait for an account after an interrupted sign-up, or lost email is not sent again. Check the reconciler log: lines with "Not finished" name the invitations and the causes.',
    });
    alarms.add('ReconcilerSilent', {
      ...silentFunction(this.fn),
      description:
        'Invitations do not expire, reminders are not sent, and interrupted sign-ups are not completed. Enable the schedule of the reconciler, and check the account’s Lambda concurrency.',
    });
  }
}
