import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mintToken, readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { newId, systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { findToken } from '../../../../lambdas/modules/platform/link-token.ts';
import {
  acceptSchema,
  codeSchema,
  tokenSchema,
  visitSchema,
} from '../../../../lambdas/modules/sign-up/requests.ts';
import { anyText } from '../../../support/engine/any-text.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function setup() {
  const invitationId = newId('inv', systemRandom);
  return { invitationId, ...mintToken(invitationId, systemRandom) };
}

describe('a token', () => {
  test('names its invitation, which stores its hash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (secret) => {
        const { invitationId } = setup();
        const { token, hash } = mintToken(invitationId, () => Buffer.from(secret));
        expect(readToken(token)).toEqual({ invitationId, hash });
      }),
    );
  });

  test('has a secret of 256 random bits, of which only the SHA-256 is passed to the table', () => {
    const bytes: number[] = [];
    const { token, hash } = mintToken('inv_x', (length) => {
      bytes.push(length);
      return Buffer.alloc(length, 7);
    });
    const secret = token.slice('inv_x.'.length);
    expect(bytes).toEqual([32]);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(hash).toBe(createHash('sha256').update(secret).digest('base64url'));
    expect(hash).not.toContain(secret);
  });

  test('is URL-safe', () => {
    const { token } = setup();
    expect(encodeURIComponent(token)).toBe(token);
  });

  test('differs for each email of the same invitation', () => {
    const { invitationId, token } = setup();
    expect(mintToken(invitationId, systemRandom).token).not.toBe(token);
  });
});

const LINK = 'https://example.com/sign-up#';

describe('a token is found in pasted text', () => {
  test.each<[string, (token: string) => string]>([
    ['followed by a period', (token) => `${token}.`],
    ['in angle brackets', (token) => `<${LINK}${token}>`],
    ['in parentheses', (token) => `(${token})`],
    ['in quotes', (token) => `“${token}”`],
    ['in HTML', (token) => `<a href="${LINK}${token}">`],
    ['in Markdown', (token) => `[join](${LINK}${token}), please`],
    ['followed by a comma', (token) => `${token},`],
    ['followed by an encoded space', (token) => `${token}%20`],
    ['followed by an encoded line break', (token) => `${token}%0A`],
    ['followed by an encoded angle bracket', (token) => `${token}%3E`],
    ['followed by campaign parameters', (token) => `${token}?utm_source=x&utm_medium=mail`],
    ['followed by a click ID', (token) => `${token}&fbclid=IwAR0`],
    ['in italics, as chats write them', (token) => `_${token}_`],
    ['followed by dashes', (token) => `${token}--`],
    ['twice', (token) => `${token}.${token}`],
    ['followed by a line break', (token) => `${token}\r\n`],
    ['after a space', (token) => `\u00a0 ${token}`],
    ['after its #', (token) => `#${token}`],
    ['with base64 padding', (token) => `${token}=`],
    ['as a whole link', (token) => `${LINK}${token}`],
    ['as a link in a sentence', (token) => `Please open ${LINK}${token} today.`],
    ['escaped by an email program', (token) => token.replace('.', '%2E').replaceAll('_', '%5F')],
    ['split in two by an email program', (token) => `${token.slice(0, 50)}\r\n ${token.slice(50)}`],
    [
      'split in two among other words',
      (token) => `Open\n${LINK}${token.slice(0, 60)}\n${token.slice(60)}\nby Friday, please.`,
    ],
    ['with invisible characters', (token) => `\u200b${token.replace('.', '.\u2060')}\ufeff`],
    [
      'with an encoded invisible character',
      (token) => `${token.slice(0, 40)}%E2%80%8B${token.slice(40)}`,
    ],
    [
      'in the link of an email filter',
      (token) => `https://safe.example/?url=${encodeURIComponent(`${LINK}${token}`)}&data=05`,
    ],
    [
      'in a link within the link of an email filter',
      (token) => `https://a.example/?u=${encodeURIComponent(encodeURIComponent(LINK + token))}`,
    ],
    ['next to invalid escapes', (token) => `%%A0%zz${token}%FF%`],
  ])('%s', (_how, paste) => {
    const { token } = setup();
    expect(findToken(paste(token))).toBe(token);
    expect(readToken(paste(token))).toEqual(readToken(token));
  });

  test('with any text around it', () => {
    const text = fc.oneof(anyText(40), fc.constantFrom(LINK, '%', '%2', '%E2%80', '"', 'inv_'));
    const apart = fc.constantFrom(
      '.',
      '>',
      ')',
      ',',
      ' ',
      '\n',
      '"',
      '%20',
      '%0A',
      '?',
      '&',
      '\u00a0',
    );
    fc.assert(
      fc.property(text, apart, text, (before, sign, after) => {
        const behind = after === '' ? '' : sign + after;
        const { token } = setup();
        expect(findToken(`${before}${token}${behind}`)).toBe(token);
      }),
      { numRuns: 300 },
    );
  });
});

