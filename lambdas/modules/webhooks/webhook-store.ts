import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { HOUR, isoAfter } from '../platform/clock.ts';
import { tenantPartition } from '../records/table.ts';
import {
  type Attempt,
  type DisabledReason,
  fromWebhookItem,
  ROTATION_HOURS,
  toWebhookItem,
  type Webhook,
  WEBHOOK_PREFIX,
  webhookCountKey,
  webhookKey,
  WEBHOOKS_MAX,
} from './webhook.ts';

/** Reads webhooks with strong consistency, so that a new webhook receives the next event. */
export interface WebhookReader {
  get(tenantId: string, webhookId: string): Promise<Webhook | undefined>;
  /** Returns all webhooks of a tenant. */
  list(tenantId: string): Promise<Webhook[]>;
}

export class DynamoWebhookReader implements WebhookReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, webhookId: string): Promise<Webhook | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: webhookKey(tenantId, webhookId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromWebhookItem(Item);
  }

  async list(tenantId: string): Promise<Webhook[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': tenantPartition(tenantId),
          ':prefix': WEBHOOK_PREFIX,
        },
        ConsistentRead: true,
        Limit: WEBHOOKS_MAX,
      }),
    );
    return Items.map(fromWebhookItem);
  }
}

/** The person who changes a webhook. */
type WebhookEditor = NonNullable<Webhook['changedBy']>;

/** The fields that an administrator can change. `null` removes a value. */
export interface WebhookChange {
  readonly url?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly description?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly by?: WebhookEditor | undefined;
}

/** Changes webhooks for administrators. */
export interface WebhookStore {
  /**
   * Creates a webhook unless the tenant has reached its limit.
   *
   * @returns the existing webhook if there is one with the same ID.
   */
  create(webhook: Webhook): Promise<'created' | 'full' | Webhook>;
  /** @returns the changed webhook, or `undefined` if it does not exist. */
  change(ref: WebhookRef, change: WebhookChange, now: Date): Promise<Webhook | undefined>;
  rotate(ref: WebhookRef, now: Date, by?: WebhookEditor): Promise<Webhook | undefined>;
  remove(ref: WebhookRef): Promise<'removed' | 'absent'>;
}

export interface WebhookRef {
  readonly tenantId: string;
  readonly id: string;
}

/** The parts of an update expression. */
interface Edit {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove: readonly string[];
}

