import { describe, expect, test } from 'vitest';

import type { Activity } from '../../../../lambdas/modules/activity/activity.ts';
import { DynamoActivityNotes } from '../../../../lambdas/modules/activity/activity-notes.ts';
import { ActivityProjection } from '../../../../lambdas/modules/activity/activity-projection.ts';
import {
  DynamoActivityReader,
  listActivity,
} from '../../../../lambdas/modules/activity/read-activity.ts';
import { listActivitySchema } from '../../../../lambdas/modules/activity/requests.ts';
import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { DynamoInvitationDeleter } from '../../../../lambdas/modules/invitations/delete-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { actingAs, type Actor } from '../../../../lambdas/modules/platform/actor.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { createPreset, deletePreset } from '../../../../lambdas/modules/settings/manage-presets.ts';
import { DynamoWebhookStore } from '../../../../lambdas/modules/webhooks/webhook-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { changesBy } from '../../../support/engine/table-changes.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { asFunction } from '../../../support/functions/as-function.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';
import { settingsOn } from '../../../support/modules/settings.ts';
import { webhookOf } from '../../../support/modules/webhooks.ts';

const ada: Actor = { type: 'user', id: 'user-admin', name: 'Ada Admin' };
const program: Actor = { type: 'client', id: 'client-1', name: 'Sync' };

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const projector = asFunction(table, 'projection');
  const projection = new ActivityProjection(projector.client, projector.tableName);
  const cursors = new Cursors(async () => 'secret', systemRandom);
  const activity = new DynamoActivityReader(table.client, table.tableName);
  /** Does `work` as `actor`, and then runs the projection with the permissions of its role. */
  const done = async (actor: Actor | undefined, work: () => Promise<unknown>) => {
    const changes = await changesBy(table, () => actingAs(actor, work));
    expect(await projection.apply(changes)).toEqual([]);
    return changes;
  };
  const log = async (query: object = {}, tenantId = 'acme') =>
    listActivity(
      // Writes are stamped with the real time, not with the test's clock.
      { activity, cursors, clock: { now: () => new Date() } },
      { tenantId },
      listActivitySchema().parse(query),
    );
  const inviting = invitingOn(table, clock, new FakeUserPool());
  return { table, clock, projection, activity, done, log, inviting };
}

const types = ({ data }: { readonly data: readonly { readonly type: string }[] }) =>
  data.map(({ type }) => type);

