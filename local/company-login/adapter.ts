import type { Adapter, AdapterPayload } from 'oidc-provider';

const DEFAULT_TTL_SECONDS = 3_600;

type Entries = Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>;

/** Returns a factory of adapters that keep codes, grants, and sessions in memory: one adapter for each model. */
export function inMemoryAdapter(): (model: string) => Adapter {
  const entries: Entries = new Map();
  return (model) => new InMemoryAdapter(model, entries);
}

class InMemoryAdapter implements Adapter {
  readonly #model: string;
  readonly #entries: Entries;

  constructor(model: string, entries: Entries) {
    this.#model = model;
    this.#entries = entries;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn = DEFAULT_TTL_SECONDS): Promise<void> {
    this.#entries.set(this.#key(id), { payload, expiresAt: Date.now() + expiresIn * 1_000 });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#get(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const own = [...this.#entries].filter(([key]) => key.startsWith(this.#key('')));
    return Promise.resolve(own.find(([, { payload }]) => payload.uid === uid)?.[1].payload);
  }

  /** The device flow is not enabled. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const found = this.#get(id);
    if (found !== undefined) found.consumed = Math.floor(Date.now() / 1_000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(this.#key(id));
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#entries)
      if (payload.grantId === grantId) this.#entries.delete(key);
    return Promise.resolve();
  }

  #key(id: string): string {
    return `${this.#model} ${id}`;
  }

  #get(id: string): AdapterPayload | undefined {
    const found = this.#entries.get(this.#key(id));
    return found === undefined || found.expiresAt <= Date.now() ? undefined : found.payload;
  }
}
