import {
  createContact,
  type CreateContactDeps,
} from '../../../lambdas/modules/contacts/create-contact.ts';
import { createContactSchema } from '../../../lambdas/modules/contacts/requests.ts';
import { Cursors } from '../../../lambdas/modules/dynamodb/cursor.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { ContactActor } from '../../../lambdas/modules/invitations/invitation-rules.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { ALL_SCOPES } from '../../../lambdas/modules/platform/scopes.ts';
import type { Contact } from '../../../lambdas/modules/records/contact.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import type { TestTable } from '../engine/table.ts';
import type { FakeUserPool } from '../fakes/fake-user-pool.ts';
import { administrator, invitingOn } from './invitations.ts';

/** An administrator of `acme` with every scope. */
export const vendor = { principal: { ...administrator, scopes: ALL_SCOPES } };

/** Returns the dependencies for managing a customer's contacts, on a real table. */
export function peopleOn(
  table: TestTable,
  clock: Clock,
  pool: FakeUserPool,
  settings: TenantSettings = {},
) {
  return {
    ...invitingOn(table, clock, pool, settings),
    cursors: new Cursors(async () => 'a secret of the stack', systemRandom),
  };
}

/** Adds a contact to a customer, like a request of an administrator. */
export function added(
  deps: CreateContactDeps,
  customerId: string,
  request: Record<string, unknown>,
  { by = vendor, idempotencyKey }: { by?: ContactActor; idempotencyKey?: string } = {},
): Promise<Contact> {
  return createContact(deps, {
    by,
    customerId,
    idempotencyKey,
    request: parseRequest(createContactSchema(), request),
  });
}
