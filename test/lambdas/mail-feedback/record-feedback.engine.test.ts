import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  DynamoFeedbackStore,
  recordFeedback,
} from '../../../lambdas/mail-feedback/record-feedback.ts';
import { DynamoSetupFeedbackStore } from '../../../lambdas/modules/administrators/setup-mail-store.ts';
import { resendInvitation } from '../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DynamoMailDeliveryStore } from '../../../lambdas/modules/mail/delivery-store.ts';
import { parseFeedback } from '../../../lambdas/modules/mail/feedback.ts';
import { sendInvitation } from '../../../lambdas/modules/mail/send-invitation.ts';
import { sesEventSchema } from '../../../lambdas/modules/mail/ses-event.ts';
import { DAY, SECOND } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { invitationKey } from '../../../lambdas/modules/records/invitation-item.ts';
import { WORK_INDEXES, WORK_PARTITION } from '../../../lambdas/modules/records/table.ts';
import {
  DynamoSuppressionReader,
  DynamoSuppressionWriter,
} from '../../../lambdas/modules/suppressions/suppression-store.ts';
import { DynamoTenantRegistry } from '../../../lambdas/modules/tenants/tenant-store.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { createTable } from '../../support/engine/table.ts';
import { FakeSes } from '../../support/fakes/fake-ses.ts';
import { documentedEvents } from '../../support/fakes/ses-events.ts';
import { administrator, invite, invitingOn } from '../../support/modules/invitations.ts';

const ADDRESS = 'grace@example.com';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const inviting = invitingOn(table, clock);
  const invitation = await invite(inviting, { email: ADDRESS });
  const ses = new FakeSes();
  const tenants = new DynamoTenantRegistry(table.client, table.tableName);
  await tenants.create({
    id: 'acme',
    name: 'Acme',
    branding: {},
    createdAt: clock.now().toISOString(),
  });
  const mailing = {
    deliveries: new DynamoMailDeliveryStore(table.client, table.tableName),
    tenants,
    sender: ses,
    clock,
    random: systemRandom,
    siteUrl: 'https://start.acme.example',
  };
  const recording = {
    invitations: new DynamoFeedbackStore(table.client, table.tableName),
    setupMails: new DynamoSetupFeedbackStore(table.client, table.tableName),
    suppressions: new DynamoSuppressionWriter(table.client, table.tableName),
    clock,
  };
  const eventsOf = (send: number, at?: string) =>
    documentedEvents({ invitationId: invitation.id, send, ...(at !== undefined && { at }) });
  return {
    table,
    clock,
    inviting,
    invitation,
    ses,
    mailing,
    eventsOf,
    events: eventsOf(1),
    send: (send = 1) =>
      sendInvitation(mailing, { invitationId: invitation.id, send }, { lastTry: false }),
    resend: () => resendInvitation(inviting, administrator, invitation.id),
    hear: (event: object) => recordFeedback(recording, parseFeedback(sesEventSchema.parse(event))),
    suppression: () => new DynamoSuppressionReader(table.client, table.tableName).find(ADDRESS),
    read: async () => {
      const found = await inviting.invitations.get(invitation.id);
      if (found === undefined) throw new Error('The invitation is gone.');
      return found;
    },
    item: async () => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.tableName, Key: invitationKey(invitation.id) }),
      );
      return Item;
    },
    queued: async () => {
      const { Count } = await table.client.send(
        new QueryCommand({
          TableName: table.tableName,
          IndexName: WORK_INDEXES.queuedMail.name,
          KeyConditionExpression: 'queuedKey = :all',
          ExpressionAttributeValues: { ':all': WORK_PARTITION },
        }),
      );
      return Count;
    },
  };
}

