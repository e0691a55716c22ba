import { DynamoContactFinder } from '../../lambdas/identity/contact-finder.ts';
import { DynamoCustomerStore } from '../../lambdas/customers/customer-store.ts';
import { getCustomer, listCustomers } from '../../lambdas/customers/read-customers.ts';
import type { InvitationFilters } from '../../lambdas/invitations/list-query.ts';
import type { Invitation } from '../../lambdas/invitations/invitation.ts';
import { getInvitation, listInvitations } from '../../lambdas/invitations/read-invitations.ts';
import { resendInvitation } from '../../lambdas/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../lambdas/invitations/revoke-invitation.ts';
import { DynamoDeliveryStore } from '../../lambdas/mail/delivery-store.ts';
import type { Mail, MailSender } from '../../lambdas/mail/mail-sender.ts';
import { sendInvitation } from '../../lambdas/mail/send-invitation.ts';
import { DAY, MINUTE } from '../../lambdas/shared/clock.ts';
import { DynamoFeedbackStore } from '../../lambdas/feedback/feedback-store.ts';
import { feedbackIn } from '../../lambdas/feedback/feedback.ts';
import { recordFeedback } from '../../lambdas/feedback/record-feedback.ts';
import { sesEventSchema } from '../../lambdas/feedback/ses-event.ts';
import { Cursors } from '../../lambdas/shared/cursor.ts';
import { systemRandom } from '../../lambdas/shared/ids.ts';
import { acceptInvitation } from '../../lambdas/sign-up/accept-invitation.ts';
import { lookUpInvitation } from '../../lambdas/sign-up/look-up-invitation.ts';
import { DynamoSuppressionWriter } from '../../lambdas/suppressions/suppression-writer.ts';
import { documentedEvents } from '../support/ses-events.ts';
import { DynamoTenantRegistry } from '../../lambdas/tenants/tenant-registry.ts';
import { remembering } from '../../lambdas/tenants/tenant-store.ts';
import { acceptingOn } from '../support/accepting.ts';
import { TestClock } from '../support/clock.ts';
import { MortalProcess } from '../support/dying.ts';
import { createTableAt } from '../support/engine-table.ts';
import { accountsIn } from '../support/accounts.ts';
import { FakeUserPool } from '../support/fake-user-pool.ts';
import { invite, invitingOn } from '../support/invitations.ts';
import { sum } from './capacity-units.ts';
import { Meter, type Call } from './meter.ts';
import { printTable } from './report.ts';

/** What the design allows an operation, for items up to 1 KB. Index writes come on top. */
interface Budget {
  readonly calls?: number;
  readonly writes?: number;
  readonly readUnits?: number;
  readonly writeUnits?: number;
  readonly cognitoCalls?: number;
}

const CREATE = { calls: 1, writeUnits: 4 };
const CHANGE = { calls: 1, writeUnits: 4 };
const LIST = { calls: 1, readUnits: 4 };
const ACCEPT = { writes: 2, writeUnits: 8, cognitoCalls: 4 };
const NONE = {};

const PAGE = 50;
const principal = {
  id: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11',
  name: 'Ada Administrator',
  tenantId: 'acme',
};

/** What an administrator types for somebody whom they know. */
function typicalRequest(email: string) {
  return {
    email,
    company: 'Hopper Shipping Ltd',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    message: 'Welcome! Here you see your orders, delivery notes and invoices, and whom to ask.',
  };
}

/** A mail service that remembers the last link, and names mails as long as SES does. */
class LinkCollector implements MailSender {
  token = '';

  async send({ text }: Mail): Promise<string> {
    this.token = /sign-up#(\S+)/.exec(text)?.[1] ?? '';
    return '0102019a2b3c4d5e-6f708192-a3b4-4c5d-8e6f-708192a3b4c5-000000';
  }
}

