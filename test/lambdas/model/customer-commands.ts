import fc from 'fast-check';
import { expect } from 'vitest';

import { createContact } from '../../../lambdas/modules/contacts/create-contact.ts';
import { deleteContact } from '../../../lambdas/modules/contacts/delete-contact.ts';
import { inviteContact } from '../../../lambdas/modules/contacts/invite-contact.ts';
import {
  createContactSchema,
  updateContactSchema,
} from '../../../lambdas/modules/contacts/requests.ts';
import { updateContact } from '../../../lambdas/modules/contacts/update-contact.ts';
import { copyCustomer } from '../../../lambdas/modules/customers/copy-customer.ts';
import { createCustomer } from '../../../lambdas/modules/customers/create-customer.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  updateCustomerSchema,
} from '../../../lambdas/modules/customers/requests.ts';
import {
  activateCustomer,
  suspendCustomer,
  updateCustomer,
} from '../../../lambdas/modules/customers/update-customer.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { Customer } from '../../../lambdas/modules/records/customer.ts';
import { MortalProcess, ProcessDied } from '../../support/engine/dying.ts';
import { contentsOf } from './invariants.ts';
import { address, administrator, death, type Step, step, tenant, which } from './step.ts';
import { attempt, outcomeOf, TENANTS, type World } from './world.ts';

const groups = fc.constantFrom(undefined, ['customers'], ['partners'], ['customers', 'partners']);
const role = fc.constantFrom(undefined, 'owner' as const, 'member' as const);
const name = fc.constantFrom('Navy', 'Army', 'Yard');
const key = fc.option(fc.nat(3), { nil: undefined });

/**
 * Returns an administrator, usually of the customer's own tenant. The other tenant's administrators cannot find the
 * customer.
 */
function vendorOf({ tenantId }: Customer, nr: number): Vendor {
  const other = TENANTS.find((one) => one !== tenantId) ?? tenantId;
  return administrator(nr % 4 === 3 ? other : tenantId, nr);
}

type Vendor = ReturnType<typeof administrator>;
/** Picks one of the existing records, if there are any. */
export const pickOf = <T extends { readonly id: string }>(
  all: readonly T[],
  nr: number,
): T | undefined => all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(nr % Math.max(1, all.length));

/**
 * Performs an action of an administrator. Checks that those of another tenant cannot change or read a customer and its
 * contacts.
 */
async function asVendor(
  world: World,
  { tenantId, verb }: { readonly tenantId: string; readonly verb: string },
  customer: Customer,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await peopleOf(world, customer.id);
  const result = await attempt(work);
  world.reach(`the vendor ${verb}: ${outcomeOf(result)}`);
  if (customer.tenantId === tenantId) return;
  if (!(result instanceof ProcessDied)) expect(result).toMatchObject({ code: 'not_found' });
  expect(await peopleOf(world, customer.id), 'a foreigner changes nothing').toEqual(before);
}

async function peopleOf(world: World, customerId: string) {
  const { customers, contacts } = await contentsOf(world);
  return {
    customer: customers.find(({ id }) => id === customerId),
    contacts: contacts.filter((contact) => contact.customerId === customerId),
  };
}

const createStep = fc
  .record({ tenantId: tenant, name, email: fc.option(address, { nil: undefined }), key })
  .chain((said) => fc.tuple(fc.constant(said), fc.boolean(), groups, death, which, fc.boolean()))
  .map(([said, sendInvite, grants, dies, nr, allowDuplicate]) =>
    step(`${said.tenantId} adds the customer ${said.name}`, async (world) => {
      const { tenantId, key: idempotency, ...fields } = said;
      const request = { ...fields, sendInvite, allowDuplicate, groups: grants };
      const result = await attempt(() =>
        createCustomer(world.managing(new MortalProcess(dies)), {
          principal: administrator(tenantId, nr),
          request: parseRequest(createCustomerSchema(), request),
          idempotencyKey: idempotency === undefined ? undefined : world.keyOf(idempotency),
        }),
      );
      world.reach(`the vendor adds a customer: ${outcomeOf(result)}`);
    }),
  );

/** Returns a step in which an administrator acts on any customer. */
function withCustomer(
  verb: string,
  work: (
    deps: ReturnType<World['managing']>,
    principal: Vendor,
    customer: Customer,
    nr: number,
  ) => Promise<unknown>,
) {
  return fc.tuple(which, which, death).map(([customerNr, nr, dies]) =>
    step(`${verb} customer ${customerNr} ${nr}`, async (world) => {
      const customer = pickOf((await contentsOf(world)).customers, customerNr);
      if (customer === undefined) return;
      const deps = world.managing(new MortalProcess(dies));
      const principal = vendorOf(customer, nr);
      const who = { tenantId: principal.tenantId, verb: `${verb} a customer` };
      await asVendor(world, who, customer, () => work(deps, principal, customer, nr));
    }),
  );
}

