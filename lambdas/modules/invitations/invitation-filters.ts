import {
  type Condition,
  type CreatedFilters,
  type ListPage,
  type PageQuery,
  present,
} from '../dynamodb/list-reader.ts';
import { type OneOrMore, valuesOf } from '../http/list-parameters.ts';
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import {
  DELIVERY_STATUSES,
  INVITATION_STATUSES,
  type InvitationStatus,
  type InvitationSummary,
  statusAt,
} from '../records/invitation.ts';
import { createdWithin, type RecordFilter, startingWith, when } from '../search/search-reader.ts';

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

/** Returns the values of the status and delivery filters, if they narrow the list. */
export function chosenIn({ status, delivery }: InvitationFilters) {
  return {
    statuses: valuesOf(status, INVITATION_STATUSES),
    deliveries: valuesOf(delivery, DELIVERY_STATUSES),
  };
}

/** Matches invitations that have expired by `now`. */
export function expired(now: Date): Condition {
  return { text: 'expiresAt <= :now', values: { ':now': now.toISOString() } };
}

/** Matches invitations that have not expired by `now`. */
export function unexpired(now: Date): Condition {
  return { text: 'expiresAt > :now', values: { ':now': now.toISOString() } };
}

/** Returns the filters as conditions, for an index that does not cover them. */
export function conditionsOf(filters: InvitationFilters, now: Date) {
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

/** Matches one of several values. `name` makes the placeholders unique within an expression. */
export function isIn(path: string, name: string, values: readonly string[]): Condition {
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

/** Returns the filters of a list as filters on records that are read from the table. */
export function recordFilters({
  filters,
  now,
}: Pick<ListQuery, 'filters' | 'now'>): RecordFilter<InvitationSummary>[] {
  const { kind, customerId, email } = filters;
  const { statuses, deliveries } = chosenIn(filters);
  type Filter = RecordFilter<InvitationSummary>;
  return [
    ...when(
      statuses,
      (wanted): Filter =>
        ({ row }) =>
          wanted.includes(statusAt(row, now)),
    ),
    ...when(
      deliveries,
      (wanted): Filter =>
        ({ row }) =>
          wanted.includes(row.delivery.status),
    ),
    ...when(
      kind,
      (wanted): Filter =>
        ({ row }) =>
          row.kind === wanted,
    ),
    ...when(
      customerId,
      (id): Filter =>
        ({ row }) =>
          row.customerId === id && (row.existingCustomer || row.acceptedAt !== undefined),
    ),
    ...startingWith<InvitationSummary>('address', email),
    ...createdWithin<InvitationSummary>(filters),
  ];
}
