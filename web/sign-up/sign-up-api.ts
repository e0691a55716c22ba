/** The public endpoints of signing up, as the page reads their answers: what it does not know yet may be missing. */
import * as z from 'zod/mini';
import type { Profile } from '../../lambdas/modules/platform/sign-up-form.ts';
import { nothing, post, type Answer } from './http.ts';
import { tenantSchema } from './tenant.ts';

const optionalText = z.optional(z.string());

const invitationSchema = z.object({
  tenant: tenantSchema,
  kind: z.enum(['customer', 'supplier']),
  email: z.string(),
  company: optionalText,
  profile: z.object({
    firstName: optionalText,
    lastName: optionalText,
    jobTitle: optionalText,
    phone: optionalText,
    taxId: optionalText,
  }),
  editableFields: z.array(z.string()),
  /** What the kind of invitation asks for; without it, the form asks for what it always does. */
  fields: z.optional(z.array(z.object({ name: z.string(), required: z.boolean() }))),
  passwordRules: z.object({
    minLength: z.number(),
    requireLowercase: z.boolean(),
    requireUppercase: z.boolean(),
    requireDigits: z.boolean(),
    requireSymbols: z.boolean(),
  }),
  expiresAt: z.string(),
  /** BCP 47, of the invitee. */
  locale: optionalText,
  allowDifferentEmail: z._default(z.boolean(), false),
  /** `code`: whoever holds this link has not proved the mailbox yet. */
  verification: z._default(z.string(), 'none'),
  application: z.optional(z.object({ name: z.string() })),
  /** Who else can say who somebody is. */
  providers: z._default(z.array(z.object({ name: z.string(), label: z.string() })), []),
});
/** What the invitation behind a token offers. */
export type Invitation = z.infer<typeof invitationSchema>;

/** An identity provider that the invited may sign in with instead of a password. */
export type Provider = Invitation['providers'][number];

const accountSchema = z.object({
  email: z.string(),
  customerId: z.string(),
  signInUrl: z.string(),
  /** Whether the company opens the account first. */
  awaitingApproval: z._default(z.boolean(), false),
});
/** The account that an accepted invitation became. */
export type Account = z.infer<typeof accountSchema>;

/** What is sent to accept an invitation, apart from token and password. */
export interface Submission {
  readonly profile: Profile;
  readonly company?: string;
  /** Another address than the invited one. */
  readonly email?: string;
  /** 8 digits. */
  readonly code?: string;
}

/** What is sent before leaving for a provider, which may know the names that are missing. */
export interface ExternalSubmission extends Pick<Submission, 'company' | 'code'> {
  readonly profile: Partial<Profile>;
}

/** Reads the invitation of `token`. Changes nothing. */
export function getInvitationByToken(
  token: string,
  signal: AbortSignal,
): Promise<Answer<Invitation>> {
  return post('/v1/sign-up/lookup', { body: { token }, schema: invitationSchema, signal });
}

/** Accepts the invitation of `token`; safe to repeat with the same `idempotencyKey`. */
export function acceptInvitation(
  request: {
    readonly token: string;
    readonly password: string;
    readonly submission: Submission;
    readonly idempotencyKey: string;
  },
  signal: AbortSignal,
): Promise<Answer<Account>> {
  const { token, password, submission, idempotencyKey } = request;
  return post('/v1/sign-up/accept', {
    body: { token, password, ...submission },
    headers: { 'Idempotency-Key': idempotencyKey },
    schema: accountSchema,
    signal,
  });
}

const visitSchema = z.object({ identityProvider: z.string() });

/** Lets the invitation wait for somebody who signs in at `provider`. Claims nothing. */
export function startProviderSignUp(
  request: {
    readonly token: string;
    readonly provider: string;
    readonly submission: ExternalSubmission;
  },
  signal: AbortSignal,
): Promise<Answer<z.infer<typeof visitSchema>>> {
  const { token, provider, submission } = request;
  const body = { token, provider, ...submission };
  return post('/v1/sign-up/provider', { body, schema: visitSchema, signal });
}

/** Has a code mailed to the invited address, or to `email` where that is another one. */
export function sendVerificationCode(
  token: string,
  email: string | undefined,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const body = { token, ...(email !== undefined && { email }) };
  return post('/v1/sign-up/code', { body, schema: nothing, signal });
}

/** Says no to the invitation of `token`, for good. */
export function declineInvitation(token: string, signal: AbortSignal): Promise<Answer<unknown>> {
  return post('/v1/sign-up/decline', { body: { token }, schema: nothing, signal });
}

/** Asks for a new link. The answer is the same whether one is sent or not. */
export function requestNewInvitationLink(
  token: string,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  return post('/v1/sign-up/request-new', { body: { token }, schema: nothing, signal });
}
