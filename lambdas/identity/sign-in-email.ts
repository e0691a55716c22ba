import { parseEmailAddress } from '../shared/email-address.ts';

/**
 * The address of an account in the form in which Cognito has it: people see `o@bücher.example` and sign in as
 * `o@xn--bcher-kva.example`. Cognito compares user names without case and folds nothing else.
 */
export function signInEmailOf(shown: string): string {
  const email = parseEmailAddress(shown);
  // Taken when other rules held: the account was made then.
  return 'problem' in email ? shown.trim().toLowerCase() : email.normalised;
}
