import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import { canonicalJson, digest } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import {
  DEFAULT_APPLICATION,
  idsOfAcceptance,
  type Invitation,
  invitationSchema,
  type InvitationSummary,
  invitationSummarySchema,
  type TimelineEntry,
} from './invitation.ts';
import { listPartition, RECORDS, TTL_ATTRIBUTE, WORK_PARTITION } from './table.ts';

/**
 * The fields that are set when an invitation is created, do not change, and appear in lists. They are stored in one
 * attribute of the item.
 */
const OFFER = [
  'company',
  'phone',
  'rank',
  'customerId',
  'existingCustomer',
  'existingContact',
  'role',
  'applicationId',
  'groups',
  'profile',
  'editableFields',
  'allowDifferentEmail',
  'locale',
  'retentionDays',
  'redirectUrl',
  'metadata',
] as const satisfies readonly (keyof Invitation)[];

/**
 * The values of most invitations. They are omitted from the items, so that most items stay below the kilobyte that one
 * write unit covers. Stored items depend on these values, so they must never change.
 */
const USUAL: Partial<Invitation> = {
  role: 'owner',
  existingCustomer: false,
  existingContact: false,
  applicationId: DEFAULT_APPLICATION,
  profile: {},
  editableFields: ['firstName', 'lastName', 'jobTitle', 'phone', 'company'],
  allowDifferentEmail: false,
  locale: 'en',
  retentionDays: 90,
  metadata: {},
};

/**
 * The fields that record how an invitation ended. They are stored in one attribute of the item, which is written at
 * that time.
 */
const OUTCOME = [
  'acceptedAt',
  'acceptedUserId',
  'customerName',
  'acceptedEmail',
  'declinedAt',
  'revokedAt',
  'revokedBy',
] as const satisfies readonly (keyof Invitation)[];
export type InvitationOutcome = Pick<Invitation, (typeof OUTCOME)[number]>;

/** Returns the key of an invitation. A link contains the ID of its invitation, so a lookup needs no index. */
export function invitationKey(invitationId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.invitation}#${invitationId}`, sk: RECORDS.invitation };
}

/** Returns the ID in an invitation's partition key. */
export function invitationIdOf(pk: string): string {
  return pk.slice(`${RECORDS.invitation}#`.length);
}

/**
 * Returns the key of the lock on an address. The address is hashed because keys have a length limit and appear in error
 * messages.
 */
export function lockKey(invitation: Pick<Invitation, 'tenantId' | 'applicationId' | 'address'>): {
  pk: string;
  sk: string;
} {
  const { tenantId, applicationId, address } = invitation;
  return { pk: `${RECORDS.lock}#${digest(tenantId, applicationId, address)}`, sk: RECORDS.lock };
}

/**
 * Returns the status as stored. `accepting` is not stored, but derived from the claim: indexes project the status but
 * not the claim, so a claim changes none of the lists.
 */
function storedStatus(status: Invitation['status']): Exclude<Invitation['status'], 'accepting'> {
  return status === 'accepting' ? 'pending' : status;
}

/** Returns the partition of the status index. An invitation that is being accepted is still listed as pending. */
export function statusPartition(
  tenantId: string,
  status: Invitation['status'] | 'expired',
): string {
  return listPartition(
    tenantId,
    'invitation',
    status === 'expired' ? status : storedStatus(status),
  );
}

/** Returns the partition of the expiry index. It is short, because most items are just below 1 KB. */
export function openPartition(tenantId: string): string {
  return `${tenantId}#open#0`;
}

type DeliveryStatus = Invitation['delivery']['status'];

/** The delivery statuses in the delivery index. Nearly all emails are delivered, so the index does not contain those. */
export type IndexedDelivery = Exclude<DeliveryStatus, 'delivered'>;

/** Returns whether the delivery index contains emails with this status. */
export function isIndexedDelivery(status: DeliveryStatus): status is IndexedDelivery {
  return status !== 'delivered';
}

/**
 * The delivery statuses until AWS reports an outcome, which usually takes seconds. They share a partition of the
 * delivery index, so that sending an email does not move the entry of its invitation.
 */
export const UNDERWAY: readonly DeliveryStatus[] = ['queued', 'sent'];

/**
 * Returns the partition of the delivery index. A write to `delivery` must also write `traitKey`, or remove it for a
 * status that is not in the index.
 */
export function deliveryPartition(tenantId: string, status: IndexedDelivery): string {
  return listPartition(tenantId, 'invitation', UNDERWAY.includes(status) ? 'underway' : status);
}

/**
 * Returns the partition of the customer index, which contains the invitations to an existing customer. The customer
 * itself refers to the invitation that created it.
 */
export function customerInvitations(tenantId: string, customerId: string): string {
  return `${tenantId}#${customerId}#0`;
}

/**
 * The attributes that put an open invitation into the expiry indexes. Use them in `REMOVE` when the invitation ends or
 * its expiry is recorded.
 */
export const OPEN_KEYS = 'openKey, dueKey, dueAt';

/**
 * The condition that an invitation has not ended and that no submission is in progress. The claim of a function that
 * crashed expires with its lease.
 */
export const OPEN = '(#status = :pending AND (attribute_not_exists(claim) OR leaseUntil <= :now))';
export const OPEN_VALUES = { ':pending': 'pending' };

/** The condition that an invitation has not ended and has no claim, not even one whose lease has ended. */
export const UNCLAIMED = '#status = :pending AND attribute_not_exists(claim)';

/** The condition that a claim is held. An accepted invitation keeps the ID of its claim, so the status is checked too. */
export const CLAIMED = '#status = :pending AND claim.id = :claimId';

