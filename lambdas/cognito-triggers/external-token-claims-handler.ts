import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { type AccessDeps, tokenDeps } from '../modules/access/access.ts';
import { machineClaims, type TokenClaims, tokenClaims } from '../modules/access/token-claims.ts';
import { DynamoClientOwnerFinder } from '../modules/api-clients/api-client-owner.ts';
import { DynamoExternalClaimStore } from '../modules/external-sign-in/external-claim-store.ts';
import { externalClaims } from '../modules/external-sign-in/external-claims.ts';
import { isExternal } from '../modules/external-sign-in/external-person.ts';
import type { FinishDeps } from '../modules/external-sign-in/finish-acceptance.ts';
import { hideCauses } from '../modules/external-sign-in/refusal.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  fullRemover,
} from '../modules/identity/external-users.ts';
import {
  CognitoGroups,
  CognitoSecondFactorReader,
  CognitoUserRemover,
} from '../modules/identity/user-pool.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoRegistrationFinder } from '../modules/settings/client-registration.ts';
import { DynamoAcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { tokenClaimsEnvironment } from './environment.ts';
import { type PersonEvent, tokenTrigger } from './token-trigger.ts';

const { TABLE_NAME } = readEnvironment(tokenClaimsEnvironment);
const logger = new Logger({ serviceName: 'token-claims' });
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();
const access = tokenDeps(table, TABLE_NAME);
const owners = new DynamoClientOwnerFinder(table, TABLE_NAME);
const registrations = new DynamoRegistrationFinder(table, TABLE_NAME);
const externals = new DynamoExternalUserFinder(table, TABLE_NAME);

/** Handles token generation in an installation with identity providers. Cognito invokes it before signing a token. */
export const handler = tokenTrigger(logger, {
  person: claimsOf,
  machine: (clientId) => machineClaims({ ...access, owners }, clientId),
  registrations: { find: (clientId) => hideCauses(() => registrations.find(clientId)) },
});

function claimsOf(event: PersonEvent): Promise<TokenClaims> {
  const { groupConfiguration, userAttributes: attributes } = event.request;
  const groups = groupConfiguration.groupsToOverride ?? [];
  if (!isExternal({ attributes }))
    return tokenClaims(
      { ...access, factors: new CognitoSecondFactorReader(cognito, event.userPoolId) },
      { userName: event.userName, attributes },
    );
  const deps = depsFor(event.userPoolId);
  return hideCauses(() => externalClaims(deps, { userName: event.userName, groups }));
}

/**
 * Returns the dependencies for a pool. In the template, the pool refers to the function, so the function cannot also
 * refer to the pool. It takes the ID of the pool from the event.
 */
function depsFor(userPoolId: string): FinishDeps & AccessDeps {
  return {
    ...access,
    invitations: new DynamoAcceptanceStore(table, TABLE_NAME),
    claims: new DynamoExternalClaimStore(table, TABLE_NAME),
    externals,
    groups: new CognitoGroups(cognito, userPoolId),
    remover: fullRemover(
      new CognitoUserRemover(cognito, userPoolId),
      externals,
      new DynamoExternalUserEraser(table, TABLE_NAME),
    ),
    clock: systemClock,
  };
}
