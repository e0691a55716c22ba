import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { tokenDeps } from '../modules/access/access.ts';
import { machineClaims, tokenClaims } from '../modules/access/token-claims.ts';
import { DynamoClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { CognitoSecondFactorReader } from '../modules/identity/user-pool.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { once } from '../modules/platform/once.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoRegistrationFinder } from '../modules/settings/client-registration.ts';
import { tokenClaimsEnvironment } from './environment.ts';
import { tokenTrigger } from './token-trigger.ts';

const environment = readEnvironment(tokenClaimsEnvironment);
const table = tableClient();
const deps = tokenDeps(table, environment.TABLE_NAME);
// Needed only for administrators of some tenants.
const cognito = once(() => new CognitoIdentityProviderClient());
const owners = new DynamoClientOwnerFinder(table, environment.TABLE_NAME);

/**
 * Handles token generation in an installation without identity providers. Cognito invokes it before signing a token.
 */
export const handler = tokenTrigger(new Logger({ serviceName: 'token-claims' }), {
  person: ({ userName, userPoolId, request: { userAttributes: attributes } }) => {
    const factors = {
      hasSecondFactor: (user: string) =>
        new CognitoSecondFactorReader(cognito(), userPoolId).hasSecondFactor(user),
    };
    return tokenClaims({ ...deps, factors }, { userName, attributes });
  },
  machine: (clientId) => machineClaims({ ...deps, owners }, clientId),
  registrations: new DynamoRegistrationFinder(table, environment.TABLE_NAME),
});
