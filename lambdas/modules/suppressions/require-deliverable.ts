import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { isSuppressed, type Suppression, type SuppressionReason } from './suppression.ts';
import type { SuppressionReader } from './suppression-store.ts';

export interface DeliverableDeps {
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
}

/** Explains each reason and tells administrators what to do. */
const SENTENCES = {
  hard_bounce:
    'Email to this address bounced: it does not exist or does not accept email. Invite another address. If the address works now, ask the operator of this installation to lift the suppression.',
  complaint:
    'An email to this address was reported as spam, so Foyer no longer sends email to it. Invite another address. If the person asks for the invitation, ask the operator of this installation to lift the suppression.',
  suppression_list:
    'Amazon SES does not send email to this address, because an earlier email bounced or was reported as spam. Invite another address, or ask the operator of this installation to lift the suppression.',
} as const satisfies Record<SuppressionReason, string>;

/** Returns an explanation, for administrators, of why an address does not receive email. */
export function suppressionSentence({ reason }: Suppression): string {
  return SENTENCES[reason];
}

/**
 * Requires that an address can receive email.
 *
 * @throws {FoyerError} `email_suppressed` if `address` is suppressed.
 */
export async function requireDeliverable(deps: DeliverableDeps, address: string): Promise<void> {
  requireUnsuppressed(await deps.suppressions.find(address), deps.clock.now());
}

/** @throws {FoyerError} `email_suppressed` if `suppression` is in effect at `now`. */
export function requireUnsuppressed(suppression: Suppression | undefined, now: Date): void {
  if (suppression === undefined || !isSuppressed(suppression, now)) return;
  const message = suppressionSentence(suppression);
  throw new FoyerError('email_suppressed', message, { errors: [{ path: 'email', message }] });
}
