import * as z from 'zod';
import { providerSchema } from '../external-sign-in/provider.ts';
import { limitsSchema } from '../tenants/settings.ts';
import { WEBHOOK_TARGETS } from '../webhooks/targets.ts';

/**
 * What each function reads from its environment. The construct that makes a function takes the same schema, so the two
 * cannot disagree.
 */
const url = z.url({ protocol: /^https?$/ });
const text = z.string().min(1);
const list = text.transform((names) => names.split(',')).pipe(z.array(text).min(1));
/** JSON: an environment holds texts only. */
const providers = text
  .transform((json) => JSON.parse(json) as unknown)
  .pipe(z.array(providerSchema));
const routesByScope = z.record(z.string(), z.array(text));
const limits = text.transform((json) => JSON.parse(json) as unknown).pipe(limitsSchema);
const wholeNumber = z.coerce.number().int().positive();

export const adminApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  CURSOR_SECRET_ARN: text,
  DELIVERY_QUEUE_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  /** Groups that an invitation may grant, with commas between them; the first is granted unless told otherwise. */
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  /** How long an ended invitation is kept, in days. */
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
  SITE_URL: url,
});

export const customerApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  CURSOR_SECRET_ARN: text,
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
});

export const signUpApiEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  ALLOWED_GROUPS: list,
  SIGN_IN_URL: url,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
  IDENTITY_PROVIDERS: providers,
});

export const outboxEnvironment = z.object({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: url,
  BULK_MAIL_QUEUE_URL: url,
  IMPORT_QUEUE_URL: url,
  EVENT_BUS_NAME: text,
});

export const mailerEnvironment = z.object({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: url,
  BULK_MAIL_QUEUE_URL: url,
  /** How often the queue hands out a message before it moves it to the dead letters. */
  MAIL_MAX_RECEIVES: wholeNumber,
  SITE_URL: url,
  /** `name@example.com` or `Name <name@example.com>`. */
  SENDER: text,
  CONFIGURATION_SET: text,
});

export const importerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  IMPORT_QUEUE_URL: url,
  /** How often the queue hands out a message before it moves it to the dead letters. */
  IMPORT_MAX_RECEIVES: wholeNumber,
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
});

export const feedbackEnvironment = z.object({
  TABLE_NAME: text,
});

export const reconcilerEnvironment = z.object({
  TABLE_NAME: text,
  USER_POOL_ID: text,
  MAIL_QUEUE_URL: url,
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
});

export const webhooksEnvironment = z.object({
  TABLE_NAME: text,
  DELIVERY_QUEUE_URL: url,
  /** Of the queue with the events of the bus; what comes from elsewhere is a delivery. */
  EVENT_QUEUE_ARN: text,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});

export const authorizerEnvironment = z.object({
  USER_POOL_ID: text,
  /** The client with which people sign in. */
  WEB_CLIENT_ID: text,
  /** JSON: the keys of the routes that need a scope, by scope. The route table itself would bring every schema along. */
  ROUTES_BY_SCOPE: text.transform((json) => JSON.parse(json) as unknown).pipe(routesByScope),
});

export const tokenClaimsEnvironment = z.object({
  TABLE_NAME: text,
});

/** Who comes from an identity provider is admitted by one function and gets a token from another. */
export const admissionEnvironment = z.object({
  TABLE_NAME: text,
  ALLOWED_GROUPS: list,
  INVITATION_EXPIRY_DAYS: wholeNumber,
  MAX_INVITATION_EXPIRY_DAYS: wholeNumber,
  RETENTION_DAYS: wholeNumber,
  LIMITS: limits,
  IDENTITY_PROVIDERS: providers,
});

/** Reads the environment once, at cold start; a missing or wrong variable stops the function before any request. */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(process.env);
}
