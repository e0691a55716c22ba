import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { itemsByKey } from '../dynamodb/batch.ts';
import { type Companion, writeOnCondition } from '../dynamodb/conditional-write.ts';
import { FoyerError } from '../platform/errors.ts';
import * as stored from '../platform/stored.ts';
import { type Contact, contactKey, fromContactItem, toContactItem } from '../records/contact.ts';
import type { Customer, CustomerStatus } from '../records/customer.ts';
import {
  customerAttributes,
  type CustomerFinder,
  customerKey,
  customerPartition,
  customerStatusPartition,
  fromCustomerItem,
  readCustomer,
  toCustomerItem,
} from '../records/customer-item.ts';
import { RECORDS } from '../records/table.ts';
import type { InvitedCustomer, NewCustomer } from './create-customer.ts';
import type { CustomerChanger, CustomerEdit } from './update-customer.ts';

/** A customer with its contacts. */
export interface CustomerWithContacts {
  readonly customer: Customer;
  readonly contacts: readonly Contact[];
}

const recordSchema = z.looseObject({ sk: stored.text });
/** The maximum number of contacts shown with a customer. */
const CONTACTS_SHOWN = 100;

/** Reads customers for administrators. */
export class DynamoCustomerStore implements CustomerFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  find(customerId: string): Promise<Customer | undefined> {
    return readCustomer(this.#client, this.#tableName, customerId);
  }

