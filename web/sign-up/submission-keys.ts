import type { Submission } from './sign-up-api.ts';

type Keys = Readonly<Record<string, string>>;

/**
 * One `Idempotency-Key` for each distinct submission. The same form sent again, after a lost connection or a reload,
 * carries the same key, so the server answers it as it answered the first; a changed form gets another. The password
 * takes no part: it may be corrected within one submission. Only digests are kept: neither the token nor anything typed
 * can be read from the browser's storage.
 */
export class SubmissionKeys {
  readonly #storage: Storage | undefined;
  readonly #held = new Map<string, Keys>();

  constructor(storage: Storage | undefined) {
    this.#storage = storage;
  }

  async keyFor(token: string, submission: Submission): Promise<string> {
    const [slot, form] = await Promise.all([
      digest(token).then((hash) => `foyer.submissions.${hash}`),
      digest(token + canonical(submission)),
    ]);
    const keys = this.#held.get(slot) ?? this.#read(slot);
    const known = keys[form];
    if (known !== undefined) return known;
    const key = crypto.randomUUID();
    this.#keep(slot, { ...keys, [form]: key });
    return key;
  }

  #read(slot: string): Keys {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(slot) ?? '{}');
      return isKeys(stored) ? stored : {};
    } catch {
      return {};
    }
  }

  #keep(slot: string, keys: Keys): void {
    this.#held.set(slot, keys);
    try {
      this.#storage?.setItem(slot, JSON.stringify(keys));
    } catch {
      // Storage can be full or forbidden; memory serves until the page is closed.
    }
  }
}

/** The keys of this tab. */
export const submissionKeys = new SubmissionKeys(tabStorage());

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

function canonical({ profile, company }: Submission): string {
  return JSON.stringify([
    profile.firstName,
    profile.lastName,
    profile.jobTitle,
    profile.phone,
    company,
  ]);
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isKeys(value: unknown): value is Keys {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((key) => typeof key === 'string')
  );
}
