import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Position } from '../dynamodb/cursor.ts';
import type { Principal } from '../http/principal.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import {
  countsOf,
  type FinishedRow,
  type ImportChunk,
  type ImportJob,
  type ImportRow,
  type ImportSummary,
  type RowEnd,
} from './import.ts';
import {
  chunkKey,
  importKey,
  IMPORTS,
  type JobKind,
  type StoredJob,
  toChunkItem,
  toImportItem,
} from './import-item.ts';

export interface JobPage<Summary> {
  readonly rows: Summary[];
  readonly next: Position | undefined;
}

/** Starts and reads jobs of one kind for administrators. */
export class DynamoJobStore<Job extends StoredJob, Summary extends Position, Chunk, Row> {
  readonly #kind: JobKind<Job, Summary, Chunk>;
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;

  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    retentionDays: number,
    kind: JobKind<Job, Summary, Chunk>,
  ) {
    this.#kind = kind;
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
  }

  /** Reads a job with strong consistency, because the caller reads it immediately after starting it. */
  async get(importId: string): Promise<Job | undefined> {
    if (!importId.startsWith(this.#kind.prefix)) return undefined;
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: importKey(importId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : this.#kind.fromItem(Item);
  }

  /**
   * Writes a chunk unless it already exists. Costs 1 WRU per kilobyte of rows. Nothing reads the chunk before {@link
   * create}.
   */
  async writeChunk(job: Job, number: number, rows: readonly Row[]): Promise<void> {
    // An existing chunk has the same rows, and may already have been processed.
    await this.#putNew(toChunkItem(job, number, rows, this.#retentionDays));
  }

  /**
   * Writes the import, which starts processing. Its chunks must already exist. Returns `false` if the import already
   * exists.
   */
  create(job: Job): Promise<boolean> {
    return this.#putNew(toImportItem(job, this.#retentionDays, this.#kind.list));
  }

  /** Returns up to `count` chunks in order, starting with number `from`. */
  async chunks(job: Job, from: number, count: number): Promise<Chunk[]> {
    const last = Math.min(from + count - 1, job.chunks);
    if (from > last) return [];
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': importKey(job.id).pk,
          ':from': chunkKey(job, from).sk,
          ':to': chunkKey(job, last).sk,
        },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => this.#kind.fromChunk(item));
  }

  /** Returns a page of a tenant's jobs of this kind, newest first. Runs one query. */
  async list(tenantId: string, limit: number, after?: Position): Promise<JobPage<Summary>> {
    const partition = listPartition(tenantId, this.#kind.list);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: INDEXES.byTime.name,
        KeyConditionExpression: 'listKey = :partition',
        ExpressionAttributeValues: { ':partition': partition },
        ScanIndexForward: false,
        Limit: limit,
        ...(after !== undefined && {
          ExclusiveStartKey: {
            ...importKey(after.id),
            listKey: partition,
            createdAt: after.createdAt,
          },
        }),
      }),
    );
    const rows = Items.map((item) => this.#kind.fromListed(item));
    return { rows, next: LastEvaluatedKey === undefined ? undefined : rows.at(-1) };
  }

  /** Records the cancellation of a job. Returns `false` if all rows are finished or the job is already canceled. */
  async cancel({ id }: Pick<Job, 'id'>, by: Principal, at: Date): Promise<boolean> {
    const { done } = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: importKey(id),
          UpdateExpression: 'SET #to.canceledAt = :now, #to.canceledBy = :by, updatedAt = :now',
          ConditionExpression:
            'tenantId = :tenantId AND #to.remaining > :none AND attribute_not_exists(#to.canceledAt)',
          ExpressionAttributeNames: { '#to': 'outcome' },
          ExpressionAttributeValues: {
            ':by': { id: by.id, name: by.name },
            ':none': 0,
            ':now': at.toISOString(),
            ':tenantId': by.tenantId,
          },
        }),
      ),
    );
    return done;
  }

  async #putNew(Item: Record<string, unknown>): Promise<boolean> {
    const { done } = await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item,
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    return done;
  }
}

/** Starts and reads imports for administrators. */
export class DynamoImportStore extends DynamoJobStore<
  ImportJob,
  ImportSummary,
  ImportChunk,
  ImportRow
