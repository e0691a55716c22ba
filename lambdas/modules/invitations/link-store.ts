import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import {
  OPEN,
  OPEN_VALUES,
  fromInvitationItem,
  invitationKey,
  toTimelineItems,
} from './invitation-item.ts';
import { boundedTimeline, type Invitation } from './invitation.ts';
import type { RenewalOutcome } from './renewal-store.ts';

/** A link that is handed over, and by whom. */
export interface HandedLink {
  readonly hash: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string };
}

/** Links that administrators hand over themselves. */
export class DynamoLinkStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Puts a link in the place of the one that was handed over before: 1 write, while the invitation is as in `seen`. */
  async replace(
    seen: Invitation,
    { hash, at, by }: HandedLink,
  ): Promise<Extract<RenewalOutcome, { outcome: 'renewed' | 'changed' }>> {
    const now = at.toISOString();
    const timeline = boundedTimeline([...seen.timeline, { at: now, type: 'link_created', by }]);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(seen.id),
          UpdateExpression: 'SET linkHashes = :hashes, updatedAt = :now, timeline = :timeline',
          ConditionExpression: `tenantId = :tenantId AND updatedAt = :seenAt AND expiresAt > :now AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':hashes': new Set([hash]),
            ':now': now,
            ':seenAt': seen.updatedAt,
            ':tenantId': seen.tenantId,
            ':timeline': toTimelineItems(timeline),
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return {
        outcome: 'renewed',
        invitation: fromInvitationItem(written.output.Attributes ?? {}),
      };
    const item = written.refusals[0]?.item;
    return {
      outcome: 'changed',
      current: item === undefined ? undefined : fromInvitationItem(item),
    };
  }
}
