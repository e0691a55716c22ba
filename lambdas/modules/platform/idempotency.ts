import { FoyerError } from './errors.ts';
import { canonicalJson, derivedId, digest, type IdPrefix, newId, type Random } from './ids.ts';

/** The sender of a request that creates a record, with the `Idempotency-Key` of the request. */
export interface Creator {
  readonly id: string;
  readonly tenantId: string;
  readonly idempotencyKey?: string | undefined;
}

/** The identity of a new record. A retry of the request derives the same one. */
export interface Creation {
  readonly id: string;
  /** Distinguishes a retry from a different request with the same key. Omitted if there is no key. */
  readonly fingerprint?: string | undefined;
}

/**
 * Returns the identity of the record that a request creates. With an `Idempotency-Key`, the ID is derived from it, so
 * that a retry finds the record in the table.
 */
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

/** Returns a digest of a request's body that does not depend on the order of its fields. */
export function fingerprintOf(request: unknown): string {
  return digest(canonicalJson(request));
}

/**
 * Returns the record that the first request created.
 *
 * @throws {FoyerError} `idempotency_key_reused` if that was a different request.
 */
export function sameCreation<Entry extends { readonly fingerprint?: string | undefined }>(
  earlier: Entry,
  fingerprint: string | undefined,
): Entry {
  if (fingerprint !== undefined && earlier.fingerprint === fingerprint) return earlier;
  throw idempotencyKeyReused();
}

/** Returns the error for a key that was used for a different request. */
export function idempotencyKeyReused(): FoyerError {
  return new FoyerError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for a different request. Use a new key for a new request.',
  );
}

/** Returns the error for a key whose first request is still running. */
export function idempotencyKeyInUse(cause?: unknown): FoyerError {
  return new FoyerError(
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is still running. Try again in a moment.',
    { cause, retryAfterSeconds: 1 },
  );
}
