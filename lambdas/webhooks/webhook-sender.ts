import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Attempt, AttemptFailure } from './attempt.ts';
import { HostNotPublicError, publicLookup, systemResolve, type Resolve } from './public-host.ts';
import { isThisMachine, urlProblem } from './target-url.ts';
import type { WebhookTargets } from './targets.ts';

/** One message to one receiver. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Hands a message to a receiver, once. Never throws for what the receiver does. */
export interface WebhookSender {
  post(post: WebhookPost): Promise<Attempt>;
}

/** From the look-up of the name to the first line of the answer. */
const TIMEOUT_MS = 5_000;

/**
 * Posts over HTTPS to receivers that strangers name: to public addresses only, for five seconds at most, following no
 * redirect, and reading nothing of the answer but its status.
 */
export class HttpWebhookSender implements WebhookSender {
  readonly #targets: WebhookTargets;
  readonly #resolve: Resolve;
  readonly #timeoutMs: number;
  // A connection that is kept would be frozen together with the function, and found dead when it wakes up.
  readonly #agents = {
    http: new HttpAgent({ keepAlive: false }),
    https: new HttpsAgent({ keepAlive: false }),
  };

  constructor(
    targets: WebhookTargets,
    {
      resolve = systemResolve,
      timeoutMs = TIMEOUT_MS,
    }: { resolve?: Resolve; timeoutMs?: number } = {},
  ) {
    this.#targets = targets;
    this.#resolve = resolve;
    this.#timeoutMs = timeoutMs;
  }

  async post({ url, headers, body }: WebhookPost): Promise<Attempt> {
    // Checked when it was registered; checked again, as nothing looks up the name of a host that is an address.
    if (urlProblem(url, this.#targets) !== undefined) return { failure: 'host_not_public' };
    try {
      return { status: await this.#statusOf(new URL(url), headers, body) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  #statusOf(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = this.#open(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      request.on('response', (response) => {
        // However much follows: nobody reads it.
        response.destroy();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  #open(url: URL, options: object): ClientRequest {
    if (isThisMachine(url)) return httpRequest(url, { ...options, agent: this.#agents.http });
    return httpsRequest(url, {
      ...options,
      agent: this.#agents.https,
      lookup: publicLookup(this.#resolve),
    });
  }
}

function failureOf(error: unknown): AttemptFailure {
  if (error instanceof HostNotPublicError) return 'host_not_public';
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT') return 'timed_out';
  if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(code)) return 'host_not_found';
  return /^(ERR_)?(SSL|TLS)|CERT|SIGNATURE|ISSUER/.test(code) ? 'not_secure' : 'no_connection';
}
