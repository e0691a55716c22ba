import { Logger } from '@aws-lambda-powertools/logger';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';

import {
  type SelfServiceDeps,
  selfServiceOperations,
} from '../../../lambdas/customer-api/operations.ts';
import { accessDeps } from '../../../lambdas/modules/access/access.ts';
import { DynamoContactStore } from '../../../lambdas/modules/contacts/contact-store.ts';
import { Cursors } from '../../../lambdas/modules/dynamodb/cursor.ts';
import { api } from '../../../lambdas/modules/http/api.ts';
import { DynamoInvitationContextReader } from '../../../lambdas/modules/invitations/invitation-context.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { type Contact, contactKey } from '../../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../../lambdas/modules/records/customer.ts';
import { customerKey } from '../../../lambdas/modules/records/customer-item.ts';
import type { NewTenant } from '../../../lambdas/modules/records/tenant.ts';
import { selfServiceRoutes } from '../../../lambdas/modules/self-service/routes.ts';
import { DynamoMemberStore } from '../../../lambdas/modules/self-service/update-me.ts';
import { rulesIn } from '../../../lambdas/modules/tenants/rules-reader.ts';
import { DynamoTenantRegistry } from '../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../engine/clock.ts';
import { createTable, type TestTable } from '../engine/table.ts';
import { asFunction } from '../functions/as-function.ts';
import { administratorClaims, ask, jsonParts, type RequestParts } from '../functions/http-event.ts';
import { putCustomers, testContact, testCustomer } from './customers.ts';
import { invitingOn } from './invitations.ts';
import { installation } from './settings.ts';

/** Returns the claims of the access token of a customer's contact. */
export function memberClaims(contact: Contact, change: Record<string, string> = {}) {
  return {
    ...administratorClaims,
    sub: `sub-${contact.userId}`,
    username: contact.userId ?? '',
    name: [contact.firstName, contact.lastName].join(' '),
    tenant_id: contact.tenantId,
    customer_id: contact.customerId,
    contact_id: contact.id,
    scope: 'openid foyer/self',
    'cognito:groups': '[customers]',
    ...change,
  };
}

/** Returns the dependencies of self-service, on a real table. */
function areaOn(table: TestTable, clock: TestClock): SelfServiceDeps {
  const { client, tableName } = asFunction(table, 'customerArea');
  const access = accessDeps(client, tableName);
  return {
    ...invitingOn({ client, tableName }, clock),
    ...access,
    // The tenant comes from the table, not from the tests' defaults.
    context: new DynamoInvitationContextReader(client, tableName),
    installation,
    rules: rulesIn(access.tenants, installation),
    contactStore: new DynamoContactStore(client, tableName),
    cursors: new Cursors(async () => 'a secret of the tests', systemRandom),
    members: new DynamoMemberStore(client, tableName),
    clock,
  };
}

/** Returns a customer with an owner and a member, and the function that handles their requests. */
export async function customerArea({
  tenant = {},
  customer: fields = {},
}: {
  readonly tenant?: Partial<NewTenant>;
  readonly customer?: Partial<Customer>;
} = {}) {
  const table = await createTable();
  const clock = new TestClock('2030-01-02T12:00:00.000Z');
  const { client, tableName } = table;
  await new DynamoTenantRegistry(client, tableName).create({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: '2030-01-01T12:00:00.000Z',
    ...tenant,
  });
  const customer = testCustomer({ contacts: 2, users: 2, owners: 1, ...fields });
  const of = { customerId: customer.id, groups: ['customers'] };
  const owner = testContact({ ...of, userId: 'user-owner' });
  const member = testContact({
    ...of,
    role: 'member',
    userId: 'user-member',
    email: 'alan@example.com',
    firstName: 'Alan',
    lastName: 'Turing',
  });
  await putCustomers(table, [customer], [owner, member]);
  const deps = areaOn(table, clock);
  const handler = api(
    selfServiceRoutes,
    selfServiceOperations(deps),
    new Logger({ logLevel: 'SILENT' }),
  );
  const as = (contact: Contact, change: Record<string, string> = {}) => {
    const claims = memberClaims(contact, change);
    return {
      get: (path: string, parts: RequestParts = {}) =>
        ask(handler, `GET ${path}`, { claims, ...parts }),
      patch: (path: string, body: unknown, parts: RequestParts = {}) =>
        ask(handler, `PATCH ${path}`, jsonParts(body, { claims, ...parts })),
      post: (path: string, body?: unknown, parts: RequestParts = {}) =>
        ask(
          handler,
          `POST ${path}`,
          body === undefined ? { claims, ...parts } : jsonParts(body, { claims, ...parts }),
        ),
      delete: (path: string, parts: RequestParts = {}) =>
        ask(handler, `DELETE ${path}`, { claims, ...parts }),
    };
  };
  return {
    ...{ table, clock, deps, customer, owner, member, as },
    /** Writes attributes of a contact, like other functions. */
    setContact: (contact: Contact, attributes: Partial<Contact>) =>
      set(table, contactKey(contact.customerId, contact.id), attributes),
    setCustomer: (attributes: Partial<Customer>) =>
      set(table, customerKey(customer.id), attributes),
  };
}

async function set(
  { client, tableName }: TestTable,
  key: { pk: string; sk: string },
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [name, value] of Object.entries<unknown>(attributes))
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
}
