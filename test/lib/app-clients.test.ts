import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { tokenTrigger } from '../../lambdas/cognito-triggers/token-trigger.ts';
import { tokenClaims } from '../../lambdas/modules/access/token-claims.ts';
import {
  type ClientProperties,
  CognitoError,
  FakeCognitoApi,
  type Flow,
  type PoolProperties,
} from '../support/fakes/fake-cognito-api.ts';
import { collectLogLines } from '../support/functions/log-lines.ts';
import { testContact, testCustomer } from '../support/modules/customers.ts';
import { testTenant } from '../support/modules/tenants.ts';
import { production, synthesise } from './synthesise.ts';
import { idOf, only, resourcesOf } from './template.ts';

const template = synthesise(production);

afterEach(() => {
  vi.restoreAllMocks();
});

function clientNamed(prefix: string): ClientProperties {
  const type = 'AWS::Cognito::UserPoolClient';
  const client = resourcesOf(template, type)[idOf(template, type, prefix)];
  const scopes = client?.['AllowedOAuthScopes'] as (string | { 'Fn::Join': unknown })[];
  return {
    ...(client as unknown as ClientProperties),
    // The name of the resource server is a reference.
    AllowedOAuthScopes: scopes.map((scope) =>
      typeof scope === 'string'
        ? scope
        : JSON.stringify(scope).replace(/^.*"\/(.*?)".*$/, 'foyer/$1'),
    ),
  };
}
const web = clientNamed('IdentityUserPoolWebClient');
const security = clientNamed('IdentityUserPoolSecurityClient');

/** A customer's contact in the template's pool, with the product's trigger. */
function setup() {
  collectLogLines();
  const deps = {
    tenants: { get: async (id: string) => testTenant(id) },
    customers: { find: async (id: string) => testCustomer({ id }) },
    contacts: {
      find: async (customerId: string, id: string) =>
        testContact({ customerId, id, userId: 'user-1', email: 'Grace@Example.com' }),
    },
    administrators: { find: async () => undefined },
    factors: { hasSecondFactor: async () => false },
  };
  const trigger = tokenTrigger(new Logger(), {
    person: ({ userName, request: { userAttributes: attributes } }) =>
      tokenClaims(deps, { userName, attributes }),
    machine: () => Promise.reject(new Error('No client is expected here.')),
    registrations: { find: async () => undefined },
  });
  const pool = only(template, 'AWS::Cognito::UserPool') as unknown as PoolProperties;
  return new FakeCognitoApi(pool, trigger, {
    sub: 'user-1',
    email: 'grace@example.com',
    'custom:tenant_id': 'acme',
    'custom:invitation_id': 'inv_1',
    'custom:customer_id': 'cus_1',
    'custom:contact_id': 'con_1',
  });
}

const flows: Flow[] = ['code', 'USER_AUTH', 'USER_SRP_AUTH', 'refresh'];

describe('the client of the pages', () => {
  test('has the flows that AWS documents for managed login, and one for programs with IAM credentials', () => {
    expect(web.ExplicitAuthFlows).toEqual([
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ]);
  });

  test.each(flows)('gets no token for Cognito’s own API with %s', async (flow) => {
    const cognito = setup();
    const token = await cognito.signIn(web, flow);
    expect(token.scopes).toContain('foyer/self');
    expect(() => {
      cognito.updateUserAttributes(token, { email: 'other@example.com' });
    }).toThrow(CognitoError);
    expect(() => {
      cognito.changeSignInMethods(token);
    }).toThrow(CognitoError);
    expect(() => {
      cognito.deleteUser(token);
    }).toThrow(CognitoError);
    expect(cognito).toMatchObject({ exists: true, attributes: { email: 'grace@example.com' } });
  });

  test('cannot ask for the scope of Cognito’s API, or for the one that the trigger recognizes', async () => {
    const cognito = setup();
    for (const scope of ['aws.cognito.signin.user.admin', 'foyer/sign-in:write'])
      await expect(cognito.signIn(web, 'code', [scope])).rejects.toThrow('invalid_scope');
  });

  test('can write the attributes of identity providers only where there are providers', () => {
    expect(web.WriteAttributes).toEqual(['email']);
  });
});

describe('the client for sign-in methods', () => {
  test('gets a token for Cognito’s own API from managed login, without any scope of Foyer’s API', async () => {
    const cognito = setup();
    const token = await cognito.signIn(security, 'code');
    expect(token.scopes).toEqual([
      'openid',
      'aws.cognito.signin.user.admin',
      'foyer/sign-in:write',
    ]);
    cognito.changeSignInMethods(token);
  });

  test.each(flows.slice(1))(
    'gets none with %s, which needs no password in a browser',
    async (flow) => {
      const cognito = setup();
      const token = await cognito.signIn(security, flow);
      expect(() => {
        cognito.changeSignInMethods(token);
      }).toThrow(CognitoError);
    },
  );

  test('cannot move the account to another tenant, customer, or name', async () => {
    const cognito = setup();
    const token = await cognito.signIn(security, 'code');
    for (const name of ['custom:tenant_id', 'custom:contact_id', 'given_name', 'name'])
      expect(() => {
        cognito.updateUserAttributes(token, { [name]: 'x' });
      }).toThrow(CognitoError);
  });

  test('changes no address before it is verified, and an account with a changed address gets no tokens', async () => {
    const cognito = setup();
    const token = await cognito.signIn(security, 'code');
    cognito.updateUserAttributes(token, { email: 'mallory@example.com' });
    await expect(cognito.signIn(web, 'code')).resolves.toBeDefined();
    cognito.verifyUserAttribute(token);
    for (const client of [web, security])
      for (const flow of flows)
        await expect(cognito.signIn(client, flow)).rejects.toThrow('was changed outside Foyer');
  });
});
