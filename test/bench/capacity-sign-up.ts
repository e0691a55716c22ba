import { authorize } from '../../lambdas/authorizer/authorize.ts';
import { tokenClaims } from '../../lambdas/modules/access/token-claims.ts';
import { startProviderSignUp } from '../../lambdas/modules/external-sign-in/start-provider-sign-up.ts';
import { DynamoVisitStore } from '../../lambdas/modules/external-sign-in/visits.ts';
import { createInvitationLink } from '../../lambdas/modules/invitations/create-invitation-link.ts';
import { sendCode } from '../../lambdas/modules/mail/send-code.ts';
import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { readInvitation } from '../../lambdas/modules/records/invitation-item.ts';
import { declineInvitation } from '../../lambdas/modules/sign-up/decline-invitation.ts';
import { getInvitationByToken } from '../../lambdas/modules/sign-up/get-invitation-by-token.ts';
import { requestNewInvitationLink } from '../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { sendVerificationCode } from '../../lambdas/modules/sign-up/send-verification-code.ts';
import { updateTenant } from '../../lambdas/modules/tenants/update-tenant.ts';
import { COMPANY, FakeFederation, federationOn } from '../support/fakes/fake-federation.ts';
import { ACCEPT, ACCEPT_LARGE, LOOK_FIRST, LOOK_UP, NONE, WHOLE_LIFE } from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal, type World } from './capacity-world.ts';

/** The tenant of the benchmark does not require a second factor. */
const NO_FACTORS = { hasSecondFactor: async () => false };

/** Measures the operations of invitees. The function has already cached the tenant, except after a cold start. */
export async function measureSigningUp(world: World, measure: Measure): Promise<void> {
  const { accept, accepting, access, clock, declining, hear, inviting, mailed, pool, sending } =
    world;
  await updateTenant(world.settings, {
    tenantId: principal.tenantId,
    change: { settings: { allowDifferentEmail: true } },
    ifMatch: undefined,
  });
  const { invitation, token } = await mailed();
  await hear(invitation, 'delivered');
  const looking = { ...accepting, ...sending, applications: inviting.applications, providers: [] };
  await measure('look up an invitation link', LOOK_UP, () => getInvitationByToken(looking, token));
  await measure('accept an invitation', ACCEPT, () => accept(token));
  await measure('accept an invitation, retry', ACCEPT, () => accept(token));
  await measure('create, email, deliver, and accept an invitation', WHOLE_LIFE, async () => {
    const guest = await mailed();
    await hear(guest.invitation, 'delivered');
    await accept(guest.token);
  });
  await measure('sign in (each token)', NONE, async () =>
    Promise.all([
      tokenClaims(
        { ...access, factors: NO_FACTORS },
        {
          userName: (await pool.find(invitation.address))?.userId ?? '',
          attributes: {
            'custom:tenant_id': invitation.tenantId,
            'custom:invitation_id': invitation.id,
            'custom:customer_id': invitation.customerId,
            'custom:contact_id': invitation.contactId,
          },
        },
      ),
      world.registrations.find('foyer'),
    ]),
  );
  const claims = {
    sub: 'user',
    client_id: 'foyer',
    scope: 'foyer/invitations:read',
    exp: 0,
  };
  const authorizing = {
    ...world.authorizing,
    tokens: {
      verify: async () => ({
        ...claims,
        tenant_id: invitation.tenantId,
        administrator_id: 'adm_1',
      }),
    },
    webClientId: 'foyer',
    scopes: new Map([['GET /v1/invitations', 'foyer/invitations:read']]),
  };
  await measure('authorize a token (cached for 30 seconds)', NONE, async () =>
    authorize(authorizing, { authorization: 'Bearer', routeKey: 'GET /v1/invitations' }),
  );

  const { customerId } = invitation;
  const joining = await mailed({ customerId, company: undefined });
  await measure('accept an invitation to an existing customer', ACCEPT_LARGE, () =>
    accept(joining.token),
  );
  await measureCodes(world, measure);
  await measureExternal(world, measure);

  const unwanted = await mailed();
  await measure('decline an invitation', LOOK_FIRST, () =>
    declineInvitation(declining, unwanted.token),
  );
  const late = await mailed();
  clock.advance(8 * DAY);
  await measure('request a new link', NONE, () =>
    requestNewInvitationLink({ ...inviting, rules: world.rememberedRules }, late.token),
  );
}

async function measureCodes(world: World, measure: Measure) {
  const { accept, accepting, inviting, mailed, newAddress, sending, table, mails } = world;
  const ask = async (name: string, token: string, id: string, email?: string) => {
    await measure(`${name}: request a code`, NONE, () =>
      sendVerificationCode(accepting, { token, email }),
    );
    const asked = await readInvitation(table.client, table.tableName, id);
    const message = { invitationId: id, code: asked?.verification?.round ?? 0 };
    await measure(`${name}: email the code`, NONE, () => sendCode(sending, message));
    return /\b\d{4} ?\d{4}\b/.exec(mails.text)?.[0].replace(' ', '') ?? '';
  };
  const { id } = await world.newGuest({ notify: false });
  const { link } = await createInvitationLink(inviting, principal, id);
  const token = link.split('#')[1] ?? '';
  const code = await ask('manually delivered link', token, id);
  await measure('manually delivered link: accept with the code', NONE, () =>
    accept(token, { code }),
  );
  const other = await mailed({ allowDifferentEmail: true });
  const email = newAddress();
  const proof = await ask('different address', other.token, other.invitation.id, email);
  await measure('different address: accept with the code', NONE, () =>
    accept(other.token, { email, code: proof }),
  );
}

async function measureExternal(world: World, measure: Measure) {
  const { accepting, accounts, clock, mailed, pool, rememberedRules, table, users } = world;
  const { invitation, token } = await mailed();
  const visiting = {
    ...{ ...accepting, accounts, clock, providers: [COMPANY], rules: rememberedRules },
    visits: new DynamoVisitStore(table.client, table.tableName),
  };
  await measure('identity provider: start the sign-up', NONE, () =>
    startProviderSignUp(visiting, {
      token,
      provider: COMPANY.name,
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      company: 'Hopper Shipping Ltd',
      code: undefined,
    }),
  );
  const { admitting, finishing } = federationOn(table, clock, users);
  const triggers = { admitting: { ...admitting, rules: rememberedRules }, finishing };
  const federation = new FakeFederation(pool);
  let userName = '';
  await measure('identity provider: admit the person', NONE, async () => {
    userName = await federation.arrive(triggers, COMPANY.name, {
      sub: '00u1Grace',
      email: invitation.email,
      email_verified: true,
    });
  });
  await measure('identity provider: first token', NONE, () => federation.token(triggers, userName));
  await measure('identity provider: each later token', NONE, () =>
    federation.token(triggers, userName),
  );
}
