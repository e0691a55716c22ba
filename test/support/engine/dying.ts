/** The process of a test that died: everything after it did not happen. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** When a process dies: before its n-th call took place, or after it did and before the answer came back. */
export interface Death {
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** Something that others do before the n-th call of a process takes place. */
export interface Interruption {
  readonly call: number;
  readonly meanwhile: () => Promise<unknown>;
}

/** Counts the calls that a process makes to the outside, and ends or interrupts it at the one that was chosen. */
export class MortalProcess {
  readonly #death: Death | undefined;
  readonly #interruption: Interruption | undefined;
  calls = 0;
  /** The methods that it called, in order. */
  readonly names: string[] = [];

  constructor(event?: Death | Interruption) {
    if (event === undefined) return;
    if ('moment' in event) this.#death = event;
    else this.#interruption = event;
  }

  /** `target`, whose methods are calls to the outside. */
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

/** `target`, before whose n-th call somebody else does `work`; `reached` says whether there was such a call. */
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
