import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';

import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  DynamoExternalUserRegistry,
  externalAccountKey,
  type ExternalUser,
  externalUserKey,
  fullRemover,
} from '../../../../lambdas/modules/identity/external-users.ts';
import { digest } from '../../../../lambdas/modules/platform/ids.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';

const GRACE: ExternalUser = {
  userName: 'company-login_1',
  tenantId: 'acme',
  invitationId: 'inv_1',
  customerId: 'cus_1',
  contactId: 'con_1',
  addressDigest: digest('grace@example.com'),
};

test.each(['before', 'after'] as const)(
  'an interrupted deletion is completed by a repeat (crashed %s the first delete), and the address is free',
  async (moment) => {
    const { client, tableName } = await createTable();
    const registry = new DynamoExternalUserRegistry(client, tableName);
    const finder = new DynamoExternalUserFinder(client, tableName);
    await registry.register(GRACE);
    const erasing = (process = new MortalProcess()) =>
      fullRemover(
        new FakeUserPool(),
        finder,
        new DynamoExternalUserEraser(process.calling(client), tableName),
      );
    const dying = erasing(new MortalProcess({ call: 1, moment }));
    await expect(dying.remove(GRACE.userName)).rejects.toThrow(ProcessDied);
    await erasing().remove(GRACE.userName);
    expect(await finder.named(GRACE.userName)).toBeUndefined();
    expect(await finder.at('grace@example.com')).toBeUndefined();
    await expect(registry.register({ ...GRACE, invitationId: 'inv_2' })).resolves.toBe(
      'registered',
    );
  },
);

test.each([
  ['the same person has another invitation', { invitationId: 'inv_2' }],
  ['the same invitation has another user', { userName: 'partner-login_1' }],
])('a deletion does not touch later entries: %s', async (_name, newer) => {
  const { client, tableName } = await createTable();
  const finder = new DynamoExternalUserFinder(client, tableName);
  const somebody: ExternalUser = { ...GRACE, ...newer };
  // The earlier entries are gone, and the later ones have the same keys.
  for (const key of [externalAccountKey(GRACE.addressDigest), externalUserKey(GRACE.userName)])
    await client.send(new PutCommand({ TableName: tableName, Item: { ...somebody, ...key } }));
  await new DynamoExternalUserEraser(client, tableName).erase(GRACE);
  expect(await finder.named(GRACE.userName)).toEqual(somebody);
  expect(await finder.at('grace@example.com')).toEqual(somebody);
});
