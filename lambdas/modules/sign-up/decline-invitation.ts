import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { beingAccepted, changing } from '../invitations/invitation-guards.ts';
import { readToken } from '../invitations/token.ts';
import type { Clock } from '../platform/clock.ts';
import { type Invitation, isBeingAccepted, type TimelineEntry } from '../records/invitation.ts';
import {
  invitationKey,
  type InvitationOutcome,
  OPEN,
  OPEN_KEYS,
  OPEN_VALUES,
  statusPartition,
  toTimelineItems,
} from '../records/invitation-item.ts';
import { endOf, requireLink, unknownLink } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';

/** Writes declined invitations. */
interface DeclineStore {
  /** Declines a pending invitation (1 write). Returns `false` if it changed since it was read. */
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
            `timeline = list_append(timeline, :entries) REMOVE claim, visit, sending, ${OPEN_KEYS}`,
          ConditionExpression: `(contains(tokenHashes, :hash) OR contains(linkHashes, :hash)) AND expiresAt > :now AND ${OPEN}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':declined': 'declined',
            ':entries': toTimelineItems([entry]),
            ':hash': hash,
            ':now': at,
            ':outcome': { declinedAt: at } satisfies InvitationOutcome,
            ':statusKey': statusPartition(tenantId, 'declined'),
          },
        }),
      ),
    );
    return written.done;
  }
}

export interface DeclineDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly declines: DeclineStore;
  readonly clock: Clock;
}

/** The number of attempts. The mailer can write to the invitation between reading and declining it. */
const ATTEMPTS = 3;

/**
 * Declines an invitation. Declining it again has no effect.
 *
 * @throws {FoyerError} `not_found`, `invitation_accepted`, `invitation_revoked`, `invitation_expired`,
 * `acceptance_in_progress`, `temporarily_unavailable`
 */
export async function declineInvitation(deps: DeclineDeps, token: string): Promise<void> {
  const key = readToken(token);
  if (key === undefined) throw unknownLink();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
    if (invitation.status === 'declined') return;
    const now = deps.clock.now();
    const end = endOf(invitation, now);
    if (end !== undefined) throw end;
    if (isBeingAccepted(invitation, now)) throw beingAccepted(invitation, now);
    if (await deps.declines.decline(invitation, key.hash, now)) return;
  }
  throw changing();
}
