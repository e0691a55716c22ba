import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

import { clientOwnerKey } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import {
  apiClientCountKey,
  apiClientKey,
  DynamoApiClientStore,
} from '../../lambdas/modules/api-clients/api-client-store.ts';
import { deleteContact } from '../../lambdas/modules/contacts/delete-contact.ts';
import {
  DynamoExternalUserRegistry,
  type ExternalUser,
} from '../../lambdas/modules/identity/external-users.ts';
import { chunkKey, importKey } from '../../lambdas/modules/imports/import-item.ts';
import {
  dayOf,
  DynamoMailCounts,
  openCountKey,
} from '../../lambdas/modules/invitations/rate-limits.ts';
import { digest } from '../../lambdas/modules/platform/ids.ts';
import { contactKey } from '../../lambdas/modules/records/contact.ts';
import { customerKey } from '../../lambdas/modules/records/customer-item.ts';
import { invitationKey, lockKey } from '../../lambdas/modules/records/invitation-item.ts';
import { tenantPartition } from '../../lambdas/modules/records/table.ts';
import { SearchProjection } from '../../lambdas/modules/search/search-projection.ts';
import { clientRegistrationKey } from '../../lambdas/modules/settings/client-registration.ts';
import { acceptInvitation } from '../../lambdas/modules/sign-up/accept-invitation.ts';
import { CountProjection } from '../../lambdas/modules/statistics/count-projection.ts';
import { DynamoTenantRegistry } from '../../lambdas/modules/tenants/tenant-store.ts';
import { DynamoWebhookStore } from '../../lambdas/modules/webhooks/webhook-store.ts';
import { DynamoOpenCounter } from '../../lambdas/outbox/open-count.ts';
import type { TableItem } from '../../operator/check/facts.ts';
import { TestClock } from '../support/engine/clock.ts';
import { createTable } from '../support/engine/table.ts';
import { FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { itemsOf } from '../support/foyer/table-check.ts';
import { testApiClient } from '../support/modules/api-clients.ts';
import { added, peopleOn, vendor } from '../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../support/modules/customers.ts';
import { importsOn, startingImport, workOff } from '../support/modules/imports.ts';
import { invite, mailedToken } from '../support/modules/invitations.ts';
import { change } from '../support/modules/projecting.ts';
import { acceptingOn } from '../support/modules/sign-up.ts';
import { webhookOf } from '../support/modules/webhooks.ts';

const EXTERNAL: ExternalUser = {
  userName: 'company-login_1',
  tenantId: 'acme',
  invitationId: 'inv_erased',
  customerId: 'cus_2',
  contactId: 'con_external',
  addressDigest: digest('edsger@example.com'),
};

/** A table with some of everything, made by the service itself wherever that is possible, and nothing wrong in it. */
export async function soundTable() {
  const table = await createTable();
  const { client, tableName } = table;
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = peopleOn(table, clock, pool);
  const put = (Item: Record<string, unknown>) =>
    client.send(new PutCommand({ TableName: tableName, Item }));
  const registry = new DynamoTenantRegistry(client, tableName);
  for (const id of ['acme', 'globex'])
    await registry.create({ id, name: id, branding: {}, createdAt: clock.now().toISOString() });

  await putCustomers(
    table,
    [
      testCustomer({ id: 'cus_1', status: 'inactive' }),
      testCustomer({ id: 'cus_2', name: 'Copy', copiedFrom: 'cus_1', contacts: 1, users: 1 }),
      testCustomer({ id: 'cus_globex', tenantId: 'globex', status: 'inactive' }),
    ],
    [
      testContact({
        ...{ id: 'con_external', customerId: 'cus_2', role: 'member' },
        ...{ email: 'edsger@example.com', userId: EXTERNAL.userName },
      }),
    ],
  );
  await new DynamoExternalUserRegistry(client, tableName).register(EXTERNAL);

  const arrived = async (email: string, role: string) => {
    const contact = await added(deps, 'cus_1', { email, role, sendInvite: true });
    const invitation = await deps.invitations.get(contact.invitationId ?? '');
    if (invitation === undefined) throw new Error('Nobody was invited.');
    await acceptInvitation(acceptingOn(table, clock, pool), {
      token: await mailedToken(table, clock, invitation),
      ...{ password: 'Correct-horse-battery-1', idempotencyKey: undefined },
      profile: { firstName: 'Ada', lastName: 'Lovelace' },
    });
    return contact;
  };
  const ada = await arrived('ada@example.com', 'owner');
  const mary = await arrived('mary@example.com', 'member');
  const who = { by: vendor, customerId: 'cus_1', ifMatch: undefined };
  await deleteContact(deps, { ...who, contactId: mary.id });
  const grace = await added(deps, 'cus_1', { email: 'grace@example.com', sendInvite: true });
  const graceInvited = await deps.invitations.get(grace.invitationId ?? '');
  const alan = await invite(deps, { email: 'alan@example.com' });
  // Someone who only got a code: their mails are counted where no invitation holds the address.
  await new DynamoMailCounts(client, tableName).take(
    { tenantId: 'acme', address: 'hedy@example.com' },
    { at: clock.now(), mailsPerRecipientPerDay: 1 },
  );

  const imports = importsOn(table, clock, pool);
  const job = await startingImport(imports, { rows: [{ email: 'kurt@example.com' }] });
  await workOff(imports.work, job);
  const waiting = await startingImport(imports, { rows: [{ email: 'emmy@example.com' }] });

  const times = {
    version: 1,
    createdAt: '2030-01-01T12:00:00.000Z',
    updatedAt: '2030-01-01T12:00:00.000Z',
  };
  const pk = tenantPartition('acme');
  const offered = { ...times, tenantId: 'acme', name: 'Shop' };
  await put({ ...offered, pk, sk: 'application#app_1', id: 'app_1', clientId: 'shop' });
  await put({ ...clientRegistrationKey('shop'), tenantId: 'acme' });
  await put({ ...offered, pk, sk: 'preset#pre_1', id: 'pre_1', applicationId: 'app_1' });
  await new DynamoWebhookStore(client, tableName).create(webhookOf());
  const program = testApiClient();
  await new DynamoApiClientStore(client, tableName).add(program, 10);
  const day = dayOf(alan.expiresAt);
  // Grace, Alan and whom the import invited.
  await new DynamoOpenCounter(client, tableName).count(
    new Map([['acme', new Map([[day, 3]])]]),
    clock.now(),
  );

  const all = (await itemsOf(table)).map((item) => change(undefined, item));
  for (const projection of [
    new SearchProjection(client, tableName),
    new CountProjection(client, tableName),
  ])
    await projection.apply(all);

  return {
    table,
    clock,
    put,
    remove: ({ pk, sk }: TableItem) =>
      client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } })),
    items: () => itemsOf(table),
    day,
    ids: { ada, mary, grace, alan },
    keys: {
      customer: customerKey('cus_1'),
      copy: customerKey('cus_2'),
      ada: contactKey('cus_1', ada.id),
      mary: contactKey('cus_1', mary.id),
      grace: contactKey('cus_1', grace.id),
      external: contactKey('cus_2', 'con_external'),
      adaInvited: invitationKey(ada.invitationId ?? ''),
      graceInvited: invitationKey(grace.invitationId ?? ''),
      alanInvited: invitationKey(alan.id),
      alanLock: lockKey(alan),
      graceLock: lockKey(graceInvited ?? alan),
      import: importKey(job.id),
      chunk: chunkKey(job, 1),
      waiting: importKey(waiting.id),
      application: { pk, sk: 'application#app_1' },
      registration: clientRegistrationKey('shop'),
      webhookCount: { pk, sk: 'webhook-count' },
      program: apiClientKey('acme', program.id),
      programOwner: clientOwnerKey(program.id),
      programCount: apiClientCountKey('acme'),
      globex: { pk: tenantPartition('globex'), sk: 'tenant' },
      open: openCountKey('acme'),
      account: { pk: `account#${EXTERNAL.addressDigest}`, sk: 'account' },
      externalUser: { pk: `external#${digest(EXTERNAL.userName)}`, sk: 'external' },
    },
  };
}
export type SoundTable = Awaited<ReturnType<typeof soundTable>>;
