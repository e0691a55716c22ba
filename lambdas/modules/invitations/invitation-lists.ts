import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import {
  type Condition,
  createdBetween,
  type CreatedFilters,
  createdRange,
  isEmptyRange,
  type ListPage,
  listPage,
  listReader,
  type ListSource,
  type PageQuery,
  present,
  type ReadList,
} from '../dynamodb/list-reader.ts';
import { mergedPage, type Place } from '../dynamodb/merged-page.ts';
import { type OneOrMore, valuesOf } from '../http/list-parameters.ts';
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import {
  DELIVERY_STATUSES,
  INVITATION_STATUSES,
  type InvitationStatus,
  type InvitationSummary,
} from '../records/invitation.ts';
import {
  customerInvitations,
  deliveryPartition,
  fromExpiryEntry,
  fromListedItem,
  invitationIdOf,
  invitationKey,
  statusPartition,
} from '../records/invitation-item.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import { expired, expiredPage } from './expired-page.ts';

type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** The filters of a list of invitations. They are combined with AND. */
export interface InvitationFilters extends CreatedFilters {
  readonly status?: OneOrMore<InvitationStatus> | undefined;
  readonly delivery?: OneOrMore<DeliveryStatus> | undefined;
  readonly kind?: (typeof INVITATION_KINDS)[number] | undefined;
  readonly customerId?: string | undefined;
  /** A prefix of the normalized address. */
  readonly email?: string | undefined;
  /** Prefixes of words in the names and the address. */
  readonly search?: string | undefined;
}

export interface ListQuery extends PageQuery {
  readonly tenantId: string;
  readonly filters: InvitationFilters;
  readonly now: Date;
}

export type InvitationPage = ListPage<InvitationSummary>;

/** The statuses of most emails. Filtering by one of them hardly narrows the list. */
const USUAL_DELIVERIES = new Set<DeliveryStatus>(['sent', 'delivered']);

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
      filter: present(rest.status, rest.delivery, rest.kind, created),
    });
  if (deliveries !== undefined && (statuses === undefined || !deliveries.some(isUsual)))
    return each(deliveries, present(rest.status, rest.kind), (delivery, filter) => ({
      index: INDEXES.byTrait,
      partition: deliveryPartition(tenantId, delivery),
      stretch: created,
      filter,
    }));
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
    filter: present(rest.kind),
  });
}

function one(source: ListSource): ListSources {
  return { sources: [source], rest: source.filter, lacksJustExpired: false };
}

function each<Value extends string>(
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

/** Returns the values of the status and delivery filters, if they narrow the list. */
function chosenIn({ status, delivery }: InvitationFilters) {
  return {
    statuses: valuesOf(status, INVITATION_STATUSES),
    deliveries: valuesOf(delivery, DELIVERY_STATUSES),
  };
}

function isUsual(delivery: DeliveryStatus): boolean {
  return USUAL_DELIVERIES.has(delivery);
}

/** The order in which invitations change status: pending ones expire, and expired ones can be revoked. */
const LIFECYCLE_ORDER = ['pending', 'expired', 'accepted', 'declined', 'revoked'] as const;

function inLifecycleOrder(statuses: readonly InvitationStatus[]): readonly InvitationStatus[] {
  return LIFECYCLE_ORDER.filter((status) => statuses.includes(status));
}

function unexpired(now: Date): Condition {
  return { text: 'expiresAt > :now', values: { ':now': now.toISOString() } };
}

/** Returns the filters as conditions, for an index that does not cover them. */
function conditionsOf(filters: InvitationFilters, now: Date) {
  const { kind, email } = filters;
  const { statuses, deliveries } = chosenIn(filters);
  return {
    status: statuses === undefined ? undefined : statusIn(statuses, now),
    delivery:
      deliveries === undefined ? undefined : isIn('delivery.#status', 'delivery', deliveries),
    kind: kind === undefined ? undefined : { text: 'kind = :kind', values: { ':kind': kind } },
    email:
      email === undefined
        ? undefined
        : { text: 'begins_with(address, :address)', values: { ':address': email } },
  };
}

/**
 * Matches the status that clients see: a claimed invitation keeps its previous status, and expiry is computed from the
 * time.
 */
function statusIn(statuses: readonly InvitationStatus[], now: Date): Condition {
  const open = statuses.filter((status) => status === 'pending' || status === 'expired');
  const ended = statuses.filter((status) => status !== 'pending' && status !== 'expired');
  const unended = isIn('#status', 'open', ['pending']);
  const [only, ...both] = open;
  const expiry = both.length > 0 ? [] : only === 'pending' ? [unexpired(now)] : [expired(now)];
  const choices = present(
    only === undefined ? undefined : joined('AND', [unended, ...expiry]),
    ended.length === 0 ? undefined : isIn('#status', 'ended', ended),
  );
  return joined('OR', choices);
}

function isIn(path: string, name: string, values: readonly string[]): Condition {
  const named = values.map((value, index) => [`:${name}${index}`, value] as const);
  return {
    text: `${path} IN (${named.map(([key]) => key).join(', ')})`,
    names: { '#status': 'status' },
    values: Object.fromEntries(named),
  };
}

function joined(word: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  // DynamoDB rejects redundant parentheses.
  if (only !== undefined && others.length === 0) return only;
  return {
    text: `(${conditions.map(({ text }) => text).join(` ${word} `)})`,
    names: Object.assign({}, ...conditions.map(({ names }) => names)) as Record<string, string>,
    values: Object.assign({}, ...conditions.map(({ values }) => values)) as Record<string, string>,
  };
}

/** Lists the invitations of a tenant. */
export class DynamoInvitationLists {
  readonly #read: ReadList<InvitationSummary>;
  readonly #readExpiries: ReadList<Place>;
  readonly #search: Pick<DynamoInvitationLists, 'list'> | undefined;

  /** Without `search`, queries with a search term fail. */
  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    search?: Pick<DynamoInvitationLists, 'list'>,
  ) {
    this.#search = search;
    const keys = { keyOf: invitationKey, idOf: invitationIdOf };
    this.#read = listReader(client, tableName, { ...keys, parse: fromListedItem });
    this.#readExpiries = listReader(client, tableName, { ...keys, parse: fromExpiryEntry });
  }

  /**
   * Returns one page: see {@link listPage} and, for a filter with several values, {@link mergedPage}. Expired
   * invitations are merged from two lists: see {@link expiredPage}.
   */
  async list(query: ListQuery): Promise<InvitationPage> {
    if (isEmptyRange(query.filters)) return { rows: [], next: undefined };
    if (query.filters.search !== undefined) {
      if (this.#search === undefined) throw new Error('These invitations cannot be searched.');
      return this.#search.list(query);
    }
    const { sources, rest, lacksJustExpired } = listSources(query);
    const [only, ...others] = sources;
    if (!lacksJustExpired && others.length === 0) return listPage(this.#read, only, query);
    const merging = { ...query, created: createdRange(query.filters) };
    if (!lacksJustExpired) return mergedPage(this.#read, sources, merging);
    const readers = { invitations: this.#read, expiries: this.#readExpiries };
    return expiredPage(readers, sources, rest, merging);
  }
}
