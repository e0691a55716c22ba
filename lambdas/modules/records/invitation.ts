import * as z from 'zod';

import { DAY } from '../platform/clock.ts';
import type { Conflict } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/sign-up-form.ts';
import { CONTACT_ROLES } from './contact.ts';

/** As it was accepted then: the rules of the form may have changed since. */
export const storedProfileSchema = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  jobTitle: z.string().optional(),
  phone: z.string().optional(),
  taxId: z.string().optional(),
});

/** What an administrator sees. `expired` is never stored: it is a comparison with the clock. */
export const INVITATION_STATUSES = [
  'pending',
  'accepted',
  'declined',
  'revoked',
  'expired',
] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

export const DELIVERY_STATUSES = [
  'none',
  'queued',
  'sent',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'failed',
] as const;

/** The application that an invitation is for, as long as a tenant has only one. */
export const DEFAULT_APPLICATION = 'default';

/** The steps that a timeline can have. */
export const TIMELINE_TYPES = [
  'created',
  'resent',
  'renewed',
  'reminded',
  'link_created',
  'code_sent',
  'sent',
  'send_retried',
  'send_failed',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'accepted',
  'declined',
  'revoked',
  'expired',
] as const;

const timelineEntrySchema = z.object({
  at: z.iso.datetime(),
  type: z.enum(TIMELINE_TYPES),
  /** Who did it, when a person did. */
  by: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Which request it was, when that can be repeated (`Idempotency-Key`). */
  request: z.string().optional(),
  detail: z.string().optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** The right to finish one submission, held until `leaseUntil` (ISO 8601 UTC). Once it is accepted only the id stays. */
const claimSchema = z.object({
  id: z.string(),
  /** The address that the account gets, where it is not the invited one: as typed, and as it is compared. */
  email: z.string().optional(),
  address: z.string().optional(),
  leaseUntil: z.iso.datetime().default(new Date(0).toISOString()),
  profile: storedProfileSchema.default({}),
  company: z.string().optional(),
  /** The name in the user pool of whoever accepts by signing in at an identity provider. */
  externalUser: z.string().optional(),
});
export type Claim = z.infer<typeof claimSchema>;

/** Somebody with the link has left for an identity provider, and may come back until `until` (ISO 8601 UTC). */
const visitSchema = z.object({
  provider: z.string(),
  until: z.iso.datetime(),
  profile: storedProfileSchema.default({}),
  company: z.string().optional(),
});
export type Visit = z.infer<typeof visitSchema>;

/** A code that was asked for to prove a mailbox: to which address it goes, and once it is mailed, its hash. */
const verificationSchema = z.object({
  /** 1 for the first code, one more for each further one. */
  round: z.number().int(),
  /** As addresses are compared. */
  address: z.string(),
  /** When the latest codes were asked for, oldest first. */
  asked: z.array(z.iso.datetime()),
  hash: z.string().optional(),
  until: z.iso.datetime().optional(),
  /** How often a code was tried. */
  attempts: z.number().int().default(0),
});
export type Verification = z.infer<typeof verificationSchema>;

/** An invitation as it is stored. Times are ISO 8601 UTC with milliseconds, so that they compare as texts. */
export const invitationSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.enum(INVITATION_KINDS),
  /** As the administrator typed it. */
  email: z.string(),
  /** As addresses are compared and mail is sent: see {@link parseEmailAddress}. */
  address: z.string(),
  /** `accepting` is a claim that runs or died; to the outside it is `pending`. */
  status: z.enum(['pending', 'accepting', 'accepted', 'declined', 'revoked']),
  delivery: z.object({
    status: z.enum(DELIVERY_STATUSES),
    updatedAt: z.iso.datetime(),
    reason: z.string().optional(),
    /** How many mails were asked for: 1 for the first, one more for each resend. */
    sends: z.number().int(),
    /** What the mail of this send says; an invitation unless told otherwise. */
    mail: z.enum(['invitation', 'reminder']).optional(),
    /** Asked for together with many others, for which nobody waits. */
    bulk: z.boolean().optional(),
  }),
  company: z.string().optional(),
  phone: z.string().optional(),
  /** What the tenant calls this customer's importance. */
  rank: z.string().optional(),
  /** The customer that acceptance makes: see {@link idsOfAcceptance}. */
  customerId: z.string(),
  /** The customer is there already: acceptance adds a contact to it. */
  existingCustomer: z.boolean(),
  contactId: z.string(),
  /** The contact is there already: acceptance gives it an account. */
  existingContact: z.boolean(),
  role: z.enum(CONTACT_ROLES),
  applicationId: z.string(),
  groups: z.array(z.string()),
  profile: storedProfileSchema,
  editableFields: z.array(z.enum(FORM_FIELDS)),
  allowDifferentEmail: z.boolean(),
  locale: z.string(),
  message: z.string().optional(),
  /** Where somebody goes who has signed up. */
  redirectUrl: z.string().optional(),
  /** The import that made it. */
  importId: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  expiresInDays: z.number().int(),
  /** How long it is kept after its expiry. */
  retentionDays: z.number().int(),
  expiresAt: z.iso.datetime(),
  /** When it expired, once that was noted; it has from `expiresAt` on, noted or not. */
  expiredAt: z.iso.datetime().optional(),
  /** When something is due next: a reminder, else the expiry. An invitation that has ended has nothing due. */
  dueAt: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  /** Somebody of a customer invited: what they wrote is not the tenant's own word. */
  fromCustomer: z.boolean().optional(),
  /** Digest of the request that made it, when that request can be repeated (`Idempotency-Key`). */
  fingerprint: z.string().optional(),
  /** SHA-256 of every link that opens this invitation; the links themselves are never stored. */
  tokenHashes: z.set(z.string()).default(() => new Set<string>()),
  /** SHA-256 of links that an administrator hands over: whoever opens one has not proved the mailbox. */
  linkHashes: z.set(z.string()).default(() => new Set<string>()),
  verification: verificationSchema.optional(),
  /** The mail that is being handed to SES: which send, how often it was tried, and until when nobody else may. */
  sending: z
    .object({ send: z.number().int(), attempts: z.number().int(), until: z.iso.datetime() })
    .optional(),
  claim: claimSchema.optional(),
  visit: visitSchema.optional(),
  acceptedAt: z.iso.datetime().optional(),
  acceptedUserId: z.string().optional(),
  customerName: z.string().optional(),
  /** The address of the account, where it is not the invited one. */
  acceptedEmail: z.string().optional(),
  declinedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  revokedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  timeline: z.array(timelineEntrySchema),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** An invitation as a list shows it: all but what only a single read tells. */
export const invitationSummarySchema = invitationSchema.omit({
  address: true,
  tokenHashes: true,
  linkHashes: true,
  verification: true,
  importId: true,
  expiredAt: true,
  sending: true,
  claim: true,
  visit: true,
  timeline: true,
  fingerprint: true,
  message: true,
  contactId: true,
  expiresInDays: true,
  retentionDays: true,
  dueAt: true,
  fromCustomer: true,
});
export type InvitationSummary = z.infer<typeof invitationSummarySchema>;

/**
 * The customer and the contact that acceptance makes. They follow from the invitation, so that every repeat makes the same
 * ones; from the time as well, because an `Idempotency-Key` may name an id again when its invitation is long gone.
 */
export function idsOfAcceptance({ id, createdAt }: Pick<Invitation, 'id' | 'createdAt'>): {
  customerId: string;
  contactId: string;
} {
  return {
    customerId: derivedId('cus', id, createdAt),
    contactId: derivedId('con', id, createdAt),
  };
}

/** So many steps an invitation remembers; what resends add is cut off behind the first. */
const TIMELINE_MAX = 50;

/** The first step and the latest: the item stays small however often somebody resends. */
export function boundedTimeline(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  if (timeline.length <= TIMELINE_MAX) return [...timeline];
  return [...timeline.slice(0, 1), ...timeline.slice(1 - TIMELINE_MAX)];
}

/** Where an invitation stands at `now`: expired the moment `expiresAt` is reached, whatever is stored. */
export function statusAt(
  invitation: Pick<Invitation, 'status' | 'expiresAt'>,
  now: Date,
): InvitationStatus {
  if (invitation.status !== 'pending' && invitation.status !== 'accepting')
    return invitation.status;
  return invitation.expiresAt > now.toISOString() ? 'pending' : 'expired';
}

/** The invitation as what stands in the way of a request. */
export function conflictWith(
  invitation: Pick<Invitation, 'id' | 'status' | 'expiresAt'>,
  now: Date,
): Conflict {
  const { id, expiresAt } = invitation;
  return { type: 'invitation', id, status: statusAt(invitation, now), expiresAt };
}

/** Whether a submission is being carried out at `now`. */
export function isBeingAccepted(
  invitation: Pick<Invitation, 'status' | 'claim'>,
  now: Date,
): boolean {
  return (
    invitation.status === 'accepting' &&
    invitation.claim !== undefined &&
    invitation.claim.leaseUntil > now.toISOString()
  );
}

/** Whether an invitation binds its address: it is open, or a submission that came in time is being carried out. */
export function binds(holder: Pick<Invitation, 'status' | 'expiresAt' | 'claim'>, now: Date) {
  return statusAt(holder, now) === 'pending' || isBeingAccepted(holder, now);
}

/** When something is due next about an open invitation: the first reminder that lies ahead, else the expiry. ISO 8601. */
export function nextDue(
  expiresAt: string,
  reminderDaysBefore: readonly number[],
  now: Date,
): string {
  const expiry = Date.parse(expiresAt);
  const ahead = reminderDaysBefore
    .map((days) => expiry - days * DAY)
    .filter((time) => time > now.getTime());
  return new Date(Math.min(expiry, ...ahead)).toISOString();
}
