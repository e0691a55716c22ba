import { isIP } from 'node:net';
import { LOOKUP_MS, withDeadline } from './deadline.ts';
import { HostNotPublicError, publicAddresses, systemResolve, type Resolve } from './public-host.ts';
import { NOT_PUBLIC, hostOf, isThisMachine, urlProblem } from './target-url.ts';
import type { WebhookTargets } from './targets.ts';

/** Checks where a webhook leads when somebody writes it down. It is checked again at each connection. */
export class TargetCheck {
  readonly #targets: WebhookTargets;
  readonly #resolve: Resolve;

  constructor(targets: WebhookTargets, resolve: Resolve = systemResolve) {
    this.#targets = targets;
    this.#resolve = resolve;
  }

  /** What is wrong with it, in words for its administrator; `undefined` if nothing is. */
  async problemOf(text: string): Promise<string | undefined> {
    const problem = urlProblem(text, this.#targets);
    if (problem !== undefined) return problem;
    const url = new URL(text);
    const host = hostOf(url);
    if (isThisMachine(url) || isIP(host) !== 0) return undefined;
    try {
      await withDeadline(LOOKUP_MS, (signal) => publicAddresses(this.#resolve, host, signal));
      return undefined;
    } catch (error) {
      return error instanceof HostNotPublicError ? NOT_PUBLIC : NOT_FOUND;
    }
  }
}

const NOT_FOUND = 'The host of the URL cannot be resolved.';
