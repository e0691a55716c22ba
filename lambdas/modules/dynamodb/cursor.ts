import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

import * as z from 'zod/mini';

import { invalidField } from '../platform/errors.ts';
import type { Random } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';

/** The last row of a page in a list that is sorted by time. */
const positionSchema = z.object({ id: stored.text, createdAt: stored.text });
export type Position = z.infer<typeof positionSchema>;

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Cursors that reveal nothing, cannot be forged, and are valid only for the list that returned them: AES-256-GCM, with
 * the tenant and the filters as associated data (NIST SP 800-38D).
 */
export class Cursors {
  readonly #secret: () => Promise<string>;
  readonly #random: Random;

  constructor(secret: () => Promise<string>, random: Random) {
    this.#secret = secret;
    this.#random = random;
  }

  /** Encrypts a {@link Position}, or the contents of a cursor that `schema` defines. */
  async seal(position: Position, context: readonly string[]): Promise<string>;
  async seal<T>(position: T, context: readonly string[], schema: z.ZodMiniType<T>): Promise<string>;
  async seal(
    position: unknown,
    context: readonly string[],
    schema: z.ZodMiniType = positionSchema,
  ): Promise<string> {
    const iv = this.#random(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', await this.#key(), iv);
    cipher.setAAD(Buffer.from(JSON.stringify(context)));
    const sealed = [cipher.update(JSON.stringify(schema.parse(position))), cipher.final()];
    return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url');
  }

  /**
   * Decrypts a cursor.
   *
   * @throws {FoyerError} `invalid_request` if the cursor does not belong to this list.
   */
  async open(cursor: string, context: readonly string[]): Promise<Position>;
  async open<T>(cursor: string, context: readonly string[], schema: z.ZodMiniType<T>): Promise<T>;
  async open(
    cursor: string,
    context: readonly string[],
    schema: z.ZodMiniType = positionSchema,
  ): Promise<unknown> {
    const key = await this.#key();
    try {
      const bytes = Buffer.from(cursor, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(JSON.stringify(context)));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
      return schema.parse(JSON.parse(Buffer.concat(opened).toString()));
    } catch {
      throw invalidField(
        'cursor',
        'The cursor is not valid for this list. Use the filters it was returned with, or start without a cursor.',
      );
    }
  }

  async #key(): Promise<Buffer> {
    return createHash('sha256')
      .update(await this.#secret())
      .digest();
  }
}
