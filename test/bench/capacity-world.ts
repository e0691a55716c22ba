import {
  DynamoFeedbackStore,
  recordFeedback,
} from '../../lambdas/mail-feedback/record-feedback.ts';
import { tokenDeps } from '../../lambdas/modules/access/access.ts';
import { DynamoAdministratorAccessReader } from '../../lambdas/modules/administrators/administrator-access.ts';
import { DynamoSetupFeedbackStore } from '../../lambdas/modules/administrators/setup-mail-store.ts';
import { DynamoClientOwnerFinder } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { DynamoCustomerLists } from '../../lambdas/modules/customers/customer-lists.ts';
import { DynamoCustomerStore } from '../../lambdas/modules/customers/customer-store.ts';
import { Cursors } from '../../lambdas/modules/dynamodb/cursor.ts';
import { DynamoInvitationContextReader } from '../../lambdas/modules/invitations/invitation-context.ts';
import { DynamoMailDeliveryStore } from '../../lambdas/modules/mail/delivery-store.ts';
import { parseFeedback } from '../../lambdas/modules/mail/feedback.ts';
import type { Mail, MailSender } from '../../lambdas/modules/mail/mail-sender.ts';
import { DynamoCodeStore } from '../../lambdas/modules/mail/send-code.ts';
import { sendInvitation } from '../../lambdas/modules/mail/send-invitation.ts';
import { sesEventSchema } from '../../lambdas/modules/mail/ses-event.ts';
import { MINUTE } from '../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../lambdas/modules/platform/ids.ts';
import type { Invitation } from '../../lambdas/modules/records/invitation.ts';
import { DynamoRegistrationFinder } from '../../lambdas/modules/settings/client-registration.ts';
import { DynamoSettingsStore } from '../../lambdas/modules/settings/settings-store.ts';
import { acceptInvitation } from '../../lambdas/modules/sign-up/accept-invitation.ts';
import { DynamoDeclineStore } from '../../lambdas/modules/sign-up/decline-invitation.ts';
import { DynamoSuppressionWriter } from '../../lambdas/modules/suppressions/suppression-store.ts';
import { rulesIn } from '../../lambdas/modules/tenants/rules-reader.ts';
import { DynamoTenantStatusReader } from '../../lambdas/modules/tenants/tenant-status.ts';
import {
  cachedTenants,
  DynamoTenantRegistry,
  DynamoTenantSettingsStore,
  DynamoTenantStore,
} from '../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../support/engine/clock.ts';
import { createTableAt } from '../support/engine/engine-table.ts';
import { accountsIn, FakeUserPool } from '../support/fakes/fake-user-pool.ts';
import { documentedEvents } from '../support/fakes/ses-events.ts';
import { invite, invitingOn } from '../support/modules/invitations.ts';
import { acceptingOn } from '../support/modules/sign-up.ts';
import { INSTALLATION } from '../support/modules/tenants.ts';
import { COGNITO } from './budgets.ts';
import { Meter } from './meter.ts';

export const principal = {
  id: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11',
  name: 'Ada Administrator',
  tenantId: 'acme',
};

/** Returns a typical request to invite a person whom the administrator knows. */
export function typicalRequest(email: string) {
  return {
    email,
    company: 'Hopper Shipping Ltd',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    message: 'Welcome! Here you see your orders, delivery notes and invoices, and whom to ask.',
  };
}

/** An email service that remembers the last email. Its message IDs are as long as those of SES. */
class MailCollector implements MailSender {
  text = '';

  async send({ text }: Mail): Promise<string> {
    this.text = text;
    return '0102019a2b3c4d5e-6f708192-a3b4-4c5d-8e6f-708192a3b4c5-000000';
  }
}

/**
 * Returns the dependencies of every operation, on one metered table. Like most tenants, the tenant has some settings of
 * its own.
 */
