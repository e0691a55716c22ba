import { INDEXES, listPartition, type ListIndex } from '../shared/table.ts';
import { customerInvitations, deliveryPartition, statusPartition } from './invitation-item.ts';
import type { InvitationFilters, ListQuery } from './list-query.ts';

/** A part of a DynamoDB expression, with the names and values that it uses. */
export interface Condition {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** Times from `from` to `to`, both included. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One partition of an index, the stretch of it that is read, and what has to be dropped from that. */
export interface ListSource {
  readonly index: ListIndex;
  readonly partition: string;
  readonly stretch: Condition | undefined;
  readonly filter: readonly Condition[];
}

/** Most mails end up here: a filter by it narrows nothing down. */
const USUAL_DELIVERIES = new Set<InvitationFilters['delivery']>(['sent', 'delivered']);

/**
 * Chooses the index that leaves the least to drop: a customer has few invitations, the beginning of an address has
 * few more, a mail that went astray is rarer than a status. What the index does not say is a filter.
 */
export function listSource({ tenantId, filters, now }: ListQuery): ListSource {
  const { status, delivery, customerId, email } = filters;
  const created = createdBetween(createdRange(filters));
  const rest = conditionsOf(filters, now);
  if (customerId !== undefined)
    return {
      index: INDEXES.byCompany,
      partition: customerInvitations(tenantId, customerId),
      stretch: created,
      filter: present(rest.status, rest.delivery, rest.kind, rest.email),
    };
  if (email !== undefined)
    return {
      index: INDEXES.byEmail,
      partition: listPartition(tenantId, 'invitation'),
      stretch: rest.email,
      filter: present(rest.status, rest.delivery, rest.kind, created),
    };
  if (delivery !== undefined && (status === undefined || !USUAL_DELIVERIES.has(delivery)))
    return {
      index: INDEXES.byTrait,
      partition: deliveryPartition(tenantId, delivery),
      stretch: created,
      filter: present(rest.status, rest.kind),
    };
  if (status !== undefined)
    return {
      index: INDEXES.byStatus,
      partition: statusPartition(tenantId, status),
      stretch: created,
      // What has expired stays among the pending until that is noted.
      filter: present(status === 'pending' ? unexpired(now) : undefined, rest.delivery, rest.kind),
    };
  return {
    index: INDEXES.byTime,
    partition: listPartition(tenantId, 'invitation'),
    stretch: created,
    filter: present(rest.kind),
  };
}

/** The times of creation that the filters leave; nothing when `from` is later than `to`. */
export function createdRange({ createdAfter, createdBefore }: InvitationFilters): TimeRange {
  return {
    from: createdAfter === undefined ? undefined : moved(createdAfter, 1),
    to: createdBefore === undefined ? undefined : moved(createdBefore, -1),
  };
}

/** A sort key takes one condition only. */
export function createdBetween({ from, to }: TimeRange): Condition | undefined {
  if (from !== undefined && to !== undefined)
    return {
      text: 'createdAt BETWEEN :from AND :to',
      values: { ':from': from, ':to': to },
    };
  if (from !== undefined) return { text: 'createdAt >= :from', values: { ':from': from } };
  if (to !== undefined) return { text: 'createdAt <= :to', values: { ':to': to } };
  return undefined;
}

/** What has expired by `now`. */
export function expired(now: Date): Condition {
  return { text: 'expiresAt <= :now', values: { ':now': now.toISOString() } };
}

function unexpired(now: Date): Condition {
  return { text: 'expiresAt > :now', values: { ':now': now.toISOString() } };
}

/** Those that are there, for an expression. */
export function present(...conditions: readonly (Condition | undefined)[]): Condition[] {
  return conditions.filter((condition) => condition !== undefined);
}

/** The filters as conditions, for an index that knows nothing of them. */
function conditionsOf({ status, delivery, kind, email }: InvitationFilters, now: Date) {
  return {
    status: status === undefined ? undefined : statusIs(status, now),
    delivery:
      delivery === undefined
        ? undefined
        : {
            text: 'delivery.#status = :delivery',
            names: STATUS_NAME,
            values: { ':delivery': delivery },
          },
    kind: kind === undefined ? undefined : { text: 'kind = :kind', values: { ':kind': kind } },
    email:
      email === undefined
        ? undefined
        : { text: 'begins_with(address, :address)', values: { ':address': email } },
  };
}

const STATUS_NAME = { '#status': 'status' };

/** A claim is listed as what it was before; expiry is a comparison. */
function statusIs(status: NonNullable<InvitationFilters['status']>, now: Date): Condition {
  if (status !== 'pending' && status !== 'expired')
    return { text: '#status = :status', names: STATUS_NAME, values: { ':status': status } };
  const { text, values } = status === 'pending' ? unexpired(now) : expired(now);
  return {
    text: `#status IN (:pending, :accepting) AND ${text}`,
    names: STATUS_NAME,
    values: { ':pending': 'pending', ':accepting': 'accepting', ...values },
  };
}

function moved(iso: string, milliseconds: number): string {
  return new Date(Date.parse(iso) + milliseconds).toISOString();
}
