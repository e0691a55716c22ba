import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { openCount, openCountKey } from '../../../../lambdas/modules/invitations/rate-limits.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { DynamoOpenCounter } from '../../../../lambdas/outbox/open-count.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importOf, importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';

const globex = { ...administrator, tenantId: 'globex' };

/** Sets up a tenant with a limit of `most` open invitations, and a function that counts them as the outbox does. */
async function setup(most = 3) {
  const table = await createTable();
  const clock = new TestClock();
  const settings = { limits: { pendingInvitations: most } };
  const deps = invitingOn(table, clock, new FakeUserPool(), settings);
  const counter = new DynamoOpenCounter(table.client, table.tableName);
  const add = (days: Record<string, number>, tenantId = 'acme') =>
    counter.count(new Map([[tenantId, new Map(Object.entries(days))]]), clock.now());
  const stored = async (): Promise<Record<string, unknown>> => {
    const { client, tableName } = table;
    const key = { TableName: tableName, Key: openCountKey('acme'), ConsistentRead: true };
    return (await client.send(new GetCommand(key))).Item ?? {};
  };
  const open = async () => openCount(await stored(), clock.now());
  return { table, clock, deps, add, stored, open };
}

describe('a tenant at its limit of open invitations', () => {
  test('cannot invite, and learns when to retry; other tenants are not affected', async () => {
    const { deps, add } = await setup();
    await add({ d20300103: 2 });
    await invite(deps);
    await add({ d20300108: 1 });
    await expect(invite(deps, { email: 'ada@example.com' })).rejects.toMatchObject({
      code: 'pending_limit_reached',
      // Until midnight.
      retryAfterSeconds: 12 * 3_600,
    });
    await expect(invite(deps, {}, { principal: globex })).resolves.toBeDefined();
  });

  test('can invite again after one has ended, and on the next day', async () => {
    const { deps, add, clock } = await setup();
    await add({ d20300101: 1, d20300103: 2 });
    await expect(invite(deps)).rejects.toMatchObject({ code: 'pending_limit_reached' });
    await add({ d20300103: -1 });
    await expect(invite(deps)).resolves.toBeDefined();
    await add({ d20300108: 1 });
    const ada = { email: 'ada@example.com' };
    await expect(invite(deps, ada)).rejects.toMatchObject({ code: 'pending_limit_reached' });
    clock.advance(DAY);
    await expect(invite(deps, ada)).resolves.toBeDefined();
  });

  test('gets its existing invitation for the same Idempotency-Key', async () => {
    const { deps, add } = await setup(1);
    const first = await invite(deps, {}, { idempotencyKey: 'key-1' });
    await add({ d20300108: 1 });
    expect((await invite(deps, {}, { idempotencyKey: 'key-1' })).id).toBe(first.id);
  });

  test('has each import row rejected', async () => {
    const { table, clock, deps, add } = await setup();
    const imports = importsOn(table, clock, new FakeUserPool());
    const work = { ...imports.work, inviting: { ...imports.work.inviting, ...pick(deps) } };
    await add({ d20300108: 3 });
    const job = await startingImport(imports, { rows: [{ email: 'ada@example.com' }] });
    await workOff(work, job);
    expect((await importOf(imports, job)).rows[0]).toMatchObject({
      outcome: 'error',
      reason: 'pending_limit_reached',
    });
  });
});

/** Selects the dependencies that hold the limit of a tenant. */
const pick = ({ context, rules }: ReturnType<typeof invitingOn>) => ({ context, rules });

describe('the count of open invitations', () => {
  test('forgets past days, so that no error lasts longer than an invitation', async () => {
    const { add, stored, open, clock } = await setup();
    await add({ d20300101: 5, d20300102: 7 });
    clock.advance(DAY);
    expect(await open()).toBe(7);
    await add({ d20300103: 1 });
    expect(await stored()).toEqual({ ...openCountKey('acme'), d20300102: 7, d20300103: 1 });
  });

  test('is never below zero, even if an invitation started before counting did', async () => {
    const { add, open } = await setup();
    await add({ d20300102: -4, d20300103: 2 });
    expect(await open()).toBe(2);
  });

  test('is exact when many count at once', async () => {
    const { add, open } = await setup();
    await Promise.all(Array.from({ length: 30 }, () => add({ d20300105: 2, d20300106: 1 })));
    expect(await open()).toBe(90);
  });
});
