import { contactOperations } from '../../lambdas/admin-api/contact-operations.ts';
import { customerOperations } from '../../lambdas/admin-api/customer-operations.ts';
import { DynamoContactLists } from '../../lambdas/modules/contacts/contact-lists.ts';
import { DynamoContactStore } from '../../lambdas/modules/contacts/contact-store.ts';
import {
  createContactSchema,
  updateContactSchema,
} from '../../lambdas/modules/contacts/requests.ts';
import { DynamoCustomerChanges } from '../../lambdas/modules/customers/customer-store.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  exportCustomersSchema,
  listCustomersSchema,
  updateCustomerSchema,
} from '../../lambdas/modules/customers/requests.ts';
import { parseRequest } from '../../lambdas/modules/http/validation.ts';
import { ALL_SCOPES } from '../../lambdas/modules/platform/scopes.ts';
import type { Contact } from '../../lambdas/modules/records/contact.ts';
import { updateTenant } from '../../lambdas/modules/tenants/update-tenant.ts';
import {
  ADD_CONTACT,
  ADD_CUSTOMER,
  CHANGE_CONTACT,
  CHANGE_CUSTOMER,
  CHANGE_INVITED,
  EXPORT,
  INVITE_AGAIN,
  INVITE_CONTACT,
  LIST,
  MOVE_CUSTOMER,
  READ_CONTACTS,
  READ_CUSTOMER,
  REMOVE_CONTACT,
  REMOVE_INVITED,
} from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal as administrator, type World } from './capacity-world.ts';

const PAGE = 50;
const { tenantId } = administrator;
const principal = { ...administrator, scopes: ALL_SCOPES };
/** The parts of every request. */
const REQUEST = { principal, params: {}, ifMatch: undefined, idempotencyKey: undefined };
const PLAIN = { ...REQUEST, body: undefined, query: undefined };

/**
 * Measures the operations of administrators on customers and contacts: complete routes, including everything in the
 * response.
 */
export async function measureCustomers(world: World, measure: Measure): Promise<void> {
  await updateTenant(world.settings, {
    tenantId,
    change: {
      catalog: {
        services: [{ id: 'portal', name: 'Portal', enabledByDefault: true }],
        servicePlans: [{ id: 'standard', name: 'Standard' }],
        ranks: ['gold', 'silver'],
      },
    },
    ifMatch: undefined,
  });
  await measureAdding(world, measure);
  await measureCare(world, measure);
  await measurePeople(world, measure);
  await measureLeaving(world, measure);
}

/** Returns the routes, on the table of the world. */
function routesOn({ inviting, reading, table: { client, tableName } }: World) {
  const deps = {
    ...{ ...inviting, ...reading },
    customerChanges: new DynamoCustomerChanges(client, tableName),
    contactStore: new DynamoContactStore(client, tableName),
    contactLists: new DynamoContactLists(client, tableName),
  };
  return { ...customerOperations(deps), ...contactOperations(deps) };
}

let companies = 0;
/** Returns a typical request to create a customer. */
function typicalCustomer(more: Readonly<Record<string, unknown>> = {}) {
  return parseRequest(createCustomerSchema(), {
    name: `Hopper Shipping ${++companies} Ltd`,
    phone: '+44 20 7946 0123',
    rank: 'gold',
    address: { line1: '12 Example Street', postalCode: 'E1 6AN', city: 'London', country: 'GB' },
    website: 'https://hopper.example',
    servicePlan: 'standard',
    ...more,
  });
}

async function measureAdding(world: World, measure: Measure) {
  const { createCustomer } = routesOn(world);
  const create = (more: Readonly<Record<string, unknown>> = {}, idempotencyKey?: string) =>
    createCustomer({
      ...{ ...PLAIN, id: '', idempotencyKey },
      body: typicalCustomer({ ...more }),
    });
  const contact = { firstName: 'Grace', lastName: 'Hopper' };
  await measure('create a customer', ADD_CUSTOMER, () => create());
  await measure('create a customer with a contact', ADD_CONTACT, () =>
    create({ email: world.newAddress(), contact }),
  );
  await measure('create a customer and invite its contact', INVITE_CONTACT, () =>
    create({ email: world.newAddress(), contact, sendInvite: true }),
  );
  const request = { name: 'Analytical Engines Ltd', email: world.newAddress() };
  await create(request, 'key-1');
  await measure('create a customer, retry', READ_CUSTOMER, () => create(request, 'key-1'));
}

