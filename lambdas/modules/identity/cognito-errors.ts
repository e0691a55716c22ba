import {
  CognitoIdentityProviderServiceException,
  InternalErrorException,
  TooManyRequestsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { FoyerError } from '../platform/errors.ts';

/** As long as Cognito's per-second quotas need to recover, with room for the others that wait. */
const RETRY_AFTER_SECONDS = 3;
const PASSING = new Set(['TimeoutError', 'ThrottlingException', 'LimitExceededException']);

/** What passes by itself (throttling, a fault of Cognito's) becomes `temporarily_unavailable`; the rest stays as it is. */
export function asUnavailable(error: unknown): unknown {
  const passes =
    error instanceof TooManyRequestsException ||
    error instanceof InternalErrorException ||
    (error instanceof CognitoIdentityProviderServiceException && error.$fault === 'server') ||
    (error instanceof Error && (PASSING.has(error.name) || isNetworkError(error)));
  if (!passes) return error;
  return new FoyerError(
    'temporarily_unavailable',
    'The user directory is temporarily unavailable. Nothing was lost. Try again.',
    { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

/** Node names a connection that broke by a code such as `ECONNRESET`. */
function isNetworkError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code);
}
