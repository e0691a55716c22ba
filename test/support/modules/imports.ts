import { setTimeout as pause } from 'node:timers/promises';

import { Cursors } from '../../../lambdas/modules/dynamodb/cursor.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { CancelImportDeps } from '../../../lambdas/modules/imports/cancel-import.ts';
import type { ImportJob } from '../../../lambdas/modules/imports/import.ts';
import {
  importChunk,
  type ImportChunkDeps,
} from '../../../lambdas/modules/imports/import-chunk.ts';
import {
  DynamoImportStore,
  DynamoImportWorkStore,
} from '../../../lambdas/modules/imports/import-store.ts';
import { readImport, type ReadImportsDeps } from '../../../lambdas/modules/imports/read-imports.ts';
import { createInvitationImportSchema } from '../../../lambdas/modules/imports/requests.ts';
import {
  startImport,
  type StartImportDeps,
} from '../../../lambdas/modules/imports/start-import.ts';
import {
  invitationCreation,
  trialInvitations,
} from '../../../lambdas/modules/invitations/invitation-store.ts';
import {
  COUNTED_EARLIER,
  DynamoQuotaStore,
} from '../../../lambdas/modules/invitations/rate-limits.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/table.ts';
import type { FakeUserPool } from '../fakes/fake-user-pool.ts';
import { asFunction } from '../functions/as-function.ts';
import { administrator, invitingOn } from './invitations.ts';

/** Returns the dependencies of imports, on a real table, in a process that can die at any call. */
export function importsOn(
  table: TestTable,
  clock: Clock,
  pool: FakeUserPool,
  process = new MortalProcess(),
  settings: TenantSettings = {},
): StartImportDeps & ReadImportsDeps & CancelImportDeps & { readonly work: ImportChunkDeps } {
  const own = asFunction(table, 'import');
  const administration = asFunction(table, 'administration');
  const inviting = invitingOn(own, clock, pool, settings);
  const common = {
    ...inviting,
    accounts: process.calling(inviting.accounts),
    context: process.calling(inviting.context),
    quotas: COUNTED_EARLIER,
  };
  const creation = invitationCreation(own);
  return {
    imports: process.calling(new DynamoImportStore(administration.client, table.tableName, 90)),
    quotas: new DynamoQuotaStore(administration.client, table.tableName),
    rules: inviting.rules,
    cursors: new Cursors(() => Promise.resolve('a secret'), systemRandom),
    clock,
    random: systemRandom,
    work: {
      imports: process.calling(new DynamoImportWorkStore(own.client, table.tableName)),
      inviting: { ...common, invitations: process.calling(creation) },
      trying: { ...common, invitations: process.calling(trialInvitations(own)) },
      clock,
      pause: () => pause(0),
      onFailure: () => undefined,
    },
  };
}

/** Starts an import, like an administrator's request. */
export function startingImport(
  deps: StartImportDeps,
  request: Record<string, unknown>,
  {
    principal = administrator,
    idempotencyKey,
  }: { principal?: typeof administrator; idempotencyKey?: string } = {},
): Promise<ImportJob> {
  return startImport(deps, {
    principal,
    idempotencyKey,
    request: parseRequest(createInvitationImportSchema(), request),
  });
}

/** Processes every chunk, in the order in which the queue would deliver them. */
export async function workOff(deps: ImportChunkDeps, job: ImportJob): Promise<void> {
  for (let chunk = 1; chunk <= job.chunks; chunk++)
    await importChunk(deps, { importId: job.id, chunk }, { lastTry: false });
}

/** Returns an import with its first 100 rows. */
export function importOf(deps: ReadImportsDeps, { id }: ImportJob, tenantId = 'acme') {
  return readImport(deps, {
    tenantId,
    importId: id,
    outcome: undefined,
    limit: 100,
    cursor: undefined,
  });
}
