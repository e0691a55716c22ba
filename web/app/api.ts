/** API calls through the generated client: `await call(listInvitations({ query }))`. */
import { client } from '../../client/src/generated/client.gen.ts';
import type { Problem } from '../../client/src/generated/types.gen.ts';
import type { PageConfig } from '../page-config.ts';
import type { Session } from './session.ts';

let session: Session | undefined;
/** URL of the token endpoint for programs. Set when the page starts. */
export let tokenEndpoint = '';
/** The configuration of the pages. Set when the page starts. */
export let pageConfig: PageConfig | undefined;

/** Sets the base URL and the access token for every operation. Called once, when the page starts. */
export function connectApi(config: PageConfig, opened: Session): void {
  session = opened;
  ({ tokenEndpoint } = config);
  pageConfig = config;
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

/** A failed API call. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** HTTP status; 0 if there was no response. */
  readonly status: number;
  /** The problem that the API returned; absent without a response, or if the gateway answered itself. */
  readonly problem: Problem | undefined;
  /** Seconds to wait before a retry. */
  readonly retryAfter: number | undefined;

  constructor(status: number, error: unknown, retryAfter?: number) {
    super(isProblem(error) ? error.detail : `The API answered ${status}.`);
    this.status = status;
    this.problem = isProblem(error) ? error : undefined;
    this.retryAfter = retryAfter;
  }

  /** The problem's stable code, such as `already_invited`; `offline` without a response, `unknown` without a code. */
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? 'offline' : 'unknown');
  }

  /** Tells whether a retry may succeed. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The error message for a field, by its path. */
  messageFor(path: string): string | undefined {
    return this.problem?.errors?.find((error) => error.path === path)?.message;
  }
}

/** The result that a client operation resolves to. */
interface Result<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response?: Response;
}

/**
 * Returns the data of an operation.
 * @throws {ApiFailure} Never returns if the token is refused: the page goes to sign-in.
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
 * The gateway refuses a token that has expired, was revoked, or lost a scope with its own 403, because a Lambda authorizer
 * cannot return 401. A 403 from the API itself has a problem with a code.
 */
function isRefusedToken(status: number, error: unknown): boolean {
  return status === 401 || (status === 403 && !isProblem(error));
}

/** A key for one attempt: retries with it have no additional effect. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'requestId' in error;
}
