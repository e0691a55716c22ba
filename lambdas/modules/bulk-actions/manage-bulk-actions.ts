import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import type { Cursors } from '../dynamodb/cursor.ts';
import type { Principal } from '../http/principal.ts';
import { cancelJob } from '../imports/cancel-import.ts';
import { chunksOf } from '../imports/import.ts';
import { DynamoJobStore } from '../imports/import-store.ts';
import { rowsOf } from '../imports/read-imports.ts';
import { beginJob, sameJob } from '../imports/start-import.ts';
import type { Clock } from '../platform/clock.ts';
import { type CsvColumn, type CsvPart, csvPart } from '../platform/csv-file.ts';
import { FoyerError } from '../platform/errors.ts';
import { canonicalJson, derivedId, digest, newId, type Random } from '../platform/ids.ts';
import {
  BULK,
  type BulkChunk,
  type BulkJob,
  type BulkOutcome,
  type BulkRow,
  type BulkSummary,
  type FinishedBulkRow,
} from './bulk-action.ts';
import type { CreateBulkActionRequest } from './requests.ts';

/** Starts and reads bulk actions for administrators. */
export class DynamoBulkActionStore extends DynamoJobStore<
  BulkJob,
  BulkSummary,
  BulkChunk,
  BulkRow
> {
  constructor(client: DynamoDBDocumentClient, tableName: string, retentionDays: number) {
    super(client, tableName, retentionDays, BULK);
  }
}

export interface BulkActionDeps {
  readonly bulkActions: Pick<
    DynamoBulkActionStore,
    'get' | 'create' | 'writeChunk' | 'list' | 'chunks' | 'cancel'
  >;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Starts an action on many invitations. IDs are written in chunks before the job itself. A filter is resolved later,
 * page by page, so that the cost of the request does not depend on how many invitations match. A retry with the same
 * `Idempotency-Key` returns the same job.
 *
 * @throws {FoyerError} `idempotency_key_reused`, `temporarily_unavailable`
 */
export async function createBulkAction(
  deps: BulkActionDeps,
  {
    principal,
    request,
    idempotencyKey,
  }: {
    readonly principal: Principal;
    readonly request: CreateBulkActionRequest;
    readonly idempotencyKey: string | undefined;
  },
): Promise<BulkJob> {
  const fingerprint = digest(canonicalJson(request));
  const id =
    idempotencyKey === undefined
      ? newId('blk', deps.random)
      : derivedId('blk', principal.tenantId, principal.id, idempotencyKey);
  const earlier = idempotencyKey === undefined ? undefined : await deps.bulkActions.get(id);
  if (earlier !== undefined) return sameJob(earlier, fingerprint);
  const chunks = chunksOf(rowsIn(request));
  const createdAt = deps.clock.now().toISOString();
  const total = chunks.flat().length;
  const resolving = request.filter !== undefined;
  const job: BulkJob = {
    ...{ id, fingerprint, createdAt, updatedAt: createdAt, orders: 1 },
    tenantId: principal.tenantId,
    action: request.action,
    dryRun: request.dryRun ?? false,
    ...{ total, chunks: chunks.length, created: 0, wouldCreate: 0, skipped: 0, error: 0 },
    remaining: resolving ? 1 : total,
    ...(resolving && { resolving, filter: request.filter }),
    createdBy: { id: principal.id, name: principal.name },
    ...(principal.program === true && { byProgram: true }),
  };
  return sameJob((await beginJob(deps.bulkActions, job, chunks)).job, fingerprint);
}

function rowsIn({ ids = [] }: CreateBulkActionRequest): BulkRow[] {
  const first = new Map<string, number>();
  return ids.map((invitationId, index): BulkRow => {
    const row = index + 1;
    const earlier = first.get(invitationId);
    if (earlier === undefined) {
      first.set(invitationId, row);
      return { row, invitationId };
    }
    const message = `Row ${earlier} has the same ID.`;
    return { row, invitationId, result: { outcome: 'skipped', reason: 'duplicate_row', message } };
  });
}

/** The state of a row. An unprocessed row is `pending`. */
export type BulkRowState =
  | FinishedBulkRow
  | { readonly row: number; readonly invitationId: string; readonly outcome: 'pending' };

export interface BulkResultsCommand {
  readonly tenantId: string;
  readonly id: string;
  readonly outcome: BulkOutcome | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/**
 * Returns a bulk action and a page of its rows.
 *
 * @throws {FoyerError} `not_found`, `invalid_request` for a cursor from another list
 */
export async function readBulkAction(
  deps: Pick<BulkActionDeps, 'bulkActions' | 'cursors'>,
  { tenantId, id, outcome, limit, cursor }: BulkResultsCommand,
): Promise<{
  readonly job: BulkJob;
  readonly rows: BulkRowState[];
  readonly nextCursor: string | null;
}> {
  const job = await deps.bulkActions.get(id);
  if (job?.tenantId !== tenantId)
    throw new FoyerError('not_found', `The ${BULK_ACTION} does not exist.`);
  const context = ['bulk', tenantId, id, outcome ?? ''];
  const query = { outcome, limit, cursor, context };
  return { job, ...(await rowsOf(deps.bulkActions, deps.cursors, job, query, statesOf)) };
}

const BULK_ACTION = 'bulk action';

function statesOf({ rows = [], results }: BulkChunk): BulkRowState[] {
  return (
    results ??
    rows.map(({ row, invitationId }) => ({ row, invitationId, outcome: 'pending' as const }))
  );
}

/**
 * Returns a page of a tenant's bulk actions, newest first.
 *
 * @throws {FoyerError} `invalid_request` for a cursor from another list
 */
export async function listBulkActions(
  deps: Pick<BulkActionDeps, 'bulkActions' | 'cursors'>,
  tenantId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly rows: BulkSummary[]; readonly nextCursor: string | null }> {
  const context = ['bulk-actions', tenantId];
  const after = cursor === undefined ? undefined : await deps.cursors.open(cursor, context);
  const { rows, next } = await deps.bulkActions.list(tenantId, limit, after);
  return { rows, nextCursor: next === undefined ? null : await deps.cursors.seal(next, context) };
}

/** Cancels a bulk action. Chunks in progress (25 rows each) are finished, and later rows are skipped. */
export function cancelBulkAction(
  deps: BulkActionDeps,
  principal: Principal,
  id: string,
): Promise<BulkJob> {
  return cancelJob<BulkJob>(deps.bulkActions, principal, id, deps.clock.now(), BULK_ACTION);
}

type ShownRow = Partial<Omit<FinishedBulkRow, 'outcome'>> & Pick<BulkRowState, 'outcome'>;
const COLUMNS: readonly CsvColumn<ShownRow>[] = (
  ['row', 'invitationId', 'outcome', 'reason', 'message'] as const
).map((name) => ({ name, cell: (row) => row[name] }));

/**
 * Returns part of a CSV file with the outcome of each row. @throws {FoyerError} the errors of {@link readBulkAction}
 */
export async function exportBulkAction(
  deps: Pick<BulkActionDeps, 'bulkActions' | 'cursors'>,
  command: BulkResultsCommand,
): Promise<CsvPart & { readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await readBulkAction(deps, command);
  const isFirst = command.cursor === undefined;
  return { ...csvPart<ShownRow>(COLUMNS, rows, { isFirst, maxBytes: Infinity }), nextCursor };
}
