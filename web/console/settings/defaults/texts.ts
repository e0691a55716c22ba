/** Texts of the defaults and limits. */
import type { TenantLimits } from '../../../../client/src/generated/types.gen.ts';

/** A setting's label and hint. */
interface Setting {
  readonly label: string;
  readonly hint: string;
}

export type LimitName = keyof TenantLimits;

export interface DefaultsTexts {
  readonly lead: string;
  readonly invitations: string;
  readonly expiryDays: Setting;
  readonly maxExpiryDays: Setting;
  readonly reminders: Setting;
  readonly remindersWrong: (mostDays: string) => string;
  readonly remindersMany: string;
  readonly language: Setting;
  readonly retentionDays: Setting;
  readonly differentEmail: Setting;
  readonly accounts: string;
  readonly approval: Setting;
  readonly secondFactor: Setting;
  readonly redirectUrls: Setting;
  readonly redirectUrlWrong: (url: string) => string;
  readonly groups: Setting;
  readonly groupsNeeded: string;
  readonly firstGroup: Setting;
  readonly limits: string;
  readonly limitsHint: string;
  readonly limitNames: Readonly<Record<LimitName, Setting>>;
  /** The range of a number, with its unit if it has one. */
  readonly days: (least: string, most: string) => string;
  readonly upTo: (most: string) => string;
  readonly wrongNumber: (least: string, most: string) => string;
  readonly operator: string;
  readonly operatorHint: string;
  readonly status: string;
  readonly statuses: Readonly<Record<'active' | 'suspended', string>>;
  readonly portal: string;
  readonly portalIncluded: string;
  readonly portalMissing: string;
  readonly apiClients: string;
  readonly apiClientsIncluded: string;
  readonly apiClientsMissing: string;
  readonly longestExpiry: string;
  readonly longestRetention: string;
  readonly availableGroups: string;
  readonly dayCount: (count: number) => string;
  readonly none: string;
}
