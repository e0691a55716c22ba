/** Texts of the activity log. */
import type { ActivityObjectType } from '../../../client/src/generated/types.gen.ts';

/** Types of entries with their own sentence. All others use a general one. */
export const TOLD = [
  'invitation.created',
  'invitation.resent',
  'invitation.reminded',
  'invitation.renewed',
  'invitation.link_created',
  'invitation.code_requested',
  'invitation.delivery_bounced',
  'invitation.delivery_complained',
  'invitation.delivery_suppressed',
  'invitation.delivery_failed',
  'invitation.accepted',
  'invitation.declined',
  'invitation.revoked',
  'invitation.expired',
  'invitation.deleted',
  'import.created',
  'import.canceled',
  'import.completed',
  'bulk_action.created',
  'bulk_action.canceled',
  'bulk_action.completed',
  'customer.created',
  'customer.updated',
  'customer.activated',
  'customer.suspended',
  'customer.deleted',
  'contact.created',
  'contact.invited',
  'contact.joined',
  'contact.updated',
  'contact.removed',
  'contact.deleted',
  'tenant.created',
  'tenant.updated',
  'tenant.suspended',
  'tenant.resumed',
  'application.created',
  'application.updated',
  'application.deleted',
  'preset.created',
  'preset.updated',
  'preset.deleted',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
  'webhook.secret_rotated',
  'webhook.disabled',
  'webhook.tested',
  'webhook.replayed',
  'api_client.created',
  'api_client.updated',
  'api_client.deleted',
  'api_client.secret_rotated',
  'api_client.earlier_secret_ended',
  'administrator.created',
  'administrator.updated',
  'administrator.activated',
  'administrator.setup_resent',
  'administrator.deleted',
  'suppression.viewed',
  'suppression.lifted',
] as const;
export type ToldType = (typeof TOLD)[number];

/** A sentence with the placeholders `{actor}` and `{object}`. */
export type Sentence = string;

export interface ActivityTexts {
  readonly title: string;
  readonly person: string;
  readonly about: string;
  readonly from: string;
  readonly until: string;
  readonly objects: Readonly<Record<ActivityObjectType, string>>;
  readonly sentences: Readonly<Record<ToldType, Sentence>>;
  /** For types without a sentence. */
  readonly otherSentence: Sentence;
  readonly foyer: string;
  readonly operator: string;
  readonly invitee: string;
  readonly contact: string;
  readonly somebody: string;
  /** Replaces the name of an object that is gone or has none. */
  readonly deleted: string;
  readonly ofCustomer: (customer: string) => string;
  readonly changed: (fields: string) => string;
  /** Labels of fields, by their API name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly today: string;
  readonly yesterday: string;
  readonly onlyActor: (name: string) => string;
  readonly onlyObject: string;
  readonly openObject: string;
  readonly shownObject: string;
  readonly showAll: string;
  readonly empty: string;
  readonly emptyHint: string;
}
