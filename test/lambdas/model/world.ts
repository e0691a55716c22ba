import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';

import { DynamoContactReader } from '../../../lambdas/modules/access/access.ts';
import { DynamoMailDeliveryStore } from '../../../lambdas/modules/mail/delivery-store.ts';
import {
  type Mail,
  MailNotAcceptedError,
  MailRefusedError,
} from '../../../lambdas/modules/mail/mail-sender.ts';
import { sendInvitation } from '../../../lambdas/modules/mail/send-invitation.ts';
import { DAY, MINUTE } from '../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../lambdas/modules/platform/errors.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { DynamoCustomerFinder } from '../../../lambdas/modules/records/customer-item.ts';
import type { Invitation } from '../../../lambdas/modules/records/invitation.ts';
import { fromInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { RECORDS } from '../../../lambdas/modules/records/table.ts';
import { DynamoMemberStore } from '../../../lambdas/modules/self-service/update-me.ts';
import { DynamoDeclineStore } from '../../../lambdas/modules/sign-up/decline-invitation.ts';
import { reconcile } from '../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../support/engine/dying.ts';
import { createTable, replaceItems } from '../../support/engine/table.ts';
import { FakeUserPool } from '../../support/fakes/fake-user-pool.ts';
import { peopleOn } from '../../support/modules/contacts.ts';
import { invitingOn } from '../../support/modules/invitations.ts';
import { managingOn, OFFER } from '../../support/modules/managing-customers.ts';
import { reconcilingOn } from '../../support/modules/reconciling.ts';
import { acceptingOn } from '../../support/modules/sign-up.ts';
import { testTenants } from '../../support/modules/tenants.ts';

export const TENANTS = ['acme', 'globex'] as const;
export const ADDRESSES = ['ada@example.com', 'grace@example.com', 'mary@example.com'] as const;
const SETTINGS = { reminderDaysBefore: [2] };

/** A link that arrived in a mailbox, and its recipient. */
export interface Received {
  readonly token: string;
  readonly invitationId: string;
  /** The generation of the invitation at that time ({@link generationOf}). */
  readonly generation: string;
}

/**
 * Returns a value that changes with every renewal. It shows which links must no longer work, whatever is stored about
 * them.
 */
export function generationOf({ expiresAt, timeline }: Invitation): string {
  const renewals = timeline.filter(({ type }) => type === 'resent' || type === 'renewed');
  return `${expiresAt} ${renewals.length}`;
}

type Item = Record<string, unknown>;

/** Creates two tenants on one table, with everything that happens to them in this process. */
export async function createWorld() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const received: Received[] = [];
  /**
   * The outcomes so far, and the number of times that each was reached. They show that a test actually does something.
   */
  const reached = new Map<string, number>();
  /** The records that determined each user's last token. */
  const decided = new Map<string, string>();
  const deliveries = new DynamoMailDeliveryStore(table.client, table.tableName);
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
  const access = {
    tenants,
    customers: new DynamoCustomerFinder(table.client, table.tableName),
    contacts: new DynamoContactReader(table.client, table.tableName),
  };
  /** Returns a table whose calls count as those of a process that may die. */
  const dyingTable = (process: MortalProcess) => ({
    ...table,
    client: process.calling(table.client),
  });

  /** Runs the mailer for all queued emails. SES behaves as specified. */
  async function deliverMails(
    ses: 'takes' | 'throttles' | 'refuses',
    process = new MortalProcess(),
  ) {
    const sender = {
      async send(mail: Mail): Promise<string> {
        if (ses === 'throttles') throw new MailNotAcceptedError('TooManyRequestsException');
        if (ses === 'refuses') throw new MailRefusedError('Amazon SES refused the mail.');
        const token = /sign-up#(\S+)/.exec(mail.text)?.[1] ?? '';
        const invitation = (await invitations()).find(({ id }) => id === mail.invitationId);
        // The invitation was deleted while its email was being sent.
        if (invitation === undefined) return 'message-0';
        expect(mail.to).toBe(invitation.address);
        const generation = generationOf(invitation);
        received.push({ token, invitationId: invitation.id, generation });
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
    reached,
    decided,
    /**
     * Returns an idempotency key that can be used again within a minute. A deleted invitation no longer reserves its
     * key.
     */
    keyOf: (nr: number) => `key-${nr}-${Math.floor(clock.now().getTime() / MINUTE)}`,
    reach(what: string): void {
      reached.set(what, (reached.get(what) ?? 0) + 1);
    },
    items,
    invitations,
    deliverMails,
    access,
    /** Returns the dependencies for managing contacts, of administrators and of customers. */
    contactStore: (process = new MortalProcess()) => ({
      ...peopleOn(dyingTable(process), clock, pool, SETTINGS),
      ...access,
    }),
    managing: (process = new MortalProcess()) => {
      const dying = dyingTable(process);
      const inviting = invitingOn(dying, clock, pool, SETTINGS);
      return managingOn(dying, clock, inviting, { settings: SETTINGS, catalog: OFFER });
    },
    inviting: (process = new MortalProcess()) =>
      invitingOn(dyingTable(process), clock, pool, SETTINGS),
    accepting: (process = new MortalProcess()) => acceptingOn(table, clock, pool, process),
    declining: (process = new MortalProcess()) => ({
      invitations: acceptingOn(table, clock, pool, process).invitations,
      declines: new DynamoDeclineStore(dyingTable(process).client, table.tableName),
      clock,
    }),
    /** Returns the dependencies for updating one's own profile or company. */
    ownCorner: (process = new MortalProcess()) => ({
      ...access,
      members: new DynamoMemberStore(dyingTable(process).client, table.tableName),
      clock,
    }),
    reconciling: (process = new MortalProcess()) =>
      attempt(() => reconcile(reconcilingIn(process))),
    /** Completes all work: no process dies anymore, and time passes. */
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
    /** Returns a function that restores the current state of the world. */
    async save(): Promise<() => Promise<void>> {
      const [saved, time, mails, users] = [await items(), clock.now(), [...received], pool.save()];
      return async () => {
        await replaceItems(table, saved);
        clock.goTo(time);
        received.splice(0, received.length, ...mails);
        decided.clear();
        users();
      };
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

/** Performs an action that may be rejected, or may die. Any other error is a defect. */
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

/** Returns the outcome of an action: an error code, death, or success. */
export function outcomeOf(result: unknown): string {
  if (result instanceof ProcessDied) return 'died';
  return result instanceof FoyerError ? result.code : 'done';
}
