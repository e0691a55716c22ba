import { getCustomer, listCustomers } from '../../lambdas/modules/customers/read-customers.ts';
import { parseRequest } from '../../lambdas/modules/http/validation.ts';
import { createInvitationLink } from '../../lambdas/modules/invitations/create-invitation-link.ts';
import { deleteInvitation } from '../../lambdas/modules/invitations/delete-invitation.ts';
import type { InvitationFilters } from '../../lambdas/modules/invitations/invitation-filters.ts';
import { trialInvitations } from '../../lambdas/modules/invitations/invitation-store.ts';
import {
  getInvitation,
  listInvitations,
} from '../../lambdas/modules/invitations/read-invitations.ts';
import { resendInvitation } from '../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { previewInvitation } from '../../lambdas/modules/previews/preview-invitation.ts';
import { previewInvitationSchema } from '../../lambdas/modules/previews/requests.ts';
import { createApplication } from '../../lambdas/modules/settings/manage-applications.ts';
import { createPreset } from '../../lambdas/modules/settings/manage-presets.ts';
import { requireTenant, updateTenant } from '../../lambdas/modules/tenants/update-tenant.ts';
import {
  CHANGE,
  CREATE,
  CREATE_BY_PRESET,
  CREATE_FOR_CUSTOMER,
  CREATE_TWICE,
  GET,
  LIST,
  NONE,
  PREVIEW,
  RESEND,
} from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal, typicalRequest, type World } from './capacity-world.ts';

const PAGE = 50;
const { tenantId } = principal;

/** Measures the operations of administrators. */
export async function measureAdministration(world: World, measure: Measure): Promise<void> {
  await measureSettings(world, measure);
  await measureCreating(world, measure);
  await measureChanging(world, measure);
  await measureReading(world, measure);
}

async function measureSettings({ settings }: World, measure: Measure) {
  await measure('get the settings', GET, () => requireTenant(settings, tenantId));
  await measure('update the settings', NONE, () =>
    updateTenant(settings, {
      tenantId,
      change: { settings: { defaultLocale: 'de' } },
      ifMatch: undefined,
    }),
  );
}

async function measureCreating(world: World, measure: Measure) {
  const { settings, create, newAddress, newGuest, mailed, accept, clock, inviting, table } = world;
  const previewing = {
    trying: { ...inviting, invitations: trialInvitations(table) },
    ...{ providers: [], siteUrl: inviting.siteUrl },
    sender: { name: 'Foyer', address: 'invitations@example.com' },
  };
  await measure('preview an invitation', PREVIEW, () =>
    previewInvitation(
      previewing,
      { ...principal, scopes: ['invitations:write'] },
      parseRequest(previewInvitationSchema(), typicalRequest(newAddress())),
    ),
  );
  await measure('create an invitation, address only', CREATE, () =>
    create({ email: newAddress() }),
  );
  await measure('create an invitation', CREATE, () => create(typicalRequest(newAddress())));
  const request = typicalRequest(newAddress());
  await measure('create an invitation, with Idempotency-Key', CREATE, () =>
    create(request, 'key-1'),
  );
  await measure('create an invitation, retry', CREATE, () => create(request, 'key-1'));

  const by = { id: 'user-admin', tenantId };
  const { id: applicationId } = await createApplication(settings, by, {
    name: 'Customer portal',
    protocol: 'oidc',
    clientId: '1example23456789',
    redirectUrl: 'https://portal.example/',
    groups: [],
  });
  const plain = await createPreset(settings, by, { name: 'Plain', expiresInDays: 14 });
  const full = await createPreset(settings, by, { name: 'Portal', applicationId });
  const { invitation, token } = await mailed();
  await accept(token);
  const { customerId } = invitation;
  await measure('create an invitation, with a preset', CREATE, () =>
    create({ email: newAddress(), presetId: plain.id }),
  );
  await measure(
    'create an invitation, with a preset, an application, and a customer',
    CREATE_FOR_CUSTOMER,
    () => create({ email: newAddress(), presetId: plain.id, applicationId, customerId }),
  );
  await measure(
    'create an invitation, with a preset that sets the application',
    CREATE_BY_PRESET,
    () => create({ email: newAddress(), presetId: full.id }),
  );

  const open = await newGuest();
  await measure('create an invitation, resends the pending one (onConflict)', NONE, () =>
    create({ email: open.email, onConflict: 'resend' }),
  );
  const expired = await newGuest();
  clock.advance(8 * DAY);
  await measure('create an invitation again after expiry', CREATE_TWICE, () =>
    create(typicalRequest(expired.email)),
  );
}

async function measureChanging({ clock, mailed, inviting }: World, measure: Measure) {
  const { invitation } = await mailed();
  await measure('resend an invitation', RESEND, () =>
    resendInvitation(inviting, principal, invitation.id),
  );
  await measure('create a link', RESEND, () =>
    createInvitationLink(inviting, principal, invitation.id),
  );
  await measure('revoke an invitation', CHANGE, () =>
    revokeInvitation(inviting, principal, invitation.id),
  );
  await measure('delete an invitation', NONE, () =>
    deleteInvitation(inviting, principal, invitation.id),
  );

  const { invitation: expired } = await mailed();
  clock.advance(8 * DAY);
  await measure('resend an invitation after expiry', RESEND, () =>
    resendInvitation(inviting, principal, expired.id),
  );
}

async function measureReading({ mailed, accept, reading }: World, measure: Measure) {
  for (let count = 0; count <= PAGE; count++) {
    await mailed();
    await accept((await mailed()).token);
  }
  const list = (filters: InvitationFilters = {}) =>
    listInvitations(reading, {
      tenantId,
      filters,
      order: 'desc',
      limit: PAGE,
      cursor: undefined,
    });
  await measure(`list ${PAGE} invitations by creation time`, LIST, () => list());
  await measure(`list ${PAGE} pending invitations`, LIST, () => list({ status: 'pending' }));
  await measure(`list ${PAGE} accepted invitations`, LIST, () => list({ status: 'accepted' }));
  await measure(`list ${PAGE} customers`, LIST, () =>
    listCustomers(reading, { tenantId, filters: {}, limit: PAGE }),
  );
  const { invitation, token } = await mailed();
  await accept(token);
  await measure('get an invitation with its timeline', GET, () =>
    getInvitation(reading, tenantId, invitation.id),
  );
  await measure('get a customer with its contact', GET, () =>
    getCustomer(reading, tenantId, invitation.customerId),
  );
}