describe('the activity log', () => {
  test('contains the life of an invitation, with the actor of each action', async () => {
    const { done, log, inviting, table, clock } = await setup();
    let id = '';
    await done(ada, async () => {
      ({ id } = await invite(inviting));
    });
    await done(program, () => revokeInvitation(inviting, administrator, id));
    const eraser = new DynamoInvitationDeleter(table.client, table.tableName);
    await done(ada, async () => {
      expect(await eraser.erase('acme', id, clock.now())).toEqual({ erased: true });
    });
    const { data } = await log({ objectId: id });
    expect(data.map(({ type, actor }) => [type, actor])).toEqual([
      ['invitation.deleted', ada],
      ['invitation.revoked', program],
      ['invitation.created', ada],
    ]);
    // All entries are anonymous: the log does not contain the person.
    expect(JSON.stringify(data)).not.toMatch(/grace|Grace|example\.com/);
  });

  test('names the person who deleted settings, in the same transaction as the deletion', async () => {
    const { done, log, table, clock } = await setup();
    const deps = await settingsOn(table, clock);
    const by = { id: 'user-admin', tenantId: 'acme' };
    const webhooks = new DynamoWebhookStore(table.client, table.tableName);
    let id = '';
    await done(ada, async () => {
      ({ id } = await createPreset(deps, by, { name: 'Resellers' }));
      await webhooks.create(webhookOf());
    });
    await done(program, async () => {
      await deletePreset(deps, 'acme', id, undefined);
      await webhooks.remove({ tenantId: 'acme', id: 'whk_1' });
    });
    const { data } = await log({ actorId: 'client-1' });
    expect(data.map(({ type, object }) => [type, object.name]).toSorted()).toEqual([
      ['preset.deleted', 'Resellers'],
      ['webhook.deleted', undefined],
    ]);
    // A rejected deletion leaves no note, which could otherwise name the wrong person later.
    expect(
      await changesBy(table, () =>
        actingAs(ada, () => webhooks.remove({ tenantId: 'acme', id: 'whk_1' })),
      ),
    ).toEqual([]);
  });

  test('names Foyer as the actor if there is no other', async () => {
    const { done, log, inviting } = await setup();
    await done(undefined, () => invite(inviting));
    expect((await log()).data.map(({ actor }) => actor)).toEqual([
      { type: 'system', id: 'system' },
    ]);
  });

  test('contains actions that change no item, through their notes', async () => {
    const { done, log, table } = await setup();
    const notes = new DynamoActivityNotes(table.client, table.tableName);
    const object = { type: 'webhook' as const, id: 'whk_1' };
    await done(ada, () => notes.note({ tenantId: 'acme', type: 'webhook.tested', object }));
    expect((await log()).data).toMatchObject([{ type: 'webhook.tested', actor: ada, object }]);
  });

  test('stays the same if the stream delivers a change again', async () => {
    const { done, log, inviting, projection, table } = await setup();
    const changes = await done(ada, () => invite(inviting));
    const before = await log();
    expect(await changesBy(table, () => projection.apply(changes))).toEqual([]);
    expect(await log()).toEqual(before);
  });

  test('shows a tenant nothing of another tenant, for any actor and object', async () => {
    const { done, log, inviting } = await setup();
    let id = '';
    await done(ada, async () => {
      ({ id } = await invite(inviting));
    });
    for (const query of [{}, { objectId: id }, { actorId: ada.id }])
      expect((await log(query, 'globex')).data).toEqual([]);
    const { nextCursor } = await fillAndRead(log, done, inviting);
    await expect(log({ limit: '1', cursor: nextCursor }, 'globex')).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

async function fillAndRead(
  log: Awaited<ReturnType<typeof setup>>['log'],
  done: Awaited<ReturnType<typeof setup>>['done'],
  inviting: Awaited<ReturnType<typeof setup>>['inviting'],
) {
  await done(ada, () => invite(inviting, { email: 'ada@example.com' }));
  const page = await log({ limit: '1' });
  expect(page.nextCursor).toBeTypeOf('string');
  return page;
}

describe('a page of the log', () => {
  async function filled() {
    const made = await setup();
    const { table } = made;
    const projector = new ActivityProjection(table.client, table.tableName);
    const start = Date.now() - DAY;
    // 250 changes by two people, a minute apart. Every fiftieth is a deletion.
    await projector.apply(
      Array.from({ length: 250 }, (_, n) => {
        const by = {
          t: n % 2 === 0 ? 'user' : 'client',
          i: n % 2 === 0 ? 'u' : 'c',
          a: start + n * 60_000,
        };
        const preset = {
          pk: 'tenant#acme',
          sk: 'preset#pre_1',
          id: 'pre_1',
          tenantId: 'acme',
          name: 'P',
        };
        return {
          ...{ id: `event-${n}`, sequence: String(n), pk: preset.pk, sk: preset.sk, byTtl: false },
          at: new Date(start),
          before: n % 50 === 0 ? undefined : preset,
          after: { ...preset, ...(n % 50 === 0 ? {} : { locale: String(n) }), by },
        };
      }),
    );
    return { ...made, start };
  }
  async function all(log: Awaited<ReturnType<typeof filled>>['log'], query: object) {
    const rows: Omit<Activity, 'tenantId'>[] = [];
    let pages = 0;
    let cursor: string | null = null;
    do {
      const page = await log({ ...query, ...(cursor !== null && { cursor }) });
      rows.push(...(page.data as Omit<Activity, 'tenantId'>[]));
      cursor = page.nextCursor;
      pages++;
    } while (cursor !== null && pages < 20);
    return { rows, pages };
  }

  test('starts with the newest entry, and all pages together contain every entry once', async () => {
    const { log } = await filled();
    const { rows, pages } = await all(log, { limit: '100' });
    expect(pages).toBe(3);
    expect(rows).toHaveLength(250);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(250);
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('contains only entries that match the filters', async () => {
    const { log, start } = await filled();
    const created = await all(log, { type: 'preset.created' });
    expect(created.rows).toHaveLength(5);
    expect((await all(log, { type: 'preset.*', actorId: 'c' })).rows).toHaveLength(125);
    const both = await all(log, { objectId: 'pre_1', actorId: 'u', type: 'preset.created' });
    expect(both.rows.map(({ actor }) => actor.id)).toEqual(['u', 'u', 'u', 'u', 'u']);
    const createdAfter = new Date(start + 9 * 60_000).toISOString();
    const createdBefore = new Date(start + 12 * 60_000).toISOString();
    expect(types(await log({ createdAfter, createdBefore }))).toHaveLength(2);
    expect((await log({ objectId: 'pre_2' })).data).toEqual([]);
  });

  test('contains nothing older than 90 days, even before TTL has removed it', async () => {
    const { activity } = await filled();
    const query = { tenantId: 'acme', limit: 50 };
    const soon = await activity.list({ ...query, now: new Date(Date.now() + 88 * DAY) });
    expect(soon.rows).toHaveLength(50);
    const late = await activity.list({ ...query, now: new Date(Date.now() + 91 * DAY) });
    expect(late.rows).toEqual([]);
  });

  test('contains nothing for periods that are over or in the future', async () => {
    const { log } = await filled();
    for (const range of [
      { createdBefore: '0224-01-30T11:56:48.060Z' },
      { createdBefore: '0000-01-01T00:00:00.000Z' },
      { createdBefore: '0000-01-01T00:00:00.000Z', objectId: 'pre_1' },
      { createdAfter: '9999-12-31T23:59:59.999Z' },
      { createdAfter: '9999-12-31T23:59:59.999Z', actorId: 'u' },
    ])
      expect(await log(range)).toEqual({ data: [], nextCursor: null });
  });

  test('ends at the 90-day limit even if that moves while somebody pages', async () => {
    const { activity } = await filled();
    const query = { tenantId: 'acme', limit: 50 };
    const { next } = await activity.list({ ...query, now: new Date() });
    const late = new Date(Date.now() + 91 * DAY);
    expect(await activity.list({ ...query, after: next, now: late })).toEqual({
      rows: [],
      next: undefined,
    });
  });

  test('rejects the cursor of another list', async () => {
    const { log } = await filled();
    const { nextCursor } = await log({ limit: '1' });
    await expect(
      log({ limit: '1', type: 'preset.created', cursor: nextCursor }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
