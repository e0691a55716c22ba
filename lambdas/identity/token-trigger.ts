import type { Logger } from '@aws-lambda-powertools/logger';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { SignInRefusedError } from './access.ts';
import type { TokenClaims } from './claims.ts';
import { REFUSED_LINES } from './refused-lines.ts';

/** A function that Cognito calls before it signs a token. */
export type TokenTrigger = (
  event: PreTokenGenerationV2TriggerEvent,
) => Promise<PreTokenGenerationV2TriggerEvent>;

/**
 * Answers Cognito with what `claimsOf` says of the person who is about to get tokens (pre token generation, version 2:
 * the one that can change access tokens,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export function tokenTrigger(
  logger: Logger,
  claimsOf: (event: PreTokenGenerationV2TriggerEvent) => Promise<TokenClaims>,
): TokenTrigger {
  return async (event) => {
    try {
      const claims = await claimsOf(event);
      event.response = { claimsAndScopeOverrideDetails: detailsOf(claims) };
      return event;
    } catch (error) {
      const user = event.request.userAttributes['sub'];
      if (error instanceof SignInRefusedError)
        logger.warn(REFUSED_LINES.token, { user, reason: error.message });
      else logger.error('No claims for a token', { user, error: error as Error });
      throw error;
    }
  };
}

function detailsOf({ claims, scopes, idClaims, groups }: TokenClaims) {
  return {
    idTokenGeneration: {
      // A claim may be any JSON value; the types know only texts.
      claimsToAddOrOverride: {
        ...(idClaims as Readonly<Record<string, string>> | undefined),
        tenant_id: claims['tenant_id'] ?? '',
      },
    },
    accessTokenGeneration: {
      claimsToAddOrOverride: { ...claims },
      scopesToAdd: [...scopes],
      // With it, users could change their own address in Cognito, past the contact that carries it.
      scopesToSuppress: ['aws.cognito.signin.user.admin'],
    },
    ...(groups !== undefined && { groupOverrideDetails: { groupsToOverride: [...groups] } }),
  };
}
