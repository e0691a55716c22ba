import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { createInvitation } from '../../../../lambdas/modules/invitations/create-invitation.ts';
import type { Invitee } from '../../../../lambdas/modules/invitations/draft-invitation.ts';
import { createInvitationSchema } from '../../../../lambdas/modules/invitations/requests.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { testCustomer } from '../../../support/modules/customers.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';

/** Sets up a transaction that creates a customer and invites its first contact. */
async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const deps = invitingOn(table, clock);
  const customer = testCustomer({ id: 'cus_new', status: 'invited', name: 'Navy' });
  const note = { pk: 'customer#cus_new', sk: 'customer' };
  const invitee: Invitee = {
    customer,
    contact: { id: 'con_1', role: 'owner' },
    companions: (invitation) => [
      {
        item: {
          Put: {
            TableName: table.tableName,
            Item: { ...note, invitationId: invitation.id },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        refusal: () => new FoyerError('version_mismatch', 'It is there.'),
      },
    ],
  };
  return {
    ...{ table, clock, deps },
    companion: async () =>
      (await table.client.send(new GetCommand({ TableName: table.tableName, Key: note }))).Item,
    inviteContact: (email = 'grace@example.com', idempotencyKey?: string) =>
      createInvitation(deps, {
        principal: administrator,
        request: parseRequest(createInvitationSchema(), { email }),
        ...{ idempotencyKey, invitee },
        asked: { email, sendInvite: true },
      }),
  };
}

describe('the invitation of a contact', () => {
  test('is written together with its companion items, and names contact and customer', async () => {
    const { inviteContact, companion, deps } = await setup();
    const invitation = await inviteContact();
    expect(await companion()).toMatchObject({ invitationId: invitation.id });
    expect(await deps.invitations.get(invitation.id)).toMatchObject({
      ...{ customerId: 'cus_new', existingCustomer: true, company: 'Navy' },
      ...{ contactId: 'con_1', existingContact: true, role: 'owner' },
    });
  });

  test('is not created if a companion item is rejected, and its address stays free', async () => {
    const { inviteContact, deps } = await setup();
    await inviteContact();
    await expect(inviteContact('ada@example.com')).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(invite(deps, { email: 'ada@example.com' })).resolves.toBeDefined();
  });

  test('writes no companion item if the address has an invitation', async () => {
    const { inviteContact, companion, deps } = await setup();
    const { id } = await invite(deps);
    await expect(inviteContact()).rejects.toMatchObject({
      ...{ code: 'already_invited', conflictingId: id },
    });
    expect(await companion()).toBeUndefined();
  });

  test('is returned again for the same key', async () => {
    const { inviteContact } = await setup();
    const { id } = await inviteContact('grace@example.com', 'key-1');
    await expect(inviteContact('grace@example.com', 'key-1')).resolves.toMatchObject({ id });
    await expect(inviteContact('ada@example.com', 'key-1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('is created once for ten simultaneous requests with the same key', async () => {
    const { inviteContact, companion } = await setup();
    const made = await Promise.all(
      Array.from({ length: 10 }, () => inviteContact('grace@example.com', 'key-1')),
    );
    const ids = new Set(made.map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(ids).toContain((await companion())?.['invitationId']);
  });

  test('takes over an expired lock together with its companion items', async () => {
    const { inviteContact, companion, deps } = await setup();
    const first = await invite(deps);
    await revokeInvitation(deps, administrator, first.id);
    const { id } = await inviteContact();
    expect(await companion()).toMatchObject({ invitationId: id });
    await expect(invite(deps)).rejects.toMatchObject({ conflictingId: id });
  });

  test('leaves an expired lock alone if a companion item is rejected', async () => {
    const { inviteContact, deps } = await setup();
    await inviteContact('ada@example.com');
    const first = await invite(deps);
    await revokeInvitation(deps, administrator, first.id);
    await expect(inviteContact()).rejects.toMatchObject({ code: 'version_mismatch' });
    await expect(invite(deps)).resolves.toBeDefined();
  });
});
