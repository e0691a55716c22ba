import { describe, expect, test } from 'vitest';

import { DynamoContactStore } from '../../../../lambdas/modules/contacts/contact-store.ts';
import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import {
  type ColleagueDeps,
  deleteColleague,
  updateColleague,
} from '../../../../lambdas/modules/self-service/colleagues.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import { customerArea } from '../../../support/modules/self-service.ts';

type Act = (deps: ColleagueDeps, by: Contact, target: Contact) => Promise<unknown>;

/** Returns the identity in the token of a contact with an account. */
function principalOf({ id: contactId, tenantId, customerId, userId = '' }: Contact): Principal {
  const member = { customerId, contactId, userId };
  return { id: userId, name: 'Grace Hopper', tenantId, scopes: ['self'], member };
}

const command = (by: Contact, { id: contactId }: Contact) => ({
  ...{ principal: principalOf(by), contactId },
  ifMatch: undefined,
});
const demote: Act = (deps, by, target) =>
  updateColleague(deps, command(by, target), { role: 'member' });
const remove: Act = (deps, by, target) => deleteColleague(deps, command(by, target));

/** Creates a customer with two owners who are both making changes. */
async function twoOwners() {
  const world = await customerArea();
  await world.setContact(world.member, { role: 'owner' });
  await world.setCustomer({ owners: 2 });
  return world;
}

describe('one owner remains', () => {
  test.each([
    ['demotes', 'is demoted by the other', demote, demote],
    ['demotes', 'is removed by the other', demote, remove],
    ['removes', 'is demoted by the other', remove, demote],
    ['removes', 'is removed by the other', remove, remove],
  ])('if an owner who %s the other one %s at any point', async (_act, _meanwhile, act, other) => {
    let moments = 0;
    for (; ; moments++) {
      const { deps, owner, member, customer, table, clock } = await twoOwners();
      const { target, reached } = beforeCall(table.client, moments + 1, () =>
        other(deps, member, owner),
      );
      const contactStore = new DynamoContactStore(target, table.tableName);
      const acted = await act({ ...deps, contactStore }, owner, member).then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      );
      expect(acted).toBe(reached() ? 'last_owner' : 'done');
      expect(await deps.contactStore.customer(customer.id)).toMatchObject({ owners: 1 });
      await expectSound(table, clock.now());
      if (!reached()) break;
    }
    // Both reads and the write.
    expect(moments).toBeGreaterThanOrEqual(3);
  });
});
