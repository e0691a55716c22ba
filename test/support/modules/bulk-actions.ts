import { setTimeout as pause } from 'node:timers/promises';

import type { BulkJob } from '../../../lambdas/modules/bulk-actions/bulk-action.ts';
import {
  bulkChunk,
  type BulkChunkDeps,
  trialActions,
} from '../../../lambdas/modules/bulk-actions/bulk-chunk.ts';
import { DynamoBulkWorkStore } from '../../../lambdas/modules/bulk-actions/bulk-work-store.ts';
import {
  type BulkActionDeps,
  createBulkAction,
  DynamoBulkActionStore,
  readBulkAction,
} from '../../../lambdas/modules/bulk-actions/manage-bulk-actions.ts';
import { createBulkActionSchema } from '../../../lambdas/modules/bulk-actions/requests.ts';
import { Cursors } from '../../../lambdas/modules/dynamodb/cursor.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/table.ts';
import { FakeUserPool } from '../fakes/fake-user-pool.ts';
import { asFunction } from '../functions/as-function.ts';
import { administrator, invitingOn } from './invitations.ts';

/**
 * Returns the dependencies of bulk actions, on a real table with the roles of their functions, in a process that can
 * die at any call.
 */
export function bulkOn(
  table: TestTable,
  clock: Clock,
  {
    process = new MortalProcess(),
    settings = {},
  }: { readonly process?: MortalProcess; readonly settings?: TenantSettings } = {},
): BulkActionDeps & { readonly work: BulkChunkDeps } {
  const administration = asFunction(table, 'administration');
  const own = asFunction(table, 'import');
  const inviting = invitingOn(own, clock, new FakeUserPool(), settings);
  const acting = {
    ...inviting,
    renewals: process.calling(inviting.renewals),
    invitations: process.calling(inviting.invitations),
    eraser: process.calling(inviting.eraser),
    quotas: process.calling(inviting.quotas),
  };
  return {
    bulkActions: new DynamoBulkActionStore(administration.client, table.tableName, 90),
    cursors: new Cursors(() => Promise.resolve('a secret'), systemRandom),
    clock,
    random: systemRandom,
    work: {
      bulkActions: process.calling(new DynamoBulkWorkStore(own.client, table.tableName)),
      lists: process.calling(inviting.lists),
      acting,
      trying: trialActions(acting),
      clock,
      pause: () => pause(0),
      onFailure: () => undefined,
    },
  };
}

/** Starts a bulk action, like an administrator's request. */
export function startingBulk(
  deps: BulkActionDeps,
  request: Record<string, unknown>,
  { principal = administrator, idempotencyKey = undefined as string | undefined } = {},
): Promise<BulkJob> {
  return createBulkAction(deps, {
    principal,
    idempotencyKey,
    request: parseRequest(createBulkActionSchema(), request),
  });
}

/** Processes messages in the order in which the outbox sends them, until there are no more. */
export async function workOffBulk(
  { bulkActions, work }: Pick<ReturnType<typeof bulkOn>, 'bulkActions' | 'work'>,
  { id }: BulkJob,
): Promise<void> {
  for (let chunk = 1; ; chunk++) {
    const job = await bulkActions.get(id);
    if (job === undefined || chunk > job.chunks + (job.resolving === true ? 1 : 0)) return;
    await bulkChunk(work, { importId: id, chunk }, { lastTry: false });
  }
}

/** Returns a bulk action with its first 100 rows. */
export function bulkOf(deps: BulkActionDeps, { id }: BulkJob, tenantId = 'acme') {
  return readBulkAction(deps, { tenantId, id, outcome: undefined, limit: 100, cursor: undefined });
}
