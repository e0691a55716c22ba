import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { INDEXES, RECORDS, listPartition, type Order } from '../shared/table.ts';
import type { Contact } from './contact.ts';
import {
  customerKey,
  customerPartition,
  fromContactItem,
  fromCustomerItem,
  fromListedCustomer,
} from './customer-item.ts';
import type { Customer, CustomerSummary } from './customer.ts';

/** A customer with its people. */
export interface CustomerWithContacts {
  readonly customer: Customer;
  readonly contacts: readonly Contact[];
}

/** The last row of the page before. */
export interface CustomerPosition {
  readonly id: string;
  readonly createdAt: string;
}

export interface CustomerPage {
  readonly rows: CustomerSummary[];
  readonly next: CustomerPosition | undefined;
}

export interface CustomerListQuery {
  readonly tenantId: string;
  readonly order: Order;
  readonly limit: number;
  readonly after?: CustomerPosition | undefined;
}

const recordSchema = z.looseObject({ sk: z.string() });
/** As many contacts as a customer's page shows. */
const CONTACTS_SHOWN = 100;

/** Customers as administrators read them. */
export class DynamoCustomerStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Reads a customer with its first contacts: one query, strongly consistent. */
  async get(customerId: string): Promise<CustomerWithContacts | undefined> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': customerPartition(customerId) },
        ConsistentRead: true,
        // "customer" sorts behind every "contact#…": read backwards, it comes first.
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

  /** One page, in order of creation: one query. */
  async list(query: CustomerListQuery): Promise<CustomerPage> {
    const partition = listPartition(query.tenantId, 'customer');
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: INDEXES.byTime.name,
        KeyConditionExpression: 'listKey = :partition',
        ExpressionAttributeValues: { ':partition': partition },
        ScanIndexForward: query.order === 'asc',
        // One row more than asked for tells whether there is a next page.
        Limit: query.limit + 1,
        ...(query.after !== undefined && {
          ExclusiveStartKey: {
            ...customerKey(query.after.id),
            listKey: partition,
            createdAt: query.after.createdAt,
          },
        }),
      }),
    );
    const rows = Items.slice(0, query.limit).map((item) => fromListedCustomer(item));
    return { rows, next: Items.length > query.limit ? rows.at(-1) : undefined };
  }
}
