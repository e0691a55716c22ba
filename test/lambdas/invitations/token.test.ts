import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mintToken, readToken } from '../../../lambdas/invitations/token.ts';
import { newId, systemRandom } from '../../../lambdas/shared/ids.ts';
import { anyText } from '../../support/any-text.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function setup() {
  const invitationId = newId('inv', systemRandom);
  return { invitationId, ...mintToken(invitationId, systemRandom) };
}

describe('a token', () => {
  test('names its invitation and has the hash under which that knows it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (secret) => {
        const { invitationId } = setup();
        const { token, hash } = mintToken(invitationId, () => Buffer.from(secret));
        expect(readToken(token)).toEqual({ invitationId, hash });
      }),
    );
  });

  test('has a secret of 256 random bits, of which only the SHA-256 is handed to the table', () => {
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

  test('needs no escaping in a link', () => {
    const { token } = setup();
    expect(encodeURIComponent(token)).toBe(token);
  });

  test('is another one for every mail of the same invitation', () => {
    const { invitationId, token } = setup();
    expect(mintToken(invitationId, systemRandom).token).not.toBe(token);
  });
});

describe('what is no token', () => {
  test.each<[string, (token: string) => string]>([
    ['cut short', (token) => token.slice(0, -1)],
    ['made longer', (token) => `${token}A`],
    ['followed by a line break', (token) => `${token}\n`],
    ['after a space', (token) => ` ${token}`],
    ['padded as base64 is', (token) => `${token}=`],
    ['without its invitation', (token) => token.slice(token.indexOf('.') + 1)],
    ['without its secret', (token) => token.slice(0, token.indexOf('.') + 1)],
    ['of a customer', (token) => token.replace('inv_', 'cus_')],
    ['in capitals', (token) => token.toUpperCase()],
    ['in the other base64', (token) => token.replace(/.{2}$/, '+/')],
    ['twice', (token) => `${token}.${token}`],
    ['a whole link', (token) => `https://example.com/sign-up#${token}`],
    ['with the escape of a mail program', (token) => token.replace('.', '%2E')],
    ['with a letter of another script', (token) => token.replace(/.$/, 'а')],
    ['empty', () => ''],
  ])('%s is refused', (_how, forge) => {
    expect(readToken(forge(setup().token))).toBeUndefined();
  });

  test('the same secret in another spelling is refused: a link has one form', () => {
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

  test('any text at all is refused, without an exception', () => {
    const texts = fc.oneof(anyText(200), fc.stringMatching(/^inv_\w{0,26}\.\S*$/));
    fc.assert(
      fc.property(texts, (text) => {
        const key = readToken(text);
        expect(key === undefined || /^inv_[0-9a-z]{26}\.[\w-]{43}$/.test(text)).toBe(true);
      }),
    );
  });
});

test('a changed letter opens nothing: no token, or one that the invitation does not know', () => {
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
