import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';

import { statisticsOperations } from '../../../../lambdas/admin-api/operations.ts';
import { toContactItem } from '../../../../lambdas/modules/records/contact.ts';
import { toCustomerItem } from '../../../../lambdas/modules/records/customer-item.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { toInvitationItem } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { TableChange } from '../../../../lambdas/modules/records/projection.ts';
import { TTL_ATTRIBUTE } from '../../../../lambdas/modules/records/table.ts';
import { CountProjection } from '../../../../lambdas/modules/statistics/count-projection.ts';
import {
  countedMark,
  DynamoCountReader,
  INVITATION_STAGES,
} from '../../../../lambdas/modules/statistics/counted.ts';
import { createTable } from '../../../support/engine/table.ts';
import { testContact, testCustomer } from '../../../support/modules/customers.ts';
import { record } from '../../../support/modules/invitation-records.ts';
import { change, StreamedTable } from '../../../support/modules/projecting.ts';

const DAY_1 = '2030-01-01T12:00:00.000Z';
const DAY_2 = '2030-01-02T23:59:59.999Z';

async function setup() {
  const table = await createTable();
  const { client, tableName } = table;
  const projection = new CountProjection(client, tableName);
  const stream = new StreamedTable(table, [projection]);
  const counts = new DynamoCountReader(client, tableName);
  const nonZero = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).filter(([, count]) => count !== 0));
  return {
    ...{ client, tableName, projection, stream, counts },
    invitations: async (from?: string, to = from, tenantId = 'acme') =>
      nonZero(
        await counts.count(
          tenantId,
          'invitation',
          from === undefined || to === undefined ? undefined : { from, to },
        ),
      ),
    customers: async () => nonZero(await counts.count('acme', 'customer')),
  };
}

function delivered(status: Invitation['delivery']['status']): Partial<Invitation> {
  return { delivery: { status, updatedAt: DAY_1, sends: 1 } };
}

describe('invitations', () => {
  test('are counted in exactly one stage, which follows their status', async () => {
    const { stream, invitations } = await setup();
    const one = record({ createdAt: DAY_1, ...delivered('queued') });
    const becomes: [Partial<Invitation>, string][] = [
      [delivered('queued'), 'queued'],
      [delivered('sent'), 'sent'],
      [delivered('delayed'), 'sent'],
      [delivered('delivered'), 'delivered'],
      [delivered('complained'), 'delivered'],
      [delivered('bounced'), 'bounced'],
      [delivered('suppressed'), 'bounced'],
      [delivered('failed'), 'bounced'],
      [{ ...delivered('delivered'), status: 'accepting' }, 'delivered'],
      [{ ...delivered('delivered'), expiredAt: DAY_2 }, 'expired'],
      [{ status: 'revoked' }, 'revoked'],
      [{ status: 'declined' }, 'declined'],
      [{ status: 'accepted' }, 'accepted'],
    ];
    for (const [fields, stage] of becomes) {
      await stream.put(toInvitationItem({ ...one, ...fields }));
      await stream.deliver();
      expect(await invitations()).toEqual({ [stage]: 1 });
      expect(await invitations('2030-01-01')).toEqual({ [stage]: 1 });
    }
    expect(new Set(becomes.map(([, stage]) => stage))).toEqual(new Set(INVITATION_STAGES));
  });

  test('are counted on the day (UTC) of their creation, and periods include both days', async () => {
    const { stream, invitations } = await setup();
    for (const createdAt of [DAY_1, DAY_2, DAY_2])
      await stream.put(toInvitationItem(record({ createdAt })));
    await stream.deliver();
    expect(await invitations('2030-01-01')).toEqual({ sent: 1 });
    expect(await invitations('2030-01-02')).toEqual({ sent: 2 });
    expect(await invitations('2030-01-01', '2030-01-02')).toEqual({ sent: 3 });
    expect(await invitations('2029-01-03', '2029-12-31')).toEqual({});
    expect(await invitations()).toEqual({ sent: 3 });
  });

  test('of another tenant are not counted', async () => {
    const { stream, invitations } = await setup();
    await stream.put(toInvitationItem(record({ tenantId: 'other' })));
    await stream.deliver();
    expect(await invitations()).toEqual({});
    expect(await invitations(undefined, undefined, 'other')).toEqual({ sent: 1 });
  });

  test('that are deleted, by anyone, are no longer counted', async () => {
    const { stream, invitations } = await setup();
    const item = toInvitationItem(record({ status: 'revoked' }));
    await stream.put(item);
    await stream.deliver();
    await stream.delete(item);
    await stream.deliver();
    expect(await invitations()).toEqual({});
  });
});

test('customers are counted by status, and contacts are not counted', async () => {
  const { stream, customers } = await setup();
  const customer = testCustomer({ status: 'invited' });
  await stream.put(toCustomerItem(customer));
  await stream.put(toCustomerItem(testCustomer()));
  await stream.put(toContactItem(testContact()));
  await stream.deliver();
  expect(await customers()).toEqual({ invited: 1, active: 1 });
  await stream.put(toCustomerItem({ ...customer, status: 'active', users: 1 }));
  await stream.deliver();
  expect(await customers()).toEqual({ active: 2 });
});

