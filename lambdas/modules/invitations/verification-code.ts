import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import type { Random } from '../platform/ids.ts';

/** A code of 8 digits: short enough to type, and with five tries nobody guesses it (1 in 20 million). */
const DIGITS = 8;
const CODES = 10 ** DIGITS;
const HASH_BYTES = 32;
/** How long a code is good, in minutes; it is mailed at once. */
export const CODE_MINUTES = 10;
/** So often a code may be tried. */
export const CODE_TRIES = 5;

/** What a code is for: the same digits prove nothing elsewhere. */
export interface CodePurpose {
  readonly invitationId: string;
  /** The address that it was mailed to. */
  readonly address: string;
  /** Which request for a code it answers. */
  readonly request: number;
}

/** Mints a code: every one is as likely as any other. It goes into the mail and nowhere else. */
export function mintCode(random: Random): string {
  const limit = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const number = random(4).readUInt32BE();
    if (number < limit) return (number % CODES).toString().padStart(DIGITS, '0');
  }
}

/**
 * What is stored of a code. Eight digits are few, so the hash is a slow one (scrypt, RFC 7914, with Node's own cost of
 * 16 MB): trying all of them takes longer than a code lives.
 */
export async function hashCode(code: string, purpose: CodePurpose): Promise<string> {
  return (await slowHash(code, purpose)).toString('base64url');
}

/** Whether `code` is the one that `hash` was made from. */
export async function isCode(code: string, purpose: CodePurpose, hash: string): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const actual = await slowHash(code, purpose);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const derive = promisify<string, string, number, Buffer>(scrypt);

function slowHash(code: string, { invitationId, address, request }: CodePurpose): Promise<Buffer> {
  return derive(code, JSON.stringify([invitationId, address, request]), HASH_BYTES);
}