/** Everything that an operation needs, on one metered table. */
async function setup(endpoint: string) {
  const table = await createTableAt(endpoint);
  const meter = await Meter.of(table, endpoint);
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await tenants.create({
    id: principal.tenantId,
    name: 'Acme',
    look: { logoUrl: 'https://acme.example/logo.svg', colour: '#00aa77' },
    createdAt: clock.now().toISOString(),
  });
  const cognito = new MortalProcess();
  const users = cognito.calling<FakeUserPool>(pool);
  const contacts = new DynamoContactFinder(table.client, table.tableName);
  const accepting = {
    ...acceptingOn(table, clock, pool),
    users,
    remover: users,
    accounts: accountsIn(table, users),
  };
  const reading = {
    invitations: inviting.invitations,
    lists: inviting.lists,
    customers: new DynamoCustomerStore(table.client, table.tableName),
    cursors: new Cursors(async () => 'a secret of the benchmarks', systemRandom),
    clock,
  };
  const links = new LinkCollector();
  const sending = {
    deliveries: new DynamoDeliveryStore(table.client, table.tableName),
    tenants: remembering(tenants, MINUTE),
    sender: links,
    clock,
    random: systemRandom,
    siteUrl: 'https://join.acme.example',
  };
  let guests = 0;
  const newGuest = (idempotencyKey?: string): Promise<Invitation> => {
    clock.advance(1_000);
    const request = typicalRequest(`grace.hopper.${++guests}@shipping.example`);
    return invite(inviting, request, { principal, ...(idempotencyKey && { idempotencyKey }) });
  };
  const send = ({ id }: Invitation) =>
    sendInvitation(sending, { invitationId: id, send: 1 }, { lastTry: false });
  const mailed = async () => {
    const invitation = await newGuest();
    await send(invitation);
    return { invitation, token: links.token };
  };
  const accept = (token: string) =>
    acceptInvitation(accepting, {
      token,
      password: 'Correct-horse-battery-9',
      profile: { firstName: 'Grace', lastName: 'Hopper', phone: '+44 20 7946 0000' },
      company: 'Hopper Shipping Ltd',
      idempotencyKey: 'f1c5e0f2-6b0e-4a3f-9d8e-0a4c6c7b2d10',
    });
  const recording = {
    invitations: new DynamoFeedbackStore(table.client, table.tableName),
    suppressions: new DynamoSuppressionWriter(table.client, table.tableName),
    clock,
  };
  /** What SES says about the first mail of an invitation. */
  const hear = ({ id, address }: Invitation, what: 'delivered' | 'hardBounce') => {
    const mail = { tenantId: principal.tenantId, invitationId: id, address };
    const event = documentedEvents({ ...mail, at: clock.now().toISOString() })[what]();
    return recordFeedback(recording, feedbackIn(sesEventSchema.parse(event)));
  };
  const list = (filters: InvitationFilters = {}) =>
    listInvitations(reading, {
      tenantId: principal.tenantId,
      filters,
      order: 'desc',
      limit: PAGE,
      cursor: undefined,
    });
  return {
    ...{ meter, clock, cognito, inviting, contacts, accepting, reading, sending },
    ...{ newGuest, send, mailed, accept, list, hear },
  };
}

/** Prints what each operation costs, next to what it may cost. */
export async function capacity(endpoint: string): Promise<void> {
  const foyer = await setup(endpoint);
  const rows: string[][] = [];
  const measure = async (operation: string, budget: Budget, work: () => Promise<unknown>) => {
    const earlier = foyer.cognito.calls;
    const calls = await foyer.meter.measure(work);
    rows.push(rowOf(operation, calls, foyer.cognito.calls - earlier, budget));
  };

  await measureInviting(foyer, measure);
  await measureSigningUp(foyer, measure);
  await measureChanging(foyer, measure);
  await measureReading(foyer, measure);

  printTable(
    'Capacity units of each operation',
    ['operation', 'calls', 'RRU', 'WRU', 'index WRU', 'bytes', 'allowed', 'verdict'],
    rows,
  );
}

type Foyer = Awaited<ReturnType<typeof setup>>;
type Measure = (operation: string, budget: Budget, work: () => Promise<unknown>) => Promise<void>;

