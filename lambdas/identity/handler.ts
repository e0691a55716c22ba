import { Logger } from '@aws-lambda-powertools/logger';
import { readEnvironment } from '../shared/environment.ts';
import { tokenClaimsEnvironment } from './environment.ts';
import { tableClient } from '../shared/table.ts';
import { accessDeps } from './access-deps.ts';
import { tokenClaims } from './claims.ts';
import { tokenTrigger } from './token-trigger.ts';

const environment = readEnvironment(tokenClaimsEnvironment);
const deps = accessDeps(tableClient(), environment.TABLE_NAME);

/** Cognito calls it before it signs a token, in an installation where everybody has a password. */
export const handler = tokenTrigger(
  new Logger({ serviceName: 'token-claims' }),
  ({ userName, request: { groupConfiguration, userAttributes } }) =>
    tokenClaims(deps, {
      userName,
      groups: groupConfiguration.groupsToOverride ?? [],
      attributes: userAttributes,
    }),
);
