import { Logger } from '@aws-lambda-powertools/logger';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { readEnvironment, tokenClaimsEnvironment } from '../shared/environment.ts';
import { tableClient } from '../shared/table.ts';
import { SignInRefusedError, tokenClaims } from './claims.ts';
import { DynamoContactFinder } from './contact-finder.ts';

const environment = readEnvironment(tokenClaimsEnvironment);
const logger = new Logger({ serviceName: 'token-claims' });
const contacts = new DynamoContactFinder(tableClient(), environment.TABLE_NAME);

/**
 * Cognito calls it before it signs a token (pre token generation, version 2: the one that can change access tokens,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export async function handler(
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> {
  const { groupConfiguration, userAttributes } = event.request;
  try {
    const { claims, scopes } = await tokenClaims(contacts, {
      groups: groupConfiguration.groupsToOverride ?? [],
      attributes: userAttributes,
    });
    event.response = {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { tenant_id: claims['tenant_id'] ?? '' } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { ...claims },
          scopesToAdd: [...scopes],
          // With it, users could change their own address in Cognito, past the contact that carries it.
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
      },
    };
    return event;
  } catch (error) {
    if (error instanceof SignInRefusedError)
      logger.warn('Sign-in refused', { user: event.userName });
    else logger.error('No claims for a token', { user: event.userName, error: error as Error });
    throw error;
  }
}
