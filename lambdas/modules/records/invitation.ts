import * as z from 'zod/mini';

import { DAY } from '../platform/clock.ts';
import type { Conflict } from '../platform/errors.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import { derivedId } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import { CONTACT_ROLES } from './contact.ts';

/** A profile as it was submitted. The rules of the form may have changed since. */
export const storedProfileSchema = z.object({
  firstName: stored.optionalText,
  lastName: stored.optionalText,
  jobTitle: stored.optionalText,
  phone: stored.optionalText,
  taxId: stored.optionalText,
});

/** The statuses that administrators see. `expired` is never stored, but computed from the current time. */
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

/** The application of an invitation if a tenant has only one. */
export const DEFAULT_APPLICATION = 'default';

/** The types of timeline entries. */
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
  at: stored.time,
  type: z.enum(TIMELINE_TYPES),
  /** The person who did it, if any. */
  by: z.optional(z.object({ id: stored.text, name: stored.text })),
  /** Identifies the request, if it can be retried (`Idempotency-Key`). */
  request: stored.optionalText,
  detail: stored.optionalText,
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/**
 * The right to complete one submission, held until `leaseUntil` (ISO 8601 UTC). After the acceptance, only the ID
 * remains.
 */
const claimSchema = z.object({
  id: stored.text,
  /**
   * The address of the account, if it is not the invited one: as typed, and in the form in which addresses are
   * compared.
   */
  email: stored.optionalText,
  address: stored.optionalText,
  leaseUntil: z._default(stored.time, new Date(0).toISOString()),
  profile: z._default(storedProfileSchema, {}),
  company: stored.optionalText,
  /** The user name of a person who accepts by signing in with an identity provider. */
  externalUser: stored.optionalText,
});
export type Claim = z.infer<typeof claimSchema>;

/** A visit to an identity provider by the holder of the link, who can return until `until` (ISO 8601 UTC). */
const visitSchema = z.object({
  provider: stored.text,
  until: stored.time,
  profile: z._default(storedProfileSchema, {}),
  company: stored.optionalText,
});
export type Visit = z.infer<typeof visitSchema>;

/**
 * A code that was requested to verify an email address: the address that it is sent to, and its hash once it has been
 * sent.
 */
const verificationSchema = z.object({
  /** 1 for the first code, plus one for each additional code. */
  round: stored.integer,
  /** In the form in which addresses are compared. */
  address: stored.text,
  /** The times at which the latest codes were requested, oldest first. */
  asked: z.array(stored.time),
  hash: stored.optionalText,
  until: stored.optionalTime,
  /** The number of attempts to enter the code. */
  attempts: z._default(stored.integer, 0),
});
export type Verification = z.infer<typeof verificationSchema>;

