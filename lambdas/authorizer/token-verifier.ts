import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod/mini';

import * as stored from '../modules/platform/stored.ts';

/** The timeout for fetching the keys of the user pool, in milliseconds. The keys are cached after that. */
const KEYS_TIMEOUT = 2000;

const verifiedSchema = z.object({
  sub: stored.text,
  client_id: stored.text,
  scope: stored.text,
  exp: z.number(),
  name: stored.optionalText,
  tenant_id: stored.optionalText,
  /** The ID of the administrator's record. */
  administrator_id: stored.optionalText,
  /** `required` for an administrator who still needs a second factor. */
  second_factor: stored.optionalText,
  /** The user name in the user pool. */
  username: stored.optionalText,
});
/** The claims of an access token that the user pool signed and that has not expired. */
export type VerifiedToken = z.output<typeof verifiedSchema>;

/** Verifies access tokens. */
export interface TokenVerifier {
  /**
   * Verifies a token. An `expired` token was also signed by the user pool.
   *
   * @throws if the keys of the user pool cannot be fetched
   */
  verify(token: string): Promise<VerifiedToken | 'expired' | 'invalid'>;
}

/**
 * Verifies the signature, issuer, expiry, and use of the access tokens of a Cognito user pool
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
 */
export class CognitoTokenVerifier implements TokenVerifier {
  readonly #verifier;

  /** @param endpoint The endpoint of the keys instead of AWS, which the SDKs read from `AWS_ENDPOINT_URL`. */
  constructor(userPoolId: string, endpoint?: string) {
    this.#verifier = CognitoJwtVerifier.create(
      // There is more than one client, so `authorize` checks the client.
      { userPoolId, tokenUse: 'access', clientId: null },
      {
        jwksCache: new SimpleJwksCache({
          fetcher: { fetch: async (uri) => keysAt(addressOf(uri, endpoint)) },
        }),
      },
    );
  }

  async verify(token: string): Promise<VerifiedToken | 'expired' | 'invalid'> {
    try {
      const claims = verifiedSchema.safeParse(await this.#verifier.verify(token));
      return claims.success ? claims.data : 'invalid';
    } catch (error) {
      // Thrown only for a token that the user pool signed, because the signature is checked first.
      if (error instanceof JwtExpiredError) return 'expired';
      if (error instanceof JwtBaseError && !isAboutKeys(error)) return 'invalid';
      throw error;
    }
  }
}

/** Returns true if the keys could not be fetched or read, which says nothing about the token. */
function isAboutKeys(error: JwtBaseError): boolean {
  return [FetchError, JwkValidationError, JwksValidationError].some(
    (kind) => error instanceof kind,
  );
}

function addressOf(uri: string, endpoint: string | undefined): URL {
  return endpoint === undefined ? new URL(uri) : new URL(new URL(uri).pathname, endpoint);
}

async function keysAt(address: URL): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(KEYS_TIMEOUT) });
    if (!response.ok) throw new Error(`The user pool returned status ${response.status}.`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new FetchError(address.href, error);
  }
}
