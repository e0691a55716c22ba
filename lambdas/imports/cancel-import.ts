import type { Principal } from '../identity/principal.ts';
import type { Clock } from '../shared/clock.ts';
import { FoyerError } from '../shared/errors.ts';
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
  const seen = await deps.imports.get(importId);
  if (seen?.tenantId !== principal.tenantId) throw noSuchImport();
  await deps.imports.cancel(seen, principal, deps.clock.now());
  const job = await deps.imports.get(importId);
  if (job === undefined) throw noSuchImport();
  return job;
}

function noSuchImport(): FoyerError {
  return new FoyerError('not_found', 'There is no such import.');
}
