import { domainToASCII } from 'node:url';

/** An address as it was typed, and the form in which two addresses are compared and mail is sent. */
export interface EmailAddress {
  /** Trimmed, otherwise as typed: what people see. */
  readonly shown: string;
  /** NFKC, lower case, the domain in its ASCII form (IDNA, UTS 46). Plus tags and dots are left alone. */
  readonly normalised: string;
}

/** What is wrong with an address, in words for the person who typed it. */
export interface EmailProblem {
  readonly problem: string;
}

// RFC 5321 §4.5.3.1: 64 octets before the @, 254 in the whole path.
const LOCAL_PART_MAX = 64;
const ADDRESS_MAX = 254;
/** Letters of any script, digits, dots and dashes. What else `domainToASCII` would read as the end of a URL's host, or drop. */
const DOMAIN = /^[a-z0-9.\-\u{80}-\u{10ffff}]+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** `dot-atom` of RFC 5322 §3.2.3. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * Reads an address that mail can be sent to: SES takes no quoted and no non-ASCII local part
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html).
 */
export function parseEmailAddress(typed: string): EmailAddress | EmailProblem {
  const shown = typed.trim();
  if (shown === '') return { problem: 'The email address is required.' };
  const folded = shown.normalize('NFKC').toLowerCase();
  const at = folded.lastIndexOf('@');
  if (at < 1 || at === folded.length - 1)
    return { problem: 'Write the email address as name@example.com.' };

  const localPart = folded.slice(0, at);
  if (/[^ -~]/.test(localPart))
    return {
      problem:
        "The part before the @ may hold only ASCII letters, digits and !#$%&'*+-/=?^_`{|}~. signs.",
    };
  if (localPart.length > LOCAL_PART_MAX)
    return { problem: `The part before the @ may be at most ${LOCAL_PART_MAX} characters.` };
  if (!LOCAL_PART.test(localPart))
    return {
      problem:
        'The part before the @ has a character, or a dot in a place, that mail servers refuse.',
    };

  const typedDomain = folded.slice(at + 1);
  const domain = DOMAIN.test(typedDomain) ? domainToASCII(typedDomain) : '';
  const labels = domain.split('.');
  if (
    labels.length < 2 ||
    !labels.every((label) => LABEL.test(label)) ||
    /^\d+$/.test(labels.at(-1) ?? '')
  )
    return { problem: 'The part after the @ must be a domain name such as example.com.' };

  const normalised = `${localPart}@${domain}`;
  if (normalised.length > ADDRESS_MAX || shown.length > ADDRESS_MAX)
    return { problem: `The email address may be at most ${ADDRESS_MAX} characters.` };
  return { shown, normalised };
}

/**
 * How an address begins, in the form in which addresses are compared; `undefined` when nothing does. Of a domain with
 * other than ASCII letters each part is read as a whole: what is stored is its ASCII form, which begins differently.
 */
export function parseAddressPrefix(typed: string): string | undefined {
  const folded = typed.trim().normalize('NFKC').toLowerCase();
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
