import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoClientOwnerFinder } from '../api-clients/api-client-owner.ts';
import { DynamoRegistrationFinder } from '../catalogue/client-registration.ts';
import { tokenDeps } from '../identity/access-deps.ts';
import type { AccessDeps } from '../identity/access.ts';
import { machineClaims, tokenClaims, type TokenClaims } from '../identity/claims.ts';
import { DynamoExternalUserEraser } from '../identity/external-user-eraser.ts';
import { DynamoExternalUserFinder } from '../identity/external-user-finder.ts';
import { CognitoGroups } from '../identity/groups.ts';
import { removing } from '../identity/removing.ts';
import { tokenTrigger, type PersonEvent } from '../identity/token-trigger.ts';
import { CognitoUserRemover } from '../identity/user-remover.ts';
import { systemClock } from '../shared/clock.ts';
import { readEnvironment } from '../shared/environment.ts';
import { tokenClaimsEnvironment } from '../identity/environment.ts';
import { tableClient } from '../shared/table.ts';
import { DynamoAcceptanceStore } from '../sign-up/acceptance-store.ts';
import { externalClaims } from './external-claims.ts';
import { DynamoExternalClaimStore } from './external-claim-store.ts';
import { isExternal } from './external-person.ts';
import type { FinishDeps } from './finish-acceptance.ts';
import { hidingCauses } from './refusal.ts';

const { TABLE_NAME } = readEnvironment(tokenClaimsEnvironment);
const logger = new Logger({ serviceName: 'token-claims' });
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();
const access = tokenDeps(table, TABLE_NAME);
const owners = new DynamoClientOwnerFinder(table, TABLE_NAME);
const registrations = new DynamoRegistrationFinder(table, TABLE_NAME);
const externals = new DynamoExternalUserFinder(table, TABLE_NAME);

/** Cognito calls it before it signs a token, in an installation where some sign in at an identity provider. */
export const handler = tokenTrigger(logger, {
  person: claimsOf,
  machine: (clientId) => machineClaims({ ...access, owners }, clientId),
  registrations: { find: (clientId) => hidingCauses(() => registrations.find(clientId)) },
});

function claimsOf(event: PersonEvent): Promise<TokenClaims> {
  const { groupConfiguration, userAttributes: attributes } = event.request;
  const groups = groupConfiguration.groupsToOverride ?? [];
  if (!isExternal({ attributes }))
    return tokenClaims(access, { userName: event.userName, attributes });
  const deps = depsFor(event.userPoolId);
  return hidingCauses(() => externalClaims(deps, { userName: event.userName, groups }));
}

/** The pool names the function and cannot at the same time be named to it: the event says which one it is. */
function depsFor(userPoolId: string): FinishDeps & AccessDeps {
  return {
    ...access,
    invitations: new DynamoAcceptanceStore(table, TABLE_NAME),
    claims: new DynamoExternalClaimStore(table, TABLE_NAME),
    externals,
    groups: new CognitoGroups(cognito, userPoolId),
    remover: removing(
      new CognitoUserRemover(cognito, userPoolId),
      externals,
      new DynamoExternalUserEraser(table, TABLE_NAME),
    ),
    clock: systemClock,
  };
}
