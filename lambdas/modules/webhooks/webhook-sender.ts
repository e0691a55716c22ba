import { Agent as HttpAgent, type ClientRequest, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { DEFAULT_CIPHERS } from 'node:tls';

import type { Attempt, AttemptFailure, WebhookTargets } from './webhook.ts';
import {
  ATTEMPT_MS,
  DeadlineError,
  HostNotFoundError,
  HostNotPublicError,
  isLoopback,
  publicLookup,
  type Resolve,
  systemResolve,
  urlProblem,
  withDeadline,
} from './webhook-targets.ts';

/** A message for a receiver. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a message to a receiver once. Never throws because of the receiver's behavior. */
export interface WebhookSender {
  post(post: WebhookPost): Promise<Attempt>;
}

/**
 * The maximum number of interim responses (1xx, RFC 9110 section 15.2) to one request. Each resets the limit on
 * headers, so their number must be limited.
 */
const INTERIM_MAX = 8;

/** Options of {@link HttpWebhookSender} for tests. */
interface SenderOptions {
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
  readonly agent?: HttpsAgent;
}

/**
 * Disables keep-alive. A connection that is kept alive would be frozen together with the function, and would be dead
 * when the function resumes.
 */
const NO_KEEP_ALIVE = { keepAlive: false };

/**
 * Excludes finite-field Diffie-Hellman: a receiver can choose 8,192-bit numbers, and computing with them blocks a
 * function, including all its other deliveries, for more than a second. Browsers and AWS load balancers do not offer it
 * either.
 */
export const TLS = { ...NO_KEEP_ALIVE, ciphers: `${DEFAULT_CIPHERS}:!kDHE` };

/**
 * Posts over HTTPS to untrusted receivers: only to public addresses, without following redirects, and without reading
 * more of the response than its status. An attempt ends within five seconds, regardless of what the receiver does with
 * the connection, and leaves no connection open.
 */
export class HttpWebhookSender implements WebhookSender {
  readonly #targets: WebhookTargets;
  readonly #resolve: Resolve;
  readonly #timeoutMs: number;
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };

  constructor(
    targets: WebhookTargets,
    {
      resolve = systemResolve,
      timeoutMs = ATTEMPT_MS,
      agent = new HttpsAgent(TLS),
    }: SenderOptions = {},
  ) {
    this.#targets = targets;
    this.#resolve = resolve;
    this.#timeoutMs = timeoutMs;
    this.#agents = { http: new HttpAgent(NO_KEEP_ALIVE), https: agent };
  }

  async post(post: WebhookPost): Promise<Attempt> {
    // The URL was checked when it was registered. It is checked again, because a host that is an IP address requires no
    // DNS lookup, which would check the address.
    if (urlProblem(post.url, this.#targets) !== undefined) return { failure: 'host_not_public' };
    try {
      const status = await withDeadline(this.#timeoutMs, (signal) => this.#statusOf(post, signal));
      return { status };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  /**
   * Returns the status of the response. The promise may never settle, because only a deadline protects against
   * everything that a receiver can do.
   */
  #statusOf({ url, headers, body }: WebhookPost, signal: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = this.#open(new URL(url), signal, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      request.on('response', (response) => {
        // Do not read the body, regardless of its length.
        response.destroy();
        resolve(response.statusCode ?? 0);
      });
      // Node hands over the connection after a 101, and nothing else closes it or handles its errors.
      request.on('upgrade', (response, socket) => {
        socket.on('error', ignore).destroy();
        resolve(response.statusCode ?? 0);
      });
      let interim = 0;
      request.on('information', () => {
        interim += 1;
        if (interim > INTERIM_MAX) request.destroy(new Error('Too many interim responses.'));
      });
      request.on('error', reject);
      request.on('close', () => {
        reject(new Error('The connection was closed without a response.'));
      });
      request.end(body);
    });
  }

  #open(url: URL, signal: AbortSignal, parts: object): ClientRequest {
    if (isLoopback(url)) return httpRequest(url, { ...parts, signal, agent: this.#agents.http });
    return httpsRequest(url, {
      ...parts,
      signal,
      agent: this.#agents.https,
      lookup: publicLookup(this.#resolve, signal),
    });
  }
}

function ignore(): void {
  // The attempt already has a result.
}

function failureOf(error: unknown): AttemptFailure {
  if (error instanceof HostNotPublicError) return 'host_not_public';
  if (error instanceof HostNotFoundError) return 'host_not_found';
  if (error instanceof DeadlineError) return 'timed_out';
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return 'timed_out';
  return /^(ERR_)?(SSL|TLS)|^EPROTO$|CERT|SIGNATURE|ISSUER/.test(code)
    ? 'not_secure'
    : 'no_connection';
}
