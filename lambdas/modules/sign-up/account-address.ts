import type { Invitation } from '../invitations/invitation.ts';
import type { TokenKey } from '../invitations/token.ts';
import { isCode } from '../invitations/verification-code.ts';
import type { Clock } from '../platform/clock.ts';
import { parseEmailAddress, type EmailAddress } from '../platform/email-address.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import type { VerificationStore } from './verification-store.ts';

/**
 * The address that an account is to get: the invited one, or another where the invitation allows that.
 *
 * @throws {FoyerError} `invalid_request` when it is no address, `email_mismatch` when it may not be another one.
 */
export function accountAddress(
  invitation: Pick<Invitation, 'email' | 'address' | 'allowDifferentEmail'>,
  typed: string | undefined,
): EmailAddress {
  const invited = { shown: invitation.email, normalised: invitation.address };
  if (typed === undefined) return invited;
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  if (email.normalised === invited.normalised) return invited;
  if (invitation.allowDifferentEmail) return email;
  throw new FoyerError(
    'email_mismatch',
    'This invitation is for another email address. Sign up with the invited one.',
    { errors: [{ path: 'email', message: 'Sign up with the address that was invited.' }] },
  );
}

/** Whether holding this link proves the mailbox of `address`: only a link that was mailed there does. */
export function provesMailbox(
  key: TokenKey,
  invitation: Pick<Invitation, 'address' | 'tokenHashes'>,
  address: string,
): boolean {
  return invitation.tokenHashes.has(key.hash) && address === invitation.address;
}

/** @throws {FoyerError} `invalid_request` (path `code`) unless `code` was mailed to `address` and is still good. */
export async function requireCode(
  deps: { readonly verifications: VerificationStore; readonly clock: Clock },
  invitation: Invitation,
  address: string,
  code: string | undefined,
): Promise<void> {
  const asked = invitation.verification;
  if (code === undefined)
    throw invalidField('code', 'This address must be confirmed. Request a code and enter it here.');
  if (asked?.address !== address) throw invalidField('code', ASK_ANEW);
  const counted = await deps.verifications.countTry(invitation.id, asked.round, deps.clock.now());
  if (counted?.hash === undefined) throw invalidField('code', ASK_ANEW);
  const purpose = { invitationId: invitation.id, address, request: asked.round };
  if (!(await isCode(code, purpose, counted.hash)))
    throw invalidField('code', 'This code is incorrect. Enter the 8 digits from the latest email.');
}

const ASK_ANEW = 'This code is no longer valid. Request a new one.';
