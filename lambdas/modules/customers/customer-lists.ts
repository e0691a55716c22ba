import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

import {
  type Condition,
  createdBetween,
  type CreatedFilters,
  createdRange,
  isEmptyRange,
  listedPage,
  type ListedRow,
  type ListPage,
  listPage,
  listReader,
  type ListSource,
  type Order,
  type PageQuery,
  present,
  type ReadList,
  type ReadPage,
} from '../dynamodb/list-reader.ts';
import type { Customer, CustomerSummary } from '../records/customer.ts';
import {
  customerIdOf,
  customerKey,
  customerStatusPartition,
  domainPartition,
  fromListedCustomer,
  nameKeyOf,
  rankPartition,
} from '../records/customer-item.ts';
import { INDEXES, type ListIndex, listPartition } from '../records/table.ts';
import {
  createdWithin,
  type RecordFilter,
  recordReader,
  type RecordSource,
  searchReader,
  type SearchSource,
  startingWith,
  when,
} from '../search/search-reader.ts';
import { searchTermsOf } from '../search/search-words.ts';
import type { DomainFinder, NameFinder } from './customer-rules.ts';

export const CUSTOMER_SORTS = ['created', 'name'] as const;

/** The filters of a list of customers. They are combined with AND. */
export interface CustomerFilters extends CreatedFilters {
  /** A prefix of the name, normalized for comparison. */
  readonly name?: string | undefined;
  /** A prefix of the primary contact's address, normalized for comparison. */
  readonly email?: string | undefined;
  readonly status?: Customer['status'] | undefined;
  readonly rank?: string | undefined;
  readonly kind?: Customer['kind'] | undefined;
  /** Prefixes of words in the name. */
  readonly search?: string | undefined;
  readonly sort?: (typeof CUSTOMER_SORTS)[number] | undefined;
}

/**
 * Chooses the index with the requested order. Of the indexes sorted by time, chooses the one with the fewest rows to
 * discard: fewer customers share a rank than a status. Conditions that the index does not cover become filters.
 */
function customerListSource(tenantId: string, filters: CustomerFilters): ListSource {
  const { name, email, status, rank, sort } = filters;
  const created = createdBetween(createdRange(filters));
  const rest = conditionsOf(filters);
  const everything = listPartition(tenantId, 'customer');
  if (name !== undefined || sort === 'name')
    return {
      index: INDEXES.byName,
      partition: everything,
      stretch: rest.name,
      filter: present(rest.email, rest.status, rest.rank, rest.kind, created),
    };
  if (email !== undefined)
    return {
      index: INDEXES.byEmail,
      partition: everything,
      stretch: rest.email,
      // The index contains no rows. The other filters are applied to the records.
      filter: present(rest.kind, created),
    };
  if (rank !== undefined)
    return {
      index: INDEXES.byTrait,
      partition: rankPartition(tenantId, rank),
      stretch: created,
      filter: present(rest.status, rest.kind),
    };
  const statusKey = status === undefined ? undefined : customerStatusPartition(tenantId, status);
  if (statusKey !== undefined)
    return {
      index: INDEXES.byStatus,
      partition: statusKey,
      stretch: created,
      filter: present(rest.kind),
    };
  return {
    index: INDEXES.byTime,
    partition: everything,
    stretch: created,
    filter: present(rest.status, rest.kind),
  };
}

/** Returns the default order: newest first, or A to Z for names and addresses. */
export function usualOrder({ name, email, sort }: CustomerFilters): Order {
  return name === undefined && email === undefined && sort !== 'name' ? 'desc' : 'asc';
}

/** Returns the filters as conditions, for an index that does not cover them. */
function conditionsOf({ name, email, status, rank, kind }: CustomerFilters) {
  return {
    name: prefixCondition('nameKey', ':name', name),
    email: prefixCondition('address', ':address', email),
    status: equal('#status', { '#status': 'status' }, ':status', status),
    rank: equal('brief.#rank', { '#rank': 'rank' }, ':rank', rank),
    kind: equal('kind', {}, ':kind', kind),
  };
}

function prefixCondition(attribute: string, name: string, value?: string): Condition | undefined {
  if (value === undefined) return undefined;
  return { text: `begins_with(${attribute}, ${name})`, values: { [name]: value } };
}

function equal(
  path: string,
  names: Record<string, string>,
  name: string,
  value: string | undefined,
): Condition | undefined {
  if (value === undefined) return undefined;
  return { text: `${path} = ${name}`, names, values: { [name]: value } };
}

export interface CustomerListQuery extends PageQuery {
  readonly tenantId: string;
  readonly filters: CustomerFilters;
}

/** Lists and compares customers. Indexes are eventually consistent with the table. */
export class DynamoCustomerLists implements NameFinder, DomainFinder {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  readonly #read: ReadList<CustomerSummary>;
  readonly #readRecords: ReadPage<CustomerSummary, RecordSource<CustomerSummary>>;
  readonly #search: ReadPage<CustomerSummary, SearchSource<CustomerSummary>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
    const rows = { keyOf: customerKey, idOf: customerIdOf, parse: fromListedCustomer };
    this.#read = listReader(client, tableName, rows);
    this.#readRecords = recordReader(client, tableName, rows);
    this.#search = searchReader(client, tableName, {
      ...{ kind: 'customer', keyOf: customerKey, parse: fromListedCustomer },
    });
  }

  /** Returns one page: see {@link listPage}. */
  async list({
    tenantId,
    filters,
    ...query
  }: CustomerListQuery): Promise<ListPage<CustomerSummary>> {
    if (isEmptyRange(filters)) return { rows: [], next: undefined };
    const by = searchTermsOf(filters.search ?? '');
    if (by !== undefined) {
      const source = { tenantId, by, filter: recordFilters(filters) };
      return listPage(this.#search, source, { ...query, order: 'asc' });
    }
    const { rows, next } = await this.listed({ tenantId, filters, ...query });
    return { rows: rows.map(({ row }) => row), next };
  }

  /** Returns one page as {@link list} does, with the position of each row. */
  async listed({
    tenantId,
    filters,
    ...query
  }: CustomerListQuery): Promise<ListPage<ListedRow<CustomerSummary>>> {
    if (isEmptyRange(filters)) return { rows: [], next: undefined };
    const source = customerListSource(tenantId, filters);
    if (source.index !== INDEXES.byEmail) return listedPage(this.#read, source, query);
    const filter = recordFilters({ ...filters, email: undefined });
    return listedPage(this.#readRecords, { entries: source, filter }, query);
  }

  named(tenantId: string, name: string, limit: number): Promise<CustomerSummary[]> {
    const partition = listPartition(tenantId, 'customer');
    return this.#first(INDEXES.byName, partition, limit, nameKeyOf(name));
  }

  ofDomain(tenantId: string, domain: string, limit: number): Promise<CustomerSummary[]> {
    return this.#first(INDEXES.byCompany, domainPartition(tenantId, domain), limit);
  }

  /** Returns the first rows of a partition, or of the rows in it that share a sort key. */
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

/** Returns the list filters as filters on records that are read from the table. */
function recordFilters(filters: CustomerFilters): RecordFilter<CustomerSummary>[] {
  const { name, email, status, rank, kind } = filters;
  type Filter = RecordFilter<CustomerSummary>;
  return [
    ...startingWith<CustomerSummary>('nameKey', name),
    ...startingWith<CustomerSummary>('address', email),
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
