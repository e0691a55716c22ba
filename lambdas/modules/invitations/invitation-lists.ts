import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

import {
  type Condition,
  createdBetween,
  createdRange,
  isEmptyRange,
  listPage,
  listReader,
  type ListSource,
  present,
  type ReadList,
  type ReadPage,
} from '../dynamodb/list-reader.ts';
import { isAfter, mergedPage, type Place } from '../dynamodb/merged-page.ts';
import { customerKey, fromCustomerItem } from '../records/customer-item.ts';
import {
  DELIVERY_STATUSES,
  type InvitationStatus,
  type InvitationSummary,
} from '../records/invitation.ts';
import {
  customerInvitations,
  deliveryPartition,
  fromExpiryEntry,
  fromListedItem,
  type IndexedDelivery,
  invitationIdOf,
  invitationKey,
  isIndexedDelivery,
  statusPartition,
  UNDERWAY,
} from '../records/invitation-item.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import {
  recordReader,
  type RecordSource,
  searchReader,
  type SearchSource,
} from '../search/search-reader.ts';
import { searchTermsOf } from '../search/search-words.ts';
import { expiredPage } from './expired-page.ts';
import {
  chosenIn,
  conditionsOf,
  type InvitationPage,
  isIn,
  type ListQuery,
  recordFilters,
  unexpired,
} from './invitation-filters.ts';

/** The index partitions that make up a list, and their filters. Some filters apply to all partitions, others to one. */
export interface ListSources {
  readonly sources: readonly [ListSource, ...ListSource[]];
  /** The filters that apply to every partition. */
  readonly rest: readonly Condition[];
  /**
   * Indicates whether invitations that have just expired are missing. They stay in the pending partition until their
   * expiry is recorded.
   */
  readonly lacksJustExpired: boolean;
}

/**
 * Chooses the index whose rows need the least filtering: a customer has few invitations, a prefix of an address matches
 * a few more, and undelivered emails are rarer than any status. Conditions that the index does not cover become
 * filters. If a status or delivery filter has several values, each value has its own partition.
 */
export function listSources({ tenantId, filters, now }: ListQuery): ListSources {
  const { customerId, email } = filters;
  const { statuses, deliveries } = chosenIn(filters);
  const created = createdBetween(createdRange(filters));
  const rest = conditionsOf(filters, now);
  if (customerId !== undefined)
    return one({
      index: INDEXES.byCompany,
      partition: customerInvitations(tenantId, customerId),
      stretch: created,
      filter: present(rest.status, rest.delivery, rest.kind, rest.email),
    });
  if (email !== undefined)
    return one({
      index: INDEXES.byEmail,
      partition: listPartition(tenantId, 'invitation'),
      stretch: rest.email,
      // The index contains no rows. The other filters are applied to the records.
      filter: present(rest.kind, created),
    });
  if (deliveries?.every(isIndexedDelivery) === true)
    return each(
      deliveryPartitions(tenantId, deliveries),
      present(rest.status, rest.kind),
      ({ partition, only }, filter) => ({
        index: INDEXES.byTrait,
        partition,
        stretch: created,
        filter: [...only, ...filter],
      }),
    );
  if (statuses !== undefined) {
    const includes = (status: InvitationStatus) => statuses.includes(status);
    const dropsExpired = !includes('expired');
    return {
      ...each(inLifecycleOrder(statuses), present(rest.delivery, rest.kind), (status, filter) => ({
        index: INDEXES.byStatus,
        partition: statusPartition(tenantId, status),
        stretch: created,
        // Expired invitations stay in the pending partition until their expiry is recorded.
        filter: status === 'pending' && dropsExpired ? [unexpired(now), ...filter] : filter,
      })),
      lacksJustExpired: includes('expired') && !includes('pending'),
    };
  }
  return one({
    index: INDEXES.byTime,
    partition: listPartition(tenantId, 'invitation'),
    stretch: created,
    filter: present(rest.delivery, rest.kind),
  });
}

/**
 * Returns the partitions of the delivery index that contain emails with these statuses, in the direction in which
 * emails move. A partition that also contains others has a filter.
 */
function deliveryPartitions(tenantId: string, statuses: readonly IndexedDelivery[]) {
  const inOrder = DELIVERY_STATUSES.filter(isIndexedDelivery).filter((one) =>
    statuses.includes(one),
  );
  return [...Map.groupBy(inOrder, (status) => deliveryPartition(tenantId, status))].map(
    ([partition, within]) => {
      const isPart =
        within.length < UNDERWAY.length && within.some((one) => UNDERWAY.includes(one));
      return { partition, only: isPart ? [isIn('delivery.#status', 'only', within)] : [] };
    },
  );
}

function one(source: ListSource): ListSources {
  return { sources: [source], rest: source.filter, lacksJustExpired: false };
}

