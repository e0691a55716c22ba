import { Duration } from 'aws-cdk-lib';
import { type UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

import { accountMailEnvironment, UNBRANDED_LINE } from '../lambdas/cognito-triggers/environment.ts';
import { type Alarms, failingFunction, message } from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Mailer } from './mailer.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link AccountMail}. */
export interface AccountMailProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly mailer: Mailer;
  /** User pool whose emails SES sends. */
  readonly userPool: UserPool;
}

/**
 * Sends the emails of the user pool through SES, and adds the trigger that writes them. If Cognito uses its own
 * sender, it rejects messages from the trigger.
 */
export class AccountMail extends Construct {
  constructor(scope: Construct, id: string, props: AccountMailProps) {
    super(scope, id);
    const { config, alarms, data, mailer, userPool } = props;
    mailer.sendFor(userPool);
    const fn = new ServiceFunction(this, 'Function', {
      config,
      entry: 'cognito-triggers/account-mail-handler.ts',
      description: 'Foyer: writes the emails that Cognito sends',
      environmentSchema: accountMailEnvironment,
      environment: { TABLE_NAME: data.table.tableName, SENDER_NAME: config.senderName },
      // Cognito waits for a trigger for up to 5 seconds.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    data.grantBranding(fn);
    userPool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, fn);
    alarms.add('AccountMailErrors', {
      ...failingFunction(fn),
      description:
        'Nobody can reset a password or verify an address, because Cognito sends no email without this trigger. Check the account-mail log for a crash or a timeout.',
    });
    alarms.add('AccountMailUnbranded', {
      ...alarms.anyLine(fn, {
        metricName: 'AccountMailsUnbranded',
        pattern: message(UNBRANDED_LINE),
      }),
      description:
        'Codes to reset passwords arrive without the company’s branding, perhaps in English. Check the account-mail log for the cause, usually that the table cannot be read.',
    });
  }
}
