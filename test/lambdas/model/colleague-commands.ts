import fc from 'fast-check';
import { expect } from 'vitest';

import { updateContactSchema } from '../../../lambdas/modules/contacts/requests.ts';
import type { Principal } from '../../../lambdas/modules/http/principal.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { Contact } from '../../../lambdas/modules/records/contact.ts';
import {
  deleteColleague,
  inviteColleague,
  updateColleague,
} from '../../../lambdas/modules/self-service/colleagues.ts';
import { inviteColleagueSchema } from '../../../lambdas/modules/self-service/requests.ts';
import { MortalProcess, ProcessDied } from '../../support/engine/dying.ts';
import { CONTACT_CHANGES, pickOf } from './customer-commands.ts';
import { type Contents, contentsOf } from './invariants.ts';
import { address, death, type Step, step, which } from './step.ts';
import { attempt, outcomeOf, type World } from './world.ts';

/** Returns the principal of a contact with an account, as it is in their token. */
export function principalOf({ id, tenantId, customerId, userId = '' }: Contact): Principal {
  const member = { customerId, contactId: id, userId };
  return { id: userId, name: 'Name of the token', tenantId, scopes: ['self'], member };
}

/** Returns a contact, usually of the caller's own company, otherwise of any. */
function colleagueOf(by: Principal, contacts: readonly Contact[], nr: number): Contact | undefined {
  const own = contacts.filter(({ customerId }) => customerId === by.member?.customerId);
  return pickOf(nr % 4 === 3 ? contacts : own, nr);
}

type Deps = ReturnType<World['contactStore']>;

/**
 * Returns a step in which a contact of a customer acts on the contacts of their own company. Checks that only owners of
 * an active company can do this, that contacts of other companies do not change, that the company keeps an owner, and
 * that nobody grants groups that they do not have.
 */
function asColleague(
  verb: string,
  work: (deps: Deps, by: Principal, contents: Contents, nr: number) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return fc.tuple(which, which, death).map(([memberNr, nr, dies]) =>
    step(`member ${memberNr} ${verb} ${nr}`, async (world) => {
      const before = await contentsOf(world);
      const users = before.contacts.filter(({ userId }) => userId !== undefined);
      const member = pickOf(users, memberNr);
      if (member === undefined) return;
      const deps = world.contactStore(new MortalProcess(dies));
      const result = await attempt(() => work(deps, principalOf(member), before, nr));
      world.reach(`a colleague ${verb.split(' ', 1)[0] ?? ''}: ${outcomeOf(result)}`);
      await compare(world, before, member, result);
    }),
  );
}

async function compare(world: World, before: Contents, member: Contact, result: unknown) {
  const after = await contentsOf(world);
  const own = ({ customerId }: { readonly customerId: string }) => customerId === member.customerId;
  const customer = before.customers.find(({ id }) => id === member.customerId);
  const later = after.customers.find(({ id }) => id === member.customerId);
  expect(after.contacts.filter((one) => !own(one))).toEqual(
    before.contacts.filter((one) => !own(one)),
  );
  if ((customer?.owners ?? 0) > 0) expect(later?.owners, 'an owner stays').toBeGreaterThan(0);
  for (const contact of after.contacts.filter(own)) {
    const earlier = before.contacts.find(({ id }) => id === contact.id);
    if (earlier?.groups.join() === contact.groups.join()) continue;
    for (const group of contact.groups)
      expect(member.groups, 'nobody passes on a group that is not theirs').toContain(group);
  }
  if (member.role === 'owner' && customer?.status === 'active') return;
  if (!(result instanceof ProcessDied)) expect(result).toMatchObject({ code: 'forbidden' });
  expect(after.items, 'only owners of an active customer change anything').toEqual(before.items);
}

const inviteSomebody = fc
  .tuple(address, fc.constantFrom(undefined, 'owner', 'member'))
  .chain(([email, role]) =>
    asColleague(`invites ${email} as`, (deps, by, _, nr) =>
      inviteColleague(
        deps,
        by,
        parseRequest(inviteColleagueSchema(), {
          ...{ email, role },
          ...(nr % 3 === 0 && { groups: [nr % 2 === 0 ? 'partners' : 'customers'] }),
        }),
        nr % 4 === 0 ? `colleague-${nr}` : undefined,
      ),
    ),
  );

/** Picks from the contacts of all companies. Those of other companies are not found. */
const inviteKnown = asColleague('invites contact', (deps, by, { contacts }, nr) =>
  inviteColleague(deps, by, { contactId: colleagueOf(by, contacts, nr)?.id ?? '' }, undefined),
);

const change = asColleague('changes contact', async (deps, by, { contacts }, nr) => {
  const contactId = colleagueOf(by, contacts, nr)?.id ?? '';
  const wanted = CONTACT_CHANGES[nr % CONTACT_CHANGES.length];
  const asked = parseRequest(updateContactSchema(), wanted);
  return updateColleague(deps, { principal: by, contactId, ifMatch: undefined }, asked);
});

const remove = asColleague('removes contact', async (deps, by, { contacts }, nr) => {
  const contact = colleagueOf(by, contacts, nr);
  const command = { principal: by, contactId: contact?.id ?? '', ifMatch: undefined };
  await deleteColleague(deps, command);
  // This line is reached only if the deletion was allowed.
  if (contact?.customerId !== by.member?.customerId)
    throw new Error('Someone of another company was removed.');
});

/** The steps that contacts of customers perform. */
export const COLLEAGUE_STEPS: fc.Arbitrary<Step>[] = [inviteSomebody, inviteKnown, change, remove];