describe('a change', () => {
  test('is counted once, no matter how often and with which other changes it arrives', async () => {
    const { stream, invitations } = await setup();
    const one = record(delivered('queued'));
    const made = await stream.put(toInvitationItem(one));
    const sent = await stream.put(toInvitationItem({ ...one, ...delivered('sent') }));
    const other = await stream.put(toInvitationItem(record(delivered('queued'))));
    await stream.redeliver([made]);
    await stream.redeliver([made, sent]);
    await stream.redeliver([made, sent, other]);
    await stream.redeliver([sent, other]);
    await stream.redeliver([made, sent, other]);
    expect(await invitations()).toEqual({ queued: 1, sent: 1 });
  });

  test('is counted once if two functions apply it at the same time', async () => {
    const { stream, projection, invitations } = await setup();
    const changes: TableChange[] = [];
    for (let nr = 0; nr < 30; nr++) changes.push(await stream.put(toInvitationItem(record())));
    const runs = await Promise.all([1, 2, 3].map(() => projection.apply(changes)));
    // A function that meets too many conflicts gets the changes again.
    if (runs.some((failures) => failures.length > 0)) await stream.redeliver(changes);
    expect(await invitations()).toEqual({ sent: 30 });
  });

  test('is counted once if the function crashes after the table has accepted it', async () => {
    const { client, stream, projection, invitations } = await setup();
    const one = await stream.put(toInvitationItem(record()));
    const send = client.send.bind(client);
    const dying = vi.spyOn(client, 'send').mockImplementation(((command: never) =>
      send(command).then(() => {
        throw new Error('The function died.');
      })) as never);
    await expect(projection.apply([one])).resolves.toEqual([
      { sequence: one.sequence, cause: 'Error' },
    ]);
    dying.mockRestore();
    await stream.redeliver([one]);
    expect(await invitations()).toEqual({ sent: 1 });
  });

  test('is counted even among more changes than a transaction can hold', async () => {
    const { projection, invitations } = await setup();
    const changes = Array.from({ length: 120 }, (_, nr) => {
      const createdAt = new Date(Date.parse(DAY_1) - nr * 86_400_000).toISOString();
      return change(undefined, toInvitationItem(record({ createdAt })));
    });
    await expect(projection.apply(changes)).resolves.toEqual([]);
    expect(await invitations()).toEqual({ sent: 120 });
  });

  test('that moves no record between counts causes no call', async () => {
    const { client, projection } = await setup();
    const sent = vi.spyOn(client, 'send');
    const item = toInvitationItem(record());
    await projection.apply([change(item, { ...item, updatedAt: DAY_2 })]);
    expect(sent).not.toHaveBeenCalled();
  });

  test('that cannot be read is reported, and the others are counted', async () => {
    const { projection, invitations } = await setup();
    const spoiled = change(undefined, { ...toInvitationItem(record()), status: 'unheard of' });
    const good = change(undefined, toInvitationItem(record()));
    await expect(projection.apply([spoiled, good])).resolves.toEqual([
      { sequence: spoiled.sequence, cause: '$ZodError' },
    ]);
    expect(await invitations()).toEqual({ sent: 1 });
  });

  test('is remembered for longer than the stream retains it, and then forgotten', async () => {
    const { client, tableName, projection } = await setup();
    const one = change(undefined, toInvitationItem(record()));
    await projection.apply([one]);
    const { pk, sk } = countedMark(one.id, one.at);
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }));
    expect(Item?.[TTL_ATTRIBUTE]).toBe(one.at.getTime() / 1000 + 2 * 86_400);
  });

  test('shares a transaction with other changes', async () => {
    const { client, projection } = await setup();
    const sent = vi.spyOn(client, 'send');
    await projection.apply(
      Array.from({ length: 40 }, () => change(undefined, toInvitationItem(record()))),
    );
    const transactions = sent.mock.calls.filter(
      ([command]) => command instanceof TransactWriteCommand,
    );
    expect(transactions).toHaveLength(1);
  });
});

test('the statistics add up, and contain every stage', async () => {
  const { stream, counts } = await setup();
  await stream.put(toInvitationItem(record({ createdAt: DAY_1 })));
  await stream.put(toInvitationItem(record({ createdAt: DAY_1, status: 'accepted' })));
  await stream.deliver();
  const { getInvitationStatistics } = statisticsOperations({ counts });
  const query = { from: '2030-01-01', to: '2030-01-31' };
  const request = { principal: { tenantId: 'acme' }, query };
  const answer = await getInvitationStatistics(
    request as Parameters<typeof getInvitationStatistics>[0],
  );
  const none = { queued: 0, delivered: 0, bounced: 0, declined: 0, expired: 0, revoked: 0 };
  expect(answer.body).toEqual({ ...query, total: 2, byStage: { ...none, sent: 1, accepted: 1 } });
});
