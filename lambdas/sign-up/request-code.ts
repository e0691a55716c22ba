import type { Verification } from '../invitations/invitation.ts';
import { readToken } from '../invitations/token.ts';
import { MINUTE, SECOND, type Clock } from '../shared/clock.ts';
import { FoyerError, invalidField } from '../shared/errors.ts';
import { accountAddress, provesMailbox } from './account-address.ts';
import type { AcceptanceStore } from './acceptance-store.ts';
import type { RulesReader } from '../tenants/rules-reader.ts';
import { requireLettingIn } from '../tenants/standing.ts';
import { endOf, openedBy, unknownLink } from './open-invitation.ts';
import type { VerificationStore } from './verification-store.ts';

export interface RequestCodeDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly verifications: VerificationStore;
  readonly rules: RulesReader;
  readonly clock: Clock;
}

/** So many codes an hour: a mailbox is not flooded with them, and guessing gets nowhere. */
const CODES_AN_HOUR = 5;
const HOUR = 60 * MINUTE;

/**
 * Asks for a code to the invited address, or to the other one that the account is to get. The mailer mints it.
 * Nothing is said of whether that address has an account: whoever reads its mail learns that when signing up.
 *
 * @throws {FoyerError} `not_found`, `invitation_*`, `email_mismatch`, `invalid_request` when the link needs no code,
 * `feature_not_available`, `rate_limited`
 */
export async function requestCode(
  deps: RequestCodeDeps,
  command: { readonly token: string; readonly email?: string | undefined },
): Promise<void> {
  const key = readToken(command.token);
  if (key === undefined) throw unknownLink();
  const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
  const now = deps.clock.now();
  const end = endOf(invitation, now);
  if (end !== undefined) throw end;
  requireLettingIn(await deps.rules.rulesFor(invitation.tenantId), invitation);
  const { normalised } = accountAddress(invitation, command.email);
  if (provesMailbox(key, invitation, normalised))
    throw invalidField('email', 'This address is confirmed by the link: no code is needed.');
  const next = nextVerification(invitation.verification, normalised, now);
  // Somebody asked at the same moment: their mail is on its way.
  await deps.verifications.ask(invitation, next);
}

function nextVerification(
  earlier: Verification | undefined,
  address: string,
  now: Date,
): Verification {
  const since = new Date(now.getTime() - HOUR).toISOString();
  const asked = (earlier?.asked ?? []).filter((at) => at > since);
  const [oldest] = asked;
  if (oldest !== undefined && asked.length >= CODES_AN_HOUR)
    throw new FoyerError('rate_limited', 'Too many codes were asked for. Try again later.', {
      retryAfterSeconds: Math.ceil((Date.parse(oldest) + HOUR - now.getTime()) / SECOND),
    });
  return {
    round: (earlier?.round ?? 0) + 1,
    address,
    asked: [...asked, now.toISOString()],
    attempts: 0,
  };
}
