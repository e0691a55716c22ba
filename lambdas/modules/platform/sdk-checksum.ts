import { createHash, createHmac } from 'node:crypto';

type Hash = ReturnType<typeof createHash>;
type Hmac = ReturnType<typeof createHmac>;

/**
 * Replaces the SDK's `@smithy/core/checksum` in the functions. The SDK's classes use `node:crypto` as well, but bring
 * their own SHA-256 and MD5, 5 KB of code, for a Node that was built without it. Lambda's has it.
 */
abstract class Checksum {
  abstract readonly digestLength: number;
  #hash: Hash | Hmac | undefined;

  protected abstract start(): Hash | Hmac;

  update(data: string | Uint8Array): void {
    this.#hash ??= this.start();
    this.#hash.update(data);
  }

  /** Returns the digest of what was added since the start or the last `reset`. An HMAC can only be read once. */
  async digest(): Promise<Uint8Array> {
    const hash = this.#hash ?? this.start();
    return new Uint8Array('copy' in hash ? hash.copy().digest() : hash.digest());
  }

  reset(): void {
    this.#hash = undefined;
  }
}

/** SHA-256, or HMAC-SHA-256 with a secret. Signs requests (Signature Version 4). */
export class Sha256 extends Checksum {
  override readonly digestLength = 32;
  readonly #secret: string | Uint8Array | undefined;

  constructor(secret?: string | Uint8Array) {
    super();
    this.#secret = secret;
  }

  protected override start(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }
}

/** MD5, with which the client of SQS checks messages. */
export class Md5 extends Checksum {
  override readonly digestLength = 16;

  protected override start(): Hash {
    return createHash('md5');
  }
}
