import { FoyerError, invalidField } from '../platform/errors.ts';

/** The entity tag of a version (RFC 9110 §8.8.3): `"3"`. */
export function entityTag({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/** A tag in its quotes, weak or not (RFC 9110 §8.8.3). */
const TAG = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
/** Tags with commas between them; a list may have empty places (RFC 9110 §5.6.1.2). */
const TAGS = new RegExp(String.raw`^[\s,]*${TAG}\s*(?:,\s*(?:${TAG}\s*)?)*$`);

/**
 * Returns the value of an `If-Match` header (RFC 9110 §13.1.1) as {@link requireVersion} takes it.
 *
 * @throws {FoyerError} `invalid_request` when it is neither `*` nor a list of entity tags.
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
 * Holds a change to the versions that it was made for, if it says any. `ifMatch` is the value of the header: the ETags of
 * these versions, or `*` for any version. A weak tag never matches: two versions that it stands for can differ in what
 * would be overwritten (RFC 9110 §13.1.1).
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

/** A comma can stand inside of a tag. */
function tagsIn(ifMatch: string): string[] {
  return ifMatch.match(new RegExp(TAG, 'g')) ?? [];
}
