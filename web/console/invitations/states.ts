/** Statuses of invitations: which are about to change, which need attention, and which actions they allow. */
import type {
  DeliveryStatus,
  InvitationStatus,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { fullName } from '../../../lambdas/modules/platform/locale.ts';
import type { Tone } from '../../app/display.tsx';
import type { InvitationAction } from './texts.ts';

export const DONE = ['accepted', 'declined', 'expired', 'revoked'] as const;
export const KINDS = ['customer', 'supplier'] as const;
export const DELIVERIES = [
  'queued',
  'sent',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'failed',
  'none',
] as const;
/** Delivery statuses that need attention. */
export const PROBLEMS: readonly DeliveryStatus[] = [
  'bounced',
  'complained',
  'suppressed',
  'failed',
];

const DELIVERY_TONES: Readonly<Record<DeliveryStatus, Tone>> = {
  none: 'quiet',
  queued: 'accent',
  sent: 'accent',
  delivered: 'good',
  delayed: 'warm',
  bounced: 'bad',
  complained: 'bad',
  suppressed: 'bad',
  failed: 'bad',
};
const STATUS_TONES: Readonly<Record<InvitationStatus, Tone>> = {
  pending: 'accent',
  accepted: 'good',
  declined: 'warm',
  revoked: 'quiet',
  expired: 'quiet',
};

export function deliveryTone(status: DeliveryStatus): Tone {
  return DELIVERY_TONES[status];
}

export function statusTone(status: InvitationStatus): Tone {
  return STATUS_TONES[status];
}

/** The actions that the API allows for an invitation's status. */
export function possibleActions({ status }: Pick<InvitationSummary, 'status'>): InvitationAction[] {
  if (status === 'pending') return ['resend', 'revoke'];
  return status === 'expired' ? ['resend', 'revoke', 'delete'] : ['delete'];
}

/** Tells whether a link can be created for the invitation. */
export function canHaveLink({ status }: Pick<InvitationSummary, 'status'>): boolean {
  return status === 'pending' || status === 'expired';
}

const MINUTE = 60_000;

/** Tells whether the delivery status is about to change. Emails without news for a while are refreshed less often. */
export function isMoving(
  { status, delivery }: Pick<InvitationSummary, 'status' | 'delivery'>,
  now: Date,
): boolean {
  if (status !== 'pending') return false;
  const age = now.getTime() - Date.parse(delivery.updatedAt);
  return delivery.status === 'queued'
    ? age < 30 * MINUTE
    : (delivery.status === 'sent' || delivery.status === 'delayed') && age < 2 * MINUTE;
}

/** The time at which an invitation that is no longer pending ended. */
export function endOf(invitation: InvitationSummary): string {
  const { acceptedAt, declinedAt, revokedAt, expiresAt } = invitation;
  return acceptedAt ?? declinedAt ?? revokedAt ?? expiresAt;
}

/** The known person and company, in one line. */
export function knownAs({ profile, company, customer }: InvitationSummary): string {
  return [fullName(profile), customer?.name ?? company].filter(Boolean).join(' · ');
}
