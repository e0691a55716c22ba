import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';

import { ADMINISTRATOR_GROUPS, isAdministratorGroup } from '../lambdas/modules/platform/scopes.ts';
import { DEFAULT_LIMITS, limitsSchema } from '../lambdas/modules/records/tenant-settings.ts';
import { domainProblems, domainSettings, isCallbackUrl } from './domain-settings.ts';
import { identityProvidersSchema } from './provider-config.ts';

/** The file that is read if it exists and no other file is specified. */
const DEFAULT_FILE = 'foyer.config.json';

/** Retention periods that CloudWatch Logs supports, in days. */
const LOG_RETENTIONS = new Map<number, RetentionDays>(
  Object.values(RetentionDays)
    .filter((retention) => typeof retention === 'number')
    .filter((retention) => retention !== RetentionDays.INFINITE)
    .map((retention) => [retention, retention]),
);

// Values from the command line are strings: -c hosting=false, -c allowedGroups=customers,partners.
const flag = (sentence: string) =>
  z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], sentence);

const wholeNumber = (sentence: string, min: number, max: number) =>
  z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], sentence)
    .pipe(z.number(sentence).int(sentence).min(min, sentence).max(max, sentence));

const LIMITS_SENTENCE = `must be an object with some of ${Object.keys(DEFAULT_LIMITS).join(', ')}, each a whole number from 1 to 1000000`;
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

/**
 * Parses a value from the command line: -c limits='{"pendingInvitations":500}'. Returns other text as is, for the
 * schema to reject.
 */
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
/**
 * A user can belong to at most 100 groups
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html).
 */
const GROUPS_MAX = 100;
const GROUP = /^[A-Za-z0-9_.-]{1,128}$/;
/**
 * An app client has at most 100 callback URLs, of which the sign-in page, the console, and the account page use three.
 */
const CALLBACK_URLS_MAX = 97;

const FLAG_SENTENCE = 'must be true or false';
const STAGE_SENTENCE =
  'must be 1 to 20 lowercase letters, digits, and hyphens, such as "production"';
const SITE_URL_SENTENCE =
  'must be the origin of the pages, without a path, such as "https://join.example.com" (http only for localhost and 127.0.0.1)';
const GROUPS_SENTENCE =
  'must list the groups that invitations can grant, such as ["customers"]; the first one is the default';
const CALLBACK_SENTENCE =
  'must list URLs to return to after sign-in and sign-out, such as ["https://app.example.com/signed-in"]: HTTPS without "#" or "*"; HTTP only for localhost and 127.0.0.1';
const LOG_SENTENCE = `must be one of ${[...LOG_RETENTIONS.keys()].join(', ')}: CloudWatch Logs supports no other number of days`;

