import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { fromInvitationItem } from '../../../lambdas/invitations/invitation-item.ts';
import { statusAt, type Invitation } from '../../../lambdas/invitations/invitation.ts';
import { DynamoDeliveryStore } from '../../../lambdas/mail/delivery-store.ts';
import type { Mail } from '../../../lambdas/mail/mail-sender.ts';
import { MailNotTakenError, MailRefusedError } from '../../../lambdas/mail/mail-sender.ts';
import { sendInvitation } from '../../../lambdas/mail/send-invitation.ts';
import { reconcile } from '../../../lambdas/reconciler/reconcile.ts';
import { DAY, MINUTE } from '../../../lambdas/shared/clock.ts';
import { FoyerError } from '../../../lambdas/shared/errors.ts';
import { systemRandom } from '../../../lambdas/shared/ids.ts';
import { RECORDS } from '../../../lambdas/shared/table.ts';
import { DynamoDeclineStore } from '../../../lambdas/sign-up/decline-store.ts';
import { acceptingOn } from '../../support/accepting.ts';
import { TestClock } from '../../support/clock.ts';
import { MortalProcess, ProcessDied, type Death } from '../../support/dying.ts';
import { FakeUserPool } from '../../support/fake-user-pool.ts';
import { invitingOn } from '../../support/invitations.ts';
import { reconcilingOn } from '../../support/reconciling.ts';
import { createTable } from '../../support/table.ts';
import { testTenants } from '../../support/tenants.ts';

export const TENANTS = ['acme', 'globex'] as const;
export const ADDRESSES = ['ada@example.com', 'grace@example.com', 'mary@example.com'] as const;
const SETTINGS = { reminderDaysBefore: [2] };

/** A link that arrived in a mailbox, and to whom it was mailed. */
export interface Received {
  readonly token: string;
  readonly invitationId: string;
  /** What the invitation was like then: see {@link generationOf}. */
  readonly generation: string;
}

/** Changes with every renewal, and so tells links that must be dead, whatever is stored of them. */
export function generationOf({ expiresAt, timeline }: Invitation): string {
  const renewals = timeline.filter(({ type }) => type === 'resent' || type === 'renewed');
  return `${expiresAt} ${renewals.length}`;
}

type Item = Record<string, unknown>;

