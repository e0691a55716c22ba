import { killEverything } from './process-group.ts';
import type { Screen } from './screen.ts';

/** A terminal signals the whole group, and npm hands the signal on: within this time it is the same key press. */
const samePress = 500;

/** Listens for the ways in which a person ends a program: Ctrl-C, a signal, closing the terminal. */
export class Stopping {
  readonly #controller = new AbortController();
  /** Settles at the first request. */
  readonly requested: Promise<'requested'>;
  #requestedAt: number | undefined;

  constructor(screen: Screen) {
    this.requested = new Promise((resolve) => {
      this.signal.addEventListener('abort', () => {
        resolve('requested');
      });
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        this.#press(screen);
      });
    }
    if (process.env['npm_lifecycle_event'] !== undefined) this.#watchParent(screen);
    // Without a terminal to write to, there is still something to stop.
    process.stdout.on('error', () => {
      this.#begin(screen);
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** npm, asked to end, ends without handing that on; then this process has another parent. */
  #watchParent(screen: Screen): void {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.#begin(screen);
    }, 500).unref();
  }

  #press(screen: Screen): void {
    if (this.#requestedAt === undefined) {
      this.#begin(screen);
    } else if (Date.now() - this.#requestedAt > samePress) {
      killEverything();
      process.exit(130);
    }
  }

  #begin(screen: Screen): void {
    if (this.#requestedAt !== undefined) return;
    this.#requestedAt = Date.now();
    screen.line('\nStopping. Ctrl-C again ends it at once.');
    this.#controller.abort();
  }
}
