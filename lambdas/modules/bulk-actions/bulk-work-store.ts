import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { ListPosition } from '../dynamodb/list-reader.ts';
import { importKey, toChunkItem } from '../imports/import-item.ts';
import { DynamoJobWorkStore } from '../imports/import-store.ts';
import { TTL_ATTRIBUTE } from '../records/table.ts';
import {
  BULK,
  type BulkChunk,
  type BulkJob,
  type BulkRow,
  type FinishedBulkRow,
} from './bulk-action.ts';

/** The additions to a job from one page of the filtered list. */
export interface Resolution {
  readonly rows: readonly BulkRow[];
  /** The position from which to continue, or `undefined` at the end of the list. */
  readonly next: ListPosition | undefined;
  readonly truncated: boolean;
}

/** Reads and updates bulk actions for the importer. */
export class DynamoBulkWorkStore extends DynamoJobWorkStore<BulkJob, BulkChunk, FinishedBulkRow> {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName, BULK);
    this.#client = client;
    this.#tableName = tableName;
  }

  /**
   * Adds the next chunk to a job and counts its rows, or records that the whole list has been read. Uses one
   * transaction, so that two workers cannot add the same invitations twice. Returns `false` if another worker finished
   * first. The outbox queues the next page when the job grows.
   */
  async addChunk(job: BulkJob, resolution: Resolution, at: Date): Promise<boolean> {
    const ends = resolution.next === undefined;
    const isLast = ends && resolution.rows.length === 0 && job.remaining === 1;
    const first = await this.#add(job, resolution, { at, isLast });
    if (first !== 'miscounted') return first === 'added';
    // The number of remaining units may have changed since the job was read. If so, try the other form of the write.
    return (await this.#add(job, resolution, { at, isLast: !isLast })) === 'added';
  }

  async #add(
    job: BulkJob,
    { rows, next, truncated }: Resolution,
    { at, isLast }: { readonly at: Date; readonly isLast: boolean },
  ): Promise<'added' | 'was_added' | 'miscounted'> {
    const number = job.chunks + 1;
    const hasRows = rows.length > 0 || next !== undefined;
    const removed = [
      ...(next === undefined ? ['#to.resolving', 'position'] : []),
      ...(isLast ? ['queuedKey', 'queuedAt'] : []),
    ];
    const update = {
      TableName: this.#tableName,
      Key: importKey(job.id),
      UpdateExpression:
        'SET updatedAt = :now, chunks = :number, offer.#total = offer.#total + :rows, ' +
        '#to.remaining = #to.remaining + :more' +
        (next === undefined ? '' : ', #position = :next') +
        (truncated ? ', #to.truncated = :true' : '') +
        (isLast ? '' : ', queuedAt = :now') +
        (removed.length === 0 ? '' : ` REMOVE ${removed.join(', ')}`).replace(
          'position',
          '#position',
        ),
      ConditionExpression:
        'chunks = :before AND #to.resolving = :true' +
        (next === undefined && rows.length === 0
          ? ` AND #to.remaining ${isLast ? '=' : '>'} :one`
          : ''),
      ExpressionAttributeNames: {
        '#to': 'outcome',
        '#total': 'total',
        '#position': 'position',
      },
      ExpressionAttributeValues: {
        ':before': job.chunks,
        ':more': rows.length - (next === undefined ? 1 : 0),
        ':now': at.toISOString(),
        ':number': hasRows ? number : job.chunks,
        ':rows': rows.length,
        ':true': true,
        ...(next !== undefined && { ':next': next }),
        ...(next === undefined && rows.length === 0 && { ':one': 1 }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const chunk = { ...toChunkItem(job, number, rows, 0), [TTL_ATTRIBUTE]: job.removeAt };
    const written = await writeOnCondition<unknown>(() =>
      hasRows
        ? this.#client.send(
            new TransactWriteCommand({
              TransactItems: [
                { Update: update },
                { Put: { TableName: this.#tableName, Item: chunk } },
              ],
            }),
          )
        : this.#client.send(new UpdateCommand(update)),
    );
    if (written.done) return 'added';
    const item = written.refusals[0]?.item;
    const found = item === undefined ? undefined : BULK.fromItem(item);
    const same = found?.chunks === job.chunks && found.resolving === true;
    return same ? 'miscounted' : 'was_added';
  }

  /** Returns whether a row has a receipt. See {@link receiptOf}. */
  async hasReceipt(job: BulkJob, row: BulkRow): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: receiptKey(job, row),
        ConsistentRead: true,
      }),
    );
    return Item !== undefined;
  }
}

/**
 * Returns the receipt for a row, which is written in the same transaction as a deletion. Nothing else shows that the
 * invitation was deleted by this job.
 */
export function receiptOf(job: BulkJob, row: BulkRow): Record<string, unknown> {
  return { ...receiptKey(job, row), tenantId: job.tenantId, [TTL_ATTRIBUTE]: job.removeAt };
}

function receiptKey({ id }: BulkJob, { row }: BulkRow): { pk: string; sk: string } {
  return { pk: importKey(id).pk, sk: `done#${row}` };
}
