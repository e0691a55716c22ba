import { Logger } from '@aws-lambda-powertools/logger';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { PreSignUpTriggerEvent } from 'aws-lambda';

import { DynamoContactStore } from '../modules/contacts/contact-store.ts';
import { type AdmitDeps, admitPerson } from '../modules/external-sign-in/admit-person.ts';
import { DynamoExternalClaimStore } from '../modules/external-sign-in/external-claim-store.ts';
import { readPerson } from '../modules/external-sign-in/external-person.ts';
import { ExternalSignInRejected, hideCauses } from '../modules/external-sign-in/refusal.ts';
import { DynamoVisitFinder } from '../modules/external-sign-in/visits.ts';
import { accountsOf, DynamoContactFinder } from '../modules/identity/accounts.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  DynamoExternalUserRegistry,
  fullRemover,
} from '../modules/identity/external-users.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../modules/identity/user-pool.ts';
import { systemClock } from '../modules/platform/clock.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import { DynamoAcceptanceStore } from '../modules/sign-up/acceptance-store.ts';
import { installationOf, rulesIn } from '../modules/tenants/rules-reader.ts';
import { DynamoTenantStore } from '../modules/tenants/tenant-store.ts';
import { admissionEnvironment } from './environment.ts';
import { REJECTION_LINES } from './token-trigger.ts';

const environment = readEnvironment(admissionEnvironment);
const { TABLE_NAME } = environment;
const logger = new Logger({ serviceName: 'admission' });
const table = tableClient();
const cognito = new CognitoIdentityProviderClient();
const externals = new DynamoExternalUserFinder(table, TABLE_NAME);
const contacts = new DynamoContactFinder(table, TABLE_NAME);
// Not cached: the rules decide whether an account is created.
const tenants = new DynamoTenantStore(table, TABLE_NAME);
const rules = rulesIn(tenants, installationOf(environment));
const eraser = new DynamoExternalUserEraser(table, TABLE_NAME);

/**
 * Decides whether Cognito can create a user. Cognito invokes it before it creates one (pre sign-up,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html), and a person who is
 * rejected here never becomes a user. Users that Foyer itself creates are allowed. Nobody can sign up directly in the
 * pool.
 */
export async function handler(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  if (event.triggerSource === 'PreSignUp_AdminCreateUser') return event;
  try {
    if (event.triggerSource !== 'PreSignUp_ExternalProvider')
      throw new ExternalSignInRejected('no_invitation');
    const invitation = await hideCauses(() => admit(event));
    logger.info('Admitted', { invitationId: invitation.id });
    return event;
  } catch (error) {
    if (error instanceof ExternalSignInRejected)
      logger.info(REJECTION_LINES.admission, { reason: error.reason });
    else logger.error('Nobody can be admitted', { error: error as Error });
    throw error;
  }
}

function admit({ userName, userPoolId, request }: PreSignUpTriggerEvent) {
  const person = readPerson(environment.IDENTITY_PROVIDERS, {
    userName,
    attributes: request.userAttributes,
  });
  return admitPerson(depsFor(userPoolId), person);
}

/**
 * Returns the dependencies for a pool. In the template, the pool refers to the function, so the function cannot also
 * refer to the pool. It takes the ID of the pool from the event.
 */
function depsFor(userPoolId: string): AdmitDeps {
  const users = new CognitoUserFinder(cognito, userPoolId);
  return {
    invitations: new DynamoAcceptanceStore(table, TABLE_NAME),
    visits: new DynamoVisitFinder(table, TABLE_NAME),
    claims: new DynamoExternalClaimStore(table, TABLE_NAME),
    accounts: accountsOf(users, contacts, externals),
    registry: new DynamoExternalUserRegistry(table, TABLE_NAME),
    remover: fullRemover(new CognitoUserRemover(cognito, userPoolId), externals, eraser),
    rules,
    clock: systemClock,
    users,
    contacts,
    externals,
    eraser,
    contactStore: new DynamoContactStore(table, TABLE_NAME),
  };
}