/** Returns an invitation as stored in DynamoDB. The item is kept for the retention period after the expiry. */
export function toInvitationItem(invitation: Invitation): Record<string, unknown> {
  // The ID is in the key, and most addresses are typed in their normalized form.
  const { id, email, contactId, tokenHashes, linkHashes, timeline, dueAt, claim, ...fields } =
    invitation;
  const usual = { ...USUAL, ...idsOfAcceptance(invitation) };
  const isOpen = invitation.status === 'pending' || invitation.status === 'accepting';
  const nested = new Set<string>([...OFFER, ...OUTCOME]);
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !nested.has(name))),
    status: storedStatus(invitation.status),
    ...(claim !== undefined && { claim: { ...claim, leaseUntil: undefined } }),
    ...(claim !== undefined &&
      invitation.status === 'accepting' && {
        leaseKey: WORK_PARTITION,
        leaseUntil: claim.leaseUntil,
      }),
    ...(email !== invitation.address && { email }),
    ...unusual({ contactId }, usual),
    offer: unusual(pick(invitation, OFFER), usual),
    outcome: pick(invitation, OUTCOME),
    timeline: toTimelineItems(timeline),
    // Sets cannot be empty
    // (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
    ...(tokenHashes.size > 0 && { tokenHashes }),
    ...(linkHashes.size > 0 && { linkHashes }),
    ...invitationKey(id),
    listKey: listPartition(invitation.tenantId, 'invitation'),
    statusKey: statusPartition(
      invitation.tenantId,
      isOpen && invitation.expiredAt !== undefined ? 'expired' : invitation.status,
    ),
    ...(isIndexedDelivery(invitation.delivery.status) && {
      traitKey: deliveryPartition(invitation.tenantId, invitation.delivery.status),
    }),
    ...(invitation.existingCustomer && {
      companyKey: customerInvitations(invitation.tenantId, invitation.customerId),
    }),
    ...(isOpen &&
      invitation.expiredAt === undefined && {
        openKey: openPartition(invitation.tenantId),
        dueKey: WORK_PARTITION,
        dueAt,
      }),
    ...(invitation.delivery.status === 'queued' && {
      queuedKey: WORK_PARTITION,
      queuedAt: invitation.delivery.updatedAt,
    }),
    [TTL_ATTRIBUTE]: removalTime(invitation.expiresAt, invitation.retentionDays),
  };
}

/** @throws {z.core.$ZodError} if the item is not an invitation. */
export function fromInvitationItem(item: Record<string, unknown>): Invitation {
  return invitationSchema.parse(flat(item));
}

/**
 * Parses a row of a list.
 *
 * @throws {z.core.$ZodError} if the item is not an invitation.
 */
export function fromListedItem(item: Record<string, unknown>): InvitationSummary {
  return invitationSummarySchema.parse(flat(item));
}

const expiryEntrySchema = z.object({ pk: stored.text, createdAt: stored.text });

/** Parses an entry of the expiry index, which contains only the position of an invitation in its list. */
export function fromExpiryEntry(
  item: Record<string, unknown>,
): Pick<Invitation, 'id' | 'createdAt'> {
  const { pk, createdAt } = expiryEntrySchema.parse(item);
  return { id: invitationIdOf(pk), createdAt };
}

/**
 * Returns timeline entries as stored in DynamoDB. A number of milliseconds takes a third of the bytes of an ISO 8601
 * string.
 */
export function toTimelineItems(entries: readonly TimelineEntry[]): Record<string, unknown>[] {
  return entries.map((entry) => ({ ...entry, at: Date.parse(entry.at) }));
}

const timelineItem = z.pipe(
  z.looseObject({ at: z.union([z.number(), stored.text]) }),
  z.transform((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
);

const itemSchema = z.looseObject({
  pk: stored.text,
  createdAt: stored.text,
  status: stored.text,
  address: stored.text,
  offer: z.looseObject({}),
  outcome: z.looseObject({}),
  claim: z.optional(z.looseObject({})),
  // Stored next to the claim, because an index needs it.
  leaseUntil: stored.optionalText,
  // Not included in rows of lists.
  timeline: z.optional(z.array(timelineItem)),
});

/** Returns the fields of an invitation in one object, including the values that the item omits. */
function flat(item: Record<string, unknown>): Record<string, unknown> {
  const { pk, offer, outcome, claim, leaseUntil, ...fields } = itemSchema.parse(item);
  const id = invitationIdOf(pk);
  return {
    id,
    email: fields.address,
    ...USUAL,
    ...idsOfAcceptance({ id, createdAt: fields.createdAt }),
    ...fields,
    ...offer,
    ...outcome,
    ...(claim !== undefined && {
      claim: { ...claim, leaseUntil },
      status: fields.status === 'pending' ? 'accepting' : fields.status,
    }),
  };
}

function unusual(fields: Partial<Invitation>, usual: Partial<Invitation>): Partial<Invitation> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        canonicalJson(value) !== canonicalJson(usual[name as keyof Invitation] ?? null),
    ),
  );
}

function pick(invitation: Invitation, names: readonly (keyof Invitation)[]): Partial<Invitation> {
  return Object.fromEntries(names.map((name) => [name, invitation[name]]));
}

/** Returns the time after which TTL can remove the items of an invitation, in seconds since 1970. */
export function removalTime(expiresAt: string, retentionDays: number): number {
  return epochSecondsAfter(expiresAt, retentionDays * DAY);
}

/** Reads an invitation with a strongly consistent read: 1 RRU for up to 4 KB. */
export async function readInvitation(
  client: DynamoDBDocumentClient,
  tableName: string,
  invitationId: string,
): Promise<Invitation | undefined> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: invitationKey(invitationId),
      ConsistentRead: true,
    }),
  );
  return Item === undefined ? undefined : fromInvitationItem(Item);
}