/** An invitation as stored. Times are in ISO 8601 UTC with milliseconds, so that they compare as strings. */
export const invitationSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  kind: z.enum(INVITATION_KINDS),
  /** As typed by the administrator. */
  email: stored.text,
  /** In the form in which addresses are compared and email is sent ({@link parseEmailAddress}). */
  address: stored.text,
  /**
   * `accepting` means that a claim is in progress or was interrupted. It is not stored: the item has the status
   * `pending` and a claim. The API reports it as `pending`.
   */
  status: z.enum(['pending', 'accepting', 'accepted', 'declined', 'revoked']),
  delivery: z.object({
    status: z.enum(DELIVERY_STATUSES),
    updatedAt: stored.time,
    reason: stored.optionalText,
    /** The number of emails requested: 1 for the first email, plus one for each resend. */
    sends: stored.integer,
    /** The type of this email. An invitation by default. */
    mail: z.optional(z.enum(['invitation', 'reminder'])),
    /** True if it was requested along with many others, so nobody is waiting for it. */
    bulk: stored.optionalFlag,
  }),
  company: stored.optionalText,
  phone: stored.optionalText,
  /** The customer's importance, in the tenant's own terms. */
  rank: stored.optionalText,
  /** The customer that the acceptance creates ({@link idsOfAcceptance}). */
  customerId: stored.text,
  /** True if the customer already exists, so that the acceptance adds a contact to it. */
  existingCustomer: stored.flag,
  contactId: stored.text,
  /** True if the contact already exists, so that the acceptance gives it an account. */
  existingContact: stored.flag,
  role: z.enum(CONTACT_ROLES),
  applicationId: stored.text,
  groups: stored.texts,
  profile: storedProfileSchema,
  editableFields: z.array(z.enum(FORM_FIELDS)),
  allowDifferentEmail: stored.flag,
  locale: stored.text,
  message: stored.optionalText,
  /** The URL that the invitee is redirected to after sign-up. */
  redirectUrl: stored.optionalText,
  /** The import that created it. */
  importId: stored.optionalText,
  metadata: z.record(stored.text, stored.text),
  expiresInDays: stored.integer,
  /** The number of days for which it is kept after its expiry. */
  retentionDays: stored.integer,
  expiresAt: stored.time,
  /** The time of expiry, once it has been recorded. The invitation is expired from `expiresAt` on, recorded or not. */
  expiredAt: stored.optionalTime,
  /** The time of the next reminder, or of the expiry if there is none. Not set once the invitation has ended. */
  dueAt: stored.optionalTime,
  createdAt: stored.time,
  updatedAt: stored.time,
  invitedBy: z.object({ id: stored.text, name: stored.text }),
  /** True if a contact of a customer sent it. Its text is then not the tenant's own. */
  fromCustomer: stored.optionalFlag,
  /** A digest of the request that created it, if that request can be retried (`Idempotency-Key`). */
  fingerprint: stored.optionalText,
  /** The SHA-256 of every link that opens this invitation. The links themselves are never stored. */
  tokenHashes: z._default(z.set(stored.text), () => new Set<string>()),
  /**
   * The SHA-256 of links that an administrator delivers personally. Opening one does not prove access to the mailbox.
   */
  linkHashes: z._default(z.set(stored.text), () => new Set<string>()),
  verification: z.optional(verificationSchema),
  /**
   * The email that is being passed to SES: its send number, the number of attempts, and the time until which no other
   * process can send it.
   */
  sending: z.optional(
    z.object({
      send: stored.integer,
      attempts: stored.integer,
      until: stored.time,
    }),
  ),
  claim: z.optional(claimSchema),
  visit: z.optional(visitSchema),
  acceptedAt: stored.optionalTime,
  acceptedUserId: stored.optionalText,
  customerName: stored.optionalText,
  /** The address of the account, if it is not the invited one. */
  acceptedEmail: stored.optionalText,
  declinedAt: stored.optionalTime,
  revokedAt: stored.optionalTime,
  revokedBy: z.optional(z.object({ id: stored.text, name: stored.text })),
  timeline: z.array(timelineEntrySchema),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** An invitation as lists show it, without the fields that only a GET of a single invitation shows. */
export const invitationSummarySchema = z.omit(invitationSchema, {
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
 * Returns the IDs of the customer and the contact that an acceptance creates. They are derived from the invitation, so
 * that every retry creates the same ones. The creation time is included because an `Idempotency-Key` can produce the
 * same ID again after the invitation is deleted.
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

/** The maximum number of timeline entries. Beyond it, the entries after the first one are removed, oldest first. */
const TIMELINE_MAX = 50;

/**
 * Returns the first and the latest entries, so that the item stays small no matter how often the invitation is resent.
 */
export function boundedTimeline(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  if (timeline.length <= TIMELINE_MAX) return [...timeline];
  return [...timeline.slice(0, 1), ...timeline.slice(1 - TIMELINE_MAX)];
}

/** Returns the status of an invitation at `now`. It is expired from `expiresAt` on, regardless of the stored status. */
export function statusAt(
  invitation: Pick<Invitation, 'status' | 'expiresAt'>,
  now: Date,
): InvitationStatus {
  if (invitation.status !== 'pending' && invitation.status !== 'accepting')
    return invitation.status;
  return invitation.expiresAt > now.toISOString() ? 'pending' : 'expired';
}

/** Returns the invitation as the record that conflicts with a request. */
export function conflictWith(
  invitation: Pick<Invitation, 'id' | 'status' | 'expiresAt'>,
  now: Date,
): Conflict {
  const { id, expiresAt } = invitation;
  return { type: 'invitation', id, status: statusAt(invitation, now), expiresAt };
}

/** Returns whether a submission is in progress at `now`. */
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

/**
 * Returns whether an invitation holds its address: it is open, or a submission that was received in time is in
 * progress.
 */
export function binds(holder: Pick<Invitation, 'status' | 'expiresAt' | 'claim'>, now: Date) {
  return statusAt(holder, now) === 'pending' || isBeingAccepted(holder, now);
}

/**
 * Returns the time at which something is due next for an open invitation: the next reminder, or the expiry if there is
 * none. ISO 8601.
 */
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
