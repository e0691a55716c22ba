/** How people of the company stand, and what an owner can do about it. */
import type { Colleague, ColleagueInvitation } from '../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../app/display.tsx';
import { PROBLEMS } from '../../console/invitations/states.ts';
import type { ColleagueAction, Standing } from './texts.ts';

const TONES: Readonly<Record<Standing, Tone>> = {
  active: 'good',
  invited: 'accent',
  undelivered: 'bad',
  expired: 'warm',
  declined: 'warm',
  notInvited: 'quiet',
};

export function standingTone(standing: Standing): Tone {
  return TONES[standing];
}

type Invited = Pick<ColleagueInvitation, 'status' | 'delivery'>;

/**
 * How somebody stands. A contact says only that it was invited once: how that went, `invitation` knows, which is there for
 * owners only.
 */
export function standingOf({ status }: Pick<Colleague, 'status'>, invitation?: Invited): Standing {
  if (status === 'active') return 'active';
  if (status !== 'invited') return 'notInvited';
  switch (invitation?.status) {
    case 'expired':
    case 'declined':
      return invitation.status;
    case 'revoked':
      return 'notInvited';
    case 'pending':
      return PROBLEMS.includes(invitation.delivery.status) ? 'undelivered' : 'invited';
    default:
      return 'invited';
  }
}

/** Tells whether the invitation can be sent again and taken back. */
export function isOpen({ status }: Pick<ColleagueInvitation, 'status'>): boolean {
  return status === 'pending' || status === 'expired';
}

/** Returns the actions on a person's invitation. Until there is an account, another one can always be sent. */
export function invitingActions(
  { status, invitationId }: Pick<Colleague, 'status' | 'invitationId'>,
  invitation?: Pick<ColleagueInvitation, 'status'>,
): ColleagueAction[] {
  if (status === 'active' || status === 'removed') return [];
  if (invitationId === undefined) return ['send'];
  return invitation === undefined || isOpen(invitation) ? ['resend', 'revoke'] : ['send'];
}

/** The name of somebody, else their address. */
export function nameOf({
  firstName,
  lastName,
  email,
}: {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name === '' ? (email ?? '–') : name;
}
