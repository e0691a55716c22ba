import type { Companion } from '../dynamodb/conditional-write.ts';
import {
  beingAccepted,
  contactLimitReached,
  customerSuspended,
} from '../invitations/invitation-guards.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Contact, contactKey, toContactItem } from '../records/contact.ts';
import type { Customer, CustomerStatus } from '../records/customer.ts';
import {
  customerAttributes,
  customerKey,
  customerStatusPartition,
  fromCustomerItem,
} from '../records/customer-item.ts';
import type { Invitation } from '../records/invitation.ts';
import { invitationKey, OPEN, OPEN_VALUES } from '../records/invitation-item.ts';
import { ChangedMeanwhileError } from './contact-rules.ts';

/** The change to a customer that results from a change to its contacts. */
export interface CustomerChange {
  readonly contacts?: number;
  readonly users?: number;
  readonly owners?: number;
  readonly status?: CustomerStatus;
  /** The new primary contact and its address, or `null` to remove it. */
  readonly primary?: { readonly id: string; readonly email: string | undefined } | null;
}

/** Conditions in addition to the customer being unchanged since it was read. */
export interface CustomerTerms {
  /** The maximum number of contacts. */
  readonly limit?: number | undefined;
  readonly mayBeSuspended?: boolean;
}

const changed = () => new ChangedMeanwhileError();