> {
  constructor(client: DynamoDBDocumentClient, tableName: string, retentionDays: number) {
    super(client, tableName, retentionDays, IMPORTS);
  }
}

/** Reads and updates jobs of one kind for the importer. */
export interface JobWorkStore<Job extends StoredJob, Chunk, Result extends RowEnd> {
  get(importId: string): Promise<Job | undefined>;
  chunk(job: Job, number: number): Promise<Chunk | undefined>;
  /**
   * Records the results of a chunk's rows, removes the rows' fields, and counts the rows, in one transaction and only
   * once. Returns `false` if the chunk was already finished.
   */
  finish(job: Job, number: number, results: readonly Result[], at: Date): Promise<boolean>;
}

export type ImportWorkStore = JobWorkStore<ImportJob, ImportChunk, FinishedRow>;

export class DynamoJobWorkStore<
  Job extends StoredJob,
  Chunk,
  Result extends RowEnd,
> implements JobWorkStore<Job, Chunk, Result> {
  readonly #kind: Pick<JobKind<Job, unknown, Chunk>, 'fromItem' | 'fromChunk'>;
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    kind: Pick<JobKind<Job, unknown, Chunk>, 'fromItem' | 'fromChunk'>,
  ) {
    this.#kind = kind;
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(importId: string): Promise<Job | undefined> {
    const item = await this.#read(importKey(importId));
    return item && this.#kind.fromItem(item);
  }

  async chunk(job: Job, number: number): Promise<Chunk | undefined> {
    const item = await this.#read(chunkKey(job, number));
    return item && this.#kind.fromChunk(item);
  }

  async finish(job: Job, number: number, results: readonly Result[], at: Date): Promise<boolean> {
    const isLast = job.remaining === results.length;
    // Another chunk may have become the last one since the import was read. If so, try the other form of the write.
    const first = await this.#finish(job, number, results, { at, isLast });
    if (first !== 'miscounted') return first === 'finished';
    const second = await this.#finish(job, number, results, { at, isLast: !isLast });
    return second === 'finished';
  }

  /** Costs 2 WRU per kilobyte of the chunk and of the import. */
  async #finish(
    job: Job,
    number: number,
    results: readonly Result[],
    { at, isLast }: { readonly at: Date; readonly isLast: boolean },
  ): Promise<'finished' | 'was_finished' | 'miscounted'> {
    const counts = countsOf(results);
    const now = at.toISOString();
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: chunkKey(job, number),
                UpdateExpression: 'SET #results = :results REMOVE #rows',
                ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#results)',
                ExpressionAttributeNames: { '#results': 'results', '#rows': 'rows' },
                ExpressionAttributeValues: { ':results': results },
              },
            },
            {
              Update: {
                TableName: this.#tableName,
                Key: importKey(job.id),
                UpdateExpression:
                  'SET updatedAt = :now, #to.#created = #to.#created + :created, ' +
                  '#to.wouldCreate = #to.wouldCreate + :wouldCreate, ' +
                  '#to.skipped = #to.skipped + :skipped, #to.#error = #to.#error + :error, ' +
                  '#to.remaining = #to.remaining - :count' +
                  (isLast ? ' REMOVE queuedKey, queuedAt' : ', queuedAt = :now'),
                ConditionExpression: `#to.remaining ${isLast ? '=' : '>'} :count`,
                ExpressionAttributeNames: {
                  '#to': 'outcome',
                  '#created': 'created',
                  '#error': 'error',
                },
                ExpressionAttributeValues: {
                  ':count': results.length,
                  ':created': counts.created,
                  ':error': counts.error,
                  ':now': now,
                  ':skipped': counts.skipped,
                  ':wouldCreate': counts.wouldCreate,
                },
              },
            },
          ],
        }),
      ),
    );
    if (written.done) return 'finished';
    return written.refusals[0] === undefined ? 'miscounted' : 'was_finished';
  }

  async #read(key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: key, ConsistentRead: true }),
    );
    return Item;
  }
}

/** Reads and updates imports for the importer. */
export class DynamoImportWorkStore extends DynamoJobWorkStore<ImportJob, ImportChunk, FinishedRow> {
  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName, IMPORTS);
  }
}