async function measureInviting({ clock, newGuest, inviting, send, hear }: Foyer, measure: Measure) {
  await measure('create with nothing but an address', CREATE, () =>
    invite(inviting, { email: 'grace@shipping.example' }, { principal }),
  );
  await measure('create', CREATE, () => newGuest());
  await measure('create, with Idempotency-Key', CREATE, () => newGuest('key-1'));

  const expired = await newGuest();
  clock.advance(8 * DAY);
  await measure('create again after expiry', CREATE, () =>
    invite(inviting, typicalRequest(expired.email), { principal }),
  );

  const due = await newGuest();
  await measure('send the first mail of a mailer', NONE, () => send(due));
  const next = await newGuest();
  await measure('send a mail', NONE, () => send(next));
  await measure('note that a mail arrived', NONE, () => hear(next, 'delivered'));
  await measure('note it once more', NONE, () => hear(next, 'delivered'));
  await measure('note that it came back for good', NONE, () => hear(next, 'hardBounce'));
}

async function measureSigningUp(
  { mailed, accept, accepting, inviting, sending, clock, contacts }: Foyer,
  measure: Measure,
) {
  const { invitation, token } = await mailed();
  const lookingUp = {
    invitations: accepting.invitations,
    tenants: sending.tenants,
    applications: inviting.applications,
    providers: [],
    clock,
  };
  await sending.tenants.get(invitation.tenantId);
  await measure('look up', { calls: 1, readUnits: 1 }, () => lookUpInvitation(lookingUp, token));
  await measure('accept', ACCEPT, () => accept(token));
  await measure('accept, sent again', ACCEPT, () => accept(token));
  await measure('sign in (every token)', NONE, () =>
    contacts.has(invitation.customerId, invitation.contactId),
  );
}

async function measureChanging({ clock, mailed, inviting }: Foyer, measure: Measure) {
  const { invitation } = await mailed();
  await measure('resend', CHANGE, () => resendInvitation(inviting, principal, invitation.id));
  await measure('revoke', CHANGE, () => revokeInvitation(inviting, principal, invitation.id));

  const { invitation: expired } = await mailed();
  clock.advance(8 * DAY);
  await measure('resend after expiry', CHANGE, () =>
    resendInvitation(inviting, principal, expired.id),
  );
}

async function measureReading({ mailed, accept, reading, list }: Foyer, measure: Measure) {
  const { tenantId } = principal;
  for (let count = 0; count <= PAGE; count++) {
    await mailed();
    await accept((await mailed()).token);
  }
  await measure(`list ${PAGE} invitations by time`, LIST, () => list());
  await measure(`list ${PAGE} pending invitations`, LIST, () => list({ status: 'pending' }));
  await measure(`list ${PAGE} accepted invitations`, LIST, () => list({ status: 'accepted' }));
  await measure(`list ${PAGE} customers`, LIST, () =>
    listCustomers(reading, tenantId, { order: 'desc', limit: PAGE }),
  );
  const { invitation, token } = await mailed();
  await accept(token);
  await measure('get an invitation with its timeline', { calls: 1 }, () =>
    getInvitation(reading, tenantId, invitation.id),
  );
  await measure('get a customer with its contact', NONE, () =>
    getCustomer(reading, tenantId, invitation.customerId),
  );
}

function rowOf(
  operation: string,
  calls: readonly Call[],
  cognitoCalls: number,
  budget: Budget,
): string[] {
  const spent = {
    calls: calls.length,
    writes: calls.filter((call) => call.writeUnits > 0).length,
    readUnits: sum(calls.map((call) => call.readUnits)),
    writeUnits: sum(calls.map((call) => call.writeUnits)),
    cognitoCalls,
  };
  const limits = Object.entries(budget) as [keyof Budget, number][];
  const over = limits.filter(([what, limit]) => spent[what] > limit).map(([what]) => WORDS[what]);
  return [
    operation,
    [
      ...calls.map(({ name }) => name),
      ...(cognitoCalls > 0 ? [`${cognitoCalls} × Cognito`] : []),
    ].join(' + '),
    String(spent.readUnits),
    String(spent.writeUnits),
    String(sum(calls.map((call) => call.indexWriteUnits))),
    calls.map(({ bytes }) => bytes).join(' + '),
    limits.map(([what, limit]) => `${WORDS[what]} ≤ ${limit}`).join(', '),
    limits.length === 0 ? '' : over.length === 0 ? 'ok' : `OVER: ${over.join(', ')}`,
  ];
}

const WORDS = {
  calls: 'calls',
  writes: 'writes',
  readUnits: 'RRU',
  writeUnits: 'WRU',
  cognitoCalls: 'Cognito',
} as const;