function each<Value>(
  values: readonly Value[],
  rest: readonly Condition[],
  source: (value: Value, rest: readonly Condition[]) => ListSource,
): ListSources {
  const [first, ...others] = values;
  if (first === undefined) throw new Error('A filter must have at least one value.');
  return {
    sources: [source(first, rest), ...others.map((value) => source(value, rest))],
    rest,
    lacksJustExpired: false,
  };
}

/** The order in which invitations change status: pending ones expire, and expired ones can be revoked. */
const LIFECYCLE_ORDER = ['pending', 'expired', 'accepted', 'declined', 'revoked'] as const;

function inLifecycleOrder(statuses: readonly InvitationStatus[]): readonly InvitationStatus[] {
  return LIFECYCLE_ORDER.filter((status) => statuses.includes(status));
}

/** Lists the invitations of a tenant. */
export class DynamoInvitationLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #read: ReadList<InvitationSummary>;
  readonly #readRecords: ReadPage<InvitationSummary, RecordSource<InvitationSummary>>;
  readonly #readExpiries: ReadList<Place>;
  readonly #search: Pick<DynamoInvitationLists, 'list'> | undefined;

  /** Without `search`, queries with a search term fail. */
  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    search?: Pick<DynamoInvitationLists, 'list'>,
  ) {
    this.#client = client;
    this.#tableName = tableName;
    this.#search = search;
    const keys = { keyOf: invitationKey, idOf: invitationIdOf };
    const rows = { ...keys, parse: fromListedItem };
    this.#read = listReader(client, tableName, rows);
    this.#readRecords = recordReader(client, tableName, rows);
    this.#readExpiries = listReader(client, tableName, { ...keys, parse: fromExpiryEntry });
  }

  /**
   * Returns one page: see {@link listPage} and, for a filter with several values, {@link mergedPage}. Expired
   * invitations are merged from two lists: see {@link expiredPage}.
   */
  async list(query: ListQuery): Promise<InvitationPage> {
    const { filters } = query;
    if (isEmptyRange(filters)) return { rows: [], next: undefined };
    if (filters.search !== undefined) {
      if (this.#search === undefined) throw new Error('These invitations cannot be searched.');
      return this.#search.list(query);
    }
    const { sources, rest, lacksJustExpired } = listSources(query);
    const [only, ...others] = sources;
    if (only.index === INDEXES.byEmail) {
      const filter = recordFilters({ ...query, filters: { ...filters, email: undefined } });
      return listPage(this.#readRecords, { entries: only, filter }, query);
    }
    const merging = { ...query, created: createdRange(filters) };
    if (mayHaveFounded(query))
      return mergedPage(this.#read, sources, merging, await this.#founding(query));
    if (!lacksJustExpired && others.length === 0) return listPage(this.#read, only, query);
    if (!lacksJustExpired) return mergedPage(this.#read, sources, merging);
    const readers = { invitations: this.#read, expiries: this.#readExpiries };
    return expiredPage(readers, sources, rest, merging);
  }

  /**
   * Returns the invitation whose acceptance created the customer that the list is filtered by, if it matches the
   * filters. It is not in the index. Makes two reads of half a unit each, or one for a customer that an administrator
   * created.
   */
  async #founding(query: ListQuery): Promise<InvitationSummary[]> {
    const { tenantId, filters } = query;
    const customer = await this.#get(customerKey(filters.customerId ?? ''));
    const { invitationId } = customer === undefined ? {} : fromCustomerItem(customer);
    const item =
      invitationId === undefined ? undefined : await this.#get(invitationKey(invitationId));
    if (item === undefined) return [];
    const row = fromListedItem(item);
    const matches = recordFilters(query).every((wanted) => wanted({ item, row }));
    return row.tenantId === tenantId && matches && isAfter(query, row) ? [row] : [];
  }

  async #get(Key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key }));
    return Item;
  }
}

/** Returns whether a list can contain the invitation that created a customer, which was accepted. */
function mayHaveFounded({ filters }: ListQuery): boolean {
  const { statuses } = chosenIn(filters);
  return filters.customerId !== undefined && (statuses?.includes('accepted') ?? true);
}

/**
 * Searches invitations. It is separate from the lists, because contacts of customers can list invitations but not
 * search them.
 */
export class DynamoInvitationSearch {
  readonly #read: ReadPage<InvitationSummary, SearchSource<InvitationSummary>>;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#read = searchReader(client, tableName, {
      ...{ kind: 'invitation', keyOf: invitationKey, parse: fromListedItem },
    });
  }

  /** Returns one page, sorted by the word that matches, then newest first. */
  async list(query: ListQuery): Promise<InvitationPage> {
    const by = searchTermsOf(query.filters.search ?? '');
    if (by === undefined) return { rows: [], next: undefined };
    const source = { tenantId: query.tenantId, by, filter: recordFilters(query) };
    return listPage(this.#read, source, { ...query, order: 'asc' });
  }
}
