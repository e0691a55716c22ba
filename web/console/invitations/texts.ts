/** Texts of the invitations page. */
import type {
  DeliveryStatus,
  InvitationStatus,
  TimelineEntry,
} from '../../../client/src/generated/types.gen.ts';

/** Actions on an invitation. */
export type InvitationAction = 'resend' | 'revoke' | 'delete';

interface ActionTexts {
  readonly title: string;
  readonly text: string;
  /** The button's label, and the message on success. */
  readonly confirm: string;
  readonly done: string;
  /** The same for several invitations. */
  readonly manyTitle: (count: string) => string;
  readonly manyText: string;
}

export interface InvitationsTexts {
  readonly title: string;
  readonly pending: string;
  readonly done: string;
  readonly search: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<'customer' | 'supplier', string>>;
  readonly status: string;
  readonly statuses: Readonly<Record<InvitationStatus, string>>;
  readonly delivery: string;
  readonly deliveries: Readonly<Record<DeliveryStatus, string>>;
  /** Short remedies below a delivery status that needs attention. */
  readonly hints: Readonly<Partial<Record<DeliveryStatus, string>>>;
  /** Explanations of a delivery status and its remedy, in the details. */
  readonly explanations: Readonly<Record<DeliveryStatus, string>>;
  readonly problemsOnly: string;
  readonly createdAfter: string;
  readonly createdBefore: string;
  readonly invitee: string;
  readonly invited: string;
  readonly expires: string;
  readonly ended: string;
  readonly invitedBy: string;
  readonly company: string;
  readonly name: string;
  readonly customer: string;
  readonly role: string;
  readonly roles: Readonly<Record<'owner' | 'member', string>>;
  readonly groups: string;
  readonly language: string;
  readonly phone: string;
  readonly rank: string;
  readonly message: string;
  readonly sends: string;
  readonly acceptedEmail: string;
  readonly deliveryReason: string;
  readonly timeline: string;
  readonly timelineTypes: Readonly<Record<TimelineEntry['type'], string>>;
  readonly resend: string;
  readonly revoke: string;
  readonly copyLink: string;
  readonly delete: string;
  readonly actions: Readonly<Record<InvitationAction, ActionTexts>>;
  readonly link: {
    readonly title: string;
    readonly copied: string;
    readonly note: string;
    readonly label: string;
  };
  readonly suppression: {
    readonly blocked: string;
    readonly until: (time: string) => string;
    readonly lift: string;
    readonly lifted: string;
    readonly fixed: string;
  };
  readonly selectAllMatching: string;
  readonly allMatching: string;
  readonly bulk: {
    readonly titles: Readonly<Record<InvitationAction, string>>;
    readonly progress: (finished: string, total: string) => string;
    readonly done: (count: string) => string;
    readonly skipped: (count: string) => string;
    readonly failed: (count: string) => string;
    readonly truncated: string;
    readonly cancel: string;
    readonly canceled: string;
    readonly close: string;
    readonly notDone: string;
    readonly background: string;
  };
  readonly emptyPending: string;
  readonly emptyPendingHint: string;
  readonly emptyDone: string;
  readonly emptyDoneHint: string;
}
