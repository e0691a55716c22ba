import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

import { ROOT } from './places.ts';

/** Asks for a run of tests, with a mutant that is active, or none. */
export interface Order {
  readonly mutant: string;
  readonly files: readonly { readonly file: string; readonly tests?: readonly string[] }[];
}

export interface Answer {
  readonly passed: number;
  /** The first test that failed. */
  readonly failed?: string | undefined;
}

/** Says that one more test has ended. */
export const GOES_ON = 'goes on';

/** Runs tests in another process, which can be ended when a mutant runs in circles. */
export class Tester {
  readonly #environment: NodeJS.ProcessEnv;
  #process: Promise<ChildProcess> | undefined;

  constructor(options: { readonly endpoint: string; readonly stopAtFailure: boolean }) {
    this.#environment = {
      ...process.env,
      FOYER_DYNAMODB_ENDPOINT: options.endpoint,
      FOYER_MUTATION_BAIL: options.stopAtFailure ? '1' : '0',
    };
  }

  /** @returns nothing when no test ended for `patience` milliseconds. */
  async run(order: Order, patience: number): Promise<Answer | undefined> {
    const child = await (this.#process ??= this.#start());
    return new Promise<Answer | undefined>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        child.removeAllListeners();
      };
      const timer = setTimeout(() => {
        settle();
        this.stop();
        resolve(undefined);
      }, patience);
      child.on('message', (message: Answer | typeof GOES_ON) => {
        if (message === GOES_ON) {
          timer.refresh();
          return;
        }
        settle();
        resolve(message);
      });
      child.once('exit', (code) => {
        settle();
        this.#process = undefined;
        reject(new Error(`The tests’ process ended with ${code ?? 'a signal'}.`));
      });
      child.send(order);
    });
  }

  stop(): void {
    void this.#process?.then((child) => child.kill('SIGKILL'));
    this.#process = undefined;
  }

  #start(): Promise<ChildProcess> {
    return new Promise((resolve, reject) => {
      const child = fork(join(import.meta.dirname, 'vitest-process.ts'), {
        cwd: ROOT,
        env: this.#environment,
      });
      child.once('message', () => {
        child.removeAllListeners();
        resolve(child);
      });
      child.once('exit', (code) => {
        reject(new Error(`Vitest did not start: it ended with ${code ?? 'a signal'}.`));
      });
    });
  }
}
