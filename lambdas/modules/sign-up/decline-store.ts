import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  invitationKey,
  statusPartition,
  toTimelineItems,
  type Outcome,
} from '../invitations/invitation-item.ts';
import type { Invitation, TimelineEntry } from '../invitations/invitation.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';

/** Invitations as the invited decline them. */
export interface DeclineStore {
  /** Ends a pending invitation as its holder wishes: 1 write. `false` when it changed since it was read. */
  decline(invitation: Invitation, hash: string, now: Date): Promise<boolean>;
}

export class DynamoDeclineStore implements DeclineStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async decline({ id, tenantId }: Invitation, hash: string, now: Date): Promise<boolean> {
    const at = now.toISOString();
    const entry: TimelineEntry = { at, type: 'declined' };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(id),
          UpdateExpression:
            'SET #status = :declined, outcome = :outcome, updatedAt = :now, statusKey = :statusKey, ' +
            'timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, dueKey, dueAt',
          ConditionExpression:
            '(contains(tokenHashes, :hash) OR contains(linkHashes, :hash)) AND expiresAt > :now AND ' +
            '(#status = :pending OR (#status = :accepting AND leaseUntil <= :now))',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':accepting': 'accepting',
            ':declined': 'declined',
            ':entries': toTimelineItems([entry]),
            ':hash': hash,
            ':now': at,
            ':outcome': { declinedAt: at } satisfies Outcome,
            ':pending': 'pending',
            ':statusKey': statusPartition(tenantId, 'declined'),
          },
        }),
      ),
    );
    return written.done;
  }
}
