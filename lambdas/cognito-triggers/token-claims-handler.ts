import { Logger } from '@aws-lambda-powertools/logger';

import { tokenDeps } from '../modules/access/access.ts';
import { machineClaims, tokenClaims } from '../modules/access/token-claims.ts';
import { DynamoClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoRegistrationFinder } from '../modules/settings/client-registration.ts';
import { tokenClaimsEnvironment } from './environment.ts';
import { tokenTrigger } from './token-trigger.ts';

const environment = readEnvironment(tokenClaimsEnvironment);
const table = tableClient();
const deps = tokenDeps(table, environment.TABLE_NAME);
const owners = new DynamoClientOwnerFinder(table, environment.TABLE_NAME);

/**
 * Handles token generation in an installation without identity providers. Cognito invokes it before signing a token.
 */
export const handler = tokenTrigger(new Logger({ serviceName: 'token-claims' }), {
  person: ({ userName, request: { userAttributes: attributes } }) =>
    tokenClaims(deps, { userName, attributes }),
  machine: (clientId) => machineClaims({ ...deps, owners }, clientId),
  registrations: new DynamoRegistrationFinder(table, environment.TABLE_NAME),
});