/** Returns the write of a new contact. `mark` identifies a retry of its request. */
export function putContact(
  tableName: string,
  contact: Contact,
  mark?: string,
): Companion['item'] & { readonly Put: object } {
  return {
    Put: {
      TableName: tableName,
      Item: { ...toContactItem(contact), ...(mark !== undefined && { fingerprint: mark }) },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/**
 * Returns the update of a contact from `seen` to `next`, which fails if the contact has changed since `seen`. `work`
 * contains the attributes that queue it for the reconciler.
 */
export function contactUpdate(
  tableName: string,
  seen: Contact,
  next: Contact,
  work: Readonly<Record<string, string>> = {},
): Companion {
  const item = { ...toContactItem(next), ...work };
  const before = toContactItem(seen);
  const names = [...new Set([...Object.keys(before), ...Object.keys(item)])].filter(
    (name) => !['pk', 'sk', 'version'].includes(name) && item[name] !== before[name],
  );
  const set = names.filter((name) => item[name] !== undefined);
  const gone = names.filter((name) => item[name] === undefined);
  return {
    item: {
      Update: {
        TableName: tableName,
        Key: contactKey(seen.customerId, seen.id),
        UpdateExpression: [
          ...(set.length > 0 ? [`SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`] : []),
          ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
          'ADD #version :one',
        ].join(' '),
        ConditionExpression: 'tenantId = :tenant AND #version = :seen',
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
          '#version': 'version',
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map((name) => [`:${name}`, item[name]])),
          ':one': 1,
          ':seen': seen.version,
          ':tenant': seen.tenantId,
        },
      },
    },
    refusal: changed,
  };
}

/**
 * Returns the update of a customer's counts, status, and primary contact, which fails if the values that it depends on
 * have changed since `seen`. Counts change without a new version; a change to the primary contact increments the
 * version.
 */
export function customerUpdate(
  tableName: string,
  seen: Customer,
  change: CustomerChange,
  { limit, mayBeSuspended = false }: CustomerTerms,
  at: string,
): Companion {
  const { contacts = 0, users = 0, owners = 0, status, primary } = change;
  const set = ['updatedAt = :at'];
  const gone: string[] = [];
  const conditions = ['tenantId = :tenant'];
  const names: Record<string, string> = { '#users': 'users' };
  const values: Record<string, unknown> = {
    ...{ ':at': at, ':tenant': seen.tenantId },
    ...{ ':contacts': contacts, ':users': users, ':owners': owners },
  };
  if (limit !== undefined) {
    conditions.push('contacts < :limit');
    values[':limit'] = limit;
  }
  if (status !== undefined || users !== 0 || owners !== 0) {
    conditions.push('#status = :seenStatus', '#users = :seenUsers', 'owners = :seenOwners');
    Object.assign(names, { '#status': 'status' });
    Object.assign(values, {
      ...{ ':seenStatus': seen.status, ':seenUsers': seen.users, ':seenOwners': seen.owners },
    });
  } else if (!mayBeSuspended) {
    conditions.push('#status <> :suspended');
    Object.assign(names, { '#status': 'status' });
    Object.assign(values, { ':suspended': 'suspended' });
  }
  if (status !== undefined) {
    set.push('#status = :status');
    Object.assign(values, { ':status': status });
    place('statusKey', ':statusKey', customerStatusPartition(seen.tenantId, status));
  }
  if (primary !== undefined) {
    conditions.push('#version = :seenVersion');
    set.push('#version = :nextVersion');
    Object.assign(names, { '#version': 'version', '#primary': 'primaryContactId' });
    Object.assign(values, { ':seenVersion': seen.version, ':nextVersion': seen.version + 1 });
    place('details.#primary', ':primary', primary?.id);
    place('email', ':email', primary?.email);
    const { address, companyKey } = customerAttributes({ ...seen, email: primary?.email });
    place('address', ':address', address);
    place('companyKey', ':companyKey', companyKey);
  }
  function place(path: string, value: string, content: unknown): void {
    if (content === undefined) gone.push(path);
    else set.push(`${path} = ${value}`);
    if (content !== undefined) values[value] = content;
  }
  return {
    item: {
      Update: {
        TableName: tableName,
        Key: customerKey(seen.id),
        UpdateExpression:
          `SET ${set.join(', ')} ADD contacts :contacts, #users :users, owners :owners` +
          (gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''),
        ConditionExpression: conditions.join(' AND '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    refusal: (found) => customerRefusal(found, seen, { limit, mayBeSuspended }),
  };
}

function customerRefusal(
  found: Record<string, unknown> | undefined,
  { tenantId }: Customer,
  { limit, mayBeSuspended }: CustomerTerms,
): FoyerError {
  const customer = found === undefined ? undefined : fromCustomerItem(found);
  if (customer?.tenantId !== tenantId)
    return new FoyerError('not_found', 'The customer does not exist.');
  if (customer.status === 'suspended' && mayBeSuspended !== true) return customerSuspended();
  if (limit !== undefined && customer.contacts >= limit) return contactLimitReached(limit);
  return changed();
}

/**
 * Returns the update of an open invitation after a change to its contact. Groups cannot change while an interrupted
 * acceptance is unresolved (`leaseKey`), because its user may already be in the groups that were offered before.
 */
export function updateInvitationTerms(
  tableName: string,
  invitation: Invitation,
  offer: Pick<Invitation, 'role' | 'groups' | 'profile'>,
  at: string,
): Companion {
  const { id, tenantId, groups } = invitation;
  const regrouped = groups.join('\n') !== offer.groups.join('\n');
  return {
    item: {
      Update: {
        TableName: tableName,
        Key: invitationKey(id),
        UpdateExpression:
          'SET offer.#role = :role, offer.#groups = :groups, offer.#profile = :profile, updatedAt = :at',
        ConditionExpression:
          `tenantId = :tenant AND ${OPEN}` +
          (regrouped ? ' AND attribute_not_exists(leaseKey)' : ''),
        ExpressionAttributeNames: {
          ...{ '#role': 'role', '#groups': 'groups', '#profile': 'profile', '#status': 'status' },
        },
        ExpressionAttributeValues: {
          ...OPEN_VALUES,
          ':at': at,
          ':groups': offer.groups,
          ':now': at,
          ':profile': offer.profile,
          ':role': offer.role,
          ':tenant': tenantId,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    refusal: (found) =>
      regrouped && found?.['leaseKey'] !== undefined
        ? beingAccepted(invitation, new Date(at))
        : changed(),
  };
}

/**
 * Links an open invitation to an existing contact, unless an interrupted sign-up left something behind: its user may
 * refer to the contact that the acceptance would have created.
 */
export function leadTo(tableName: string, invitation: Invitation, contact: Contact): Companion {
  const { id, tenantId } = invitation;
  return {
    item: {
      Update: {
        TableName: tableName,
        Key: invitationKey(id),
        UpdateExpression:
          'SET contactId = :contact, offer.existingContact = :there, offer.#role = :role, updatedAt = :at',
        ConditionExpression:
          'tenantId = :tenant AND #status = :pending AND attribute_not_exists(leaseKey)',
        ExpressionAttributeNames: { '#role': 'role', '#status': 'status' },
        ExpressionAttributeValues: {
          ':at': contact.updatedAt,
          ':contact': contact.id,
          ':pending': 'pending',
          ':role': contact.role,
          ':tenant': tenantId,
          ':there': true,
        },
      },
    },
    refusal: () => beingAccepted(invitation, new Date(contact.updatedAt)),
  };
}
