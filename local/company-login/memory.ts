import type { Adapter, AdapterPayload } from 'oidc-provider';

const LONGEST_SECONDS = 3_600;

type Kept = Map<string, { readonly payload: AdapterPayload; readonly until: number }>;

/** Remembers codes and sessions until it is forgotten itself: one store for each kind of them. */
export function memory(): (kind: string) => Adapter {
  const kept: Kept = new Map();
  return (kind) => new MemoryOf(kind, kept);
}

class MemoryOf implements Adapter {
  readonly #kind: string;
  readonly #kept: Kept;

  constructor(kind: string, kept: Kept) {
    this.#kind = kind;
    this.#kept = kept;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn = LONGEST_SECONDS): Promise<void> {
    this.#kept.set(this.#key(id), { payload, until: Date.now() + expiresIn * 1_000 });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#findNow(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const own = [...this.#kept].filter(([key]) => key.startsWith(this.#key('')));
    return Promise.resolve(own.find(([, { payload }]) => payload.uid === uid)?.[1].payload);
  }

  /** Codes for devices are not offered. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const found = this.#findNow(id);
    if (found !== undefined) found.consumed = Math.floor(Date.now() / 1_000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#kept.delete(this.#key(id));
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#kept)
      if (payload.grantId === grantId) this.#kept.delete(key);
    return Promise.resolve();
  }

  #key(id: string): string {
    return `${this.#kind} ${id}`;
  }

  #findNow(id: string): AdapterPayload | undefined {
    const found = this.#kept.get(this.#key(id));
    return found === undefined || found.until <= Date.now() ? undefined : found.payload;
  }
}