describe('the delivery status of an invitation', () => {
  test('follows SES events, with the time of the event and an entry in the timeline', async () => {
    const { send, hear, events, read, clock } = await setup();
    await send();
    clock.advance(10 * SECOND);
    await expect(hear(events.delayed())).resolves.toEqual({ moved: true, suppressed: false });
    expect((await read()).delivery).toEqual({
      status: 'delayed',
      updatedAt: '2030-01-01T12:00:05.133Z',
      sends: 1,
      reason: expect.stringContaining('full') as string,
    });
    await hear(events.delivered());
    const { delivery, timeline, updatedAt, status } = await read();
    expect(delivery).toEqual({
      status: 'delivered',
      updatedAt: '2030-01-01T12:00:05.133Z',
      sends: 1,
    });
    expect(updatedAt).toBe(clock.now().toISOString());
    expect(timeline.map(({ type }) => type)).toEqual(['created', 'sent', 'delayed', 'delivered']);
    // Delivery status and invitation status are independent: feedback does not change the invitation status.
    expect(status).toBe('pending');
  });

  test('is where the lists expect it', async () => {
    const { send, hear, events, item } = await setup();
    await send();
    await hear(events.delayed());
    expect(await item()).toMatchObject({ traitKey: 'acme#invitation#delayed#0' });
    await hear(events.delivered());
    expect(await item()).not.toHaveProperty('traitKey');
    await hear(events.complaint());
    expect(await item()).toMatchObject({ traitKey: 'acme#invitation#complained#0' });
  });

  test('only moves forward', async () => {
    const { send, hear, events, read } = await setup();
    await send();
    await hear(events.delivered());
    const before = await read();
    await expect(hear(events.delayed())).resolves.toMatchObject({ moved: false });
    await expect(hear(events.automaticAnswer())).resolves.toMatchObject({ moved: false });
    expect(await read()).toEqual(before);
  });

  test('moves from delivered to bounced, because a server can bounce an email later', async () => {
    const { send, hear, events, read } = await setup();
    await send();
    await hear(events.delivered());
    await hear(events.hardBounce());
    expect((await read()).delivery).toMatchObject({ status: 'bounced' });
  });

  test('does not change if an event arrives twice', async () => {
    const { send, hear, events, read } = await setup();
    await send();
    await hear(events.complaint());
    const before = await read();
    await expect(hear(events.complaint())).resolves.toMatchObject({ moved: false });
    expect(await read()).toEqual(before);
  });

  test('gets one timeline entry, no matter how often a server reports a delay', async () => {
    const { send, hear, events, read } = await setup();
    await send();
    for (let times = 0; times < 60; times++) await hear(events.delayed());
    expect((await read()).timeline.map(({ type }) => type)).toEqual(['created', 'sent', 'delayed']);
  });

  test('is updated even if the invitation was revoked in the meantime', async () => {
    const { send, hear, events, read, inviting, invitation } = await setup();
    await send();
    await revokeInvitation(inviting, administrator, invitation.id);
    await hear(events.delivered());
    expect(await read()).toMatchObject({ status: 'revoked', delivery: { status: 'delivered' } });
  });

  test('keeps the other fields of the send', async () => {
    const { send, hear, events, item, table, invitation } = await setup();
    await send();
    await table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: invitationKey(invitation.id),
        UpdateExpression: 'SET delivery.mail = :mail',
        ExpressionAttributeValues: { ':mail': 'reminder' },
      }),
    );
    await hear(events.delivered());
    expect((await item())?.['delivery']).toMatchObject({ mail: 'reminder', sends: 1 });
  });
});

