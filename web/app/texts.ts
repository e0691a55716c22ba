/** Texts of the shared components. Each language has one object of this type, so a missing text fails the build. */
import type { ErrorCode } from '../../client/src/generated/types.gen.ts';

/** Error codes with a message of our own. For all others, the API's message is shown. */
type ExplainedCode = Extract<
  ErrorCode,
  | 'already_invited'
  | 'user_already_exists'
  | 'contact_has_account'
  | 'contact_limit_reached'
  | 'customer_exists'
  | 'customer_needs_user'
  | 'customer_suspended'
  | 'email_required'
  | 'email_suppressed'
  | 'feature_not_available'
  | 'forbidden'
  | 'grant_not_allowed'
  | 'invitation_not_pending'
  | 'invitation_pending'
  | 'acceptance_in_progress'
  | 'administrator_active'
  | 'administrator_limit_reached'
  | 'last_administrator'
  | 'last_owner'
  | 'not_found'
  | 'pending_limit_reached'
  | 'rate_limited'
  | 'second_factor_required'
  | 'version_mismatch'
  | 'internal_error'
  | 'temporarily_unavailable'
>;

export interface AppTexts {
  readonly problems: Readonly<Record<ExplainedCode | 'offline' | 'unknown', string>>;
  readonly problem: {
    readonly title: string;
    readonly invalid: string;
    readonly details: string;
    readonly requestId: string;
    readonly tryAgain: string;
  };
  readonly session: {
    readonly working: string;
    readonly failedTitle: string;
    readonly failed: string;
    readonly wrongPageTitle: string;
    /** Shown to customers in the console, and to administrators on the pages for customers. */
    readonly notAdministrator: string;
    readonly notCustomer: string;
    readonly goToAccount: string;
    readonly goToConsole: string;
    readonly otherAccount: string;
  };
  readonly shell: {
    readonly navigation: string;
    readonly menu: string;
    readonly skip: string;
    readonly profile: (name: string) => string;
    readonly signedInAs: string;
    readonly language: string;
    readonly theme: string;
    readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
    readonly security: string;
    readonly shortcuts: string;
    readonly signOut: string;
    readonly offline: string;
    readonly slow: string;
    readonly missingTitle: string;
    readonly missing: string;
    readonly brokenTitle: string;
    readonly broken: string;
    readonly reload: string;
  };
  readonly keys: {
    readonly title: string;
    readonly search: string;
    readonly invite: string;
    readonly help: string;
    readonly close: string;
    readonly use: string;
  };
  readonly dialog: {
    readonly close: string;
    readonly cancel: string;
  };
  readonly table: {
    readonly select: (name: string) => string;
    readonly selectAll: string;
    readonly selected: (count: number) => string;
    readonly clearSelection: string;
    readonly actionsFor: (name: string) => string;
    readonly next: string;
    readonly previous: string;
    readonly pages: string;
    readonly loading: string;
    readonly noMatch: string;
    readonly noMatchHint: string;
    readonly goOn: string;
    readonly goOnHint: string;
  };
  readonly filters: {
    readonly any: string;
    readonly clear: string;
    readonly label: string;
  };
  readonly chips: {
    readonly remove: (text: string) => string;
  };
  readonly conflict: {
    readonly title: string;
    readonly lead: string;
    readonly yours: string;
    readonly theirs: string;
    readonly keepTheirs: string;
    readonly saveYours: string;
  };
  readonly copy: {
    readonly copy: string;
    readonly copied: string;
    readonly byHand: string;
  };
}
