/** Finds addresses in typed or pasted text: a spreadsheet column, the recipients of an email, a sentence. */
import { extractAddress } from '../../../lambdas/modules/platform/text.ts';
import { signInEmail } from '../../shared/sign-in-email.ts';

/**
 * A quoted name before an address: `"Lovelace, Ada" <ada@example.com>` (RFC 5322 §3.4). Its comma is not a separator.
 */
const QUOTED_NAME = /"[^"]{0,200}"\s{0,9}(?=<)/g;
/** An address in angle brackets, with a name before it. */
const BRACKETED = /[^,;<>\n\r\t]{0,200}<([^<>\s]{1,320})>/g;

/** Returns everything in `text` that is, or was meant to be, an address, in order. Invalid ones stay visible. */
export function addressesIn(text: string): string[] {
  return text
    .replace(QUOTED_NAME, ' ')
    .replace(BRACKETED, '\n$1\n')
    .split(/[\s,;]+/)
    .map(extractAddress)
    .filter((address) => address !== '');
}

/** Adds the addresses in `added` that are not in `before`, ignoring differences in spelling. */
export function withAddresses(before: readonly string[], added: readonly string[]): string[] {
  const known = new Set(before.map(signInEmail));
  const fresh = added.filter((address) => {
    const email = signInEmail(address);
    if (known.has(email)) return false;
    known.add(email);
    return true;
  });
  return [...before, ...fresh];
}

/**
 * As in `lambdas/modules/platform/email-address.ts`: RFC 5321 §4.5.3.1.1, RFC 5322 §3.2.3, and the length of a Cognito
 * user name.
 */
const LOCAL_PART = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const ADDRESS_MAX = 128;

/** Tells whether the API would accept `address`. The API still validates it. */
export function isAddress(address: string): boolean {
  const email = signInEmail(address);
  const at = email.lastIndexOf('@');
  const labels = email.slice(at + 1).split('.');
  return (
    email.length <= ADDRESS_MAX &&
    LOCAL_PART.test(email.slice(0, Math.max(at, 0))) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
