import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countKey, isFloodGuard, keptOut, type LockTerms } from './address-lock.ts';
import { lockKey } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';
import type { CreateOutcome } from './write-invitation.ts';

/**
 * Foretells the outcome of a create from the lock of the address as it is now and, where an application has a lock of its own,
 * from the count of the address's mails: 1 RRU each, and nothing is written.
 */
export async function tryInvitation(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitation: Invitation,
  terms: LockTerms,
): Promise<CreateOutcome> {
  const read = async (key: { pk: string; sk: string }) => {
    const get = new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const lock = await read(lockKey(invitation));
  const refusal = keptOut(lock, terms);
  if (refusal?.outcome === 'locked') return refusal;
  const counts = invitation.delivery.status === 'queued';
  const isApart = countKey(invitation).pk !== lockKey(invitation).pk;
  const count = counts && isApart ? await read(countKey(invitation)) : lock;
  return counts && isFloodGuard(count, terms) ? { outcome: 'flooded' } : { outcome: 'created' };
}