test('every public operation has room for the link of an email filter', () => {
  const { token } = setup();
  const filtered = `https://safe.example/?url=${encodeURIComponent(LINK + token)}&data=${'x'.repeat(2_000)}`;
  for (const schema of [tokenSchema(), codeSchema()])
    expect(schema.parse({ token: filtered })).toMatchObject({ token: filtered });
  expect(acceptSchema().safeParse({ token: filtered, password: 'x', profile: {} }).success).toBe(
    true,
  );
  expect(visitSchema().safeParse({ token: filtered, provider: 'x' }).success).toBe(true);
});

describe('an invalid token', () => {
  test.each<[string, (token: string) => string]>([
    ['that is truncated', (token) => token.slice(0, -1)],
    ['that is extended', (token) => `${token}A`],
    ['without its invitation', (token) => token.slice(token.indexOf('.') + 1)],
    ['without its secret', (token) => token.slice(0, token.indexOf('.') + 1)],
    ['of a customer', (token) => token.replace('inv_', 'cus_')],
    ['in capitals', (token) => token.toUpperCase()],
    ['in standard base64', (token) => token.replace(/.{2}$/, '+/')],
    ['with a letter of another script', (token) => token.replace(/.$/, 'а')],
    ['empty', () => ''],
  ])('%s is rejected', (_how, forge) => {
    expect(readToken(forge(setup().token))).toBeUndefined();
  });

  test('in another spelling of the same secret is rejected: each link has one form', () => {
    const { token } = setup();
    const last = BASE64URL.indexOf(token.slice(-1));
    expect(last & 3).toBe(0);
    for (const spare of [1, 2, 3]) {
      const respelled = token.slice(0, -1) + BASE64URL.charAt(last | spare);
      const bytesOf = (text: string) => Buffer.from(text.slice(-43), 'base64url').toString('hex');
      expect(bytesOf(respelled)).toBe(bytesOf(token));
      expect(readToken(respelled)).toBeUndefined();
    }
  });

  test('of any text is rejected without an exception', () => {
    const texts = fc.oneof(anyText(200), fc.stringMatching(/^inv_\w{0,26}\.\S*$/));
    fc.assert(
      fc.property(texts, (text) => {
        const key = readToken(text);
        expect(key === undefined || /inv_[0-9a-z]{26}\.[\w-]{43}/.test(text)).toBe(true);
      }),
    );
  });
});

test('a changed letter makes a token invalid, or one that the invitation does not know', () => {
  const { token, hash, invitationId } = setup();
  fc.assert(
    fc.property(
      fc.nat(token.length - 1),
      fc.constantFrom(...Array.from(BASE64URL)),
      (at, letter) => {
        const forged = token.slice(0, at) + letter + token.slice(at + 1);
        const key = readToken(forged);
        const opens = key?.invitationId === invitationId && key.hash === hash;
        expect(opens).toBe(forged === token);
      },
    ),
    { numRuns: 500 },
  );
});

test('a long text without a token is searched quickly', () => {
  const started = performance.now();
  for (const part of ['inv_', ' ', '%20', '%2', 'i n v _ ', 'a'])
    expect(findToken(part.repeat(1_000))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1_000);
});
