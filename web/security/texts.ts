/** Texts of the page for sign-in methods. */
import type { FailureReason } from './cognito.ts';

export interface SecurityTexts {
  readonly title: string;
  readonly confirmTitle: string;
  readonly confirmLead: string;
  /** Replaces `confirmLead` after a visit to the page where people add a passkey, which does not report its result. */
  readonly passkeyLead: string;
  readonly confirm: string;
  readonly otherAccount: (email: string) => string;
  readonly notConfirmed: string;
  readonly federated: string;
  readonly required: string;
  readonly failures: Readonly<Record<FailureReason, string>>;
  readonly on: string;
  readonly off: string;
  readonly appTitle: string;
  readonly appLead: string;
  readonly setUp: string;
  readonly replace: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeLead: string;
  readonly removed: string;
  readonly setUpTitle: string;
  readonly scan: string;
  readonly qrCode: string;
  readonly openApp: string;
  readonly key: string;
  readonly code: string;
  readonly codeHint: string;
  readonly codeMissing: string;
  readonly turnOn: string;
  readonly done: string;
  readonly lostTitle: string;
  readonly lost: string;
  readonly passkeysTitle: string;
  readonly passkeysLead: string;
  readonly noPasskeys: string;
  readonly addPasskey: string;
  /** Instead of `addPasskey`, if the person has as many as Cognito allows. */
  readonly passkeysFull: string;
  readonly unnamedPasskey: string;
  readonly removeNamed: (name: string) => string;
  readonly removePasskeyTitle: (name: string) => string;
  readonly removePasskeyLead: string;
  readonly passkeyRemoved: string;
}
