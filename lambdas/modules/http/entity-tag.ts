import { FoyerError, invalidField } from '../platform/errors.ts';

/** Returns the entity tag of a version (RFC 9110 §8.8.3), such as `"3"`. */
export function entityTag({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/** A quoted entity tag, weak or not (RFC 9110 §8.8.3). */
const TAG = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
/** Entity tags separated by commas. A list can have empty elements (RFC 9110 §5.6.1.2). */
const TAGS = new RegExp(String.raw`^[\s,]*${TAG}\s*(?:,\s*(?:${TAG}\s*)?)*$`);

/**
 * Validates an `If-Match` header (RFC 9110 §13.1.1), and returns its value in the form that {@link requireVersion}
 * expects.
 *
 * @throws {FoyerError} `invalid_request` if it is neither `*` nor a list of entity tags.
 */
export function parseIfMatch(header: string | undefined): string | undefined {
  const value = header?.trim();
  if (value === undefined || value === '*' || TAGS.test(value)) return value;
  throw invalidField(
    'If-Match',
    'If-Match must be "*" or one or more ETags in double quotes, such as "3", separated by commas.',
  );
}

/**
 * Rejects a change that was made for a different version of the record. `ifMatch` is the value of the header: the ETags
 * of the versions that the change is for, or `*` for any version. A weak tag never matches, because it can identify two
 * versions that differ in data that would be overwritten (RFC 9110 §13.1.1).
 *
 * @throws {FoyerError} `version_mismatch`
 */
export function requireVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  const current = entityTag({ version });
  const tags = tagsIn(ifMatch);
  if (tags.includes(current)) return;
  throw new FoyerError(
    'version_mismatch',
    tags.includes(`W/${current}`)
      ? `W/${current} is a weak ETag, which If-Match never matches. Send ${current} instead.`
      : `The record has changed; its current ETag is ${current}. Get the latest version and apply your change again.`,
  );
}

/** Returns the tags in a header. Does not split at commas, because a tag can contain one. */
function tagsIn(ifMatch: string): string[] {
  return ifMatch.match(new RegExp(TAG, 'g')) ?? [];
}
