import {
  GetCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Contact } from './contact.ts';
import {
  contactKey,
  customerKey,
  customerStatusPartition,
  fromCustomerItem,
} from './customer-item.ts';
import { statusAfterArrival, type Customer } from './customer.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Where a customer stands that somebody is about to join. */
export type Standing = Pick<Customer, 'status' | 'users'>;

/** Reads where a customer stands; `undefined` when nobody can join it: it is not there, another tenant's, or suspended. */
export async function readStanding(
  client: DynamoDBDocumentClient,
  tableName: string,
  { customerId, tenantId }: { readonly customerId: string; readonly tenantId: string },
): Promise<Standing | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: customerKey(customerId), ConsistentRead: true }),
  );
  if (Item === undefined) return undefined;
  const customer = fromCustomerItem(Item);
  return customer.tenantId === tenantId && customer.status !== 'suspended' ? customer : undefined;
}

/**
 * Somebody joins a customer that stands as in `standing`: one more who can sign in, and with the first one the customer
 * opens, or waits for approval. Refused when it stands otherwise by now.
 */
export function joinCustomer(
  tableName: string,
  {
    customerId,
    tenantId,
    existingContact,
  }: { readonly customerId: string; readonly tenantId: string; readonly existingContact: boolean },
  standing: Standing,
  { contact, requiresApproval }: { readonly contact: Contact; readonly requiresApproval: boolean },
): TransactItem {
  const next = statusAfterArrival(standing, requiresApproval);
  const moves = next !== standing.status;
  return {
    Update: {
      TableName: tableName,
      Key: customerKey(customerId),
      UpdateExpression:
        'ADD #users :one, owners :owners, contacts :contacts' +
        (moves ? ' SET #status = :next, statusKey = :statusKey, updatedAt = :now' : ''),
      // Who comes first decides, so there must still be nobody.
      ConditionExpression:
        'tenantId = :tenantId AND #status = :status' + (moves ? ' AND #users = :users' : ''),
      ExpressionAttributeNames: { '#status': 'status', '#users': 'users' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':owners': contact.role === 'owner' ? 1 : 0,
        ':contacts': existingContact ? 0 : 1,
        ':tenantId': tenantId,
        ':status': standing.status,
        ...(moves && {
          ':next': next,
          ':statusKey': customerStatusPartition(tenantId, next),
          ':now': contact.updatedAt,
          ':users': standing.users,
        }),
      },
    },
  };
}

/** A contact that was there before gets its account: only one that has none, and was not removed. */
export function arriveAt(tableName: string, contact: Contact): TransactItem {
  const { customerId, id, tenantId } = contact;
  const names = [
    'userId',
    'email',
    'firstName',
    'lastName',
    'jobTitle',
    'phone',
    'groups',
    'role',
    'invitationId',
    'updatedAt',
  ] as const;
  const set = names.filter((name) => contact[name] !== undefined);
  // Somebody with one name has taken away what they were thought to be called.
  const remove = contact.lastName === undefined ? ' REMOVE #lastName' : '';
  return {
    Update: {
      TableName: tableName,
      Key: contactKey(customerId, id),
      UpdateExpression: `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}${remove} ADD #version :one`,
      ConditionExpression:
        'tenantId = :tenantId AND attribute_not_exists(#userId) AND attribute_not_exists(removedAt)',
      ExpressionAttributeNames: {
        ...Object.fromEntries(set.map((name) => [`#${name}`, name])),
        ...(remove !== '' && { '#lastName': 'lastName' }),
        '#version': 'version',
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(set.map((name) => [`:${name}`, contact[name]])),
        ':one': 1,
        ':tenantId': tenantId,
      },
    },
  };
}
