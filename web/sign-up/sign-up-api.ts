/** The public sign-up endpoints. Fields that an older API does not return yet are optional. */
import * as z from 'zod/mini';

import type { Profile } from '../../lambdas/modules/platform/sign-up-form.ts';
import { type Answer, nothing, post } from './http.ts';
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
  /** The fields for this kind of invitation; if missing, the form has its default fields. */
  fields: z.optional(z.array(z.object({ name: z.string(), required: z.boolean() }))),
  passwordRules: z.object({
    minLength: z.number(),
    requireLowercase: z.boolean(),
    requireUppercase: z.boolean(),
    requireDigits: z.boolean(),
    requireSymbols: z.boolean(),
  }),
  expiresAt: z.string(),
  /** The invitee's language (BCP 47). */
  locale: optionalText,
  allowDifferentEmail: z._default(z.boolean(), false),
  /** `code` if the holder of this link has not proved yet that the mailbox is theirs. */
  verification: z._default(z.string(), 'none'),
  application: z.optional(z.object({ name: z.string() })),
  /** Identity providers that can be used instead of a password. */
  providers: z._default(z.array(z.object({ name: z.string(), label: z.string() })), []),
});
/** The invitation behind a token. */
export type Invitation = z.infer<typeof invitationSchema>;

/** An identity provider that the invitee may use instead of a password. */
export type Provider = Invitation['providers'][number];

const accountSchema = z.object({
  email: z.string(),
  customerId: z.string(),
  signInUrl: z.string(),
  /** True if the company has to approve the account first. */
  awaitingApproval: z._default(z.boolean(), false),
});
/** The account that an accepted invitation became. */
export type Account = z.infer<typeof accountSchema>;

/** The request for accepting an invitation, without token and password. */
export interface Submission {
  readonly profile: Profile;
  readonly company?: string;
  /** An address other than the invited one. */
  readonly email?: string;
  /** 8 digits. */
  readonly code?: string;
}

/** The request before going to a provider, which may know missing names. */
export interface ExternalSubmission extends Pick<Submission, 'company' | 'code'> {
  readonly profile: Partial<Profile>;
}

/** Reads the invitation of `token`, without side effects. */
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

/** Prepares the invitation for a sign-in at `provider`, without claiming it. */
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

/** Sends a code to the invited address, or to `email` if that differs. */
export function sendVerificationCode(
  token: string,
  email: string | undefined,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const body = { token, ...(email !== undefined && { email }) };
  return post('/v1/sign-up/code', { body, schema: nothing, signal });
}

/** Declines the invitation of `token`, which is final. */
export function declineInvitation(token: string, signal: AbortSignal): Promise<Answer<unknown>> {
  return post('/v1/sign-up/decline', { body: { token }, schema: nothing, signal });
}

/** Requests a new link. The response does not tell whether one is sent. */
export function requestNewInvitationLink(
  token: string,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  return post('/v1/sign-up/request-new', { body: { token }, schema: nothing, signal });
}
