import * as z from 'zod';

/** A host name with at least three labels: a subdomain of a domain that can have its own DNS records. */
const SUBDOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

const MAIL_FROM_SENTENCE =
  'must be a subdomain of the domain of senderAddress that is used for nothing else, such as "bounce.example.com"';
/** The maximum length of a user pool domain (AWS::Cognito::UserPoolDomain). */
const LOGIN_DOMAIN_MAX = 63;
const LOGIN_DOMAIN_SENTENCE = `must be the host of the sign-in page, such as "login.example.com": a subdomain whose parent domain has an A record, up to ${LOGIN_DOMAIN_MAX} characters`;
const LOGIN_CERTIFICATE_SENTENCE =
  'must be the ARN of a certificate for loginDomain in us-east-1: "arn:aws:acm:us-east-1:<account>:certificate/<id>"';
const PREFIX_SENTENCE =
  'must be 1 to 63 lowercase letters, digits, and hyphens, without "aws", "amazon", or "cognito"';

/**
 * Words that the host name of a sign-in page cannot contain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html).
 */
const RESERVED_BY_COGNITO = /aws|amazon|cognito/;

const text = (sentence: string, pattern: RegExp) =>
  z.string(sentence).trim().regex(pattern, sentence);

/** Settings for the domains that email and the sign-in page use. */
export const domainSettings = {
  /**
   * The SES identity that covers `senderAddress`, if this stack does not create it: the domain, a parent domain, or
   * the address itself. Cognito requires the exact identity. Default: the domain.
   */
  existingIdentity: text(
    'must be the SES identity that covers senderAddress: the address, its domain, or a parent domain',
    /^([A-Za-z0-9._%+-]+@)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
  ).optional(),
  /**
   * Custom MAIL FROM domain of the sender, so that SPF is aligned with the sender’s domain. SES requires a subdomain of
   * the identity that receives no email
   * (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html).
   */
  mailFromDomain: text(MAIL_FROM_SENTENCE, SUBDOMAIN).optional(),
  /** Host name of managed login, instead of a subdomain of `amazoncognito.com`. */
  loginDomain: text(LOGIN_DOMAIN_SENTENCE, SUBDOMAIN)
    .max(LOGIN_DOMAIN_MAX, LOGIN_DOMAIN_SENTENCE)
    .optional(),
  /** Certificate for `loginDomain`. Cognito supports only certificates in us-east-1. */
  loginCertificateArn: text(
    LOGIN_CERTIFICATE_SENTENCE,
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/,
  ).optional(),
  /** Prefix of the managed login domain, unique in the region. Default: derived from the ID of the stack. */
  loginDomainPrefix: text(
    PREFIX_SENTENCE,
    /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  ).optional(),
};

/** The settings that {@link domainProblems} compares. */
interface DomainSettings extends z.output<z.ZodObject<typeof domainSettings>> {
  readonly stage: string;
  readonly senderAddress: string;
  readonly senderIdentity: 'domain' | 'address' | 'existing';
  readonly siteUrl?: string | undefined;
}

type Problem = readonly [key: keyof typeof domainSettings | 'stage', sentence: string];

/** Returns a problem for each combination of domains that AWS or DNS does not allow: the setting to change, and how. */
export function domainProblems(config: DomainSettings): Problem[] {
  return [...identityProblems(config), ...mailFromProblems(config), ...loginProblems(config)];
}

function* identityProblems({
  existingIdentity,
  senderAddress,
  senderIdentity,
}: DomainSettings): Generator<Problem> {
  if (existingIdentity !== undefined && senderIdentity !== 'existing')
    yield ['existingIdentity', 'is allowed only with senderIdentity: "existing"; remove it'];
  else if (!covers(existingIdentity, senderAddress))
    yield [
      'existingIdentity',
      `must cover ${senderAddress}: use the address, its domain, or a parent domain`,
    ];
}

function* mailFromProblems({
  mailFromDomain,
  loginDomain,
  senderAddress,
  senderIdentity,
  siteUrl,
}: DomainSettings): Generator<Problem> {
  if (mailFromDomain === undefined) return;
  if (senderIdentity !== 'domain')
    yield ['mailFromDomain', 'is allowed only with senderIdentity: "domain"; remove it'];
  if (!mailFromDomain.endsWith(`.${senderDomainOf(senderAddress)}`))
    yield ['mailFromDomain', MAIL_FROM_SENTENCE];
  // A host with a CNAME record cannot have an MX record (RFC 1034 §3.6.2).
  if ([hostOf(siteUrl), loginDomain].includes(mailFromDomain))
    yield ['mailFromDomain', 'must differ from loginDomain and the host of siteUrl'];
}

function* loginProblems({
  loginDomain,
  loginCertificateArn,
  loginDomainPrefix,
  siteUrl,
  stage,
}: DomainSettings): Generator<Problem> {
  if (loginDomain === undefined) {
    if (RESERVED_BY_COGNITO.test(stage) && loginDomainPrefix === undefined)
      yield [
        'stage',
        'must not contain "aws", "amazon", or "cognito", because Cognito does not allow them in the host name of the sign-in page; rename the stage, or set loginDomainPrefix',
      ];
    if (loginCertificateArn !== undefined)
      yield ['loginCertificateArn', 'is allowed only with loginDomain; remove it'];
    return;
  }
  if (loginCertificateArn === undefined) yield ['loginCertificateArn', LOGIN_CERTIFICATE_SENTENCE];
  if (loginDomainPrefix !== undefined)
    yield ['loginDomainPrefix', 'is not allowed with loginDomain; remove one of them'];
  if (loginDomain === hostOf(siteUrl))
    yield ['loginDomain', 'must differ from the host of siteUrl'];
}

/**
 * Returns true if SES allows sending from the address with the verified identity. An address covers only itself, and
 * a domain also covers all of its subdomains (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html).
 */
function covers(identity: string | undefined, address: string): boolean {
  if (identity === undefined || identity === address) return true;
  return !identity.includes('@') && address.replace('@', '@.').endsWith(`.${identity}`);
}

/** Returns the domain of an email address, in lowercase. */
export function senderDomainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1).toLowerCase();
}

function hostOf(siteUrl: string | undefined): string | undefined {
  return siteUrl === undefined ? undefined : new URL(siteUrl).hostname;
}

/**
 * Returns true for URLs that Cognito accepts as a callback: HTTPS, or HTTP for localhost, without a fragment (RFC 6749
 * §3.1.2).
 */
export function isCallbackUrl(typed: string): boolean {
  const url = typed.length <= 1024 && /^[\x21-\x7e]+$/.test(typed) ? URL.parse(typed) : null;
  if (url === null || typed.includes('#') || typed.includes('*') || url.username !== '')
    return false;
  if (url.protocol === 'https:') return url.hostname !== '';
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