const NEW_NAMES = ['Navy', 'Army', 'Yard'];
const CHANGES = [
  { name: 'Army', allowDuplicate: true },
  { email: 'mary@example.com' },
  { email: null },
  { groups: ['partners'] },
  { rank: 'gold', services: ['support'] },
  { servicePlan: 'premium', notes: 'Asked for a discount.' },
];

const patchStep = withCustomer('changes', (deps, principal, { id, version }, nr) =>
  updateCustomer(deps, {
    principal,
    customerId: id,
    ifMatch: nr % 2 === 0 ? `"${version}"` : undefined,
    change: parseRequest(updateCustomerSchema(), CHANGES[nr % CHANGES.length]),
  }),
);

const copyStep = withCustomer('copies', (deps, principal, { id }, nr) =>
  copyCustomer(deps, {
    principal,
    customerId: id,
    idempotencyKey: nr % 2 === 0 ? `copy-${nr}` : undefined,
    request: parseRequest(copyCustomerSchema(), {
      name: `${NEW_NAMES[nr % 3] ?? ''} ${nr}`,
      allowDuplicate: nr % 2 === 0,
      ...(nr % 3 === 0 && { email: 'grace@example.com', sendInvite: true }),
    }),
  }),
);

const addStep = fc
  .tuple(which, fc.option(address, { nil: undefined }), role, groups, death, key)
  .chain((said) => fc.tuple(fc.constant(said), fc.boolean()))
  .map(([[nr, email, as, grants, dies, idempotency], sendInvite]) =>
    step(`adds somebody to customer ${nr}`, async (world) => {
      const customer = pickOf((await contentsOf(world)).customers, nr);
      if (customer === undefined) return;
      const principal = vendorOf(customer, nr);
      const who = { tenantId: principal.tenantId, verb: 'adds a contact' };
      await asVendor(world, who, customer, () =>
        createContact(world.contactStore(new MortalProcess(dies)), {
          by: { principal },
          customerId: customer.id,
          request: parseRequest(createContactSchema(), {
            email,
            role: as,
            groups: grants,
            sendInvite,
          }),
          idempotencyKey: idempotency === undefined ? undefined : world.keyOf(idempotency),
        }),
      );
    }),
  );

/** Returns a step in which an administrator acts on any contact of a customer. */
function withContact(
  verb: string,
  work: (
    deps: ReturnType<World['contactStore']>,
    command: {
      readonly by: { readonly principal: Vendor };
      readonly customerId: string;
      readonly contactId: string;
    },
    nr: number,
  ) => Promise<unknown>,
) {
  return fc.tuple(which, which, death).map(([contactNr, nr, dies]) =>
    step(`${verb} contact ${contactNr} ${nr}`, async (world) => {
      const { contacts, customers } = await contentsOf(world);
      const contact = pickOf(contacts, contactNr);
      const customer = customers.find(({ id }) => id === contact?.customerId);
      if (contact === undefined || customer === undefined) return;
      const deps = world.contactStore(new MortalProcess(dies));
      const by = { principal: vendorOf(customer, nr) };
      const who = { tenantId: by.principal.tenantId, verb: `${verb} a contact` };
      const command = { by, customerId: customer.id, contactId: contact.id };
      await asVendor(world, who, customer, () => work(deps, command, nr));
    }),
  );
}

export const CONTACT_CHANGES = [
  { role: 'owner' },
  { role: 'member' },
  { email: 'grace@example.com' },
  { email: null },
  { groups: ['partners'] },
  { firstName: 'Grace', jobTitle: 'Buyer' },
];

/** The steps that administrators perform on customers and their contacts. */
export const CUSTOMER_STEPS: fc.Arbitrary<Step>[] = [
  createStep,
  createStep,
  patchStep,
  copyStep,
  withCustomer('activates', (deps, { tenantId }, { id }) => activateCustomer(deps, tenantId, id)),
  withCustomer('suspends', (deps, { tenantId }, { id }) => suspendCustomer(deps, tenantId, id)),
  addStep,
  addStep,
  withContact('invites', (deps, command) => inviteContact(deps, command)),
  withContact('changes', (deps, command, nr) =>
    updateContact(deps, {
      ...command,
      ifMatch: undefined,
      change: parseRequest(updateContactSchema(), CONTACT_CHANGES[nr % CONTACT_CHANGES.length]),
    }),
  ),
  withContact('removes', (deps, command) =>
    deleteContact(deps, { ...command, ifMatch: undefined }),
  ),
];
