/** Calls of the API through the generated client: `await call(listInvitations({ query }))`. */
import { client } from '../../client/src/generated/client.gen.ts';
import type { Problem } from '../../client/src/generated/types.gen.ts';
import type { PageConfig } from '../page-config.ts';
import type { Session } from './session.ts';

let session: Session | undefined;
/** The address at which programs get tokens. Known once the page has started. */
export let tokenEndpoint = '';

/** Gives every operation its address and the access token of `opened`. Called once, when the page starts. */
export function connectApi(config: PageConfig, opened: Session): void {
  session = opened;
  ({ tokenEndpoint } = config);
  client.setConfig({
    baseUrl: config.apiUrl === '' ? window.location.origin : config.apiUrl,
    auth: () => opened.token(),
  });
}

/** The session of this page. @throws before the page has started */
export function currentSession(): Session {
  if (session === undefined) throw new Error('The page has not started.');
  return session;
}

/** A call that did not succeed. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The problem that the API returned; absent without a response, or if the gateway answered itself. */
  readonly problem: Problem | undefined;
  /** Seconds after which a repeat can succeed. */
  readonly retryAfter: number | undefined;

  constructor(status: number, error: unknown, retryAfter?: number) {
    super(isProblem(error) ? error.detail : `The API answered ${status}.`);
    this.status = status;
    this.problem = isProblem(error) ? error : undefined;
    this.retryAfter = retryAfter;
  }

  /** The stable code of the problem, such as `already_invited`; `offline` without an answer, `unknown` without a code. */
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? 'offline' : 'unknown');
  }

  /** Tells whether the same call can succeed a moment later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The messages for a field, by its path. */
  messageFor(path: string): string | undefined {
    return this.problem?.errors?.find((error) => error.path === path)?.message;
  }
}

/** The result that an operation of the client resolves to. */
interface Result<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response?: Response;
}

/**
 * Returns the answer of an operation.
 * @throws {ApiFailure} Does not return when the token is refused: the page leaves for the sign-in.
 */
export async function call<Data>(operation: Promise<Result<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await operation;
  if (response?.ok === true && data !== undefined && data !== null) return data;
  const status = response?.status ?? 0;
  if (isRefusedToken(status, error))
    await currentSession()
      .signInAgain()
      .catch(() => undefined);
  const wait = Number(response?.headers.get('retry-after') ?? NaN);
  throw new ApiFailure(status, error, Number.isFinite(wait) ? wait : undefined);
}

/**
 * The gateway refuses a token that has ended, was revoked, or has lost a right with a 403 of its own: a function's authorizer
 * cannot answer 401. A 403 of the API itself is a problem with a code.
 */
function isRefusedToken(status: number, error: unknown): boolean {
  return status === 401 || (status === 403 && !isProblem(error));
}

/** A key for one attempt of a person: the same attempt, repeated, does nothing twice. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'requestId' in error;
}
