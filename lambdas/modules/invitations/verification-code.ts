import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import type { Random } from '../platform/ids.ts';

/** The length of a code: short enough to type, and too long to guess in five attempts (1 in 20 million). */
const DIGITS = 8;
const CODES = 10 ** DIGITS;
const HASH_BYTES = 32;
/** The validity period of a code, in minutes. The code is emailed immediately. */
export const CODE_MINUTES = 10;
/** The maximum number of attempts to enter a code. */
export const CODE_TRIES = 5;

/** The purpose of a code. A code is not valid for any other purpose. */
export interface CodePurpose {
  readonly invitationId: string;
  /** The address that the code was emailed to. */
  readonly address: string;
  /** The sequence number of the request that the code was sent for. */
  readonly request: number;
}

/** Generates a code. All codes are equally likely. The code is emailed but never stored. */
export function generateCode(random: Random): string {
  const limit = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const number = random(4).readUInt32BE();
    if (number < limit) return (number % CODES).toString().padStart(DIGITS, '0');
  }
}

/**
 * Returns the hash that is stored for a code. An attacker could try all eight-digit codes, so the hash is slow (scrypt,
 * RFC 7914, with Node's default cost of 16 MB): trying all of them takes longer than a code is valid.
 */
export async function hashCode(code: string, purpose: CodePurpose): Promise<string> {
  return (await slowHash(code, purpose)).toString('base64url');
}

/** Returns whether `hash` was made from `code`. */
export async function verifyCode(
  code: string,
  purpose: CodePurpose,
  hash: string,
): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const actual = await slowHash(code, purpose);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const derive = promisify<string, string, number, Buffer>(scrypt);

function slowHash(code: string, { invitationId, address, request }: CodePurpose): Promise<Buffer> {
  return derive(code, JSON.stringify([invitationId, address, request]), HASH_BYTES);
}
