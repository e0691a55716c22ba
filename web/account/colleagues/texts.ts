import type { DeliveryStatus, InvitationStatus } from '../../../client/src/generated/types.gen.ts';

/** Statuses of a person, as their colleagues see them. */
export type Standing = 'active' | 'invited' | 'undelivered' | 'expired' | 'declined' | 'notInvited';

/** Actions that need only a confirmation. */
export type ColleagueAction = 'send' | 'resend' | 'revoke' | 'remove';

/** The texts of the colleagues page. */
export interface ColleaguesTexts {
  readonly title: string;
  readonly people: string;
  readonly invitations: string;
  readonly person: string;
  readonly role: string;
  readonly status: string;
  readonly added: string;
  readonly you: string;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly invitee: string;
  readonly statuses: Readonly<Record<InvitationStatus, string>>;
  readonly delivery: string;
  readonly deliveries: Readonly<Record<DeliveryStatus, string>>;
  readonly hints: Partial<Record<DeliveryStatus, string>>;
  readonly invited: string;
  readonly by: (name: string) => string;
  readonly expires: string;
  readonly menu: Readonly<Record<ColleagueAction | 'changeRole', string>>;
  readonly noEmail: string;
  readonly onlyOwner: string;
  readonly actions: Readonly<
    Record<ColleagueAction, Readonly<Record<'title' | 'text' | 'confirm' | 'done', string>>>
  >;
  /** Replaces the text of `remove` for people without an account. */
  readonly removeWithoutAccount: string;
  readonly changeRole: Readonly<Record<'title' | 'stepDown' | 'done', string>>;
  readonly emptyPeople: string;
  readonly emptyInvitations: string;
  readonly emptyHint: string;
}
