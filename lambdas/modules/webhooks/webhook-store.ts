import {
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { HOUR, isoAfter } from '../platform/clock.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { fromWebhookItem, toWebhookItem, webhookCountKey, webhookKey } from './webhook-item.ts';
import { ROTATION_HOURS, WEBHOOKS_MAX, type Webhook } from './webhook.ts';

/** The person who changes a webhook. */
type WebhookEditor = NonNullable<Webhook['changedBy']>;

/** What an administrator can change; `null` takes away. */
export interface WebhookChange {
  readonly url?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly description?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly by?: WebhookEditor | undefined;
}

/** Webhooks as administrators write them. */
export interface WebhookStore {
  /** Unless the tenant has as many as it may have. @returns the webhook that has its id already, where one has. */
  create(webhook: Webhook): Promise<'created' | 'full' | Webhook>;
  /** @returns the webhook as it is then, or `undefined` when there is none. */
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
        // Whatever failed before: this is a new beginning.
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
