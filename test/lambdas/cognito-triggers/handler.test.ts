import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type {
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { administratorKey } from '../../../lambdas/modules/administrators/administrator-access.ts';
import { contactKey } from '../../../lambdas/modules/records/contact.ts';
import { customerKey, toCustomerItem } from '../../../lambdas/modules/records/customer-item.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { testContact, testCustomer } from '../../support/modules/customers.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const table = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  vi.stubEnv('TABLE_NAME', 'foyer-table');
  table.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => {
  table.restore();
});

const grace = '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e';
const keys = {
  tenant: { pk: 'tenant#acme', sk: 'tenant' },
  customer: customerKey('cus_1'),
  contact: contactKey('cus_1', 'con_1'),
  registration: { pk: 'client#1example23456789', sk: 'registration' },
};

/** Stores the tenant, the customer, and, by default, a contact with an account. */
function everythingIsThere({
  contact = true,
  ...of
}: { contact?: boolean; lastName?: undefined } = {}) {
  table.on(GetCommand).resolves({});
  table.on(GetCommand, { Key: keys.tenant }).resolves({ Item: { ...testTenant('acme') } });
  table
    .on(GetCommand, { Key: keys.customer })
    .resolves({ Item: toCustomerItem(testCustomer({ id: 'cus_1' })) });
  if (contact)
    table.on(GetCommand, { Key: keys.contact }).resolves({
      Item: { ...testContact({ id: 'con_1', customerId: 'cus_1', userId: grace, ...of }) },
    });
}

/**
 * Returns the function and the event that Cognito sends for a customer's contact, with the user's `attributes` and
 * `groups`.
 */
async function setup(
  attributes: Record<string, string> = {},
  groups: string[] | undefined = ['customers'],
) {
  const { handler } = await import('../../../lambdas/cognito-triggers/token-claims-handler.ts');
  const event: PreTokenGenerationV2TriggerEvent = {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_Example',
    userName: grace,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: {
        sub: grace,
        email_verified: 'true',
        'cognito:user_status': 'CONFIRMED',
        'cognito:email_alias': 'grace@example.com',
        given_name: 'Grace',
        family_name: 'Hopper',
        email: 'grace@example.com',
        'custom:tenant_id': 'acme',
        'custom:invitation_id': 'inv_1',
        'custom:customer_id': 'cus_1',
        'custom:contact_id': 'con_1',
        ...attributes,
      },
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: [],
        preferredRole: undefined,
      },
      scopes: ['openid', 'email', 'profile'],
    },
    response: { claimsAndScopeOverrideDetails: null } as never,
  };
  return { handler, event, logs: collectLogLines() };
}

describe('an access token', () => {
  test('gets scopes and claims, the ID token gets the tenant, and nothing in the event is lost', async () => {
    const { handler, event } = await setup();
    everythingIsThere();
    const answer = await handler(structuredClone(event));
    expect(answer).toEqual({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: {
            claimsToAddOrOverride: {
              tenant_id: 'acme',
              given_name: 'Grace',
              family_name: 'Hopper',
            },
          },
          accessTokenGeneration: {
            claimsToAddOrOverride: {
              tenant_id: 'acme',
              customer_id: 'cus_1',
              contact_id: 'con_1',
              name: 'Grace Hopper',
            },
            scopesToAdd: ['foyer/self'],
            // This scope would let users change their address in the pool.
            scopesToSuppress: ['aws.cognito.signin.user.admin'],
          },
        },
      },
    });
  });

  test.each([
    ['is issued for an application of the user’s own tenant', 'acme', true],
    ['is not issued for an application of another tenant', 'globex', false],
  ])('%s', async (_who, tenantId, isMade) => {
    const { handler, event, logs } = await setup();
    everythingIsThere();
    table.on(GetCommand, { Key: keys.registration }).resolves({ Item: { tenantId } });
    const made = handler(event).then(
      () => true,
      (error: unknown) => String(error),
    );
    if (isMade) {
      expect(await made).toBe(true);
      return;
    }
    expect(await made).toContain('This application belongs to another company.');
    expect(logs.text()).toContain('Sign-in refused');
  });

  test('for an administrator is not issued for another tenant’s application either', async () => {
    const { handler, event } = await setup({ 'custom:administrator_id': 'adm_1' });
    const attributes = Object.entries(event.request.userAttributes);
    event.request.userAttributes = Object.fromEntries(
      attributes.filter(([name]) => name !== 'custom:invitation_id'),
    );
    everythingIsThere();
    table.on(GetCommand, { Key: administratorKey('acme', 'adm_1') }).resolves({
      Item: { role: 'administrators', userId: grace, email: 'grace@example.com' },
    });
    await handler(structuredClone(event));
    table.on(GetCommand, { Key: keys.registration }).resolves({ Item: { tenantId: 'globex' } });
    await expect(handler(event)).rejects.toThrow('belongs to another company');
  });

  test('is not issued if the owner of the application cannot be read', async () => {
    const { handler, event } = await setup();
    everythingIsThere();
    table.on(GetCommand, { Key: keys.registration }).rejects(new Error('out of reach'));
    await expect(handler(event)).rejects.toThrow('out of reach');
  });

  test('of a user with one name omits the other name, which Cognito still has', async () => {
    const { handler, event } = await setup();
    everythingIsThere({ lastName: undefined });
    const { response } = await handler(structuredClone(event));
    expect(response).toMatchObject({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToAddOrOverride: { given_name: 'Grace' },
          claimsToSuppress: ['family_name'],
        },
        accessTokenGeneration: { claimsToAddOrOverride: { name: 'Grace' } },
      },
    });
  });

  test('requires consistent reads of contact, customer, tenant, and owner of the application: people sign in right after they sign up', async () => {
    const { handler, event } = await setup();
    everythingIsThere();
    await handler(event);
    const reads = table.commandCalls(GetCommand).map(({ args: [{ input }] }) => input);
    expect(reads).toHaveLength(4);
    for (const Key of Object.values(keys))
      expect(reads).toContainEqual({ TableName: 'foyer-table', Key, ConsistentRead: true });
  });

  test('can be returned to Cognito as JSON', async () => {
    const { handler, event } = await setup();
    everythingIsThere();
    const answer = await handler(event);
    expect(JSON.parse(JSON.stringify(answer.response))).toEqual(answer.response);
  });
});

