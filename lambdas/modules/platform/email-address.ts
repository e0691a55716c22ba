import { domainToASCII } from 'node:url';

import { cleanLine, extractAddress } from './text.ts';

/** An address as typed, and the form in which two addresses are compared and email is sent. */
export interface EmailAddress {
  /** As displayed: as typed, but without invisible characters and without anything pasted around it. */
  readonly shown: string;
  /** NFKC, lowercase, with the domain in ASCII (IDNA, UTS 46). Plus tags and dots are left as they are. */
  readonly normalized: string;
}

/** A problem with an address, in words for the person who typed it. */
export interface EmailProblem {
  readonly problem: string;
}

/** RFC 5321 §4.5.3.1.1, in octets. */
const LOCAL_PART_MAX = 64;
/**
 * RFC 5321 allows 254, but the address becomes a user name, and Cognito limits those to 128 characters
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html).
 */
const ADDRESS_MAX = 128;
/**
 * Letters of any script, digits, dots, and hyphens. `domainToASCII` would drop any other character, or treat it as the
 * end of a URL's host.
 */
const DOMAIN = /^[a-z0-9.\-\u{80}-\u{10ffff}]+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** The `dot-atom` of RFC 5322 §3.2.3. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * Parses an address that can receive email and can be a user name, and ignores anything pasted around it ({@link
 * addressIn}). SES accepts no quoted local part and no non-ASCII one
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html).
 */
export function parseEmailAddress(typed: string): EmailAddress | EmailProblem {
  const shown = withoutJoiners(extractAddress(typed));
  if (shown === '') return { problem: 'The email address is required.' };
  const folded = shown.normalize('NFKC').toLowerCase();
  const at = folded.lastIndexOf('@');
  if (/[\s,;]/.test(folded.slice(folded.indexOf('@') + 1, Math.max(0, at))))
    return { problem: 'Enter one email address. This text has more than one.' };
  if (at < 1 || at === folded.length - 1)
    return { problem: 'Enter an email address such as name@example.com.' };

  const localPart = folded.slice(0, at).replace(/\p{DI}/gu, '');
  const problem = localPartProblem(localPart);
  if (problem !== undefined) return { problem };
  const domain = asciiDomain(folded.slice(at + 1));
  if (domain === undefined)
    return { problem: 'The part after the @ must be a domain name such as example.com.' };

  const normalized = `${localPart}@${domain}`;
  if (normalized.length > ADDRESS_MAX || shown.length > ADDRESS_MAX)
    return { problem: `The email address must be at most ${ADDRESS_MAX} characters.` };
  return { shown, normalized };
}

/** Removes joiners from ASCII text, where they are invisible. Other scripts need them. */
function withoutJoiners(text: string): string {
  const visible = text.replace(/\p{DI}/gu, '');
  return /^[ -~]*$/.test(visible) ? visible : text;
}

function localPartProblem(localPart: string): string | undefined {
  if (/\s/.test(localPart)) return 'Enter only the email address, such as name@example.com.';
  if (/[^ -~]/.test(localPart))
    return "The part before the @ can contain only ASCII letters, digits, and !#$%&'*+-/=?^_`{|}~. characters.";
  if (localPart.length > LOCAL_PART_MAX)
    return `The part before the @ must be at most ${LOCAL_PART_MAX} characters.`;
  if (!LOCAL_PART.test(localPart))
    return 'The part before the @ contains an invalid character or a misplaced dot.';
  return undefined;
}

/** Returns the domain in ASCII, as mail servers use it; `undefined` if it is not a domain. */
function asciiDomain(typed: string): string | undefined {
  const folded = withoutJoiners(typed);
  const domain = DOMAIN.test(folded) ? domainToASCII(folded) : '';
  const labels = domain.split('.');
  const isDomain =
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  return isDomain ? domain : undefined;
}

/**
 * Returns the address of an account in the form in which Cognito stores it: `o@bücher.example` is displayed, but signs
 * in as `o@xn--bcher-kva.example`. Cognito ignores case in user names and normalizes nothing else.
 */
export function signInEmailOf(shown: string): string {
  const email = parseEmailAddress(shown);
  // Accounts created under earlier rules keep their address.
  return 'problem' in email ? shown.trim().toLowerCase() : email.normalized;
}

/**
 * Parses the start of an address into the form in which addresses are compared; `undefined` if it is empty. A domain
 * label with non-ASCII letters is treated as complete, because its stored ASCII form starts differently.
 */
export function parseAddressPrefix(typed: string): string | undefined {
  const folded = searchTermIn(typed).normalize('NFKC').toLowerCase();
  if (folded === '') return undefined;
  const at = folded.lastIndexOf('@');
  if (at === -1) return folded;
  // The ideographic full stop is also a separator (UTS 46).
  const labels = folded.slice(at + 1).split(/[.\u3002]/);
  return `${folded.slice(0, at)}@${labels.map(asciiLabel).join('.')}`;
}

/**
 * Leaves ASCII labels as they are: `domainToASCII` would treat them as a host, with "1" as an IP address and "a#b" as
 * "a".
 */
function asciiLabel(label: string): string {
  return /^[ -~]*$/.test(label) || !DOMAIN.test(label) ? label : domainToASCII(label) || label;
}

/**
 * Removes surrounding text only from a complete address that was pasted. Otherwise a dot or a quotation mark at the end
 * is part of the search term.
 */
function searchTermIn(typed: string): string {
  return /[<>]|^\s*mailto:/i.test(typed) ? extractAddress(typed) : cleanLine(typed);
}