describe('feedback for one send', () => {
  test('does not change a later send: a late bounce after a resend', async () => {
    const { send, resend, hear, eventsOf, read } = await setup();
    await send();
    await resend();
    await send(2);
    const before = await read();
    await expect(hear(eventsOf(1).softBounce())).resolves.toEqual({
      moved: false,
      suppressed: false,
    });
    expect(await read()).toEqual(before);
    await hear(eventsOf(2).delivered());
    expect((await read()).delivery).toMatchObject({ status: 'delivered', sends: 2 });
  });

  test('is reset by a resend, no matter how the earlier send ended', async () => {
    const { send, resend, hear, eventsOf, read } = await setup();
    await send();
    await hear(eventsOf(1).softBounce());
    await resend();
    expect((await read()).delivery).toMatchObject({ status: 'queued', sends: 2 });
    await send(2);
    await hear(eventsOf(2).delayed());
    expect((await read()).delivery).toMatchObject({ status: 'delayed', sends: 2 });
  });

  test('is ignored if its tags do not belong together', async () => {
    const { send, hear, read, invitation } = await setup();
    await send();
    const foreign = documentedEvents({ invitationId: invitation.id, send: 1, tenantId: 'other' });
    await expect(hear(foreign.delivered())).resolves.toMatchObject({ moved: false });
    expect((await read()).delivery.status).toBe('sent');
  });

  test('does not restore a deleted invitation', async () => {
    const { hear, table } = await setup();
    const gone = documentedEvents({ invitationId: 'inv_gone', send: 1 });
    await expect(hear(gone.delivered())).resolves.toEqual({ moved: false, suppressed: false });
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: invitationKey('inv_gone') }),
    );
    expect(Item).toBeUndefined();
  });
});

describe('feedback that arrives before the mailer finishes', () => {
  test('completes the mailer’s work, and the mailer does not move the status back', async () => {
    const { mailing, hear, events, read, queued, item, ses, invitation } = await setup();
    const overtaking = {
      ...mailing,
      sender: {
        send: async (mail: Parameters<typeof ses.send>[0]) => {
          const id = await ses.send(mail);
          await hear(events.delivered());
          return id;
        },
      },
    };
    const message = { invitationId: invitation.id, send: 1 };
    await sendInvitation(overtaking, message, { lastTry: false });
    const { delivery, timeline, tokenHashes } = await read();
    expect(delivery).toMatchObject({ status: 'delivered', sends: 1 });
    expect(timeline.map(({ type }) => type)).toEqual(['created', 'delivered']);
    expect(tokenHashes.size).toBe(1);
    expect(await queued()).toBe(0);
    expect(await item()).not.toHaveProperty('sending');
  });

  test('prevents a second email if the mailer crashed after SES accepted the first', async () => {
    const { mailing, send, hear, events, ses, clock, invitation } = await setup();
    const dying = {
      ...mailing,
      sender: {
        send: async (mail: Parameters<typeof ses.send>[0]) => {
          await ses.send(mail);
          throw new Error('TimeoutError');
        },
      },
    };
    const message = { invitationId: invitation.id, send: 1 };
    await expect(sendInvitation(dying, message, { lastTry: false })).rejects.toThrow();
    await hear(events.delivered());
    clock.advance(60 * SECOND);
    await expect(send()).resolves.toBe('dropped');
    expect(ses.taken).toHaveLength(1);
  });

  test('corrects a mailer that gave up although SES had accepted the email', async () => {
    const { mailing, hear, events, read, invitation } = await setup();
    const unanswered = {
      ...mailing,
      sender: {
        send: async () => {
          throw new Error('TimeoutError');
        },
      },
    };
    const message = { invitationId: invitation.id, send: 1 };
    await expect(sendInvitation(unanswered, message, { lastTry: true })).resolves.toBe('failed');
    await hear(events.delivered());
    const { delivery } = await read();
    expect(delivery).toMatchObject({ status: 'delivered' });
    expect(delivery).not.toHaveProperty('reason');
  });
});

