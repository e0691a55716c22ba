/** Statuses of the company's people, and the actions that owners have. */
import type { Colleague, ColleagueInvitation } from '../../../client/src/generated/types.gen.ts';
import { fullName } from '../../../lambdas/modules/platform/locale.ts';
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
 * Returns a person's status. A contact records only that it was invited; `invitation`, which only owners can read, has the
 * outcome.
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

/** Tells whether the invitation can be resent and revoked. */
export function isOpen({ status }: Pick<ColleagueInvitation, 'status'>): boolean {
  return status === 'pending' || status === 'expired';
}

/** Returns the actions on a person's invitation. Until they have an account, they can always be invited again. */
export function invitingActions(
  { status, invitationId }: Pick<Colleague, 'status' | 'invitationId'>,
  invitation?: Pick<ColleagueInvitation, 'status'>,
): ColleagueAction[] {
  if (status === 'active' || status === 'removed') return [];
  if (invitationId === undefined) return ['send'];
  return invitation === undefined || isOpen(invitation) ? ['resend', 'revoke'] : ['send'];
}

/** A person's name, or their address if no name is known. */
export function nameOf(person: {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}): string {
  return fullName(person) || (person.email ?? '–');
}