async function measureCare(world: World, measure: Measure) {
  const routes = routesOn(world);
  const { invitation, token } = await world.mailed();
  await world.accept(token);
  const { customerId: id } = invitation;
  const change = (name: string, body: Readonly<Record<string, unknown>>) =>
    measure(name, CHANGE_CUSTOMER, () =>
      routes.updateCustomer({ ...PLAIN, id, body: parseRequest(updateCustomerSchema(), body) }),
    );
  await change('update a customer', { phone: '+44 20 7946 0999', rank: 'silver' });
  await change('update the name of a customer', { name: 'Hopper and Daughters Ltd' });
  await measure('get a customer and similar customers', READ_CUSTOMER, () =>
    routes.getCustomer({ ...PLAIN, id }),
  );
  await measure('suspend a customer', MOVE_CUSTOMER, () =>
    routes.suspendCustomer({ ...PLAIN, id }),
  );
  await measure('activate a customer', MOVE_CUSTOMER, () =>
    routes.activateCustomer({ ...PLAIN, id }),
  );
  for (let count = 0; count <= PAGE; count++)
    await routes.createCustomer({ ...PLAIN, id: '', body: typicalCustomer() });
  const list = (name: string, query: Readonly<Record<string, string>>) =>
    measure(name, LIST, () =>
      routes.listCustomers({
        ...{ ...PLAIN, id: '' },
        query: parseRequest(listCustomersSchema(), { limit: String(PAGE), ...query }),
      }),
    );
  await list(`list ${PAGE} customers by name`, { sort: 'name' });
  await list(`list ${PAGE} customers with a rank`, { rank: 'gold' });
  await list(`list ${PAGE} customers whose name starts with "hopper"`, { name: 'hopper' });
  await measure(`export ${PAGE} customers`, EXPORT, () =>
    routes.exportCustomers({
      ...{ ...PLAIN, id: '' },
      query: parseRequest(exportCustomersSchema(), { limit: String(PAGE) }),
    }),
  );
  await measure('copy a customer', ADD_CUSTOMER, () =>
    routes.copyCustomer({
      ...{ ...PLAIN, id },
      body: parseRequest(copyCustomerSchema(), { name: 'Hopper and Nieces Ltd' }),
    }),
  );
}

/** Returns a customer with one owner who has signed up and one contact who has no account. */
async function customerWithPeople(world: World) {
  const routes = routesOn(world);
  const { invitation, token } = await world.mailed();
  await world.accept(token);
  const { customerId: id, contactId: ownerId } = invitation;
  const add = (more: Readonly<Record<string, unknown>> = {}) =>
    routes.createContact({
      ...{ ...PLAIN, id },
      body: parseRequest(createContactSchema(), {
        ...{ email: world.newAddress(), firstName: 'Ada', lastName: 'Lovelace', jobTitle: 'Buyer' },
        ...more,
      }),
    });
  return {
    routes,
    id,
    ownerId,
    add,
    pathOf: (contactId: string) => ({ id, params: { contactId } }),
  };
}

async function measurePeople(world: World, measure: Measure) {
  const { routes, id, ownerId, add, pathOf } = await customerWithPeople(world);
  await measure('create a contact', ADD_CONTACT, () => add());
  await measure('create a contact and invite it', INVITE_CONTACT, () => add({ sendInvite: true }));
  const { body: known } = await add();
  await measure('update a contact', CHANGE_CONTACT, () =>
    routes.updateContact({
      ...{ ...PLAIN, ...pathOf(known.id) },
      body: parseRequest(updateContactSchema(), { jobTitle: 'Head of Purchasing' }),
    }),
  );
  const invite = () => routes.inviteContact({ ...PLAIN, ...pathOf(known.id) });
  await measure('invite a contact', INVITE_CONTACT, invite);
  await measure('invite a contact again', INVITE_AGAIN, invite);
  await measure('update the role of an invited contact', CHANGE_INVITED, () =>
    routes.updateContact({
      ...{ ...PLAIN, ...pathOf(known.id) },
      body: parseRequest(updateContactSchema(), { role: 'owner' }),
    }),
  );
  await measure('get a contact', READ_CONTACTS, () =>
    routes.getContact({ ...PLAIN, ...pathOf(ownerId) }),
  );
  await measure('list the contacts of a customer', READ_CONTACTS, () =>
    routes.listContacts({ ...PLAIN, id, query: { limit: PAGE, cursor: undefined } }),
  );
}

async function measureLeaving(world: World, measure: Measure) {
  const { routes, ownerId, add, pathOf } = await customerWithPeople(world);
  const remove = (contactId: Contact['id']) =>
    routes.deleteContact({ ...PLAIN, ...pathOf(contactId) });
  const { body: written } = await add();
  await measure('delete a contact without an account', REMOVE_CONTACT, () => remove(written.id));
  const { body: invited } = await add({ sendInvite: true });
  await measure('delete an invited contact', REMOVE_INVITED, () => remove(invited.id));
  await measure('delete a contact with an account', REMOVE_CONTACT, () => remove(ownerId));
}
