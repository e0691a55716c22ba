import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PreSignUpTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';

import { REJECTION_LINES } from '../../../lambdas/cognito-triggers/token-trigger.ts';
import { DEFAULT_LIMITS } from '../../../lambdas/modules/records/tenant-settings.ts';
import { clientRegistrationKey } from '../../../lambdas/modules/settings/client-registration.ts';
import { DynamoTenantRegistry } from '../../../lambdas/modules/tenants/tenant-store.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { COMPANY } from '../../support/fakes/fake-federation.ts';
import { collectLogLines } from '../../support/functions/log-lines.ts';
import { externalWorld, GRACE, NAME } from '../../support/modules/external-sign-in.ts';
import { testTenant } from '../../support/modules/tenants.ts';

const cognito = mockClient(CognitoIdentityProviderClient);

beforeEach(() => {
  cognito.reset();
  cognito
    .on(AdminGetUserCommand)
    .rejects(new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }));
  cognito.on(AdminAddUserToGroupCommand).resolves({});
  cognito.on(AdminDeleteUserCommand).resolves({});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => {
  cognito.restore();
});

/** Sets up the deployed functions on a real table, and the events that AWS documents for them. */
async function setup() {
  const world = await externalWorld();
  await new DynamoTenantRegistry(world.table.client, world.table.tableName).create(
    testTenant('acme'),
  );
  const { credentials, region, endpoint } = localClientConfig(inject('dynamoDbEndpoint'));
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_NAME: world.table.tableName,
    ALLOWED_GROUPS: 'customers',
    INVITATION_EXPIRY_DAYS: '7',
    MAX_INVITATION_EXPIRY_DAYS: '30',
    RETENTION_DAYS: '30',
    LIMITS: JSON.stringify(DEFAULT_LIMITS),
    IDENTITY_PROVIDERS: JSON.stringify([COMPANY]),
  }))
    vi.stubEnv(name, value);
  const admission = await import('../../../lambdas/cognito-triggers/external-admission-handler.ts');
  const token = await import('../../../lambdas/cognito-triggers/external-token-claims-handler.ts');
  vi.useFakeTimers({ toFake: ['Date'], now: world.clock.now() });
  return { world, admit: admission.handler, claim: token.handler, logs: collectLogLines() };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html */
