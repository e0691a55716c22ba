import { createHash, createHmac } from 'node:crypto';

type Hash = ReturnType<typeof createHash>;
type Hmac = ReturnType<typeof createHmac>;

/**
 * Replaces the SDK's `@smithy/core/checksum` in the functions. The SDK's classes also use `node:crypto`, but include
 * their own SHA-256 and MD5 (5 KB of code) for builds of Node without it. Lambda's Node has it.
 */
abstract class Checksum {
  abstract readonly digestLength: number;
  #hash: Hash | Hmac | undefined;

  protected abstract start(): Hash | Hmac;

  update(data: string | Uint8Array): void {
    this.#hash ??= this.start();
    this.#hash.update(data);
  }

  /** Returns the digest of the data added since the start or the last `reset`. An HMAC can only be read once. */
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

/** MD5, which the SQS client uses to check messages. */
export class Md5 extends Checksum {
  override readonly digestLength = 16;

  protected override start(): Hash {
    return createHash('md5');
  }
}