export async function worldAt(endpoint: string) {
  const table = await createTableAt(endpoint);
  const { client, tableName } = table;
  const meter = await Meter.of(table, endpoint);
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const users = meter.watching<FakeUserPool>(COGNITO, pool);
  const registry = new DynamoTenantRegistry(client, tableName);
  await registry.create({
    id: principal.tenantId,
    name: 'Acme',
    branding: { logoUrl: 'https://acme.example/logo.svg', color: '#00aa77' },
    createdAt: clock.now().toISOString(),
  });
  const tenants = new DynamoTenantSettingsStore(client, tableName);
  const rules = rulesIn(new DynamoTenantStore(client, tableName), INSTALLATION);
  // Functions that do not serve administrators cache tenants for a minute.
  const remembered = cachedTenants(new DynamoTenantStore(client, tableName), MINUTE);
  const rememberedRules = rulesIn(remembered, INSTALLATION);
  const inviting = {
    ...invitingOn(table, clock, users),
    context: new DynamoInvitationContextReader(client, tableName),
    rules,
  };
  const accepting = { ...acceptingOn(table, clock, users), rules: rememberedRules };
  const mails = new MailCollector();
  const sending = {
    deliveries: new DynamoMailDeliveryStore(client, tableName),
    codes: new DynamoCodeStore(client, tableName),
    tenants: remembered,
    sender: mails,
    clock,
    random: systemRandom,
    siteUrl: 'https://join.acme.example',
  };
  const create = (request: Record<string, unknown>, idempotencyKey?: string) =>
    invite(inviting, request, { principal, idempotencyKey });
  let guests = 0;
  const newAddress = () => `grace.hopper.${++guests}@shipping.example`;
  const newGuest = (more: Record<string, unknown> = {}): Promise<Invitation> => {
    clock.advance(1_000);
    return create({ ...typicalRequest(newAddress()), ...more });
  };
  const send = ({ id, delivery }: Invitation) =>
    sendInvitation(sending, { invitationId: id, send: delivery.sends }, { lastTry: false });
  const mailed = async (more: Record<string, unknown> = {}) => {
    const invitation = await newGuest(more);
    await send(invitation);
    return { invitation, token: /sign-up#(\S+)/.exec(mails.text)?.[1] ?? '' };
  };
  const accept = (token: string, more: { email?: string; code?: string } = {}) =>
    acceptInvitation(accepting, {
      token,
      password: 'Correct-horse-battery-9',
      profile: { firstName: 'Grace', lastName: 'Hopper', phone: '+44 20 7946 0000' },
      idempotencyKey: 'f1c5e0f2-6b0e-4a3f-9d8e-0a4c6c7b2d10',
      ...more,
    });
  const recording = {
    invitations: new DynamoFeedbackStore(client, tableName),
    setupMails: new DynamoSetupFeedbackStore(client, tableName),
    suppressions: new DynamoSuppressionWriter(client, tableName),
    clock,
  };
  /** Records feedback of SES about the first email of an invitation. */
  const hear = ({ id, address }: Invitation, outcome: 'delivered' | 'hardBounce') => {
    const mail = { tenantId: principal.tenantId, invitationId: id, address };
    const event = documentedEvents({ ...mail, at: clock.now().toISOString() })[outcome]();
    return recordFeedback(recording, parseFeedback(sesEventSchema.parse(event)));
  };
  const registrations = new DynamoRegistrationFinder(client, tableName);
  return {
    ...{ table, meter, clock, pool, users, inviting, accepting, sending, mails, rememberedRules },
    ...{ create, newAddress, newGuest, send, mailed, accept, hear },
    accounts: accountsIn(table, users),
    declining: {
      invitations: accepting.invitations,
      declines: new DynamoDeclineStore(client, tableName),
      clock,
    },
    access: tokenDeps(client, tableName),
    registrations,
    authorizing: {
      administrators: new DynamoAdministratorAccessReader(client, tableName),
      owners: new DynamoClientOwnerFinder(client, tableName),
      tenantStatuses: new DynamoTenantStatusReader(client, tableName),
    },
    reading: {
      invitations: inviting.invitations,
      lists: inviting.lists,
      customers: new DynamoCustomerStore(client, tableName),
      customerLists: new DynamoCustomerLists(client, tableName),
      cursors: new Cursors(async () => 'a secret of the benchmarks', systemRandom),
      clock,
    },
    settings: {
      installation: INSTALLATION,
      clock,
      random: systemRandom,
      tenants,
      settings: new DynamoSettingsStore(client, tableName),
      registrations,
      webClientId: 'foyer',
      clients: {
        find: async () => ({ codeFlow: true, callbackUrls: ['https://portal.example/'] }),
      },
    },
  };
}

export type World = Awaited<ReturnType<typeof worldAt>>;
