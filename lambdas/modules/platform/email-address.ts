import { domainToASCII } from 'node:url';

import { addressIn, cleanLine } from './text.ts';

/** An address as it was typed, and the form in which two addresses are compared and mail is sent. */
export interface EmailAddress {
  /** As typed, without what was pasted around it and without unseen characters: what people see. */
  readonly shown: string;
  /** NFKC, lower case, the domain in its ASCII form (IDNA, UTS 46). Plus tags and dots are left alone. */
  readonly normalised: string;
}

/** What is wrong with an address, in words for the person who typed it. */
export interface EmailProblem {
  readonly problem: string;
}

/** RFC 5321 §4.5.3.1.1, in octets. */
const LOCAL_PART_MAX = 64;
/**
 * RFC 5321 allows 254, but the address becomes a user name, and Cognito's have at most 128
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html).
 */
const ADDRESS_MAX = 128;
/** Letters of any script, digits, dots and dashes. What else `domainToASCII` would read as the end of a URL's host, or drop. */
const DOMAIN = /^[a-z0-9.\-\u{80}-\u{10ffff}]+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** `dot-atom` of RFC 5322 §3.2.3. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * Reads an address that mail can be sent to and that can be a user name, in whatever was pasted around it
 * ({@link addressIn}). SES takes no quoted and no non-ASCII local part
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html).
 */
export function parseEmailAddress(typed: string): EmailAddress | EmailProblem {
  const shown = withoutJoiners(addressIn(typed));
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

  const normalised = `${localPart}@${domain}`;
  if (normalised.length > ADDRESS_MAX || shown.length > ADDRESS_MAX)
    return { problem: `The email address must be at most ${ADDRESS_MAX} characters.` };
  return { shown, normalised };
}

/** Joiners are unseen in ASCII; other scripts need them. */
function withoutJoiners(text: string): string {
  const seen = text.replace(/\p{DI}/gu, '');
  return /^[ -~]*$/.test(seen) ? seen : text;
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

/** The domain as mail servers know it; `undefined` for what is none. */
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
 * Returns the address of an account in the form in which Cognito has it: people see `o@bücher.example` and sign in as
 * `o@xn--bcher-kva.example`. Cognito compares user names without case and folds nothing else.
 */
export function signInEmailOf(shown: string): string {
  const email = parseEmailAddress(shown);
  // Accounts made under earlier rules keep their address.
  return 'problem' in email ? shown.trim().toLowerCase() : email.normalised;
}

/**
 * Reads the beginning of an address, in the form in which addresses are compared; `undefined` when nothing does. Each
 * part of a domain with other than ASCII letters is read as a whole: the stored ASCII form begins differently.
 */
export function parseAddressPrefix(typed: string): string | undefined {
  const folded = startingWith(typed).normalize('NFKC').toLowerCase();
  if (folded === '') return undefined;
  const at = folded.lastIndexOf('@');
  if (at === -1) return folded;
  // The ideographic full stop separates as well (UTS 46).
  const labels = folded.slice(at + 1).split(/[.\u3002]/);
  return `${folded.slice(0, at)}@${labels.map(asciiLabel).join('.')}`;
}

/** `domainToASCII` reads an ASCII label as a host: "1" as an address of the network, "a#b" as "a". */
function asciiLabel(label: string): string {
  return /^[ -~]*$/.test(label) || !DOMAIN.test(label) ? label : domainToASCII(label) || label;
}

/** A whole address can be pasted with its surroundings; otherwise a dot or a quote at the end is part of what is looked for. */
function startingWith(typed: string): string {
  return /[<>]|^\s*mailto:/i.test(typed) ? addressIn(typed) : cleanLine(typed);
}
