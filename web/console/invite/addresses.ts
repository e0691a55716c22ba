/** Reads the addresses in whatever was typed or pasted: a column of a sheet, the recipients of a mail, a sentence. */
import { addressIn } from '../../../lambdas/shared/text.ts';
import { signInEmail } from '../../shared/sign-in-email.ts';

/** `"Lovelace, Ada" <ada@example.com>`, as mail programs write recipients (RFC 5322 §3.4). */
const NAMED = /(?:"[^"]*"|[^,;<>"\n\r\t]*)<([^<>]*@[^<>]*)>/g;

/** Everything in `text` that is, or was meant to be, an address, in order. What is no address is left for people to see. */
export function addressesIn(text: string): string[] {
  const found: string[] = [];
  const rest = text.replace(NAMED, (_whole, address: string) => {
    found.push(address);
    return `\n${MARK}${found.length - 1}\n`;
  });
  return rest
    .split(/[\s,;]+/)
    .map((part) => (part.startsWith(MARK) ? (found[Number(part.slice(1))] ?? '') : part))
    .map(addressIn)
    .filter((address) => address !== '');
}

/** A character that stands for nothing (Unicode's private use), and so in no address. */
const MARK = '\ue000';

/** `before` and those of `added` that are not among them, however they are written. */
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

/** RFC 5321 §4.5.3.1.1, and the length of a user name in Cognito, as in `lambdas/shared/email-address.ts`. */
const LOCAL_PART = /^(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@/;
const DOMAIN = /@(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.(?!\d+$)[a-z0-9-]{2,63}$/;
const ADDRESS_MAX = 128;

/** Tells whether the API would take `address`. It has the last word. */
export function isAddress(address: string): boolean {
  const email = signInEmail(address);
  return email.length <= ADDRESS_MAX && LOCAL_PART.test(email) && DOMAIN.test(email);
}
