import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import type { ImportJob } from './import.ts';
import type { DynamoImportStore } from './import-store.ts';

export interface CancelImportDeps {
  readonly imports: Pick<DynamoImportStore, 'get' | 'cancel'>;
  readonly clock: Clock;
}

/**
 * Keeps an import from inviting anybody more: what is being worked off at this moment, 25 rows at most, is finished, and
 * the rows after that are skipped. Whoever was invited stays invited. A repeat changes nothing, nor does it where the
 * last row is finished.
 *
 * @throws {FoyerError} `not_found`, also for another tenant's import; `temporarily_unavailable`
 */
export async function cancelInvitationImport(
  deps: CancelImportDeps,
  principal: Principal,
  importId: string,
): Promise<ImportJob> {
  return cancelJob<ImportJob>(deps.imports, principal, importId, deps.clock.now(), 'import');
}

/** Cancels a job of any kind: see {@link cancelInvitationImport}. */
export async function cancelJob<Job extends { readonly id: string; readonly tenantId: string }>(
  jobs: {
    get(id: string): Promise<Job | undefined>;
    cancel(job: Job, by: Principal, at: Date): Promise<boolean>;
  },
  principal: Principal,
  id: string,
  at: Date,
  name: string,
): Promise<Job> {
  const noSuchJob = () => new FoyerError('not_found', `The ${name} does not exist.`);
  const seen = await jobs.get(id);
  if (seen?.tenantId !== principal.tenantId) throw noSuchJob();
  await jobs.cancel(seen, principal, at);
  const job = await jobs.get(id);
  if (job === undefined) throw noSuchJob();
  return job;
}
