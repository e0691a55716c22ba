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
import { INVITATION_KINDS } from '../platform/sign-up-form.ts';
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

/** What a list of invitations is narrowed down to: all of it applies. */
export interface InvitationFilters extends CreatedFilters {
  readonly status?: OneOrMore<InvitationStatus> | undefined;
  readonly delivery?: OneOrMore<DeliveryStatus> | undefined;
  readonly kind?: (typeof INVITATION_KINDS)[number] | undefined;
  readonly customerId?: string | undefined;
  /** How the address begins, in the form in which addresses are compared. */
  readonly email?: string | undefined;
  /** Beginnings of words of the names and the address. */
  readonly search?: string | undefined;
}

export interface ListQuery extends PageQuery {
  readonly tenantId: string;
  readonly filters: InvitationFilters;
  readonly now: Date;
}

export type InvitationPage = ListPage<InvitationSummary>;

/** Most mails end up here: a filter by it narrows nothing down. */
const USUAL_DELIVERIES = new Set<DeliveryStatus>(['sent', 'delivered']);

/** Partitions of one index that make up a list, and what of each has to be dropped: the same of all, and more of some. */
export interface ListSources {
  readonly sources: readonly [ListSource, ...ListSource[]];
  /** The filters that hold for every partition. */
  readonly rest: readonly Condition[];
  /** Whether what has just expired is missing: it lies among what is pending until that is noted. */
  readonly lacksJustExpired: boolean;
}

/**
 * Chooses the index that leaves the least to drop: a customer has few invitations, the beginning of an address has
 * few more, mails that went astray are rarer than a status. What the index does not say is a filter. Of a status or a
 * delivery that has several values, each is a partition of its own.
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
    const asksFor = (status: InvitationStatus) => statuses.includes(status);
    const dropsExpired = !asksFor('expired');
    return {
      ...each(alongTheirWay(statuses), present(rest.delivery, rest.kind), (status, filter) => ({
        index: INDEXES.byStatus,
        partition: statusPartition(tenantId, status),
        stretch: created,
        // What has expired stays among the pending until that is noted.
        filter: status === 'pending' && dropsExpired ? [unexpired(now), ...filter] : filter,
      })),
      lacksJustExpired: asksFor('expired') && !asksFor('pending'),
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
  if (first === undefined) throw new Error('A filter has at least one value.');
  return {
    sources: [source(first, rest), ...others.map((value) => source(value, rest))],
    rest,
    lacksJustExpired: false,
  };
}

/** The values that narrow the list down. */
function chosenIn({ status, delivery }: InvitationFilters) {
  return {
    statuses: valuesOf(status, INVITATION_STATUSES),
    deliveries: valuesOf(delivery, DELIVERY_STATUSES),
  };
}

function isUsual(delivery: DeliveryStatus): boolean {
  return USUAL_DELIVERIES.has(delivery);
}

/** In the direction in which invitations go: pending ones expire, and those can be revoked. */
const ALONG_THEIR_WAY = ['pending', 'expired', 'accepted', 'declined', 'revoked'] as const;

function alongTheirWay(statuses: readonly InvitationStatus[]): readonly InvitationStatus[] {
  return ALONG_THEIR_WAY.filter((status) => statuses.includes(status));
}

/** What has expired by `now`. */
function expired(now: Date): Condition {
  return { text: 'expiresAt <= :now', values: { ':now': now.toISOString() } };
}

function unexpired(now: Date): Condition {
  return { text: 'expiresAt > :now', values: { ':now': now.toISOString() } };
}

/** The filters as conditions, for an index that knows nothing of them. */
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

/** A claim is listed as what it was before; expiry is a comparison. */
function statusIn(statuses: readonly InvitationStatus[], now: Date): Condition {
  const open = statuses.filter((status) => status === 'pending' || status === 'expired');
  const ended = statuses.filter((status) => status !== 'pending' && status !== 'expired');
  const unended = isIn('#status', 'open', ['pending', 'accepting']);
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
  // DynamoDB refuses redundant parentheses.
  if (only !== undefined && others.length === 0) return only;
  return {
    text: `(${conditions.map(({ text }) => text).join(` ${word} `)})`,
    names: Object.assign({}, ...conditions.map(({ names }) => names)) as Record<string, string>,
    values: Object.assign({}, ...conditions.map(({ values }) => values)) as Record<string, string>,
  };
}

/** As many that have just expired are read at once, and sorted. */
const JUST_EXPIRED_MAX = 200;

/**
 * A page of what has expired, alone or together with what ended otherwise. Most of it was noted and has a partition of its
 * own; what expired within the last minute or so still lies among the pending ones and is put in between, so that nothing
 * is late. Which of the two a row is may change between two pages: see {@link mergedPage}.
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
  // First of all: a row that is noted meanwhile is found twice, not missed.
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
  // A whole import at once: until it is noted, it is looked for among the pending ones, in the order of the list.
  const among = { ...pending, filter: [...rest, expired(now)] };
  return mergedPage(read, [among, ...sources], merging);
}

/** Invitations as administrators list them. */
export class DynamoInvitationLists {
  readonly #read: ReadList<InvitationSummary>;
  readonly #search: Pick<DynamoInvitationLists, 'list'> | undefined;

  /** Without `search` nobody can search. */
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
   * One page: see {@link listPage}, and {@link mergedPage} where a filter has several values. What has expired is merged
   * from two lists.
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
