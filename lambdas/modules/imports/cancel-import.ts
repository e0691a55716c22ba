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
 * Cancels an import. Rows in progress (25 at most) are finished, and all later rows are skipped. Invitations that were
 * already created are kept. Has no effect on an import that is canceled or complete.
 *
 * @throws {FoyerError} `not_found`, including for an import of another tenant; `temporarily_unavailable`
 */
export async function cancelInvitationImport(
  deps: CancelImportDeps,
  principal: Principal,
  importId: string,
): Promise<ImportJob> {
  return cancelJob<ImportJob>(deps.imports, principal, importId, deps.clock.now(), 'import');
}

/** Cancels a job of any kind. See {@link cancelInvitationImport}. */
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
  const jobNotFound = () => new FoyerError('not_found', `The ${name} does not exist.`);
  const found = await jobs.get(id);
  if (found?.tenantId !== principal.tenantId) throw jobNotFound();
  await jobs.cancel(found, principal, at);
  const job = await jobs.get(id);
  if (job === undefined) throw jobNotFound();
  return job;
}
