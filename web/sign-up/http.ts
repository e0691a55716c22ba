/** API calls that return failures as values instead of throwing. */
import * as z from 'zod/mini';

import { type Tenant, tenantSchema } from './tenant.ts';

const problemSchema = z.object({
  code: z.optional(z.string()),
  requestId: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  locale: z.optional(z.string()),
  account: z.optional(z.string()),
  tenant: z.optional(tenantSchema),
});

/** A field that the server rejected. */
export interface RefusedField {
  readonly path: string;
  /** An English sentence. */
  readonly message: string;
}

/** An error response from the API. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  /** One of the API's error codes; empty if the response came from something in between. */
  readonly code: string;
  readonly errors: readonly RefusedField[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The language (BCP 47) and the inviting company of an invitation that has ended. */
  readonly locale: string | undefined;
  readonly tenant: Tenant | undefined;
  /** The status of the account that a used link created. */
  readonly account: string | undefined;
}

/** No usable response arrived, so it is unknown whether the request did. */
interface Disconnection {
  readonly kind: 'offline' | 'unreachable';
}

export type Failure = Refusal | Disconnection;

/** The result of a call: the response, or the failure. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A request: a JSON body and additional headers. */
export interface PostOptions<T> {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Schema of a valid response. Anything else counts as a server failure. */
  readonly schema: z.ZodMiniType<T>;
  readonly signal: AbortSignal;
}

/** Longer than the API gateway's timeout of 30 seconds (`AWS::ApiGatewayV2::Integration` `TimeoutInMillis`). */
const TIMEOUT_MS = 32_000;

/** Schema for responses without a meaningful body: 202 and 204. */
export const nothing = z.unknown();

/** Sends a request and never throws. */
export async function post<T>(path: string, options: PostOptions<T>): Promise<Answer<T>> {
  const { body, headers, schema, signal } = options;
  let response: Response;
  let content: unknown;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      cache: 'no-store',
      // A signed-in person is unrelated to the invitation.
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
    locale: problem?.locale,
    tenant: problem?.tenant,
    account: problem?.account,
  };
}

/** Parses `Retry-After`: a number of seconds or a date (RFC 9110 §10.2.3). */
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
