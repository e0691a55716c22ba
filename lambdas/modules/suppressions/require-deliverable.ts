import type { Clock } from '../platform/clock.ts';
import { FoyerError } from '../platform/errors.ts';
import { isSuppressed, type Suppression, type SuppressionReason } from './suppression.ts';
import type { SuppressionReader } from './suppression-store.ts';

export interface DeliverableDeps {
  readonly suppressions: SuppressionReader;
  readonly clock: Clock;
}

/** What happened before, and what the administrator can do about it. */
const SENTENCES = {
  hard_bounce:
    'Email to this address bounced: it does not exist or does not accept email. Invite another address. If the address works now, ask whoever runs Foyer for you to allow email to it again.',
  complaint:
    'An email to this address was reported as spam, so no more is sent to it. Invite another address. If the person asks for the invitation, ask whoever runs Foyer for you to allow email to it again.',
  suppression_list:
    'Amazon SES does not send email to this address, because an earlier email bounced or was reported as spam. Invite another address, or ask whoever runs Foyer for you to allow email to it again.',
} as const satisfies Record<SuppressionReason, string>;

/** Why no mail goes to an address, for an administrator. */
export function suppressionSentence({ reason }: Suppression): string {
  return SENTENCES[reason];
}

/** @throws {FoyerError} `email_suppressed` when mail does not reach `address`, or must not. */
export async function requireDeliverable(deps: DeliverableDeps, address: string): Promise<void> {
  requireUnsuppressed(await deps.suppressions.find(address), deps.clock.now());
}

/** @throws {FoyerError} `email_suppressed` when `suppression` counts at `now`. */
export function requireUnsuppressed(suppression: Suppression | undefined, now: Date): void {
  if (suppression === undefined || !isSuppressed(suppression, now)) return;
  const message = suppressionSentence(suppression);
  throw new FoyerError('email_suppressed', message, { errors: [{ path: 'email', message }] });
}
