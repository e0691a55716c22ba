import type { Principal } from '../http/principal.ts';
import type { ImportQuotaStore } from '../invitations/rate-limits.ts';
import type { Clock } from '../platform/clock.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { canonicalJson, derivedId, digest, newId, type Random } from '../platform/ids.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { readCsv } from './csv.ts';
import { chunksOf, type ImportJob, type ImportRow, type RawRow } from './import.ts';
import type { DynamoImportStore } from './import-store.ts';
import type { CreateInvitationImportRequest } from './requests.ts';
import { checkRows } from './rows.ts';

export interface StartImportDeps {
  readonly imports: Pick<DynamoImportStore, 'get' | 'create' | 'writeChunk'>;
  readonly quotas: ImportQuotaStore;
  readonly rules: RulesReader;
  readonly clock: Clock;
  readonly random: Random;
}

export interface StartImportCommand {
  readonly principal: Principal;
  readonly request: CreateInvitationImportRequest;
  readonly idempotencyKey: string | undefined;
}

/** The number of chunks that are written concurrently. */
const WRITES_AT_ONCE = 20;

/**
 * Starts an import. The rows are written first and the import last, so the import exists either with all its rows or
 * not at all. Writing the import starts the processing. A retry with the same `Idempotency-Key` continues where the
 * first request stopped and returns the same import.
 *
 * Before any row is written, the rows are counted toward the daily limit, except for invalid rows and dry runs.
 *
 * @throws {FoyerError} `invalid_request` if the file as a whole is invalid or exceeds the daily limit, `rate_limited`,
 * `idempotency_key_reused`, `temporarily_unavailable`
 */
export async function startImport(
  deps: StartImportDeps,
  command: StartImportCommand,
): Promise<ImportJob> {
  const fingerprint = digest(canonicalJson(command.request));
  const id = idFor(deps, command);
  if (command.idempotencyKey !== undefined) {
    const earlier = await deps.imports.get(id);
    if (earlier !== undefined) return sameJob(earlier, fingerprint);
  }
  const { defaults = {} } = command.request;
  const chunks = chunksOf(checkRows(rawRows(command.request), defaults));
  const job = draft(deps, command, { id, fingerprint, chunks });
  const now = deps.clock.now();
  const rows = rowsToInvite(job, chunks);
  await takeRows(deps, job, rows, now);
  const begun = await beginJob(deps.imports, job, chunks);
  if (begun.created) return job;
  if (rows > 0) await deps.quotas.giveRowsBack(job.tenantId, rows, now);
  return sameJob(begun.job, fingerprint);
}

/**
 * Returns the number of rows that count toward the limit. Dry runs and rows that already have a result do not count,
 * because they send no email.
 */
function rowsToInvite({ dryRun }: ImportJob, chunks: readonly ImportRow[][]): number {
  return dryRun ? 0 : chunks.flat().filter(({ result }) => result === undefined).length;
}

async function takeRows(
  deps: Pick<StartImportDeps, 'quotas' | 'rules'>,
  { tenantId }: ImportJob,
  rows: number,
  now: Date,
): Promise<void> {
  if (rows === 0) return;
  const { limits } = await deps.rules.rulesFor(tenantId);
  await deps.quotas.takeRows(tenantId, rows, limits, now);
}

/**
 * Returns the ID of the import. The same request gets the same ID, so idempotency does not require a separate table.
 */
function idFor(deps: StartImportDeps, { principal, idempotencyKey }: StartImportCommand): string {
  return idempotencyKey === undefined
    ? newId('imp', deps.random)
    : derivedId('imp', principal.tenantId, principal.id, idempotencyKey);
}

function rawRows({ rows, csv = '' }: CreateInvitationImportRequest): RawRow[] {
  return rows === undefined
    ? readCsv(csv)
    : rows.map((fields, index) => ({ row: index + 1, fields }));
}

function draft(
  deps: StartImportDeps,
  { principal, request }: StartImportCommand,
  { id, fingerprint, chunks }: Pick<ImportJob, 'id' | 'fingerprint'> & { chunks: ImportRow[][] },
): ImportJob {
  const total = chunks.reduce((sum, rows) => sum + rows.length, 0);
  const createdAt = deps.clock.now().toISOString();
  return {
    id,
    tenantId: principal.tenantId,
    dryRun: request.dryRun ?? false,
    total,
    chunks: chunks.length,
    created: 0,
    wouldCreate: 0,
    skipped: 0,
    error: 0,
    remaining: total,
    defaults: request.defaults ?? {},
    createdBy: { id: principal.id, name: principal.name },
    byProgram: principal.program,
    fingerprint,
    orders: 1,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Writes new jobs of one kind. */
interface JobStarter<Job, Row> {
  get(id: string): Promise<Job | undefined>;
  create(job: Job): Promise<boolean>;
  writeChunk(job: Job, number: number, rows: readonly Row[]): Promise<void>;
}

/**
 * Writes a job, starting with its rows. If a concurrent request with the same ID finished first, returns that request's
 * job.
 */
export async function beginJob<Job extends { readonly id: string }, Row>(
  jobs: JobStarter<Job, Row>,
  job: Job,
  chunks: readonly Row[][],
): Promise<{ readonly created: boolean; readonly job: Job }> {
  const waiting = chunks.entries();
  const writer = async () => {
    for (const [index, rows] of waiting) await jobs.writeChunk(job, index + 1, rows);
  };
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, writer));
  if (await jobs.create(job)) return { created: true, job };
  const faster = await jobs.get(job.id);
  if (faster === undefined)
    throw new Error(`The job ${job.id} already existed but could not be found.`);
  return { created: false, job: faster };
}

/**
 * Returns the job of an earlier request. @throws {FoyerError} `idempotency_key_reused` if the earlier request was
 * different
 */
export function sameJob<Job extends { readonly fingerprint: string }>(
  earlier: Job,
  fingerprint: string,
): Job {
  if (earlier.fingerprint === fingerprint) return earlier;
  throw idempotencyKeyReused();
}
