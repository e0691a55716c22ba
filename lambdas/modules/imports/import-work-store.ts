import {
  GetCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import {
  countsOf,
  type FinishedRow,
  type ImportChunk,
  type ImportJob,
  type RowEnd,
} from './import.ts';
import { IMPORTS, chunkKey, importKey, type JobKind, type StoredJob } from './import-item.ts';

/** Jobs of one kind as the importer works them off. */
export interface JobWorkStore<Job extends StoredJob, Chunk, Result extends RowEnd> {
  get(importId: string): Promise<Job | undefined>;
  chunk(job: Job, number: number): Promise<Chunk | undefined>;
  /**
   * Writes what became of a chunk's rows, takes what they said away, and counts them: all or nothing, and once.
   * `false` when the chunk was finished already.
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
    // Which chunk is the last may have changed since the import was read: then it is written the other way.
    const first = await this.#finish(job, number, results, { at, isLast });
    if (first !== 'miscounted') return first === 'finished';
    const second = await this.#finish(job, number, results, { at, isLast: !isLast });
    return second === 'finished';
  }

  /** 2 WRU for each kilobyte of the chunk and of the import. */
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

/** Imports as the importer works them off. */
export class DynamoImportWorkStore extends DynamoJobWorkStore<ImportJob, ImportChunk, FinishedRow> {
  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName, IMPORTS);
  }
}
