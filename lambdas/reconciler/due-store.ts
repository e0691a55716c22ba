import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import {
  boundedTimeline,
  type Invitation,
  type TimelineEntry,
} from '../modules/records/invitation.ts';
import {
  deliveryPartition,
  invitationKey,
  OPEN_KEYS,
  OPEN_VALUES,
  statusPartition,
  toTimelineItems,
  UNCLAIMED,
} from '../modules/records/invitation-item.ts';
import { WORK_PARTITION } from '../modules/records/table.ts';
import type { Unfinished } from './unfinished-store.ts';

/** Updates due invitations. An update is rejected if the data that it was based on has changed. */
export interface DueStore {
  /** Clears the due time of an invitation that has ended. */
  forget(due: Unfinished): Promise<boolean>;
  /** Requests a reminder: another email with its own link. Earlier links keep working. */
  remind(invitation: Invitation, dueAt: string, now: Date): Promise<boolean>;
  /** Makes the invitation due again at `dueAt`. */
  postpone(due: Unfinished, dueAt: string): Promise<boolean>;
}

export class DynamoDueStore implements DueStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  forget({ invitationId, since }: Unfinished): Promise<boolean> {
    return this.#write(invitationId, {
      UpdateExpression: 'REMOVE dueKey, dueAt',
      ConditionExpression: 'dueAt = :since',
      ExpressionAttributeValues: { ':since': since },
    });
  }

  remind(invitation: Invitation, dueAt: string, now: Date): Promise<boolean> {
    const at = now.toISOString();
    const timeline = boundedTimeline([...invitation.timeline, { at, type: 'reminded' }]);
    return this.#write(invitation.id, {
      UpdateExpression:
        'SET delivery = :delivery, traitKey = :traitKey, queuedKey = :work, queuedAt = :now, ' +
        'updatedAt = :now, timeline = :timeline, dueAt = :dueAt REMOVE sending',
      ConditionExpression:
        `updatedAt = :seenAt AND expiresAt > :now AND ${UNCLAIMED} AND ` +
        'delivery.#status = :deliveryStatus AND delivery.sends = :sends',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':delivery': {
          status: 'queued',
          updatedAt: at,
          sends: invitation.delivery.sends + 1,
          mail: 'reminder',
        },
        ':traitKey': deliveryPartition(invitation.tenantId, 'queued'),
        ':deliveryStatus': invitation.delivery.status,
        ':dueAt': dueAt,
        ':now': at,
        ...OPEN_VALUES,
        ':seenAt': invitation.updatedAt,
        ':sends': invitation.delivery.sends,
        ':timeline': toTimelineItems(timeline),
        ':work': WORK_PARTITION,
      },
    });
  }

  postpone({ invitationId, since }: Unfinished, dueAt: string): Promise<boolean> {
    return this.#write(invitationId, {
      UpdateExpression: 'SET dueAt = :dueAt',
      ConditionExpression: 'dueAt = :since',
      ExpressionAttributeValues: { ':dueAt': dueAt, ':since': since },
    });
  }

  async #write(
    invitationId: string,
    change: {
      readonly UpdateExpression: string;
      readonly ConditionExpression: string;
      readonly ExpressionAttributeNames?: Record<string, string>;
      readonly ExpressionAttributeValues: Record<string, unknown>;
    },
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          ...change,
        }),
      ),
    );
    return written.done;
  }
}

/** Records expirations, so that lists find expired invitations. */
export interface ExpirationStore {
  /**
   * Records that an invitation has expired, which moves it to the partition of expired invitations and clears its due
   * time. Its status was already exact to the second. Returns `false` if the invitation has changed since it was
   * read, has ended, or is being accepted: a claim is settled first.
   */
  noteExpiry(invitation: Invitation, now: Date): Promise<boolean>;
}

export class DynamoExpirationStore implements ExpirationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async noteExpiry({ id, tenantId, expiresAt }: Invitation, now: Date): Promise<boolean> {
    const entry: TimelineEntry = { at: expiresAt, type: 'expired' };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(id),
          UpdateExpression:
            'SET statusKey = :statusKey, expiredAt = :expiresAt, updatedAt = :now, ' +
            `timeline = list_append(timeline, :entries) REMOVE ${OPEN_KEYS}`,
          // A resend postpones the expiry.
          ConditionExpression: `${UNCLAIMED} AND expiresAt = :expiresAt AND expiresAt <= :now AND attribute_not_exists(expiredAt)`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':entries': toTimelineItems([entry]),
            ':expiresAt': expiresAt,
            ':now': now.toISOString(),
            ...OPEN_VALUES,
            ':statusKey': statusPartition(tenantId, 'expired'),
          },
        }),
      ),
    );
    return written.done;
  }
}
