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
import { isAfter, mergedPage } from '../dynamodb/merged-page.ts';
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
  fromListedItem,
  invitationIdOf,
  invitationKey,
  statusPartition,
} from '../records/invitation-item.ts';
import { INDEXES, listPartition } from '../records/table.ts';

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

/** Matches invitations that have expired by `now`. */
function expired(now: Date): Condition {
  return { text: 'expiresAt <= :now', values: { ':now': now.toISOString() } };
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

/** The maximum number of just-expired invitations that are read and sorted together. */
const JUST_EXPIRED_MAX = 200;

/**
 * Returns a page of expired invitations, optionally with invitations that ended for another reason. Once an expiry is
 * recorded, the invitation moves to a separate partition. Invitations that expired within the last minute or so are
 * still in the pending partition and are merged in, so that the list is always current. Between two pages, a row can
 * move from one partition to the other: see {@link mergedPage}.
 */
async function expiredPage(
  read: ReadList<InvitationSummary>,
  sources: readonly ListSource[],
  rest: readonly ListSource['filter'][number][],
  query: ListQuery,
): Promise<InvitationPage> {
  const { filters, now, order, tenantId } = query;
  const created = createdRange(filters);
  const merging = { ...query, created };
  const pending = {
    index: INDEXES.byStatus,
    partition: statusPartition(tenantId, 'pending'),
    stretch: undefined,
  };
  // Read first, so that a row whose expiry is recorded in the meantime is found twice rather than missed.
  const { rows, stoppedAt } = await read(
    {
      ...pending,
      index: INDEXES.byExpiry,
      stretch: expired(now),
      filter: [...rest, ...present(createdBetween(created))],
    },
    { order, lookAt: JUST_EXPIRED_MAX },
  );
  if (stoppedAt === undefined) {
    const fresh = rows.map(({ row }) => row).filter((row) => isAfter(query, row));
    return mergedPage(read, sources, merging, fresh);
  }
  // A whole import expired at the same time. Until these expirations are recorded, read the pending partition in the
  // order of the list.
  const among = { ...pending, filter: [...rest, expired(now)] };
  return mergedPage(read, [among, ...sources], merging);
}

/** Lists the invitations of a tenant. */
export class DynamoInvitationLists {
  readonly #read: ReadList<InvitationSummary>;
  readonly #search: Pick<DynamoInvitationLists, 'list'> | undefined;

  /** Without `search`, queries with a search term fail. */
  constructor(
    client: DynamoDBDocumentClient,
    tableName: string,
    search?: Pick<DynamoInvitationLists, 'list'>,
  ) {
    this.#search = search;
    this.#read = listReader(client, tableName, {
      keyOf: invitationKey,
      idOf: invitationIdOf,
      parse: fromListedItem,
    });
  }

  /**
   * Returns one page: see {@link listPage} and, for a filter with several values, {@link mergedPage}. Expired
   * invitations are merged from two lists.
   */
  async list(query: ListQuery): Promise<InvitationPage> {
    if (isEmptyRange(query.filters)) return { rows: [], next: undefined };
    if (query.filters.search !== undefined) {
      if (this.#search === undefined) throw new Error('These invitations cannot be searched.');
      return this.#search.list(query);
    }
    const { sources, rest, lacksJustExpired } = listSources(query);
    if (lacksJustExpired) return expiredPage(this.#read, sources, rest, query);
    const [only, ...others] = sources;
    if (others.length === 0) return listPage(this.#read, only, query);
    return mergedPage(this.#read, sources, { ...query, created: createdRange(query.filters) });
  }
}
