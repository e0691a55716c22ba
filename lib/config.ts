import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { ADMINISTRATOR_GROUPS, isAdministratorGroup } from '../lambdas/modules/platform/scopes.ts';
import { DEFAULT_LIMITS, limitsSchema } from '../lambdas/modules/records/tenant-settings.ts';
import { identityProvidersSchema } from './provider-config.ts';

/** Read when it is there and no other file is named. */
const DEFAULT_FILE = 'foyer.config.json';

/** What CloudWatch Logs can keep, in days: it takes no other number. */
const LOG_RETENTIONS = new Map<number, RetentionDays>(
  Object.values(RetentionDays)
    .filter((retention) => typeof retention === 'number')
    .filter((retention) => retention !== RetentionDays.INFINITE)
    .map((retention) => [retention, retention]),
);

// On the command line every value is text: -c hosting=false, -c allowedGroups=customers,partners.
const flag = (sentence: string) =>
  z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], sentence);

const wholeNumber = (sentence: string, min: number, max: number) =>
  z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], sentence)
    .pipe(z.number(sentence).int(sentence).min(min, sentence).max(max, sentence));

const LIMITS_SENTENCE = `write an object with some of ${Object.keys(DEFAULT_LIMITS).join(', ')}, each a whole number from 1 to 1000000`;
const limits = z
  .strictObject(
    Object.fromEntries(
      Object.entries(DEFAULT_LIMITS).map(([name, most]) => [
        name,
        wholeNumber(LIMITS_SENTENCE, 1, 1_000_000).default(most),
      ]),
    ),
    LIMITS_SENTENCE,
  )
  .pipe(limitsSchema);

/** On the command line: -c limits='{"pendingInvitations":500}'. What is no JSON is no object either. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const list = (sentence: string) =>
  z.union([z.array(z.string()), z.string().transform((text) => text.split(','))], sentence);

const text = (sentence: string, pattern: RegExp) =>
  z.string(sentence).trim().regex(pattern, sentence);

const EMAIL = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const ORIGIN = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d+)?$/;
const GROUP = /^[A-Za-z0-9_.-]{1,128}$/;
/** A client of a user pool takes 100 of them, of which Foyer's sign-in page is one. */
const CALLBACK_URLS_MAX = 99;

