import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Attempt } from './attempt.ts';
import { webhookKey } from './webhook-item.ts';
import type { DisabledReason, Webhook } from './webhook.ts';

/** How a webhook fares. Nothing but tests is written while it is well; what an administrator changed meanwhile is left alone. */
export interface WebhookHealth {
  /** Remembers since when nothing has reached it. */
  failing(webhook: Webhook, now: Date): Promise<void>;
  recovered(webhook: Webhook): Promise<void>;
  disable(webhook: Webhook, reason: DisabledReason, now: Date): Promise<void>;
  /** Keeps the result of a test event, in place of the one before. */
  tested(webhook: Webhook, eventId: string, attempt: Attempt, now: Date): Promise<void>;
}

interface Edit {
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

  async #edit({ tenantId, id }: Webhook, { update, condition, values }: Edit): Promise<void> {
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
