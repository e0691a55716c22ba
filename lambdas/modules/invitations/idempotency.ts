import { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { canonicalJson, digest } from '../platform/ids.ts';
import type { Invitation } from '../records/invitation.ts';

/**
 * The length of each part of a mark, in characters: less than half of a SHA-256 digest. This is enough to distinguish
 * requests, and short because the mark is stored in an item.
 */
const PART_LETTERS = 16;

/**
 * Returns the mark that identifies a request with an `Idempotency-Key` in a timeline: one part for the key and the
 * principal, and one for the body.
 */
export function requestMark(principalId: string, idempotencyKey: string, body: unknown): string {
  const part = (...texts: string[]) => digest(...texts).slice(0, PART_LETTERS);
  return `${part(principalId, idempotencyKey)}.${part(canonicalJson(body))}`;
}

/**
 * Returns whether this request has already changed the invitation.
 *
 * @throws {FoyerError} `idempotency_key_reused`
 */
export function wasRequestedBy(invitation: Pick<Invitation, 'timeline'>, mark: string): boolean {
  const [key] = mark.split('.', 1);
  const earlier = invitation.timeline.find(({ request }) => request?.startsWith(`${key}.`));
  if (earlier === undefined) return false;
  if (earlier.request === mark) return true;
  throw idempotencyKeyReused();
}

/**
 * Returns the invitation that the first request created.
 *
 * @throws {FoyerError} `idempotency_key_reused` if the body is different
 */
export function sameRequest(
  earlier: Invitation,
  repeat: Pick<Invitation, 'fingerprint' | 'tenantId'>,
): Invitation {
  if (earlier.fingerprint === repeat.fingerprint && earlier.tenantId === repeat.tenantId)
    return earlier;
  throw idempotencyKeyReused();
}

/**
 * Replaces `temporarily_unavailable` with `idempotency_key_in_use`: two requests with the same key write the same item,
 * so they conflict.
 */
export function asKeyInUse(error: unknown): unknown {
  if (!(error instanceof FoyerError) || error.code !== 'temporarily_unavailable') return error;
  return new FoyerError(
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is still in progress. Try again.',
    { cause: error, retryAfterSeconds: error.retryAfterSeconds ?? 1 },
  );
}
