import { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { canonicalJson, digest } from '../platform/ids.ts';
import type { Invitation } from '../records/invitation.ts';

/** Half of a SHA-256 and less: enough to tell requests apart, and short, as it stays in an item. */
const PART_LETTERS = 16;

/** A request with an `Idempotency-Key`, as a timeline remembers it: the key and who sent it, and the body. */
export function requestMark(principalId: string, idempotencyKey: string, body: unknown): string {
  const part = (...texts: string[]) => digest(...texts).slice(0, PART_LETTERS);
  return `${part(principalId, idempotencyKey)}.${part(canonicalJson(body))}`;
}

/** Whether the invitation was resent by this very request. @throws {FoyerError} `idempotency_key_reused` */
export function wasAskedBy(invitation: Pick<Invitation, 'timeline'>, mark: string): boolean {
  const [key] = mark.split('.', 1);
  const earlier = invitation.timeline.find(({ request }) => request?.startsWith(`${key}.`));
  if (earlier === undefined) return false;
  if (earlier.request === mark) return true;
  throw idempotencyKeyReused();
}

/** What the first request made. @throws {FoyerError} `idempotency_key_reused` when the body is another one. */
export function sameRequest(
  earlier: Invitation,
  asked: Pick<Invitation, 'fingerprint' | 'tenantId'>,
): Invitation {
  if (earlier.fingerprint === asked.fingerprint && earlier.tenantId === asked.tenantId)
    return earlier;
  throw idempotencyKeyReused();
}

/** Two requests with one key write the same item: what they wait for is each other. */
export function asInUse(error: unknown): unknown {
  if (!(error instanceof FoyerError) || error.code !== 'temporarily_unavailable') return error;
  return new FoyerError(
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is still in progress. Try again.',
    { cause: error, retryAfterSeconds: error.retryAfterSeconds ?? 1 },
  );
}
