import { epochSecondsAfter, DAY } from '../shared/clock.ts';
import { digest } from '../shared/ids.ts';
import { RECORDS, TTL_ATTRIBUTE, WORK_PARTITION, listPartition } from '../shared/table.ts';
import {
  invitationSchema,
  invitationSummarySchema,
  type Invitation,
  type InvitationSummary,
} from './invitation.ts';

/** What is decided when somebody is invited and stays: one attribute of the item. */
const OFFER = [
  'company',
  'phone',
  'customerId',
  'contactId',
  'role',
  'applicationId',
  'groups',
  'profile',
  'editableFields',
  'allowDifferentEmail',
  'locale',
  'message',
  'metadata',
  'expiresInDays',
] as const satisfies readonly (keyof Invitation)[];

/** How an invitation ended: one attribute of the item, written when it does. */
const OUTCOME = [
  'acceptedAt',
  'acceptedUserId',
  'customerName',
  'declinedAt',
  'revokedAt',
  'revokedBy',
] as const satisfies readonly (keyof Invitation)[];
export type Outcome = Pick<Invitation, (typeof OUTCOME)[number]>;

/** Where an invitation lies. A link names its invitation, so a lookup needs no index. */
export function invitationKey(invitationId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.invitation}#${invitationId}`, sk: RECORDS.invitation };
}

/** Where the lock of an address lies. The address is hashed: a key has a length limit, and shows up in error texts. */
export function lockKey(invitation: Pick<Invitation, 'tenantId' | 'applicationId' | 'address'>): {
  pk: string;
  sk: string;
} {
  const { tenantId, applicationId, address } = invitation;
  return { pk: `${RECORDS.lock}#${digest(tenantId, applicationId, address)}`, sk: RECORDS.lock };
}

/** The partition of the status index. A claim is not a status of its own: who accepts is still listed as pending. */
export function statusPartition(tenantId: string, status: Invitation['status']): string {
  return listPartition(tenantId, 'invitation', status === 'accepting' ? 'pending' : status);
}

/** An invitation as DynamoDB keeps it, until `retentionDays` after its expiry. */
export function toInvitationItem(
  invitation: Invitation,
  retentionDays: number,
): Record<string, unknown> {
  const { tokenHashes, ...fields } = invitation;
  const nested = new Set<string>([...OFFER, ...OUTCOME]);
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !nested.has(name))),
    offer: pick(invitation, OFFER),
    outcome: pick(invitation, OUTCOME),
    // A set must not be empty (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
    ...(tokenHashes.size > 0 && { tokenHashes }),
    ...invitationKey(invitation.id),
    listKey: listPartition(invitation.tenantId, 'invitation'),
    statusKey: statusPartition(invitation.tenantId, invitation.status),
    ...(invitation.delivery.status === 'queued' && {
      queuedKey: WORK_PARTITION,
      queuedAt: invitation.delivery.updatedAt,
    }),
    [TTL_ATTRIBUTE]: removalTime(invitation.expiresAt, retentionDays),
  };
}

/** @throws {z.ZodError} when the item is not an invitation. */
export function fromInvitationItem(item: Record<string, unknown>): Invitation {
  return invitationSchema.parse(flat(item));
}

/** Reads a row of a list. @throws {z.ZodError} when the item is not an invitation. */
export function fromListedItem(item: Record<string, unknown>): InvitationSummary {
  return invitationSummarySchema.parse(flat(item));
}

function flat({ offer, outcome, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return { ...fields, ...(offer as object | undefined), ...(outcome as object | undefined) };
}

function pick(invitation: Invitation, names: readonly (keyof Invitation)[]): Partial<Invitation> {
  return Object.fromEntries(names.map((name) => [name, invitation[name]]));
}

/** When TTL may remove what belongs to an invitation, in seconds since 1970. */
export function removalTime(expiresAt: string, retentionDays: number): number {
  return epochSecondsAfter(expiresAt, retentionDays * DAY);
}
