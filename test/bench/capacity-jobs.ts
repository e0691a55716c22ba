import { DynamoActivityNotes } from '../../lambdas/modules/activity/activity-notes.ts';
import { ActivityProjection } from '../../lambdas/modules/activity/activity-projection.ts';
import {
  DynamoActivityReader,
  listActivity,
} from '../../lambdas/modules/activity/read-activity.ts';
import { bulkChunk } from '../../lambdas/modules/bulk-actions/bulk-chunk.ts';
import { Cursors } from '../../lambdas/modules/dynamodb/cursor.ts';
import { STAMP } from '../../lambdas/modules/platform/actor.ts';
import { systemClock } from '../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../lambdas/modules/platform/ids.ts';
import { invitationKey, toInvitationItem } from '../../lambdas/modules/records/invitation-item.ts';
import {
  DynamoInvitedAddresses,
  liftSuppression,
  lookUpSuppression,
} from '../../lambdas/modules/suppressions/manage-suppressions.ts';
import { suppressionFrom } from '../../lambdas/modules/suppressions/suppression.ts';
import {
  DynamoSuppressionLifter,
  DynamoSuppressionReader,
  DynamoSuppressionWriter,
} from '../../lambdas/modules/suppressions/suppression-store.ts';
import { changeOf } from '../support/engine/table-changes.ts';
import { bulkOf, bulkOn, startingBulk } from '../support/modules/bulk-actions.ts';
import { ACTIVITY, ACTIVITY_PAGE, BULK_ROWS, BULK_START, LIFT, SUPPRESSION } from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal, type World } from './capacity-world.ts';

const ROWS = 25;
const PAGE = 50;

/** Measures bulk actions, the activity log, and suppressions. */
export async function measureJobs(world: World, measure: Measure): Promise<void> {
  await measureBulkActions(world, measure);
  await measureActivity(world, measure);
  await measureSuppressions(world, measure);
}

async function measureBulkActions({ table, clock, mailed }: World, measure: Measure) {
  const deps = bulkOn(table, clock);
  const ids: string[] = [];
  for (let count = 0; count < ROWS; count++) ids.push((await mailed()).invitation.id);
  let job: Awaited<ReturnType<typeof startingBulk>> | undefined;
  await measure(`start a bulk action on ${ROWS} invitations`, BULK_START, async () => {
    job = await startingBulk(deps, { action: 'revoke', ids }, { principal });
  });
  const started = job;
  if (started === undefined) throw new Error('The bulk action was not started.');
  await measure(`revoke ${ROWS} invitations in a bulk action`, BULK_ROWS, () =>
    bulkChunk(deps.work, { importId: started.id, chunk: 1 }, { lastTry: false }),
  );
  await measure(`get a bulk action with ${ROWS} rows`, { calls: 2, readUnits: 4 }, () =>
    bulkOf(deps, started),
  );
}

async function measureActivity({ table, newGuest }: World, measure: Measure) {
  const { client, tableName } = table;
  const projection = new ActivityProjection(client, tableName);
  const after = {
    ...invitationKey('inv_1'),
    ...toInvitationItem(await newGuest()),
    [STAMP]: { t: 'user', i: principal.id, n: principal.name, a: Date.now() },
  };
  await measure('log an activity', ACTIVITY, () =>
    projection.apply([changeOf({ before: undefined, after })]),
  );
  for (let count = 0; count < PAGE; count++)
    await projection.apply([changeOf({ before: undefined, after: { ...after, count } })]);
  const deps = {
    activity: new DynamoActivityReader(client, tableName),
    cursors: new Cursors(async () => 'a secret', systemRandom),
    clock: systemClock,
  };
  await measure(`list ${PAGE} activities`, ACTIVITY_PAGE, () =>
    listActivity(deps, principal, { limit: PAGE }),
  );
}

async function measureSuppressions({ table, clock, newGuest }: World, measure: Measure) {
  const { client, tableName } = table;
  const { email, address } = await newGuest();
  const deps = {
    suppressions: new DynamoSuppressionReader(client, tableName),
    invited: new DynamoInvitedAddresses(client, tableName),
    notes: new DynamoActivityNotes(client, tableName),
    lifter: new DynamoSuppressionLifter(client, tableName),
    administratorsMayLift: true,
    clock,
  };
  await new DynamoSuppressionWriter(client, tableName).add(
    address,
    suppressionFrom('hard_bounce', clock.now()),
  );
  await measure('look up a suppression', SUPPRESSION, () =>
    lookUpSuppression(deps, principal, { email }),
  );
  await measure('lift a suppression', LIFT, () => liftSuppression(deps, principal, { email }));
}