export class DynamoWebhookStore implements WebhookStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async create(webhook: Webhook): Promise<'created' | 'full' | Webhook> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: this.#tableName,
                Key: webhookCountKey(webhook.tenantId),
                UpdateExpression: 'ADD webhooks :one',
                ConditionExpression: 'attribute_not_exists(webhooks) OR webhooks < :most',
                ExpressionAttributeValues: { ':one': 1, ':most': WEBHOOKS_MAX },
              },
            },
            {
              Put: {
                TableName: this.#tableName,
                Item: toWebhookItem(webhook),
                ConditionExpression: 'attribute_not_exists(pk)',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      ),
    );
    if (written.done) return 'created';
    const earlier = written.refusals[1]?.item;
    return earlier === undefined ? 'full' : fromWebhookItem(earlier);
  }

  async change(ref: WebhookRef, change: WebhookChange, now: Date): Promise<Webhook | undefined> {
    return this.#edit(ref, now, {
      set: {
        ...changedBy(change.by),
        ...(change.url !== undefined && { url: change.url }),
        ...(change.events !== undefined && { events: change.events }),
        ...(typeof change.description === 'string' && { description: change.description }),
        ...(change.enabled !== undefined && { enabled: change.enabled }),
      },
      remove: [
        ...(change.description === null ? ['description'] : []),
        // A webhook with a new URL, or one that is enabled again, starts without failures.
        ...(change.url !== undefined || change.enabled === true ? ['failingSince'] : []),
        ...(change.url !== undefined ? ['lastTest'] : []),
        ...(change.enabled === true ? ['disabled'] : []),
      ],
    });
  }

  async rotate(ref: WebhookRef, now: Date, by?: WebhookEditor): Promise<Webhook | undefined> {
    const until = isoAfter(now, ROTATION_HOURS * HOUR);
    return this.#edit(
      ref,
      now,
      { set: { previousSecretUntil: until, ...changedBy(by) }, remove: [] },
      1,
    );
  }

  async #edit(
    { tenantId, id }: WebhookRef,
    now: Date,
    { set, remove }: Edit,
    rotations = 0,
  ): Promise<Webhook | undefined> {
    const changes = Object.entries({ ...set, updatedAt: now.toISOString() });
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: webhookKey(tenantId, id),
          UpdateExpression: [
            `SET ${changes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
            ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
            ...(rotations > 0 ? ['ADD secretVersion :rotations'] : []),
          ].join(' '),
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: Object.fromEntries(changes.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(changes.map(([name, value]) => [`:${name}`, value])),
            ...(rotations > 0 && { ':rotations': rotations }),
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done ? fromWebhookItem(written.output.Attributes ?? {}) : undefined;
  }

  async remove({ tenantId, id }: WebhookRef): Promise<'removed' | 'absent'> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName: this.#tableName,
                Key: webhookKey(tenantId, id),
                ConditionExpression: 'attribute_exists(pk)',
              },
            },
            {
              Update: {
                TableName: this.#tableName,
                Key: webhookCountKey(tenantId),
                UpdateExpression: 'ADD webhooks :less',
                ExpressionAttributeValues: { ':less': -1 },
              },
            },
          ],
        }),
      ),
    );
    return written.done ? 'removed' : 'absent';
  }
}

function changedBy(by: WebhookEditor | undefined): Pick<Webhook, 'changedBy'> {
  return by === undefined ? {} : { changedBy: { id: by.id, name: by.name } };
}

/**
 * Records the health of a webhook. While the webhook is healthy, only the results of tests are written. Changes that an
 * administrator made in the meantime are kept.
 */
export interface WebhookHealth {
  /** Records the time since which deliveries have failed. */
  failing(webhook: Webhook, now: Date): Promise<void>;
  recovered(webhook: Webhook): Promise<void>;
  disable(webhook: Webhook, reason: DisabledReason, now: Date): Promise<void>;
  /** Records the result of a test event, in place of the previous one. */
  tested(webhook: Webhook, eventId: string, attempt: Attempt, now: Date): Promise<void>;
}

interface HealthEdit {
  readonly update: string;
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export class DynamoWebhookHealth implements WebhookHealth {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async failing(webhook: Webhook, now: Date): Promise<void> {
    if (webhook.failingSince !== undefined) return;
    await this.#edit(webhook, {
      update: 'SET failingSince = :now',
      condition: '#url = :url AND attribute_not_exists(failingSince)',
      values: { ':url': webhook.url, ':now': now.toISOString() },
    });
  }

  async recovered(webhook: Webhook): Promise<void> {
    if (webhook.failingSince === undefined) return;
    await this.#edit(webhook, {
      update: 'REMOVE failingSince',
      condition: '#url = :url AND failingSince = :since',
      values: { ':url': webhook.url, ':since': webhook.failingSince },
    });
  }

  async disable(webhook: Webhook, reason: DisabledReason, now: Date): Promise<void> {
    const at = now.toISOString();
    await this.#edit(webhook, {
      update: 'SET enabled = :off, disabled = :disabled, updatedAt = :now',
      condition: '#url = :url AND enabled = :on',
      values: {
        ':url': webhook.url,
        ':on': true,
        ':off': false,
        ':disabled': { reason, at },
        ':now': at,
      },
    });
  }

  async tested(webhook: Webhook, eventId: string, attempt: Attempt, now: Date): Promise<void> {
    await this.#edit(webhook, {
      update: 'SET lastTest = :test',
      condition: '#url = :url',
      values: { ':url': webhook.url, ':test': { eventId, at: now.toISOString(), ...attempt } },
    });
  }

  async #edit({ tenantId, id }: Webhook, { update, condition, values }: HealthEdit): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: webhookKey(tenantId, id),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#url': 'url' },
          ExpressionAttributeValues: values,
        }),
      ),
    );
  }
}