/** Two tenants on one table, with everything that happens to them in this process. */
export async function createWorld() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const received: Received[] = [];
  const deliveries = new DynamoDeliveryStore(table.client, table.tableName);
  const { reconcilingIn, failures } = reconcilingOn(table, clock, pool, SETTINGS);

  const items = async (): Promise<Item[]> => {
    const { Items = [] } = await table.client.send(
      new ScanCommand({ TableName: table.tableName, ConsistentRead: true }),
    );
    return Items;
  };
  const invitations = async (): Promise<Invitation[]> =>
    (await items())
      .filter(({ sk }) => sk === RECORDS.invitation)
      .map((item) => fromInvitationItem(item));

  const tenants = testTenants({ settings: SETTINGS });

  /** The mailer works off what is due; SES behaves as told. */
  async function deliverMails(ses: 'takes' | 'throttles' | 'refuses', death?: Death) {
    const process = new MortalProcess(death);
    const sender = {
      async send(mail: Mail): Promise<string> {
        if (ses === 'throttles') throw new MailNotTakenError('TooManyRequestsException');
        if (ses === 'refuses') throw new MailRefusedError('Amazon SES refused the mail.');
        const token = /sign-up#(\S+)/.exec(mail.text)?.[1] ?? '';
        const invitation = (await invitations()).find(({ id }) => id === mail.invitationId);
        if (invitation === undefined) throw new Error('A mail of no invitation was sent.');
        expect(mail.to).toBe(invitation.address);
        const generation = generationOf(invitation);
        received.push({ token, invitationId: mail.invitationId, generation });
        return `message-${received.length}`;
      },
    };
    for (const { id, delivery } of await invitations()) {
      if (delivery.status !== 'queued') continue;
      const deps = {
        deliveries: process.calling(deliveries),
        tenants,
        sender: process.calling(sender),
        clock,
        random: systemRandom,
        siteUrl: 'https://join.example.com',
      };
      await attempt(() =>
        sendInvitation(deps, { invitationId: id, send: delivery.sends }, { lastTry: false }),
      );
    }
  }

  return {
    table,
    clock,
    pool,
    received,
    items,
    invitations,
    deliverMails,
    inviting: (process = new MortalProcess()) => {
      const deps = invitingOn(table, clock, pool, SETTINGS);
      return {
        ...deps,
        invitations: process.calling(deps.invitations),
        renewals: process.calling(deps.renewals),
        links: process.calling(deps.links),
      };
    },
    accepting: (process = new MortalProcess()) => acceptingOn(table, clock, pool, process),
    declining: () => ({
      invitations: acceptingOn(table, clock, pool).invitations,
      declines: new DynamoDeclineStore(table.client, table.tableName),
      clock,
    }),
    reconciling: (death?: Death) =>
      attempt(() => reconcile(reconcilingIn(new MortalProcess(death)))),
    /** Lets everything come to rest: nobody dies any more, and time passes. */
    async settle() {
      for (let round = 0; round < 3; round++) {
        clock.advance(5 * MINUTE);
        await reconcile(reconcilingIn());
        await deliverMails('takes');
      }
      clock.advance(40 * DAY);
      await reconcile(reconcilingIn());
    },
    failures,
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

/** Does something that may be refused, or may die: anything else is a defect. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | FoyerError | ProcessDied> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'internal_error') return error;
    if (error instanceof ProcessDied) return error;
    if (error instanceof Error && error.name === 'MailPostponedError')
      return new FoyerError('temporarily_unavailable', error.message);
    throw error;
  }
}

/** What must be true after every step, whoever died in it. */
export async function checkInvariants(world: World): Promise<void> {
  const items = await world.items();
  const now = world.clock.now();
  const invitations = items
    .filter(({ sk }) => sk === RECORDS.invitation)
    .map((item) => fromInvitationItem(item));

  const open = invitations.filter((invitation) => statusAt(invitation, now) === 'pending');
  const addresses = open.map(({ tenantId, address }) => `${tenantId} ${address}`);
  expect(addresses, 'one pending invitation for a tenant and an address').toEqual([
    ...new Set(addresses),
  ]);

  const contacts = items.filter(({ sk }) => String(sk).startsWith(`${RECORDS.contact}#`));
  const accepted = invitations.filter(({ status }) => status === 'accepted');
  for (const invitation of accepted) {
    const own = contacts.filter(({ id }) => id === invitation.contactId);
    expect(own, 'one contact for an accepted invitation').toHaveLength(1);
    expect(own[0]?.['tenantId'], 'in its tenant').toBe(invitation.tenantId);
  }
  const logins = contacts.map((contact) => String(contact['email']).toLowerCase());
  expect(logins, 'one account for an address').toEqual([...new Set(logins)]);
  for (const contact of contacts) {
    const user = world.pool.users.get(String(contact['email']).toLowerCase());
    expect(user?.userId, 'an account for each contact').toBe(contact['userId']);
    expect(user?.password, 'a password for each account').toBeDefined();
  }
  const text = JSON.stringify(items, (_key, value: unknown) =>
    value instanceof Set ? [...value] : value,
  );
  for (const { token } of world.received)
    expect(text.includes(token.slice(token.indexOf('.') + 1)), 'no token at rest').toBe(false);
}

/** What must be true once everything has come to rest. */
export async function checkRest(world: World): Promise<void> {
  await checkInvariants(world);
  const invitations = await world.invitations();
  expect(invitations.filter(({ status }) => status === 'accepting')).toEqual([]);
  expect(invitations.filter(({ delivery }) => delivery.status === 'queued')).toEqual([]);
  const contacts = (await world.items()).filter(({ sk }) => String(sk).startsWith('contact#'));
  expect([...world.pool.users.values()].map(({ userId }) => userId).toSorted()).toEqual(
    contacts.map((contact) => String(contact['userId'])).toSorted(),
  );
}