/** A URL that Cognito takes as a callback: HTTPS, or HTTP on this machine, and without a fragment (RFC 6749 §3.1.2). */
function isCallbackUrl(typed: string): boolean {
  const url = typed.length <= 1024 && /^[\x21-\x7e]+$/.test(typed) ? URL.parse(typed) : null;
  if (url === null || typed.includes('#') || typed.includes('*') || url.username !== '')
    return false;
  if (url.protocol === 'https:') return url.hostname !== '';
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

const STAGE_SENTENCE = 'write 1 to 20 lower-case letters, digits and dashes, such as "production"';
const SITE_URL_SENTENCE =
  'write where the pages are, without a path: "https://join.example.com" (http only for localhost and 127.0.0.1)';
const GROUPS_SENTENCE =
  'write the groups that an invitation may grant, such as ["customers"]; the first one is the default';
const CALLBACK_SENTENCE =
  'write where further pages return to after sign-in and sign-out, such as ["https://app.example.com/signed-in"]: HTTPS without "#" or "*"; HTTP for localhost and 127.0.0.1 only';
const LOG_SENTENCE = `write one of ${[...LOG_RETENTIONS.keys()].join(', ')}: CloudWatch Logs takes no other number of days`;
const PREFIX_SENTENCE =
  'write 1 to 63 lower-case letters, digits and dashes, without "aws", "amazon" or "cognito" in it';

const settings = z.strictObject({
  /** Which installation this is: the stack is called `Foyer-<stage>`. `production` keeps its data when it is deleted. */
  stage: text(STAGE_SENTENCE, /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/).default('dev'),
  /** Whether the data outlives the stack. Unless told otherwise: in production only. */
  retainData: flag('write true or false').optional(),

  /** The address that mails come from. */
  senderAddress: text(
    'write the address that mails come from, such as "invitations@example.com"',
    EMAIL,
  ),
  /** The name next to that address. */
  senderName: text(
    'write a name of at most 60 characters, on one line',
    /^[^\p{Cc}\p{Zl}\p{Zp}<>]{1,60}$/u,
  ).default('Foyer'),
  /** What SES is told to verify: the sender's domain (with DKIM), the one address, or nothing as it is verified already. */
  senderIdentity: z
    .enum(['domain', 'address', 'existing'], 'write "domain", "address" or "existing"')
    .default('domain'),

  /** Whether the stack hosts the pages. Where it does not, `siteUrl` says where they are. */
  hosting: flag('write true or false').default(true),
  /** Where people find the pages. With hosting and without this: the distribution's own domain. */
  siteUrl: text(SITE_URL_SENTENCE, ORIGIN).optional(),
  /** The certificate of `siteUrl`; CloudFront reads certificates in us-east-1 only. */
  certificateArn: text(
    'write the ARN of a certificate in us-east-1: "arn:aws:acm:us-east-1:<account>:certificate/<id>"',
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/,
  ).optional(),
  /**
   * A web ACL of AWS WAF on the distribution: it guards the pages, and the API where the pages call it. The API also
   * answers at its own execute-api address, where only its tokens and throttles guard it: AWS WAF cannot be put there.
   */
  webAclArn: text(
    'write the ARN of a web ACL for CloudFront: "arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>"',
    /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/\S+$/,
  ).optional(),

  /**
   * Further URLs that a sign-in with the web client may return to, and a sign-out: for pages of the team's own. Cognito
   * compares them letter by letter.
   */
  callbackUrls: list(CALLBACK_SENTENCE)
    .pipe(z.array(z.string().trim().refine(isCallbackUrl, CALLBACK_SENTENCE)))
    .refine((urls) => new Set(urls).size === urls.length, 'write each URL once')
    .refine(
      (urls) => urls.length <= CALLBACK_URLS_MAX,
      `write at most ${CALLBACK_URLS_MAX}: a client of a user pool takes no more`,
    )
    .default([]),

  /** How long an invitation is open unless told otherwise, in days. */
  invitationExpiryDays: wholeNumber('write a whole number of days from 1 to 365', 1, 365).default(
    7,
  ),
  /** The longest time that an administrator can ask for, in days. */
  maxInvitationExpiryDays: wholeNumber(
    'write a whole number of days from 1 to 365',
    1,
    365,
  ).default(30),
  /** How long an invitation that has ended is kept, in days; then it is erased. */
  retentionDays: wholeNumber('write a whole number of days from 1 to 3650', 1, 3650).default(90),
  /** The most that a tenant may do in a while, and have at the same time; its own settings can only be lower. */
  limits: z
    .union([limits, z.string().transform(fromJson).pipe(limits)], LIMITS_SENTENCE)
    .default(DEFAULT_LIMITS),
  /** Whether administrators may lift a suppression after a bounce, for all tenants; a complaint only the operator can. */
  administratorsMayLiftSuppressions: flag('write true or false').default(false),
  /** The groups that an invitation may grant. */
  allowedGroups: list(GROUPS_SENTENCE)
    .pipe(z.array(text(GROUPS_SENTENCE, GROUP)).min(1, GROUPS_SENTENCE))
    .refine(
      (groups) => !groups.some(isAdministratorGroup),
      `leave out ${Object.keys(ADMINISTRATOR_GROUPS).join(', ')}: an invitation must never make an administrator`,
    )
    .refine((groups) => new Set(groups).size === groups.length, 'write each group once')
    .default(['customers']),

  /** Where people may sign in instead of choosing a password (docs/operations.md says how to add one). */
  identityProviders: identityProvidersSchema,

  /** How long logs are kept, in days. */
  logRetentionDays: wholeNumber(LOG_SENTENCE, 1, 3653)
    .transform((days, context): RetentionDays => {
      const retention = LOG_RETENTIONS.get(days);
      if (retention !== undefined) return retention;
      context.addIssue({ code: 'custom', message: LOG_SENTENCE });
      return z.NEVER;
    })
    .default(RetentionDays.ONE_MONTH),
  /**
   * How many mails are on their way to SES at the same moment: as many mailers run, and each hands over one mail after
   * the other, a few in a second. What exceeds the account's sending rate is not lost, only tried again later.
   */
  mailConcurrency: wholeNumber('write a whole number from 2 to 1000', 2, 1000).default(5),
  /** How many functions deliver to webhooks at the same moment; each delivers ten messages side by side. */
  webhookConcurrency: wholeNumber('write a whole number from 2 to 1000', 2, 1000).default(10),
  /** Whether webhooks may lead to http://127.0.0.1, besides the public Internet: for a local AWS, never on AWS. */
  localWebhooks: flag('write true or false').default(false),
  /**
   * How many importers work at the same moment, and as many mailers for what they make. Each invites up to five people a
   * second. AWS takes no number below 2.
   */
  importConcurrency: wholeNumber('write a whole number from 2 to 100', 2, 100).default(2),
  /** The first part of the sign-in page's host name; unique in the region. */
  loginDomainPrefix: text(
    PREFIX_SENTENCE,
    /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  ).optional(),
  /** Whether the sign-in page gets its style from the stack. Off where the emulator does not know the resource. */
  managedLoginBranding: flag('write true or false').default(true),
  /** Who is told when something breaks. */
  alarmEmail: text('write an email address such as "ops@example.com"', EMAIL).optional(),
});

const configSchema = settings
  .superRefine((config, context) => {
    const wrong = (key: keyof z.output<typeof settings>, message: string) => {
      context.addIssue({ code: 'custom', path: [key], message });
    };
    if (config.invitationExpiryDays > config.maxInvitationExpiryDays)
      wrong(
        'invitationExpiryDays',
        `write at most ${config.maxInvitationExpiryDays}, or raise maxInvitationExpiryDays`,
      );
    if (!config.hosting && config.siteUrl === undefined)
      wrong('siteUrl', `${SITE_URL_SENTENCE}; or let the stack host them with hosting: true`);
    if (config.hosting && config.siteUrl !== undefined && config.certificateArn === undefined)
      wrong(
        'certificateArn',
        'write the ARN of a certificate in us-east-1 for the host of siteUrl, or leave siteUrl out to use the domain that CloudFront gives',
      );
    if (config.hosting && config.siteUrl !== undefined && !/^https:\/\/[^:]+$/.test(config.siteUrl))
      wrong('siteUrl', 'write an https address without a port: CloudFront serves no other');
    if (config.certificateArn !== undefined && (!config.hosting || config.siteUrl === undefined))
      wrong('certificateArn', 'leave it out: it belongs to hosting: true together with a siteUrl');
    if (config.localWebhooks && config.stage !== 'local')
      wrong('localWebhooks', 'leave it out: it belongs to the stage "local" of npm start');
    if (config.stage === 'production' && config.callbackUrls.some((url) => url.startsWith('http:')))
      wrong(
        'callbackUrls',
        'write HTTPS only: http://localhost belongs to a stage for development',
      );
    if (config.webAclArn !== undefined && !config.hosting)
      wrong('webAclArn', 'leave it out: it belongs to hosting: true');
  })
  .transform((config) => ({
    ...config,
    retainData: config.retainData ?? config.stage === 'production',
  }));

/** What a platform team can configure, with defaults filled in. */
export type FoyerConfig = z.output<typeof configSchema>;

/** The configuration cannot be used; the message says, setting by setting, what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration: `foyer.config.json` (or the file that the context value `config` names), and on top of it
 * what stands in the context (`-c key=value`).
 *
 * @throws ConfigError when a setting is missing, wrong or unknown.
 */
export function readConfig(node: Node): FoyerConfig {
  const overrides = Object.keys(settings.shape)
    .map((key) => [key, node.tryGetContext(key) as unknown] as const)
    .filter(([, value]) => value !== undefined);
  return parseConfig({
    ...readFile(node.tryGetContext('config')),
    ...Object.fromEntries(overrides),
  });
}

/** @throws ConfigError when a setting is missing, wrong or unknown. */
export function parseConfig(values: Readonly<Record<string, unknown>>): FoyerConfig {
  const result = configSchema.safeParse(values);
  if (result.success) return result.data;
  const sentences = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          issue.path.length > 0
            ? `${issue.path[0]?.toString() ?? ''}: there is no such thing as "${key}" in it`
            : `${key}: no such setting; the settings are ${Object.keys(settings.shape).join(', ')}`,
        )
      : [`${issue.path[0]?.toString() ?? ''}: ${issue.message}`],
  );
  throw new ConfigError(
    [
      'Foyer cannot be configured like this.',
      ...sentences.map((sentence) => `  ${sentence}.`),
    ].join('\n') +
      `\nSettings come from ${DEFAULT_FILE}, from the file named with -c config=<path>, or one by one with -c <key>=<value>.`,
  );
}

function readFile(path: unknown): Record<string, unknown> {
  if (path === undefined && !existsSync(DEFAULT_FILE)) return {};
  const file = resolve(typeof path === 'string' ? path : DEFAULT_FILE);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new ConfigError(`config: ${file} must be a JSON file with the settings in one object.`, {
      cause: error,
    });
  }
}
