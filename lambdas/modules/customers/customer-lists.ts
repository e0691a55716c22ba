import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listPage, listedPage, type ReadPage } from '../dynamodb/list-page.ts';
import { listReader, type ListedRow, type ReadList } from '../dynamodb/list-reader.ts';
import { isEmptyRange, type ListPage, type PageQuery } from '../dynamodb/list-source.ts';
import {
  beginning,
  createdWithin,
  searchReader,
  when,
  type RecordFilter,
  type SearchSource,
} from '../search/search-reader.ts';
import { termsOf } from '../search/words.ts';
import { INDEXES, listPartition, type ListIndex } from '../records/table.ts';
import {
  customerIdOf,
  customerKey,
  domainPartition,
  fromListedCustomer,
  nameKeyOf,
} from './customer-item.ts';
import { customerListSource, type CustomerFilters } from './customer-list-source.ts';
import type { CustomerSummary } from './customer.ts';
import type { DomainFinder, NameFinder } from './duplicates.ts';

export interface CustomerListQuery extends PageQuery {
  readonly tenantId: string;
  readonly filters: CustomerFilters;
}

/** Customers as they are listed and compared. Indexes follow the table a moment later. */
export class DynamoCustomerLists implements NameFinder, DomainFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  readonly #read: ReadList<CustomerSummary>;
  readonly #search: ReadPage<CustomerSummary, SearchSource<CustomerSummary>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#read = listReader(client, tableName, {
      keyOf: customerKey,
      idOf: customerIdOf,
      parse: fromListedCustomer,
    });
    this.#search = searchReader(client, tableName, {
      ...{ kind: 'customer', keyOf: customerKey, parse: fromListedCustomer },
    });
  }

  /** One page: see {@link listPage}. */
  async list({
    tenantId,
    filters,
    ...query
  }: CustomerListQuery): Promise<ListPage<CustomerSummary>> {
    if (isEmptyRange(filters)) return { rows: [], next: undefined };
    const by = termsOf(filters.search ?? '');
    if (by !== undefined) {
      const source = { tenantId, by, filter: recordFilters(filters) };
      return listPage(this.#search, source, { ...query, order: 'asc' });
    }
    return listPage(this.#read, customerListSource(tenantId, filters), query);
  }

  /** As {@link list}, with the place of each row. */
  async listed({
    tenantId,
    filters,
    ...query
  }: CustomerListQuery): Promise<ListPage<ListedRow<CustomerSummary>>> {
    if (isEmptyRange(filters)) return { rows: [], next: undefined };
    return listedPage(this.#read, customerListSource(tenantId, filters), query);
  }

  named(tenantId: string, name: string, limit: number): Promise<CustomerSummary[]> {
    const partition = listPartition(tenantId, 'customer');
    return this.#first(INDEXES.byName, partition, limit, nameKeyOf(name));
  }

  ofDomain(tenantId: string, domain: string, limit: number): Promise<CustomerSummary[]> {
    return this.#first(INDEXES.byCompany, domainPartition(tenantId, domain), limit);
  }

  /** The first rows of a partition, or of those in it with one sort key. */
  async #first(
    index: ListIndex,
    partition: string,
    limit: number,
    sort?: string,
  ): Promise<CustomerSummary[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: index.name,
        KeyConditionExpression:
          '#partition = :partition' + (sort === undefined ? '' : ' AND #sort = :sort'),
        ExpressionAttributeNames: {
          '#partition': index.partitionKey,
          ...(sort !== undefined && { '#sort': index.sortKey }),
        },
        ExpressionAttributeValues: {
          ':partition': partition,
          ...(sort !== undefined && { ':sort': sort }),
        },
        Limit: limit,
      }),
    );
    return Items.map((item) => fromListedCustomer(item));
  }
}

/** The filters of a list for customers that a search has found. */
function recordFilters(filters: CustomerFilters): RecordFilter<CustomerSummary>[] {
  const { name, email, status, rank, kind } = filters;
  type Filter = RecordFilter<CustomerSummary>;
  return [
    ...beginning<CustomerSummary>('nameKey', name),
    ...beginning<CustomerSummary>('address', email),
    ...when(
      status,
      (wanted): Filter =>
        ({ row }) =>
          row.status === wanted,
    ),
    ...when(
      rank,
      (wanted): Filter =>
        ({ row }) =>
          row.rank === wanted,
    ),
    ...when(
      kind,
      (wanted): Filter =>
        ({ row }) =>
          row.kind === wanted,
    ),
    ...createdWithin<CustomerSummary>(filters),
  ];
}
