import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { RECORDS } from '../lambdas/modules/records/table.ts';
import { projectionsEnvironment } from '../lambdas/projections/environment.ts';
import {
  type Alarms,
  anyDeadLetter,
  failingFunction,
  lateOnStream,
  silentFunction,
} from './alarms.ts';
import type { FoyerConfig } from './config.ts';
import type { Data } from './data.ts';
import { ServiceFunction } from './service-function.ts';

/** Properties of {@link Projections}. */
export interface ProjectionsProps {
  readonly config: FoyerConfig;
  readonly alarms: Alarms;
  readonly data: Data;
}

/**
 * Function that keeps search, statistics, and the activity log up to date from the table's stream. It is separate from
 * the outbox so that it cannot delay email.
 */
export class Projections extends Construct {
  readonly fn: ServiceFunction;

  constructor(scope: Construct, id: string, { config, alarms, data }: ProjectionsProps) {
    super(scope, id);
    this.fn = new ServiceFunction(this, 'Projector', {
      config,
      entry: 'projections/handler.ts',
      description: 'Foyer: keeps search and counts up to date',
      environmentSchema: projectionsEnvironment,
      environment: { TABLE_NAME: data.table.tableName },
      timeout: Duration.seconds(30),
      memorySize: 512,
    });
    data.grantProjection(this.fn);
    const failures = data.follow(this, { fn: this.fn, filters: FILTERS });
    alarms.add('ChangesNotProjected', {
      ...anyDeadLetter(failures),
      description:
        'Search misses some records, statistics are wrong, or the activity log lacks entries, which cannot be restored. Fix the cause in the projections log, then run "npm run admin -- check --repair".',
    });
    alarms.add('ProjectionsLate', {
      ...lateOnStream(this.fn),
      description:
        'Search and statistics are more than five minutes behind. Check the projections log and the account’s Lambda concurrency.',
    });
    alarms.add('ProjectionsErrors', {
      ...failingFunction(this.fn),
      description:
        'Search, statistics, and the activity log are out of date. Lambda gives up on a change after 10 retries, which take minutes. Roll back or fix the cause in the projections log.',
    });
    alarms.add('ProjectionsSilent', {
      ...silentFunction(this.fn),
      description:
        'Search, statistics, and the activity log no longer change, and miss changes after six hours. Enable the event source mapping of the projections, and see ReconcilerSilent if that alarm is on too.',
    });
  }
}

/** Sort keys of the records that a projection follows. */
const PROJECTED = [
  ...[RECORDS.invitation, RECORDS.customer, RECORDS.tenant, RECORDS.import, RECORDS.note],
  // Is not projected. Shows that changes arrive.
  RECORDS.heartbeat,
  ...[
    RECORDS.contact,
    RECORDS.application,
    RECORDS.preset,
    RECORDS.webhook,
    RECORDS.client,
    RECORDS.administrator,
  ].flatMap((record): unknown[] => FilterRule.beginsWith(`${record}#`)),
];

/** Lambda allows five filters per event source mapping, so all kinds share one. */
const FILTERS = [{ Keys: { sk: { S: PROJECTED } } }];
