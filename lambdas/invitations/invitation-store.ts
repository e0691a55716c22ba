import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition, type Companion } from '../shared/conditional-write.ts';
import type { LockTerms } from './address-lock.ts';
import type { Invitation, TimelineEntry } from './invitation.ts';
import {
  OPEN,
  OPEN_VALUES,
  fromInvitationItem,
  invitationKey,
  statusPartition,
  toTimelineItems,
  type Outcome,
} from './invitation-item.ts';
import { readInvitation } from './read-invitation.ts';
import { writeInvitation, type CreateOutcome } from './write-invitation.ts';

/** What became of a change of state: the invitation afterwards, or as it was when it refused. */
export type ChangeOutcome =
  | { readonly changed: true; readonly invitation: Invitation }
  | {
      readonly changed: false;
      readonly current: Invitation | undefined;
    };

export interface RevokeChange {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** Invitations as administrators change them. */
export class DynamoInvitationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /** Writes an invitation and the lock of its address: see {@link writeInvitation}. */
  create(
    invitation: Invitation,
    terms: LockTerms,
    companions: readonly Companion[] = [],
  ): Promise<CreateOutcome> {
    const table = { client: this.#client, tableName: this.#tableName };
    return writeInvitation(table, invitation, terms, companions);
  }

  /** Ends an invitation that is pending or expired: 1 WRU. Its links stay known, so that their holder learns why. */
  async revoke(change: RevokeChange): Promise<ChangeOutcome> {
    const at = change.at.toISOString();
    const entry: TimelineEntry = { at, type: 'revoked', by: change.by };
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(change.invitationId),
          UpdateExpression:
            'SET #status = :revoked, outcome = :outcome, updatedAt = :at, statusKey = :statusKey, ' +
            'timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, dueKey, dueAt',
          ConditionExpression: `tenantId = :tenantId AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':at': at,
            ':entries': toTimelineItems([entry]),
            ':now': at,
            ':outcome': { revokedAt: at, revokedBy: change.by } satisfies Outcome,
            ':revoked': 'revoked',
            ':statusKey': statusPartition(change.tenantId, 'revoked'),
            ':tenantId': change.tenantId,
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return { changed: true, invitation: fromInvitationItem(written.output.Attributes ?? {}) };
    const item = written.refusals[0]?.item;
    return { changed: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }
}
