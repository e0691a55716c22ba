import {
  type DynamoDBDocumentClient,
  GetCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

import { type Contact, contactKey } from '../records/contact.ts';
import { type Customer, statusAfterSignUp } from '../records/customer.ts';
import {
  customerAttributes,
  customerKey,
  customerStatusPartition,
  fromCustomerItem,
} from '../records/customer-item.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Reads a customer. Returns `undefined` if nobody can join it, because it does not exist, belongs to another tenant, or
 * is suspended.
 */
export async function readCustomerToJoin(
  client: DynamoDBDocumentClient,
  tableName: string,
  { customerId, tenantId }: { readonly customerId: string; readonly tenantId: string },
): Promise<Customer | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: customerKey(customerId), ConsistentRead: true }),
  );
  if (Item === undefined) return undefined;
  const customer = fromCustomerItem(Item);
  return customer.tenantId === tenantId && customer.status !== 'suspended' ? customer : undefined;
}

/**
 * Returns the update of a customer when a person joins it. The customer has one more user, and with its first user, it
 * becomes active or waits for approval. If the customer had no contact with an email address, the person becomes its
 * primary contact. If the person already was the primary contact, the customer gets the address that the person signed
 * up with. Fails if the state of the customer has changed since `current`.
 */
export function joinCustomer(
  tableName: string,
  {
    customerId,
    tenantId,
    existingContact,
  }: { readonly customerId: string; readonly tenantId: string; readonly existingContact: boolean },
  current: Customer,
  { contact, requiresApproval }: { readonly contact: Contact; readonly requiresApproval: boolean },
): TransactItem {
  const next = statusAfterSignUp(current, requiresApproval);
  const moves = next !== current.status;
  const statusKey = moves ? customerStatusPartition(tenantId, next) : undefined;
  const primary = asPrimary(current, contact);
  const set = [
    ...(moves ? ['#status = :next'] : []),
    ...(statusKey === undefined ? [] : ['statusKey = :statusKey']),
    ...primary.set,
    ...(moves || primary.set.length > 0 ? ['updatedAt = :now'] : []),
  ];
  const gone = [...(moves && statusKey === undefined ? ['statusKey'] : []), ...primary.gone];
  return {
    Update: {
      TableName: tableName,
      Key: customerKey(customerId),
      UpdateExpression:
        'ADD #users :one, owners :owners, contacts :contacts' +
        (set.length > 0 ? ` SET ${set.join(', ')}` : '') +
        (gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''),
      // The first user determines the status, so the customer must still have no users.
      ConditionExpression: [
        'tenantId = :tenantId AND #status = :status',
        ...(moves ? ['#users = :users'] : []),
        ...primary.conditions,
      ].join(' AND '),
      ExpressionAttributeNames: { '#status': 'status', '#users': 'users', ...primary.names },
      ExpressionAttributeValues: {
        ':one': 1,
        ':owners': contact.role === 'owner' ? 1 : 0,
        ':contacts': existingContact ? 0 : 1,
        ':tenantId': tenantId,
        ':status': current.status,
        ...(moves && {
          ':next': next,
          ':statusKey': statusKey,
          ':users': current.users,
        }),
        ...(set.length > 0 && { ':now': contact.updatedAt }),
        ...primary.values,
      },
    },
  };
}

/**
 * Makes a contact with an account the primary contact. Like every change of the primary contact, this increments the
 * version.
 */
function asPrimary(current: Customer, { id, email }: Contact) {
  const { primaryContactId, email: before, version } = current;
  const isNobody = primaryContactId === undefined && before === undefined;
  const isThem = primaryContactId === id && before !== email;
  if (!isNobody && !isThem) return { set: [], gone: [], conditions: [], names: {}, values: {} };
  const addressed = Object.entries(customerAttributes({ ...current, email })).filter(([name]) =>
    ['email', 'address', 'companyKey'].includes(name),
  );
  const attributes = addressed.filter(([, value]) => value !== undefined);
  return {
    set: [
      'details.#primary = :primary',
      '#version = :nextVersion',
      ...attributes.map(([name]) => `${name} = :${name}`),
    ],
    // Addresses at some domains do not identify a company.
    gone: addressed.flatMap(([name, value]) => (value === undefined ? [name] : [])),
    conditions: ['#version = :version'],
    names: { '#primary': 'primaryContactId', '#version': 'version' },
    values: {
      ...{ ':primary': id, ':version': version, ':nextVersion': version + 1 },
      ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
    },
  };
}

/**
 * Returns the update that gives an existing contact its account. Fails if the contact already has one, or was removed.
 */
export function activateContact(tableName: string, contact: Contact): TransactItem {
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
  // If the person signed up without a last name, removes the one on record.
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
