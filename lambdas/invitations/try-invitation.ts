import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keptOut, type LockTerms } from './address-lock.ts';
import { lockKey } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';
import type { CreateOutcome } from './write-invitation.ts';

/** What would become of a create, as the lock of the address lies there now: 1 RRU, and nothing is written. */
export async function tryInvitation(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitation: Invitation,
  terms: LockTerms,
): Promise<CreateOutcome> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: lockKey(invitation), ConsistentRead: true }),
  );
  const refusal = Item === undefined ? undefined : keptOut(Item, terms);
  return refusal ?? { outcome: 'created' };
}
