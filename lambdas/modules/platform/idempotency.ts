import { FoyerError } from './errors.ts';
import { canonicalJson, derivedId, digest, type IdPrefix, newId, type Random } from './ids.ts';

/** Sender of a request that creates something, with the `Idempotency-Key` that it sent along. */
export interface Creator {
  readonly id: string;
  readonly tenantId: string;
  readonly idempotencyKey?: string | undefined;
}

/** Identity of something new: a repeat of the request derives the same. */
export interface Creation {
  readonly id: string;
  /** Tells a repeat from another request with the same key; none without a key. */
  readonly fingerprint?: string | undefined;
}

/** Identifies what a request creates. With an `Idempotency-Key` the id is derived, so a repeat finds it in the table. */
export function creationOf(
  prefix: IdPrefix,
  { id, tenantId, idempotencyKey }: Creator,
  request: unknown,
  random: Random,
): Creation {
  if (idempotencyKey === undefined) return { id: newId(prefix, random) };
  return {
    id: derivedId(prefix, tenantId, id, idempotencyKey),
    fingerprint: fingerprintOf(request),
  };
}

/** Digest of a request's body, whatever the order of its fields. */
export function fingerprintOf(request: unknown): string {
  return digest(canonicalJson(request));
}

/** Returns what the first request created. @throws {FoyerError} `idempotency_key_reused` when it was another request. */
export function sameCreation<Entry extends { readonly fingerprint?: string | undefined }>(
  earlier: Entry,
  fingerprint: string | undefined,
): Entry {
  if (fingerprint !== undefined && earlier.fingerprint === fingerprint) return earlier;
  throw idempotencyKeyReused();
}

/** The key belongs to another request. */
export function idempotencyKeyReused(): FoyerError {
  return new FoyerError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for a different request. Use a new key for a new request.',
  );
}

/** Another request with the key is running. */
export function idempotencyKeyInUse(cause?: unknown): FoyerError {
  return new FoyerError(
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is still running. Try again in a moment.',
    { cause, retryAfterSeconds: 1 },
  );
}
