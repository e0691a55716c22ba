import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';

/** The algorithms of keys, by their COSE identifiers (RFC 9053). Cognito supports the first two. */
export const ALGORITHMS = { ES256: -7, RS256: -257, EdDSA: -8 } as const;

/** The claims of a dishonest browser or authenticator. By default, everything is correct. */
export interface Claims {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userPresent?: boolean;
  readonly userVerified?: boolean;
  readonly userHandle?: string;
  readonly counter?: number;
}

/** Options of a ceremony, as the server returns them. */
export interface Options {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

const FLAGS = { userPresent: 1, userVerified: 4, hasKey: 64 };

/** A passkey in software (https://www.w3.org/TR/webauthn-3/), which can sign what no browser would. */
export class SoftwarePasskey {
  readonly id: string;
  counter = 0;
  readonly #origin: string;
  readonly #algorithm: keyof typeof ALGORITHMS;
  readonly #privateKey: KeyObject;
  readonly #publicKey: JsonWebKey;
  #userHandle = '';

  constructor(
    origin: string,
    { algorithm = 'ES256', id }: { readonly algorithm?: keyof typeof ALGORITHMS; id?: string } = {},
  ) {
    this.#origin = origin;
    this.#algorithm = algorithm;
    const { privateKey, publicKey } = keyPair(algorithm);
    this.#privateKey = privateKey;
    this.#publicKey = publicKey.export({ format: 'jwk' });
    this.id = id ?? randomBytes(32).toString('base64url');
  }

  /** Returns a RegistrationResponseJSON without attestation. */
  register(options: Options, claims: Claims = {}) {
    this.#userHandle = options.user?.id ?? '';
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const key = Buffer.concat([Buffer.alloc(16), length, id, cbor(this.#coseKey())]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', this.#authenticatorData(options, claims, key)],
    ]);
    return this.#answer({
      clientDataJSON: clientData('webauthn.create', this.#origin, options, claims).toString(
        'base64url',
      ),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Returns an AuthenticationResponseJSON. */
  signIn(options: Options, claims: Claims = {}) {
    this.counter += 1;
    const data = this.#authenticatorData(options, claims);
    const client = clientData('webauthn.get', this.#origin, options, claims);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    const digest = this.#algorithm === 'EdDSA' ? null : 'sha256';
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign(digest, signed, this.#privateKey).toString('base64url'),
      userHandle: claims.userHandle ?? this.#userHandle,
    });
  }

  #answer<Response extends object>(response: Response) {
    return {
      ...{ id: this.id, rawId: this.id, type: 'public-key', authenticatorAttachment: 'platform' },
      clientExtensionResults: {},
      response,
    };
  }

  #authenticatorData(options: Options, claims: Claims, key?: Buffer): Buffer {
    const { userPresent = true, userVerified = true, counter = this.counter } = claims;
    const rpId = claims.rpId ?? options.rp?.id ?? options.rpId ?? '';
    const rest = Buffer.alloc(5);
    rest[0] =
      (userPresent ? FLAGS.userPresent : 0) +
      (userVerified ? FLAGS.userVerified : 0) +
      (key === undefined ? 0 : FLAGS.hasKey);
    rest.writeUInt32BE(counter, 1);
    const hash = createHash('sha256').update(rpId).digest();
    return Buffer.concat([hash, rest, ...(key === undefined ? [] : [key])]);
  }

  #coseKey(): Map<number, unknown> {
    const part = (name: 'x' | 'y' | 'n' | 'e') =>
      Buffer.from(this.#publicKey[name] ?? '', 'base64url');
    const kinds = {
      ES256: [
        [1, 2] as const,
        [-1, 1] as const,
        [-2, part('x')] as const,
        [-3, part('y')] as const,
      ],
      RS256: [[1, 3] as const, [-1, part('n')] as const, [-2, part('e')] as const],
      EdDSA: [[1, 1] as const, [-1, 6] as const, [-2, part('x')] as const],
    };
    return new Map<number, unknown>([[3, ALGORITHMS[this.#algorithm]], ...kinds[this.#algorithm]]);
  }
}

function keyPair(algorithm: keyof typeof ALGORITHMS) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ed25519');
}

function clientData(type: string, origin: string, options: Options, claims: Claims): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: claims.type ?? type,
      challenge: claims.challenge ?? options.challenge,
      origin: claims.origin ?? origin,
      crossOrigin: false,
    }),
  );
}

/** Encodes what passkeys need of CBOR (RFC 8949): integers, byte and text strings, and maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (!(value instanceof Map)) throw new Error('Not supported.');
  const entries = [...(value as Map<unknown, unknown>)].flatMap((pair) => pair.map(cbor));
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(kind: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(kind << 5) | size]);
  if (size < 256) return Buffer.from([(kind << 5) | 24, size]);
  return Buffer.from([(kind << 5) | 25, size >> 8, size & 255]);
}
