import {
  createdBetween,
  createdRange,
  present,
  type Condition,
  type ListSource,
} from '../lists/list-source.ts';
import { INDEXES, listPartition } from '../shared/table.ts';
import { customerInvitations, deliveryPartition, statusPartition } from './invitation-item.ts';
import type { InvitationFilters, ListQuery } from './list-query.ts';

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

/** What has expired by `now`. */
export function expired(now: Date): Condition {
  return { text: 'expiresAt <= :now', values: { ':now': now.toISOString() } };
}

function unexpired(now: Date): Condition {
  return { text: 'expiresAt > :now', values: { ':now': now.toISOString() } };
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
