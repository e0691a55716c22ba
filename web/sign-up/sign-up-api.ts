import * as z from 'zod/mini';
import type { Profile } from '../../lambdas/shared/sign-up-form.ts';

const invitationSchema = z.object({
  tenant: z.object({
    name: z.string(),
    look: z._default(
      z.object({ logoUrl: z.optional(z.string()), colour: z.optional(z.string()) }),
      {},
    ),
  }),
  kind: z.enum(['customer', 'supplier']),
  email: z.string(),
  company: z.optional(z.string()),
  profile: z.object({
    firstName: z.optional(z.string()),
    lastName: z.optional(z.string()),
    jobTitle: z.optional(z.string()),
    phone: z.optional(z.string()),
    taxId: z.optional(z.string()),
  }),
  editableFields: z.array(z.string()),
  passwordRules: z.object({
    minLength: z.number(),
    requireLowercase: z.boolean(),
    requireUppercase: z.boolean(),
    requireDigits: z.boolean(),
    requireSymbols: z.boolean(),
  }),
  expiresAt: z.string(),
});
/** What the invitation behind a token offers. */
export type Invitation = z.infer<typeof invitationSchema>;

const accountSchema = z.object({
  email: z.string(),
  customerId: z.string(),
  signInUrl: z.string(),
});
/** The account that an accepted invitation became. */
export type Account = z.infer<typeof accountSchema>;

const problemSchema = z.object({
  code: z.optional(z.string()),
  requestId: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

/** What is sent to accept an invitation, apart from token and password. */
export interface Submission {
  readonly profile: Profile;
  readonly company?: string;
}

/** A field that the server refused. */
export interface RefusedField {
  readonly path: string;
  readonly message: string;
}

/** The API answered, but not with what was asked for. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  /** One of the API's error codes, or empty when the answer came from something in between. */
  readonly code: string;
  readonly errors: readonly RefusedField[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
}

/** No usable answer arrived, so nobody knows whether the request did. */
export interface Disconnection {
  readonly kind: 'offline' | 'unreachable';
}

export type Failure = Refusal | Disconnection;

/** Either what was asked for, or why not. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The API gateway gives up after 30 seconds (`AWS::ApiGatewayV2::Integration` `TimeoutInMillis`). */
const TIMEOUT_MS = 32_000;

/** Reads the invitation of `token`. Changes nothing. */
export async function lookUpInvitation(
  token: string,
  signal: AbortSignal,
): Promise<Answer<Invitation>> {
  return post('/v1/sign-up/lookup', { token }, {}, invitationSchema, signal);
}

/** Accepts the invitation of `token`; safe to repeat with the same `idempotencyKey`. */
export async function acceptInvitation(
  request: {
    readonly token: string;
    readonly password: string;
    readonly submission: Submission;
    readonly idempotencyKey: string;
  },
  signal: AbortSignal,
): Promise<Answer<Account>> {
  const { token, password, submission, idempotencyKey } = request;
  return post(
    '/v1/sign-up/accept',
    { token, password, ...submission },
    { 'Idempotency-Key': idempotencyKey },
    accountSchema,
    signal,
  );
}

async function post<T>(
  path: string,
  body: unknown,
  headers: Record<string, string>,
  schema: z.ZodMiniType<T>,
  signal: AbortSignal,
): Promise<Answer<T>> {
  let response: Response;
  let content: unknown;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    content = parseJson(await response.text());
  } catch {
    return { ok: false, failure: { kind: navigator.onLine ? 'unreachable' : 'offline' } };
  }
  if (response.ok) {
    const parsed = schema.safeParse(content);
    if (parsed.success) return { ok: true, value: parsed.data };
  }
  return { ok: false, failure: refusal(response, content) };
}

function refusal(response: Response, content: unknown): Refusal {
  const problem = problemSchema.safeParse(content).data;
  return {
    kind: 'refusal',
    status: response.status,
    code: problem?.code ?? '',
    errors: problem?.errors ?? [],
    requestId: problem?.requestId,
    retryAfterSeconds: retryAfter(response.headers.get('Retry-After')),
  };
}

/** `Retry-After` is a number of seconds or a date (RFC 9110 §10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
