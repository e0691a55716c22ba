import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { RECORDS } from '../lambdas/modules/records/table.ts';
import { outboxEnvironment } from '../lambdas/outbox/environment.ts';
import {
  type Alarms,
  anyDeadLetter,
  failingFunction,
  lateOnStream,
  silentFunction,
} from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import type { Importer } from './importer.ts';
import type { Mailer } from './mailer.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link Outbox}. */
export interface OutboxProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
  readonly mailer: Mailer;
  readonly importer: Importer;
}

/** Function that turns table changes into queued email, queued imports, and published events. */
export class Outbox extends Construct {
  readonly fn: ServiceFunction;
  readonly bus: EventBus;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms, data, mailer, importer }: OutboxProps,
  ) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      description: `Events of Foyer (${config.stage})`,
    });
    this.fn = new ServiceFunction(this, 'Publisher', {
      config,
      entry: 'outbox/handler.ts',
      description: 'Foyer: queues emails and publishes events for table changes',
      environmentSchema: outboxEnvironment,
      environment: {
        TABLE_NAME: data.table.tableName,
        MAIL_QUEUE_URL: mailer.queue.queueUrl,
        BULK_MAIL_QUEUE_URL: mailer.bulkQueue.queueUrl,
        IMPORT_QUEUE_URL: importer.queue.queueUrl,
        EVENT_BUS_NAME: this.bus.eventBusName,
      },
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
    mailer.grantEnqueue(this.fn);
    mailer.grantEnqueueBulk(this.fn);
    importer.grantOrder(this.fn);
    this.bus.grantPutEventsTo(this.fn);
    data.grantCounting(this.fn);
    const failures = data.follow(this, { fn: this.fn, filters: FILTERS });
    alarms.add('ChangesNotPublished', {
      ...anyDeadLetter(failures),
      description:
        'Some email was not queued, or some events were not published; affected invitations stay "queued". Fix the cause in the outbox log, and resend the invitations that cannot wait three hours.',
    });
    alarms.add('ChangesLate', {
      ...lateOnStream(this.fn),
      description:
        'Email and events are more than five minutes late. Check the outbox log, the account’s Lambda concurrency, and the AWS Health Dashboard for SQS and EventBridge.',
    });
    alarms.add('OutboxErrors', {
      ...failingFunction(this.fn),
      description:
        'Email and events are late. Lambda gives up on a change after 10 retries, which take minutes. Roll back or fix the cause in the outbox log.',
    });
    alarms.add('OutboxSilent', {
      // Without invocations, there is no iterator age either.
      ...silentFunction(this.fn),
      description:
        'No email is queued and no events are published, and events are lost after six hours. Enable the event source mapping of the outbox, and see ReconcilerSilent if that alarm is on too.',
    });
  }
}

/** Sort keys of the records whose every change is relevant. */
const PUBLISHED: readonly unknown[] = [
  ...[RECORDS.invitation, RECORDS.customer, RECORDS.import],
  // Has no consequences. Shows that changes arrive.
  RECORDS.heartbeat,
  ...FilterRule.beginsWith(`${RECORDS.contact}#`),
];

/** Lambda allows five filters per event source mapping, so kinds share a filter where possible. */
const FILTERS = [
  { Keys: { sk: { S: PUBLISHED } } },
  // An administrator whose setup email is due.
  {
    Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.administrator}#`) } },
    NewImage: { delivery: { M: { status: { S: ['queued'] } } } },
  },
  // A test email that was requested. The mailer removes the content when it is sent.
  {
    Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.testEmail}#`) } },
    NewImage: { mail: { M: { subject: { S: FilterRule.exists() } } } },
  },
  // A webhook that was disabled.
  {
    Keys: { sk: { S: FilterRule.beginsWith(`${RECORDS.webhook}#`) } },
    NewImage: { disabled: { M: { reason: { S: FilterRule.exists() } } } },
  },
];