function beforeSignUp(
  triggerSource: PreSignUpTriggerEvent['triggerSource'] = 'PreSignUp_ExternalProvider',
  attributes: Record<string, string> = {},
): PreSignUpTriggerEvent {
  return {
    version: '1',
    triggerSource,
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_Example',
    userName: NAME,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: {
        'cognito:email_alias': '',
        'cognito:phone_number_alias': '',
        email: GRACE.email,
        email_verified: 'true',
        given_name: 'Grace',
        family_name: 'Hopper',
        ...attributes,
      },
      validationData: {},
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
function beforeToken(): PreTokenGenerationV2TriggerEvent {
  const identity = { userId: '00u1Grace', providerName: COMPANY.name, providerType: 'OIDC' };
  return {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_Example',
    userName: NAME,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: {
        sub: '23b4c8d2-0091-70ab-1e5f-2c9f3a1b4d6e',
        identities: JSON.stringify([{ ...identity, issuer: null, primary: 'true' }]),
        'cognito:user_status': 'EXTERNAL_PROVIDER',
        email: GRACE.email,
        email_verified: 'true',
      },
      groupConfiguration: {
        groupsToOverride: ['eu-central-1_Example_company-login'],
        iamRolesToOverride: [],
        preferredRole: undefined,
      },
      scopes: ['openid', 'email', 'profile'],
    },
    response: { claimsAndScopeOverrideDetails: null } as never,
  };
}

describe('the Cognito triggers for a sign-in with an identity provider', () => {
  test('admit an invitee, and add tenant, scopes, and groups to the first token', async () => {
    const { world, admit, claim, logs } = await setup();
    await world.leave();
    const event = beforeSignUp();
    expect(await admit(structuredClone(event))).toEqual(event);
    expect((await world.stored())?.status).toBe('accepting');

    const asked = beforeToken();
    expect(await claim(structuredClone(asked))).toEqual({
      ...asked,
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: {
            claimsToAddOrOverride: {
              tenant_id: 'acme',
              email: GRACE.email,
              email_verified: true,
              given_name: 'Grace',
              family_name: 'Hopper',
            },
          },
          accessTokenGeneration: {
            claimsToAddOrOverride: {
              tenant_id: 'acme',
              customer_id: world.invitation.customerId,
              contact_id: world.invitation.contactId,
              name: 'Grace Hopper',
            },
            scopesToAdd: ['foyer/self'],
            scopesToSuppress: ['aws.cognito.signin.user.admin'],
          },
          groupOverrideDetails: {
            groupsToOverride: ['eu-central-1_Example_company-login', 'customers'],
          },
        },
      },
    });
    expect(cognito.commandCalls(AdminAddUserToGroupCommand)[0]?.args[0].input).toEqual({
      UserPoolId: 'eu-central-1_Example',
      Username: NAME,
      GroupName: 'customers',
    });
    expect((await world.stored())?.status).toBe('accepted');
    expect(logs.text()).not.toContain(GRACE.email);
  });

  test.each<[string, Record<string, string>, string]>([
    ['has another address', { email: 'mallory@example.com' }, 'no_invitation'],
    ['has an unverified address', { email_verified: 'false' }, 'email_unverified'],
    // Cognito's own wording if the provider omits the claim.
    ['has no address at all', { email: '' }, 'email_unverified'],
  ])(
    'reject a user who %s, with a reason that the page knows and the log counts',
    async (_, said, reason) => {
      const { world, admit, logs } = await setup();
      await world.leave();
      await expect(admit(beforeSignUp('PreSignUp_ExternalProvider', said))).rejects.toMatchObject({
        message: `external_sign_in:${reason}`,
      });
      expect(JSON.parse(logs.text())).toMatchObject({ message: REJECTION_LINES.admission, reason });
      expect((await world.stored())?.status).toBe('pending');
    },
  );

  test('let Foyer create users, but nobody sign up at the pool directly', async () => {
    const { admit, logs } = await setup();
    const event = beforeSignUp('PreSignUp_AdminCreateUser');
    expect(await admit(structuredClone(event))).toEqual(event);
    await expect(admit(beforeSignUp('PreSignUp_SignUp'))).rejects.toThrow('external_sign_in:');
    expect(JSON.parse(logs.text())).toMatchObject({ message: REJECTION_LINES.admission });
  });

  test('issue no token to a user who was never admitted, and delete that user', async () => {
    const { claim, logs } = await setup();
    await expect(claim(beforeToken())).rejects.toThrow('external_sign_in:no_invitation');
    expect(cognito.commandCalls(AdminDeleteUserCommand)[0]?.args[0].input).toEqual({
      UserPoolId: 'eu-central-1_Example',
      Username: NAME,
    });
    expect(JSON.parse(logs.text())).toMatchObject({ message: REJECTION_LINES.token });
  });

  test('issue no token for an application that another tenant registered', async () => {
    const { world, admit, claim, logs } = await setup();
    const { client, tableName } = world.table;
    const key = clientRegistrationKey('1example23456789');
    const register = (tenantId: string) =>
      client.send(new PutCommand({ TableName: tableName, Item: { ...key, tenantId } }));
    await world.leave();
    await admit(beforeSignUp());
    await register('globex');
    await expect(claim(beforeToken())).rejects.toThrow('belongs to another company');
    expect(JSON.parse(logs.text().trim().split('\n').at(-1) ?? '')).toMatchObject({
      message: REJECTION_LINES.token,
    });
    await register('acme');
    await claim(beforeToken());
  });

  test('hide the cause of an internal error from the user, and count it as a failure', async () => {
    const { world, admit, logs } = await setup();
    await world.leave();
    cognito.on(AdminGetUserCommand).rejects(new Error('arn:aws:cognito-idp: is out of reach'));
    await expect(admit(beforeSignUp())).rejects.toMatchObject({
      message: 'external_sign_in:unavailable',
    });
    expect(logs.text()).toContain('Nobody can be admitted');
    expect(logs.text()).not.toContain(`"${REJECTION_LINES.admission}"`);
  });
});