/** The event that Cognito sends for an API client, as documented in the Developer Guide for client credentials. */
const machineEvent: PreTokenGenerationV3TriggerEvent = {
  version: '3',
  triggerSource: 'TokenGeneration_ClientCredentials',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Example',
  userName: 'ClientCredentials',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1machine23456789' },
  request: {
    userAttributes: {},
    groupConfiguration: {},
    scopes: ['foyer/invitations:read'],
  },
  response: { claimsAndScopeOverrideDetails: null } as never,
};
const owner = { pk: 'client#1machine23456789', sk: 'client' };
const program = { tenantId: 'acme', name: 'Nightly', scopes: ['invitations:read'] };

describe('an API client', () => {
  test('gets its tenant, its name, and only the scopes that Cognito granted', async () => {
    const { handler } = await setup();
    everythingIsThere();
    table.on(GetCommand, { Key: owner }).resolves({ Item: program });
    const answer = await handler(structuredClone(machineEvent));
    expect(answer).toEqual({
      ...machineEvent,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { tenant_id: 'acme', name: 'Nightly' } },
        },
      },
    });
  });

  test('gets no token if it was removed or its creation did not finish, and the log says which', async () => {
    const { handler, logs } = await setup();
    everythingIsThere();
    await expect(handler(structuredClone(machineEvent))).rejects.toThrow(
      'does not belong to a tenant',
    );
    expect(logs.text()).toContain('Sign-in refused');
    expect(logs.text()).toContain('1machine23456789');
  });

  test('of a suspended tenant gets no token', async () => {
    const { handler } = await setup();
    everythingIsThere();
    table.on(GetCommand, { Key: owner }).resolves({ Item: program });
    table
      .on(GetCommand, { Key: keys.tenant })
      .resolves({ Item: { ...testTenant('acme', { status: 'suspended' }) } });
    await expect(handler(structuredClone(machineEvent))).rejects.toThrow('suspended');
  });
});

describe('a user without a contact', () => {
  test('gets no token, and the log contains only the user’s ID', async () => {
    const { handler, event, logs } = await setup();
    everythingIsThere({ contact: false });
    await expect(handler(event)).rejects.toThrow('This account is incomplete.');
    expect(logs.text()).toContain('Sign-in refused');
    expect(logs.text()).toContain(event.userName);
    expect(logs.text()).not.toContain('grace@example.com');
  });

  test('gets no token if the table is unavailable, which is logged as an error', async () => {
    const { handler, event, logs } = await setup();
    table.on(GetCommand).rejects(new Error('out of reach'));
    await expect(handler(event)).rejects.toThrow('out of reach');
    expect(JSON.parse(logs.text())).toMatchObject({ level: 'ERROR', user: event.userName });
  });
});
