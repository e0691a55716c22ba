/** The setup page's two API calls. */
import * as z from 'zod/mini';

import { type Answer, type Failure, post } from '../sign-up/http.ts';
import type { SetupStop } from './texts.ts';

const offerSchema = z.object({
  tenant: z.object({
    name: z.string(),
    branding: z.object({ logoUrl: z.optional(z.string()), color: z.optional(z.string()) }),
  }),
  email: z.string(),
  name: z.optional(z.string()),
  role: z.enum(['administrators', 'operators', 'plan-managers', 'viewers']),
  invitedBy: z.optional(z.object({ name: z.string() })),
  locale: z.string(),
  passwordRules: z.object({
    minLength: z.number(),
    requireLowercase: z.boolean(),
    requireUppercase: z.boolean(),
    requireDigits: z.boolean(),
    requireSymbols: z.boolean(),
  }),
});
/** The offer behind a setup link. */
export type SetupOffer = z.infer<typeof offerSchema>;

const accountSchema = z.object({ email: z.string(), signInUrl: z.string() });
export type SetupAccount = z.infer<typeof accountSchema>;

/** Reads what the link offers, without side effects. */
export function getSetupByToken(token: string, signal: AbortSignal): Promise<Answer<SetupOffer>> {
  return post('/v1/administrator-setup/lookup', { body: { token }, schema: offerSchema, signal });
}

/** Sets up the account; safe to repeat with the same `idempotencyKey`. */
export function completeSetup(
  request: {
    readonly token: string;
    readonly name: string;
    readonly password: string;
    readonly idempotencyKey: string;
  },
  signal: AbortSignal,
): Promise<Answer<SetupAccount>> {
  const { idempotencyKey, ...body } = request;
  return post('/v1/administrator-setup/complete', {
    ...{ body, schema: accountSchema, signal },
    headers: { 'Idempotency-Key': idempotencyKey },
  });
}

const STOPS: Readonly<Partial<Record<string, SetupStop>>> = {
  not_found: 'invalid',
  invitation_expired: 'expired',
  invitation_accepted: 'accepted',
  feature_not_available: 'closed',
  user_already_exists: 'userExists',
};

/** Returns the reason that the link cannot be used, if the failure gives one. */
export function setupStop(failure: Failure): SetupStop | undefined {
  if (failure.kind !== 'refusal') return undefined;
  const aboutToken = failure.errors.some(({ path }) => path === 'token');
  return STOPS[failure.code] ?? (aboutToken ? 'invalid' : undefined);
}
