/** Texts of the administrators section. */
import type {
  AdministratorRole,
  DeliveryStatus,
} from '../../../../client/src/generated/types.gen.ts';

export interface AdministratorsTexts {
  readonly title: string;
  readonly lead: string;
  readonly administrator: string;
  readonly role: string;
  readonly roleRequired: string;
  readonly roles: Readonly<
    Record<AdministratorRole, { readonly label: string; readonly hint: string }>
  >;
  readonly status: string;
  readonly statuses: Readonly<Record<'active' | 'invited' | 'expired', string>>;
  /** Replaces the status while the setup email is on its way or has a problem. */
  readonly deliveries: Readonly<Partial<Record<DeliveryStatus, string>>>;
  /** Short notes below the status: the remedy, or the next step. */
  readonly hints: Readonly<Partial<Record<DeliveryStatus | 'expired', string>>>;
  /** `time` is relative, such as “in 6 days”. */
  readonly until: (time: string) => string;
  readonly added: string;
  readonly you: string;
  readonly search: string;
  readonly add: string;
  readonly addLead: string;
  readonly email: string;
  readonly emailRequired: string;
  readonly emailWrong: string;
  readonly name: string;
  readonly nameHint: string;
  readonly language: string;
  readonly languageUsual: string;
  readonly addDone: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly editDone: string;
  readonly save: string;
  readonly ownRole: string;
  readonly lastRole: string;
  readonly resend: string;
  readonly resendTitle: string;
  readonly resendText: string;
  readonly resendConfirm: string;
  readonly resendDone: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeText: string;
  readonly removeInvitedText: string;
  readonly removeSelfText: string;
  readonly removeDone: string;
  readonly lastOne: string;
  readonly left: {
    readonly title: string;
    readonly lead: string;
    readonly administrators: string;
    readonly apiClients: string;
    readonly webhooks: string;
    readonly close: string;
  };
}
