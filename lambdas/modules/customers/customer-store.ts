import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batchGet } from '../dynamodb/batch-get.ts';
import { RECORDS } from '../records/table.ts';
import type { Contact } from './contact.ts';
import { readCustomer, type CustomerFinder } from './customer-finder.ts';
import {
  customerKey,
  customerPartition,
  fromContactItem,
  fromCustomerItem,
} from './customer-item.ts';
import type { Customer } from './customer.ts';

/** A customer with its people. */
export interface CustomerWithContacts {
  readonly customer: Customer;
  readonly contacts: readonly Contact[];
}

const recordSchema = z.looseObject({ sk: z.string() });
/** As many contacts as a customer's page shows. */
const CONTACTS_SHOWN = 100;
/** `BatchGetItem` takes no more. */
const BATCH = 100;

/** Customers as administrators read them. */
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

  /**
   * Reads customers without their people, as they stood a moment ago: 0.5 RRU for each of up to 4 KB.
   * @throws {FoyerError} `temporarily_unavailable`
   */
  async getAll(customerIds: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
    const keys = [...new Set(customerIds)].map((id) => customerKey(id));
    const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
      keys.slice(index * BATCH, (index + 1) * BATCH),
    );
    const items = await Promise.all(
      batches.map((batch) => batchGet(this.#client, this.#tableName, batch, { consistent: false })),
    );
    return new Map(
      items
        .flat()
        .map((item) => fromCustomerItem(item))
        .map((customer) => [customer.id, customer]),
    );
  }
}