const settings = z.strictObject({
  /**
   * Name of the installation; the stack is called `Foyer-<stage>`. `production` keeps its data when the stack is
   * deleted.
   */
  stage: text(STAGE_SENTENCE, /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/).default('dev'),
  /** Keeps the data when the stack is deleted. Default: true for the `production` stage. */
  retainData: flag(FLAG_SENTENCE).optional(),
  /**
   * Protects the stack, the table, and the user pool against deletion. False for the first deployment, because
   * CloudFormation cannot roll back protected resources.
   */
  protectData: flag(FLAG_SENTENCE).default(false),

  /** Sender address of email from Foyer. */
  senderAddress: text(
    'must be the sender address of email, such as "invitations@example.com"',
    EMAIL,
  ).max(254, 'must not exceed 254 characters'),
  /** Sender name of email from Foyer. */
  senderName: text(
    'must be a name of 1 to 60 characters, on one line',
    /^[^\p{Cc}\p{Zl}\p{Zp}<>]{1,60}$/u,
  ).default('Foyer'),
  /**
   * Identity to verify with SES: the sender's domain (with DKIM), only the address, or none, because it is already
   * verified. An identity exists once in an account and region, so only one stage can create it.
   */
  senderIdentity: z
    .enum(['domain', 'address', 'existing'], 'must be "domain", "address", or "existing"')
    .default('domain'),
  /**
   * The sender of Cognito's own emails, such as password reset codes: Cognito itself (about 50 a day for the whole
   * installation, in English), or SES with the sender above. Cognito rejects `ses` until SES has verified the sender,
   * so an installation with a new identity starts with `cognito`.
   */
  cognitoMail: z.enum(['cognito', 'ses'], 'must be "cognito" or "ses"').default('cognito'),

  /** Hosts the pages. If false, `siteUrl` is required. */
  hosting: flag(FLAG_SENTENCE).default(true),
  /** Origin of the pages. Default with hosting: the domain of the distribution. */
  siteUrl: text(SITE_URL_SENTENCE, ORIGIN).optional(),
  /** Certificate for `siteUrl`. CloudFront supports only certificates in us-east-1. */
  certificateArn: text(
    'must be the ARN of a certificate in us-east-1: "arn:aws:acm:us-east-1:<account>:certificate/<id>"',
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/,
  ).optional(),
  /** Creates a web ACL with a rate limit per IP address, in a separate stack (see `EdgeStack`). */
  waf: flag(FLAG_SENTENCE).default(false),
  /**
   * The version of the secret path between CloudFront and the API. Increase it to replace the path.
   */
  originSecretVersion: wholeNumber(
    'must be a whole number from 1 to 1000000',
    1,
    1_000_000,
  ).default(1),
  /** Your own AWS WAF web ACL for the distribution, which serves the pages and the API. */
  webAclArn: text(
    'must be the ARN of a web ACL for CloudFront: "arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>"',
    /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/\S+$/,
  ).optional(),

  /**
   * Additional callback and sign-out URLs of the web client, for the platform team's own pages. Cognito compares them
   * exactly.
   */
  callbackUrls: list(CALLBACK_SENTENCE)
    .pipe(z.array(z.string().trim().refine(isCallbackUrl, CALLBACK_SENTENCE)))
    .refine((urls) => new Set(urls).size === urls.length, 'must not contain a URL twice')
    .refine(
      (urls) => urls.length <= CALLBACK_URLS_MAX,
      `must not list more than ${CALLBACK_URLS_MAX} URLs: Cognito allows 100, of which Foyer uses three`,
    )
    .default([]),

  /** Default lifetime of an invitation, in days. */
  invitationExpiryDays: wholeNumber('must be a whole number of days from 1 to 365', 1, 365).default(
    7,
  ),
  /** Maximum lifetime of an invitation, in days. */
  maxInvitationExpiryDays: wholeNumber(
    'must be a whole number of days from 1 to 365',
    1,
    365,
  ).default(30),
  /** Days after which an invitation that has ended is deleted. */
  retentionDays: wholeNumber('must be a whole number of days from 1 to 3650', 1, 3650).default(90),
  /** Maximum rates and quotas of a tenant, which its own settings can only lower. */
  limits: z
    .union([limits, z.string().transform(fromJson).pipe(limits)], LIMITS_SENTENCE)
    .default(DEFAULT_LIMITS),
  /**
   * Lets administrators of every tenant lift suppressions after bounces. Only operators lift those after complaints.
   */
  administratorsMayLiftSuppressions: flag(FLAG_SENTENCE).default(false),
  /** Groups that invitations can grant. */
  allowedGroups: list(GROUPS_SENTENCE)
    .pipe(z.array(text(GROUPS_SENTENCE, GROUP)).min(1, GROUPS_SENTENCE))
    .refine(
      (groups) => !groups.some(isAdministratorGroup),
      `must not contain ${Object.keys(ADMINISTRATOR_GROUPS).join(', ')}: an invitation cannot create an administrator`,
    )
    .refine((groups) => new Set(groups).size === groups.length, 'must not contain a group twice')
    .refine(
      (groups) => groups.length <= GROUPS_MAX,
      `must not list more than ${GROUPS_MAX} groups: Cognito allows no more for one user`,
    )
    .default(['customers']),

  /** Identity providers that people can sign in with instead of a password. */
  identityProviders: identityProvidersSchema,

  /** Retention of logs, in days. */
  logRetentionDays: wholeNumber(LOG_SENTENCE, 1, 3653)
    .transform((days, context): RetentionDays => {
      const retention = LOG_RETENTIONS.get(days);
      if (retention !== undefined) return retention;
      context.addIssue({ code: 'custom', message: LOG_SENTENCE });
      return z.NEVER;
    })
    .default(RetentionDays.ONE_MONTH),
  /**
   * Concurrent invocations of the mailer. Each sends one email at a time, a few per second. Email beyond the sending
   * rate of the SES account is retried later.
   */
  mailConcurrency: wholeNumber('must be a whole number from 2 to 1000', 2, 1000).default(5),
  /** Concurrent invocations of the webhook delivery. Each delivers ten messages in parallel. */
  webhookConcurrency: wholeNumber('must be a whole number from 2 to 1000', 2, 1000).default(10),
  /** Allows webhooks to http://127.0.0.1, for a local AWS emulator only. */
  localWebhooks: flag(FLAG_SENTENCE).default(false),
  /**
   * Concurrent invocations of the importer, and of the mailer for email from imports. Each importer creates up to five
   * invitations per second. Lambda requires at least 2.
   */
  importConcurrency: wholeNumber('must be a whole number from 2 to 100', 2, 100).default(2),
  ...domainSettings,
  /** Creates a style for managed login. False for emulators that do not support the resource. */
  managedLoginBranding: flag(FLAG_SENTENCE).default(true),
  /** Recipient of alarms. */
  alarmEmail: text('must be an email address, such as "ops@example.com"', EMAIL).optional(),
  /** The monthly budget of the AWS account, in USD. Reported to `alarmEmail`. */
  monthlyBudget: wholeNumber(
    'must be a whole number of US dollars from 1 to 1000000',
    1,
    1_000_000,
  ).optional(),
});

