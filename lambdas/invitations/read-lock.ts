import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { lockSchema, type AddressLock } from './address-lock.ts';
import { lockKey } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';

/** Reads the lock of an invitation's address, strongly consistent: 1 RRU. It may bind nobody any more. */
export async function readLock(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitation: Invitation,
): Promise<AddressLock | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: lockKey(invitation), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : lockSchema.parse(Item);
}
