import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import {
  ADMINISTRATORS_MAX,
  administratorStatusAt,
} from '../../../../lambdas/modules/administrators/administrator.ts';
import { administratorCountKey } from '../../../../lambdas/modules/administrators/administrator-access.ts';
import {
  removeAdministrator,
  resendSetupMail,
  updateAdministrator,
} from '../../../../lambdas/modules/administrators/manage-administrators.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { itemsOf, problemsOf } from '../../../support/foyer/table-check.ts';
import { ADA, administratorsOn } from '../../../support/modules/administrators.ts';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const world = administratorsOn(table, clock, pool);
  return {
    ...{ table, clock, ...world },
    problems: async () => problemsOf(await itemsOf(table), clock.now()),
    update: (id: string, change: object, ifMatch?: string) =>
      updateAdministrator(world.manage, ADA, { id, ifMatch }, change),
    remove: (id: string, ifMatch?: string) =>
      removeAdministrator(world.manage, ADA, { id, ifMatch }),
  };
}

const outcomes = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) =>
    one.status === 'fulfilled' ? 'done' : (one.reason as { code?: string }).code,
  );

describe('adding an administrator', () => {
  test('creates an invited record that names who added it and has an email due', async () => {
    const { create, list, clock, problems } = await setup();
    const made = await create({ name: 'Grace Hopper', role: 'viewers' });
    expect(made).toMatchObject({
      ...{ email: 'grace@acme.example', role: 'viewers', status: 'invited', version: 1 },
      createdBy: { id: 'user-ada', name: 'Ada Lindqvist' },
      delivery: { status: 'queued', sends: 1 },
    });
    expect((await list()).map(({ id }) => id)).toEqual([made.id]);
    clock.advance(8 * DAY);
    expect(administratorStatusAt(made, clock.now())).toBe('expired');
    expect(await problems()).toEqual([]);
  });

  test('creates one administrator for ten simultaneous requests with one address', async () => {
    const { create, list } = await setup();
    const settled = await Promise.allSettled(
      Array.from({ length: 10 }, (_, nr) =>
        create({ email: nr % 2 ? 'G@Acme.example' : 'g@acme.example' }),
      ),
    );
    expect(outcomes(settled).filter((one) => one === 'done')).toHaveLength(1);
    expect(await list()).toHaveLength(1);
  });

  test('returns the same response for the same Idempotency-Key, and rejects another body', async () => {
    const { create, list } = await setup();
    const first = await create({}, 'key-1');
    const settled = await Promise.allSettled([create({}, 'key-1'), create({}, 'key-1')]);
    for (const one of settled)
      expect(one).toMatchObject({ status: 'fulfilled', value: { id: first.id } });
    await expect(create({ role: 'viewers' }, 'key-1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await list()).toHaveLength(1);
  });

  test('does not restore a deleted administrator when the request is repeated', async () => {
    const { create, list, remove } = await setup();
    await remove((await create({ role: 'viewers' }, 'key-1')).id);
    await expect(create({ role: 'viewers' }, 'key-1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await list()).toEqual([]);
    await create({ role: 'viewers' }, 'key-2');
  });

  test('rejects the address of a customer’s account and of another administrator', async () => {
    const { create, pool, active } = await setup();
    pool.add('customer@example.com', 'Correct-horse-battery-1');
    await expect(create({ email: 'customer@example.com' })).rejects.toMatchObject({
      code: 'user_already_exists',
    });
    await active();
    await expect(create()).rejects.toMatchObject({
      code: 'user_already_exists',
      message: expect.stringContaining('administrator of this company') as string,
    });
  });

  test('rejects a suppressed address, and the eleventh email of a day', async () => {
    const { create, remove, table, clock } = await setup();
    const suppressions = new DynamoSuppressionWriter(table.client, table.tableName);
    await suppressions.add('bad@acme.example', suppressionFrom('hard_bounce', clock.now()));
    await expect(create({ email: 'bad@acme.example' })).rejects.toMatchObject({
      code: 'email_suppressed',
    });
    for (let nr = 0; nr < 10; nr++) await remove((await create({ role: 'viewers' })).id);
    await expect(create()).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('counts toward the hourly limit of invitations, so that a stolen token cannot email strangers without limit', async () => {
    const { manage, create, clock } = await setup();
    const { limits } = await manage.rules.rulesFor('acme');
    const few = { ...limits, invitationsPerAdministratorPerHour: 2 };
    await manage.quotas.take(ADA, few, clock.now());
    await create();
    await expect(manage.quotas.take(ADA, few, clock.now())).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });

  test('rejects an administrator above the limit of the company', async () => {
    const { create, table } = await setup();
    await create();
    await table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: administratorCountKey('acme'),
        UpdateExpression: 'SET administrators = :most',
        ExpressionAttributeValues: { ':most': ADMINISTRATORS_MAX },
      }),
    );
    await expect(create({ email: 'one-more@acme.example' })).rejects.toMatchObject({
      code: 'administrator_limit_reached',
    });
  });
});

describe('the last administrator', () => {
  test('cannot be removed or given another role; invited administrators do not count', async () => {
    const { active, create, remove, update, problems } = await setup();
    const last = await active();
    await create({ email: 'invited@acme.example' });
    await expect(remove(last.id)).rejects.toMatchObject({ code: 'last_administrator' });
    await expect(update(last.id, { role: 'viewers' })).rejects.toMatchObject({
      code: 'last_administrator',
    });
    await expect(update(last.id, { name: 'Grace Brewster' })).resolves.toMatchObject({
      version: 3,
    });
    expect(await problems()).toEqual([]);
  });

  test('remains when two administrators remove each other at the same time', async () => {
    const { active, remove, list, problems } = await setup();
    const one = await active({ email: 'one@acme.example' });
    const two = await active({ email: 'two@acme.example' });
    const settled = await Promise.allSettled([remove(one.id), remove(two.id)]);
    expect(outcomes(settled).toSorted()).toEqual(['done', 'last_administrator']);
    expect(await list()).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });

  test('remains when one is removed and the other demoted at the same time', async () => {
    const { active, remove, update, list } = await setup();
    const one = await active({ email: 'one@acme.example' });
    const two = await active({ email: 'two@acme.example' });
    const settled = await Promise.allSettled([remove(one.id), update(two.id, { role: 'viewers' })]);
    expect(outcomes(settled).toSorted()).toEqual(['done', 'last_administrator']);
    expect((await list()).filter(({ role }) => role === 'administrators')).toHaveLength(1);
  });
});

describe('an update', () => {
  test('with an outdated version is rejected, and one of two simultaneous updates must read again', async () => {
    const { active, update } = await setup();
    await active({ email: 'ada@acme.example' });
    const { id } = await active({ role: 'viewers' });
    await expect(update(id, { role: 'operators' }, '"1"')).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    const settled = await Promise.allSettled([
      update(id, { role: 'operators' }),
      update(id, { role: 'plan-managers' }),
    ]);
    expect(outcomes(settled)).toContain('done');
    const changed = await update(id, { role: 'administrators' });
    expect(changed.updatedBy).toEqual({ id: 'user-ada', name: 'Ada Lindqvist' });
  });

  test('without changes writes nothing', async () => {
    const { active, update } = await setup();
    const { id, version } = await active();
    expect((await update(id, {})).version).toBe(version);
  });

  test('finds no administrator of another tenant', async () => {
    const { active, manage } = await setup();
    const { id } = await active();
    const stranger = { ...ADA, tenantId: 'globex' };
    const found = { code: 'not_found' };
    await expect(updateAdministrator(manage, stranger, { id }, {})).rejects.toMatchObject(found);
    await expect(removeAdministrator(manage, stranger, { id })).rejects.toMatchObject(found);
    await expect(resendSetupMail(manage, stranger, id)).rejects.toMatchObject(found);
  });
});

describe('removing an administrator', () => {
  test('frees the address immediately: the same person can be added again', async () => {
    const { active, create, remove, problems } = await setup();
    await active({ email: 'ada@acme.example' });
    const { id } = await active();
    await remove(id);
    await expect(remove(id)).rejects.toMatchObject({ code: 'not_found' });
    // The account is still in the user pool, because the reconciler has not run yet.
    const again = await create();
    expect(again.id).not.toBe(id);
    expect(await problems()).toEqual([]);
  });
});

describe('resending the setup email', () => {
  test('sends a new link, and is rejected once the account is set up', async () => {
    const { create, active, manage, clock } = await setup();
    const made = await create();
    clock.advance(8 * DAY);
    const again = await resendSetupMail(manage, ADA, made.id);
    expect(again.delivery).toMatchObject({ status: 'queued', sends: 2 });
    expect(administratorStatusAt(again, clock.now())).toBe('invited');
    const { id } = await active({ email: 'active@acme.example' });
    await expect(resendSetupMail(manage, ADA, id)).rejects.toMatchObject({
      code: 'administrator_active',
    });
  });

  test('sends one email for five simultaneous requests', async () => {
    const { create, manage, read } = await setup();
    const { id } = await create();
    const settled = await Promise.allSettled(
      Array.from({ length: 5 }, () => resendSetupMail(manage, ADA, id)),
    );
    const done = outcomes(settled).filter((one) => one === 'done').length;
    expect((await read(id)).delivery.sends).toBe(1 + done);
  });
});
