import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Position } from '../dynamodb/cursor.ts';
import * as stored from '../platform/stored.ts';
import { WORK_INDEXES } from '../records/table.ts';
import {
  type Delivery,
  DELIVERY_PREFIX,
  DELIVERY_WORK_PARTITION,
  deliveryKey,
  type DeliveryRef,
  fromDeliveryItem,
  fromReplayItem,
  refOf,
  type Replay,
  REPLAY_WORK_PARTITION,
  replayKey,
  toDeliveryItem,
  toReplayItem,
  webhookDeliveryPartition,
} from './delivery.ts';

/** Stores pending and failed deliveries. `put`, `move`, and `takeDue` never overwrite a concurrent change. */
export interface WebhookDeliveryStore {
  get(ref: DeliveryRef): Promise<Delivery | undefined>;
  /** Stores the delivery of an event, unless it is already stored. */
  put(delivery: Delivery): Promise<void>;
  /** Records the result of another attempt, unless a concurrent attempt was recorded first. */
  move(from: Delivery, to: Delivery): Promise<void>;
  /** Deletes a delivery that succeeded or is no longer needed. */
  remove(ref: DeliveryRef): Promise<void>;
  /** Returns the deliveries that are due at `now`, oldest first, and postpones them to `until`. */
  takeDue(limit: number, now: Date, until: Date): Promise<readonly Delivery[]>;
  /** Returns a page of all deliveries of a webhook, oldest event first. */
  page(
    webhookId: string,
    limit: number,
    after?: Omit<DeliveryRef, 'webhookId'>,
  ): Promise<DeliveryPage>;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly last: DeliveryRef | undefined;
}

const dueRow = z.object({ pk: stored.text, sk: stored.text, dueAt: stored.text });
type DueRow = z.infer<typeof dueRow>;

export class DynamoWebhookDeliveryStore implements WebhookDeliveryStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(ref: DeliveryRef): Promise<Delivery | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: deliveryKey(ref),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromDeliveryItem(Item);
  }

  async put(delivery: Delivery): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: toDeliveryItem(delivery),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  }

  async move(from: Delivery, to: Delivery): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: toDeliveryItem(to),
          ConditionExpression: '#status = :status AND attempts = :attempts',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': from.status, ':attempts': from.attempts },
        }),
      ),
    );
  }

  async remove(ref: DeliveryRef): Promise<void> {
    await this.#client.send(
      new DeleteCommand({ TableName: this.#tableName, Key: deliveryKey(ref) }),
    );
  }

  async takeDue(limit: number, now: Date, until: Date): Promise<readonly Delivery[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: WORK_INDEXES.due.name,
        KeyConditionExpression: 'dueKey = :partition AND dueAt <= :now',
        ExpressionAttributeValues: {
          ':partition': DELIVERY_WORK_PARTITION,
          ':now': now.toISOString(),
        },
        Limit: limit,
      }),
    );
    const taken = await Promise.all(Items.map((item) => this.#take(dueRow.parse(item), until)));
    return taken.filter((delivery) => delivery !== undefined);
  }

  /**
   * Postpones a delivery. The condition is necessary because the index can lag behind: only the item shows whether the
   * delivery is still due.
   */
  async #take({ pk, sk, dueAt }: DueRow, until: Date): Promise<Delivery | undefined> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET dueAt = :until',
          ConditionExpression: 'dueAt = :seen',
          ExpressionAttributeValues: { ':seen': dueAt, ':until': until.toISOString() },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done ? fromDeliveryItem(written.output.Attributes ?? {}) : undefined;
  }

  async page(
    webhookId: string,
    limit: number,
    after?: Omit<DeliveryRef, 'webhookId'>,
  ): Promise<DeliveryPage> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': webhookDeliveryPartition(webhookId),
          ':prefix': DELIVERY_PREFIX,
        },
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: deliveryKey({ webhookId, ...after }) }),
      }),
    );
    const deliveries = Items.map(fromDeliveryItem);
    const end = deliveries.at(-1);
    return {
      deliveries,
      last: LastEvaluatedKey === undefined || end === undefined ? undefined : refOf(end),
    };
  }
}

/** Stores the progress of replays. If two runs are concurrent, only one advances a replay. */
export interface ReplayStore {
  /** Stores a replay, unless a stored replay already includes it. */
  start(replay: Replay, now: Date): Promise<void>;
  /** Returns the replays that have waited longest. */
  waiting(limit: number): Promise<readonly Replay[]>;
  /**
   * Records the next page of a replay, or deletes the replay after its last page.
   *
   * @returns `false` if the replay has changed since it was read.
   */
  advance(from: Replay, to: Replay | undefined, now: Date): Promise<boolean>;
}

const replayRow = z.object({ pk: stored.text, sk: stored.text });

export class DynamoReplayStore implements ReplayStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async start(replay: Replay, now: Date): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: toReplayItem(replay, now),
          // A redelivered message must not start over, and a later replay includes an earlier one.
          ConditionExpression: 'attribute_not_exists(pk) OR #before < :before',
          ExpressionAttributeNames: { '#before': 'before' },
          ExpressionAttributeValues: { ':before': replay.before },
        }),
      ),
    );
  }

  async waiting(limit: number): Promise<readonly Replay[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: WORK_INDEXES.due.name,
        KeyConditionExpression: 'dueKey = :partition',
        ExpressionAttributeValues: { ':partition': REPLAY_WORK_PARTITION },
        Limit: limit,
      }),
    );
    const replays = await Promise.all(Items.map((row) => this.#read(replayRow.parse(row))));
    return replays.filter((replay) => replay !== undefined);
  }

  /** The index can lag behind and does not contain the progress. */
  async #read({ pk, sk }: z.infer<typeof replayRow>): Promise<Replay | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: { pk, sk }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromReplayItem(Item);
  }

  async advance(from: Replay, to: Replay | undefined, now: Date): Promise<boolean> {
    const seen = {
      TableName: this.#tableName,
      ConditionExpression: '#before = :before AND #after = :after',
      ExpressionAttributeNames: { '#before': 'before', '#after': 'after' },
      ExpressionAttributeValues: { ':before': from.before, ':after': from.after },
    };
    const written = await writeOnCondition(() =>
      to === undefined
        ? this.#client.send(new DeleteCommand({ ...seen, Key: replayKey(from.webhookId) }))
        : this.#client.send(new PutCommand({ ...seen, Item: toReplayItem(to, now) })),
    );
    return written.done;
  }
}

/** The page to read: at most `limit` rows, after the last row of the previous page. */
export interface DeliveryListQuery {
  readonly webhookId: string;
  readonly limit: number;
  readonly after?: Position | undefined;
}

/** Lists pending and failed deliveries for administrators. */
export interface DeliveryList {
  /** Returns a page, newest event first. */
  list(query: DeliveryListQuery): Promise<{ rows: Delivery[]; next: Position | undefined }>;
}

export class DynamoDeliveryList implements DeliveryList {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async list({ webhookId, limit, after }: DeliveryListQuery) {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': webhookDeliveryPartition(webhookId),
          ':prefix': DELIVERY_PREFIX,
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        // One extra row shows whether there is a next page.
        Limit: limit + 1,
        ...(after !== undefined && {
          ExclusiveStartKey: deliveryKey({ webhookId, time: after.createdAt, eventId: after.id }),
        }),
      }),
    );
    const rows = Items.slice(0, limit).map(fromDeliveryItem);
    const last = rows.at(-1)?.event.detail;
    const more = Items.length > limit && last !== undefined;
    return { rows, next: more ? { id: last.id, createdAt: last.time } : undefined };
  }
}