const configSchema = settings
  .superRefine((config, context) => {
    const reject = (key: keyof z.output<typeof settings>, message: string) => {
      context.addIssue({ code: 'custom', path: [key], message });
    };
    if (config.invitationExpiryDays > config.maxInvitationExpiryDays)
      reject(
        'invitationExpiryDays',
        `must not exceed ${config.maxInvitationExpiryDays}; lower it, or raise maxInvitationExpiryDays`,
      );
    if (!config.hosting && config.siteUrl === undefined)
      reject('siteUrl', `${SITE_URL_SENTENCE}; or set hosting to true`);
    if (config.hosting && config.siteUrl !== undefined && config.certificateArn === undefined)
      reject(
        'certificateArn',
        'must be the ARN of a certificate in us-east-1 for the host of siteUrl; or remove siteUrl to use the default CloudFront domain',
      );
    if (config.hosting && config.siteUrl !== undefined && !/^https:\/\/[^:]+$/.test(config.siteUrl))
      reject('siteUrl', 'must be an https address without a port when hosting is true');
    if (config.certificateArn !== undefined && (!config.hosting || config.siteUrl === undefined))
      reject('certificateArn', 'is allowed only with hosting: true and a siteUrl; remove it');
    if (config.protectData && !(config.retainData ?? config.stage === 'production'))
      reject('protectData', 'is allowed only with retainData: true; remove it to delete the stage');
    if (config.localWebhooks && config.stage !== 'local')
      reject('localWebhooks', 'is allowed only for the stage "local" of npm start; remove it');
    if (config.stage === 'production' && config.callbackUrls.some((url) => url.startsWith('http:')))
      reject(
        'callbackUrls',
        'must be HTTPS in production; use http://localhost in a development stage only',
      );
    if (config.monthlyBudget !== undefined && config.alarmEmail === undefined)
      reject('monthlyBudget', 'requires alarmEmail, the address to notify; set it, or remove this');
    if (config.webAclArn !== undefined && !config.hosting)
      reject('webAclArn', 'is allowed only with hosting: true; remove it');
    if (config.waf && !config.hosting)
      reject('waf', 'must be false when hosting is false, because a web ACL needs CloudFront');
    if (config.waf && config.webAclArn !== undefined)
      reject('webAclArn', 'is not allowed with waf: true; remove one of them');
    for (const [key, sentence] of domainProblems(config)) reject(key, sentence);
  })
  .transform((config) => ({
    ...config,
    retainData: config.retainData ?? config.stage === 'production',
  }));

/** Configuration of an installation, with defaults. */
export type FoyerConfig = z.output<typeof configSchema>;

/** An invalid configuration. The message has a line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from `foyer.config.json`, or from the file that the context value `config` names. Settings in
 * the context (`-c key=value`) override those in the file.
 *
 * @throws ConfigError when a setting is missing, invalid or unknown.
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

/**
 * Validates settings.
 *
 * @throws ConfigError when a setting is missing, invalid or unknown.
 */
export function parseConfig(values: Readonly<Record<string, unknown>>): FoyerConfig {
  const result = configSchema.safeParse(values);
  if (result.success) return result.data;
  const sentences = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          issue.path.length > 0
            ? `${issue.path[0]?.toString() ?? ''}: must not contain the unknown key "${key}"`
            : `${key}: is not a setting; use one of ${Object.keys(settings.shape).join(', ')}`,
        )
      : [`${issue.path[0]?.toString() ?? ''}: ${issue.message}`],
  );
  throw new ConfigError(
    ['The configuration is invalid.', ...sentences.map((sentence) => `  ${sentence}.`)].join('\n') +
      `\nSet values in ${DEFAULT_FILE}, in a file named with -c config=<path>, or one by one with -c <key>=<value>.`,
  );
}

function readFile(path: unknown): Record<string, unknown> {
  if (path === undefined && !existsSync(DEFAULT_FILE)) return {};
  const file = resolve(typeof path === 'string' ? path : DEFAULT_FILE);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new ConfigError(`config: ${file} must be a JSON file with one object of settings.`, {
      cause: error,
    });
  }
}
