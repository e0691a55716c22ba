import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fromInvitationItem, invitationKey } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';

/** Reads an invitation, strongly consistent: 1 RRU up to 4 KB. */
export async function readInvitation(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitationId: string,
): Promise<Invitation | undefined> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: invitationKey(invitationId),
      ConsistentRead: true,
    }),
  );
  return Item === undefined ? undefined : fromInvitationItem(Item);
}
