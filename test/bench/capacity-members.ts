import { selfServiceOperations } from '../../lambdas/customer-api/operations.ts';
import { DynamoContactStore } from '../../lambdas/modules/contacts/contact-store.ts';
import { updateContactSchema } from '../../lambdas/modules/contacts/requests.ts';
import type { Principal } from '../../lambdas/modules/http/principal.ts';
import { parseRequest } from '../../lambdas/modules/http/validation.ts';
import {
  inviteColleagueSchema,
  updateMeSchema,
  updateMyCustomerSchema,
} from '../../lambdas/modules/self-service/requests.ts';
import { DynamoMemberStore } from '../../lambdas/modules/self-service/update-me.ts';
import { INSTALLATION } from '../support/modules/tenants.ts';
import {
  CHANGE_INVITED,
  CHANGE_OWN,
  INVITE_AGAIN,
  INVITE_CONTACT,
  OWN,
  OWN_INVITATIONS,
  OWN_LIST,
  REMOVE_INVITED,
} from './budgets.ts';
import type { Measure } from './capacity.ts';
import type { World } from './capacity-world.ts';

const PAGE = 50;

/** Measures self-service by contacts of customers: complete routes, each of which authorizes the caller again. */
export async function measureMembers(world: World, measure: Measure): Promise<void> {
  const routes = routesOn(world);
  const request = await ownerOf(world);
  await measure('get your own profile', OWN, () => routes.getMe(request));
  await measure('get your own company', OWN, () => routes.getMyCustomer(request));
  await measure('update your own profile', CHANGE_OWN, () =>
    routes.updateMe({ ...request, body: parseRequest(updateMeSchema(), { jobTitle: 'Admiral' }) }),
  );
  const company = { phone: '+44 20 7946 0999', website: 'https://hopper.example' };
  await measure('update your own company', CHANGE_OWN, () =>
    routes.updateMyCustomer({ ...request, body: parseRequest(updateMyCustomerSchema(), company) }),
  );
  const newcomer = { email: world.newAddress(), firstName: 'Ada', lastName: 'Lovelace' };
  let invited = { id: '' };
  await measure('invite a colleague', INVITE_CONTACT, async () => {
    const body = parseRequest(inviteColleagueSchema(), newcomer);
    invited = (await routes.inviteColleague({ ...request, body })).body;
  });
  await measure('resend a colleague’s invitation', INVITE_AGAIN, () =>
    routes.resendMyCustomerInvitation({ ...request, id: invited.id }),
  );
  const page = { limit: PAGE, cursor: undefined };
  await measure('list your colleagues', OWN_LIST, () =>
    routes.listColleagues({ ...request, query: page }),
  );
  await measure('list your company’s invitations', OWN_INVITATIONS, () =>
    routes.listMyCustomerInvitations({
      ...request,
      query: { ...page, status: undefined, order: 'desc' },
    }),
  );
  const contactId = (await routes.listColleagues({ ...request, query: page })).body.data.find(
    ({ email }) => email === newcomer.email,
  )?.id;
  const colleague = { ...request, params: { contactId: contactId ?? '' } };
  await measure('update an invited colleague', CHANGE_INVITED, () =>
    routes.updateColleague({
      ...colleague,
      body: parseRequest(updateContactSchema(), { jobTitle: 'Buyer' }),
    }),
  );
  await measure('delete an invited colleague', REMOVE_INVITED, () =>
    routes.deleteColleague(colleague),
  );
}

function routesOn({ access, inviting, reading, clock, table: { client, tableName } }: World) {
  return selfServiceOperations({
    ...{ ...inviting, ...reading, ...access, clock },
    installation: INSTALLATION,
    members: new DynamoMemberStore(client, tableName),
    contactStore: new DynamoContactStore(client, tableName),
  });
}

/** Returns a request of a contact who has signed up and owns a customer. */
async function ownerOf({ mailed, accept, pool }: World) {
  const { invitation, token } = await mailed();
  await accept(token);
  const userId = (await pool.find(invitation.address))?.userId ?? '';
  const { customerId, contactId, tenantId } = invitation;
  const principal: Principal = {
    ...{ id: userId, name: 'Grace Hopper', tenantId },
    scopes: ['self'],
    member: { customerId, contactId, userId },
  };
  return {
    ...{ principal, id: '', params: {}, body: undefined, query: undefined },
    ...{ ifMatch: undefined, idempotencyKey: undefined },
  };
}