describe('an address that does not accept email', () => {
  test.each([
    ['a hard bounce', 'hardBounce', 'hard_bounce', 90],
    ['a complaint', 'complaint', 'complaint', 365],
    ['an email that SES suppresses', 'heldBack', 'suppression_list', 14],
  ] as const)(
    'is suppressed after %s, starting at the time of the event',
    async (_n, kind, reason, days) => {
      const { send, hear, events, suppression } = await setup();
      await send();
      await expect(hear(events[kind]())).resolves.toEqual({ moved: true, suppressed: true });
      const at = '2030-01-01T12:00:05.133Z';
      const found = await suppression();
      expect(found).toMatchObject({ reason, at });
      expect(Date.parse(found?.until ?? '') - Date.parse(at) - days * DAY).toBeLessThan(SECOND);
    },
  );

  test.each(['softBounce', 'delayed', 'rejected', 'notRendered', 'unclearBounce'] as const)(
    'is not suppressed after %s',
    async (kind) => {
      const { send, hear, events, suppression } = await setup();
      await send();
      await expect(hear(events[kind]())).resolves.toEqual({ moved: true, suppressed: false });
      expect(await suppression()).toBeUndefined();
    },
  );

  test('is suppressed no matter which send bounced, even if the email was not an invitation', async () => {
    const older = await setup();
    await older.send();
    await older.resend();
    const outcome = await older.hear(older.events.hardBounce());
    expect(outcome).toEqual({ moved: false, suppressed: true });
    expect(await older.suppression()).toMatchObject({ reason: 'hard_bounce' });

    const other = await setup();
    await other.hear(documentedEvents({ address: ADDRESS }).hardBounce());
    expect(await other.suppression()).toMatchObject({ reason: 'hard_bounce' });
  });

  test('is not suppressed if the event is so old that the suppression would have ended', async () => {
    const { send, hear, eventsOf, suppression } = await setup();
    await send();
    const outcome = await hear(eventsOf(1, '2029-09-01T12:00:00.000Z').hardBounce());
    expect(outcome).toEqual({ moved: true, suppressed: false });
    expect(await suppression()).toBeUndefined();
  });

  test('is normalized like every address', async () => {
    const { hear, suppression } = await setup();
    await hear(documentedEvents({ address: 'Grace@Example.COM' }).hardBounce());
    expect(await suppression()).toBeDefined();
  });
});

describe('in any order', () => {
  const KINDS = [
    'delayed',
    'delivered',
    'automaticAnswer',
    'unclearBounce',
    'softBounce',
    'heldBack',
    'hardBounce',
    'complaint',
    'rejected',
    'notRendered',
  ] as const;
  type Kind = (typeof KINDS)[number];

  const rankOf = (kind: Kind) => {
    const event = documentedEvents({ invitationId: 'inv_1' })[kind]();
    return parseFeedback(sesEventSchema.parse(event)).outcome;
  };

  test('and number of repeats, the most significant event decides, and the mailer changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Kind>(...KINDS), { minLength: 1, maxLength: 7 }),
        fc.nat({ max: 7 }),
        async (kinds, mailerAt) => {
          const { send, hear, events, read, queued } = await setup();
          for (const [index, kind] of kinds.entries()) {
            if (index === mailerAt) await send();
            await hear(events[kind]());
          }
          const weightiest = kinds
            .map(rankOf)
            .reduce((best, next) => ((next?.rank ?? 0) > (best?.rank ?? 0) ? next : best));
          const { delivery, timeline } = await read();
          expect(delivery.status).toBe(weightiest?.status);
          expect(delivery.reason).toBe(weightiest?.reason);
          expect(timeline.length).toBeLessThanOrEqual(2 + new Set(kinds).size);
          expect(await queued()).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('feedback, mailer, and a concurrent resend leave one consistent send', async () => {
    for (let round = 0; round < 12; round++) {
      const { send, resend, hear, eventsOf, read, queued, item } = await setup();
      await Promise.allSettled([
        send(),
        hear(eventsOf(1).delivered()),
        resend(),
        hear(eventsOf(1).softBounce()),
        hear(eventsOf(2).delayed()),
      ]);
      const { delivery } = await read();
      expect(delivery.sends).toBe(2);
      expect(['queued', 'delayed']).toContain(delivery.status);
      // The reconciler finds it exactly while its email is due.
      expect(await queued()).toBe(delivery.status === 'queued' ? 1 : 0);
      if (delivery.status !== 'queued') expect(await item()).not.toHaveProperty('sending');
    }
  });
});
