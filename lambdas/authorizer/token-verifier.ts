import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';

/** How long the user pool may take to answer with its keys, in milliseconds. They are kept once they are there. */
const PATIENCE = 2000;

const verifiedSchema = z.object({
  sub: z.string(),
  client_id: z.string(),
  scope: z.string(),
  exp: z.number(),
  name: z.string().optional(),
  tenant_id: z.string().optional(),
  /** The id of the administrator's record. */
  administrator_id: z.string().optional(),
  /** The name in the user pool. */
  username: z.string().optional(),
});
/** What is known of an access token that the user pool has signed, and that has not expired. */
export type VerifiedToken = z.output<typeof verifiedSchema>;

/** Tells a token of ours from any other text. */
export interface TokenVerifier {
  /** `expired` is one that the user pool has signed, too. @throws when the keys of the user pool cannot be had. */
  verify(token: string): Promise<VerifiedToken | 'expired' | 'invalid'>;
}

/**
 * Access tokens of a Cognito user pool: signature, issuer, expiry and use
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
 */
export class CognitoTokenVerifier implements TokenVerifier {
  readonly #verifier;

  /** @param endpoint where the keys are instead of AWS, as the SDKs read it from `AWS_ENDPOINT_URL`. */
  constructor(userPoolId: string, endpoint?: string) {
    this.#verifier = CognitoJwtVerifier.create(
      // Whose client it is, is decided elsewhere: there are more than one.
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
      // It is thrown for what the user pool has signed only: the signature is looked at first.
      if (error instanceof JwtExpiredError) return 'expired';
      if (error instanceof JwtBaseError && !isAboutKeys(error)) return 'invalid';
      throw error;
    }
  }
}

/** Keys that cannot be had or read say nothing about a token. */
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
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(`The user pool answers ${response.status}.`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new FetchError(address.href, error);
  }
}
