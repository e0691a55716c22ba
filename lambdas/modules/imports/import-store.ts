import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Principal } from '../http/principal.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Position } from '../dynamodb/cursor.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import type { ImportChunk, ImportJob, ImportRow, ImportSummary } from './import.ts';
import {
  IMPORTS,
  chunkKey,
  importKey,
  toChunkItem,
  toImportItem,
  type JobKind,
  type StoredJob,
} from './import-item.ts';

export interface JobPage<Summary> {
  readonly rows: Summary[];
  readonly next: Position | undefined;
}

/** Jobs of one kind as administrators start and follow them. */
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

  /** Strongly consistent: whoever has started an import asks for it at once. */
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

  /** Writes a chunk unless it is there: 1 WRU for each kilobyte of rows. Nobody looks at it before {@link create}. */
  async writeChunk(job: Job, number: number, rows: readonly Row[]): Promise<void> {
    // One that is there is the same, and may have been worked off already.
    await this.#putNew(toChunkItem(job, number, rows, this.#retentionDays));
  }

  /** Writes the import, and with that orders the work: `false` when it is there already. Its chunks must be. */
  create(job: Job): Promise<boolean> {
    return this.#putNew(toImportItem(job, this.#retentionDays, this.#kind.list));
  }

  /** Up to `count` chunks from number `from` on, in order. */
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

  /** A page of a tenant's jobs of this kind, newest first: one query. */
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

  /** Notes that nobody more is to be invited: `false` when all rows are finished, or that was noted already. */
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

/** Imports as administrators start and follow them. */
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
