/** Thrown when the process of a test dies. Nothing after it happens. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/**
 * The moment at which a process dies: before its n-th call takes effect, or after it does but before the response
 * arrives.
 */
export interface Death {
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** Work of another process that takes place before the n-th call. */
export interface Interruption {
  readonly call: number;
  readonly meanwhile: () => Promise<unknown>;
}

/** Counts the calls that a process makes to other systems, and kills or interrupts it at the chosen one. */
export class MortalProcess {
  readonly #death: Death | undefined;
  readonly #interruption: Interruption | undefined;
  calls = 0;
  /** The methods that the process called, in order. */
  readonly names: string[] = [];

  constructor(event?: Death | Interruption) {
    if (event === undefined) return;
    if ('moment' in event) this.#death = event;
    else this.#interruption = event;
  }

  /** Returns `target` with its methods counted as calls to other systems. */
  calling<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          this.#call(String(name), () => Reflect.apply(member, object, args) as Promise<unknown>);
      },
    });
  }

  async #call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    const dies = ++this.calls === this.#death?.call;
    this.names.push(name);
    if (this.calls === this.#interruption?.call) await this.#interruption.meanwhile();
    if (this.#death !== undefined && this.calls > this.#death.call) throw new ProcessDied();
    if (dies && this.#death.moment === 'before') throw new ProcessDied();
    const answer = await work();
    if (dies) throw new ProcessDied();
    return answer;
  }
}

/** Returns `target`, and runs `work` before its n-th call. `reached` returns whether there was such a call. */
export function beforeCall<T extends object>(
  target: T,
  nth: number,
  work: () => Promise<unknown>,
): { readonly target: T; readonly reached: () => boolean } {
  let calls = 0;
  const interrupted = new Proxy(target, {
    get: (object, name) => {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (++calls === nth) await work();
        return Reflect.apply(member, object, args) as unknown;
      };
    },
  });
  return { target: interrupted, reached: () => calls >= nth };
}
