import fc from 'fast-check';

import { createContact } from '../../../lambdas/modules/contacts/create-contact.ts';
import { createContactSchema } from '../../../lambdas/modules/contacts/requests.ts';
import { createCustomer } from '../../../lambdas/modules/customers/create-customer.ts';
import { createCustomerSchema } from '../../../lambdas/modules/customers/requests.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import { statusAt } from '../../../lambdas/modules/records/invitation.ts';
import { acceptInvitation } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { MortalProcess } from '../../support/engine/dying.ts';
import { administrator, death, type Step, step, which } from './step.ts';
import { attempt, generationOf, outcomeOf, TENANTS, type World } from './world.ts';

/** Delivers all emails, and accepts an invitation with an open link. */
async function arrive(world: World, nr: number, process = new MortalProcess()): Promise<unknown> {
  await world.deliverMails('takes');
  const now = world.clock.now();
  const open = (await world.invitations()).filter((one) => statusAt(one, now) === 'pending');
  const links = world.received.filter(({ invitationId, generation }) =>
    open.some((one) => one.id === invitationId && generationOf(one) === generation),
  );
  const link = links.at(nr % Math.max(1, links.length));
  if (link === undefined) return 'nobody';
  return attempt(() =>
    acceptInvitation(world.accepting(process), {
      token: link.token,
      password: 'Correct-horse-battery-0',
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      idempotencyKey: undefined,
    }),
  );
}

/** A step in which a person signs up. Without it, few of the many links would ever lead to an account. */
export const arriveStep: fc.Arbitrary<Step> = fc.tuple(which, death).map(([nr, dies]) =>
  step(`somebody arrives ${nr}`, async (world) => {
    world.reach(`somebody arrives: ${outcomeOf(await arrive(world, nr, new MortalProcess(dies)))}`);
  }),
);

/** Creates the initial state of each world: in each tenant, a customer with an owner and a member who can sign in. */
export async function populate(world: World): Promise<void> {
  for (const tenantId of TENANTS) {
    const principal = administrator(tenantId, 0);
    const email = `owner@${tenantId}.example`;
    const request = { name: 'Yard', email, groups: ['customers', 'partners'], sendInvite: true };
    const { customer } = await createCustomer(world.managing(), {
      ...{ principal, idempotencyKey: undefined },
      request: parseRequest(createCustomerSchema(), request),
    });
    await arrive(world, 0);
    const member = { email: `member@${tenantId}.example`, sendInvite: true, groups: ['customers'] };
    await createContact(world.contactStore(), {
      ...{ by: { principal }, customerId: customer.id, idempotencyKey: undefined },
      request: parseRequest(createContactSchema(), member),
    });
    await arrive(world, 0);
  }
}