  /** Reads a customer with its first contacts. Runs one strongly consistent query. */
  async get(customerId: string): Promise<CustomerWithContacts | undefined> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': customerPartition(customerId) },
        ConsistentRead: true,
        // "customer" sorts after every "contact#…", so it comes first in reverse order.
        ScanIndexForward: false,
        Limit: CONTACTS_SHOWN + 1,
      }),
    );
    const records = Items.map((item) => recordSchema.parse(item));
    const customer = records.find(({ sk }) => sk === RECORDS.customer);
    if (customer === undefined) return undefined;
    const contacts = records.filter(({ sk }) => sk.startsWith(`${RECORDS.contact}#`));
    return {
      customer: fromCustomerItem(customer),
      contacts: contacts.map((contact) => fromContactItem(contact)),
    };
  }

  /**
   * Reads customers without their contacts, eventually consistent: 0.5 RRU for each item of up to 4 KB.
   *
   * @throws {FoyerError} `temporarily_unavailable`
   */
  async getAll(customerIds: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
    const items = await itemsByKey(this.#client, this.#tableName, customerIds.map(customerKey));
    const customers = [...items.values()].map((item) => fromCustomerItem(item));
    return new Map(customers.map((customer) => [customer.id, customer]));
  }
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * The attributes that an edit does not write, because they are fixed, or because sign-ups and administrators who
 * activate or suspend the customer might change them concurrently.
 */
const NOT_EDITED = new Set(['id', 'tenantId', 'createdAt', 'status', 'statusKey', 'fingerprint']);

/** Creates and changes customers in DynamoDB. */
export class DynamoCustomerChanges implements CustomerChanger {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(customerId: string): Promise<Customer | undefined> {
    const item = await this.#get(customerKey(customerId));
    return item && fromCustomerItem(item);
  }

  async findContact(customerId: string, contactId: string): Promise<Contact | undefined> {
    const item = await this.#get(contactKey(customerId, contactId));
    return item && fromContactItem(item);
  }

  /** Writes the customer and its contact together. Writing only a customer costs half as much. */
  async create({ customer, contact }: NewCustomer): Promise<'created' | 'exists'> {
    const put = this.#putCustomer(customer);
    const written = await writeOnCondition<unknown>(() =>
      contact === undefined
        ? this.#client.send(new PutCommand(put))
        : this.#client.send(
            new TransactWriteCommand({
              TransactItems: [{ Put: put }, this.#putContact(contact)],
            }),
          ),
    );
    return written.done ? 'created' : 'exists';
  }

  companions({ customer, contact }: InvitedCustomer): Companion[] {
    const refusal = () =>
      new FoyerError(
        'temporarily_unavailable',
        'The customer is already being created. Try again.',
        {
          retryAfterSeconds: 1,
        },
      );
    return [
      { item: { Put: this.#putCustomer(customer) }, refusal },
      { item: this.#putContact(contact), refusal },
    ];
  }

  /**
   * Updates the customer if it still has the previous version. If the address of the primary contact changes, uses a
   * transaction.
   */
  async edit({
    customer,
    primaryContactId,
  }: CustomerEdit): Promise<'edited' | 'changed_meanwhile'> {
    const update = this.#update(customer);
    const written = await writeOnCondition<unknown>(() =>
      primaryContactId === undefined
        ? this.#client.send(new UpdateCommand(update))
        : this.#client.send(
            new TransactWriteCommand({
              TransactItems: [{ Update: update }, this.#readdress(customer, primaryContactId)],
            }),
          ),
    );
    return written.done ? 'edited' : 'changed_meanwhile';
  }

  async move(before: Customer, to: CustomerStatus, at: Date): Promise<Customer | undefined> {
    const { id, tenantId, status, users } = before;
    const statusKey = customerStatusPartition(tenantId, to);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: customerKey(id),
          UpdateExpression:
            `SET #status = :to, updatedAt = :now${statusKey === undefined ? '' : ', statusKey = :statusKey'} ` +
            `ADD #version :one${statusKey === undefined ? ' REMOVE statusKey' : ''}`,
          // The new status depends on the number of users.
          ConditionExpression: 'tenantId = :tenantId AND #status = :status AND #users = :users',
          ExpressionAttributeNames: {
            '#status': 'status',
            '#users': 'users',
            '#version': 'version',
          },
          ExpressionAttributeValues: {
            ':to': to,
            ':statusKey': statusKey,
            ':now': at.toISOString(),
            ':one': 1,
            ':tenantId': tenantId,
            ':status': status,
            ':users': users,
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    if (!written.done) return undefined;
    return fromCustomerItem(written.output.Attributes ?? {});
  }

  async #get(Key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key, ConsistentRead: true }),
    );
    return Item;
  }

  #putCustomer(customer: Customer) {
    return {
      TableName: this.#tableName,
      Item: toCustomerItem(customer),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
  }

  #putContact(contact: Contact): TransactItem {
    return {
      Put: {
        TableName: this.#tableName,
        Item: toContactItem(contact),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  #update(customer: Customer) {
    const all = Object.entries(customerAttributes(customer));
    const attributes = all.filter(([name]) => !NOT_EDITED.has(name));
    const set = attributes.filter(([, value]) => value !== undefined);
    const gone = attributes.filter(([, value]) => value === undefined);
    const named = (list: typeof attributes) => list.map(([name]) => `#${name}`).join(', ');
    return {
      TableName: this.#tableName,
      Key: customerKey(customer.id),
      UpdateExpression:
        `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}` +
        (gone.length === 0 ? '' : ` REMOVE ${named(gone)}`),
      ConditionExpression: '#tenantId = :tenantId AND #version = :before',
      ExpressionAttributeNames: {
        '#tenantId': 'tenantId',
        ...Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':tenantId': customer.tenantId,
        ':before': customer.version - 1,
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      },
    };
  }

  /**
   * Changes the address of a contact that was never invited. After an invitation, the address cannot change, because
   * the contact signs in with it.
   */
  #readdress({ id, tenantId, email, updatedAt }: Customer, contactId: string): TransactItem {
    return {
      Update: {
        TableName: this.#tableName,
        Key: contactKey(id, contactId),
        UpdateExpression:
          (email === undefined
            ? 'SET updatedAt = :now REMOVE email'
            : 'SET updatedAt = :now, email = :email') + ' ADD #version :one',
        ConditionExpression:
          'tenantId = :tenantId AND attribute_not_exists(userId) AND attribute_not_exists(invitationId) AND attribute_not_exists(removedAt)',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':now': updatedAt,
          ':one': 1,
          ':tenantId': tenantId,
          ...(email !== undefined && { ':email': email }),
        },
      },
    };
  }
}
