import { describe, expect, test } from 'vitest';

import { activitiesOf } from '../../../../lambdas/modules/activity/entries.ts';
import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import {
  type Mail,
  MailNotAcceptedError,
  skippingSuppressed,
} from '../../../../lambdas/modules/mail/mail-sender.ts';
import { actingAs } from '../../../../lambdas/modules/platform/actor.ts';
import { DAY, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import {
  DynamoInvitedAddresses,
  liftSuppression,
  lookUpSuppression,
  type SuppressionDeps,
} from '../../../../lambdas/modules/suppressions/manage-suppressions.ts';
import {
  SUPPRESSION_REASONS,
  suppressionFrom,
  type SuppressionReason,
} from '../../../../lambdas/modules/suppressions/suppression.ts';
import {
  DynamoSuppressionLifter,
  DynamoSuppressionReader,
  DynamoSuppressionWriter,
} from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { changesBy } from '../../../support/engine/table-changes.ts';
import { FakeNotes } from '../../../support/fakes/fake-notes.ts';
import { FakeSuppressionList } from '../../../support/fakes/fake-suppression-list.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { invite, invitingOn } from '../../../support/modules/invitations.ts';

const ADDRESS = 'grace@example.com';
const email = { email: ' Grace@Example.com ' };
const ada: Principal = { id: 'user-admin', name: 'Ada Admin', tenantId: 'acme' };
const stranger: Principal = { ...ada, id: 'user-other', tenantId: 'globex' };

/** Creates an installation in which `acme` has invited the address, without any feedback yet. */
async function setup({ mayLift = true } = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const notes = new FakeNotes();
  const writer = new DynamoSuppressionWriter(table.client, table.tableName);
  const suppressions = new DynamoSuppressionReader(table.client, table.tableName);
  const deps: SuppressionDeps = {
    suppressions,
    invited: new DynamoInvitedAddresses(table.client, table.tableName),
    notes,
    lifter: new DynamoSuppressionLifter(table.client, table.tableName),
    administratorsMayLift: mayLift,
    clock,
  };
  const inviting = invitingOn(table, clock, new FakeUserPool());
  await invite(inviting);
  return {
    ...{ table, clock, notes, deps, inviting, suppressions },
    suppress: (reason: SuppressionReason, at = clock.now()) =>
      writer.add(ADDRESS, suppressionFrom(reason, at)),
    lift: (by = ada) => liftSuppression(deps, by, email),
    look: (by = ada) => lookUpSuppression(deps, by, email),
  };
}

describe('looking up a suppression', () => {
  test('returns why an address gets no email and until when, and logs who asked without the address', async () => {
    const { suppress, look, notes } = await setup();
    expect(await look()).toMatchObject({ suppressed: false, liftable: false });
    await suppress('hard_bounce');
    const shown = await look();
    expect(shown).toEqual({
      id: expect.stringMatching(/^sup_/) as string,
      suppressed: true,
      reason: 'hard_bounce',
      until: '2030-04-01T12:00:00.000Z',
      liftable: true,
    });
    expect(notes.noted[1]).toEqual({
      tenantId: 'acme',
      type: 'suppression.viewed',
      object: { type: 'suppression', id: shown.id },
    });
    expect(JSON.stringify(notes.noted)).not.toContain('example.com');
  });

  test('reveals nothing to a tenant about an address that it has not invited, suppressed or not', async () => {
    const { suppress, look, lift, deps, notes } = await setup();
    const before = await look(stranger).catch((error: unknown) => error);
    await suppress('hard_bounce');
    const after = await look(stranger).catch((error: unknown) => error);
    expect(after).toMatchObject({ code: 'not_found' });
    expect(after).toEqual(before);
    await expect(lift(stranger)).rejects.toMatchObject({ code: 'not_found' });
    const beginning = lookUpSuppression(deps, ada, { email: 'g@example.com' });
    await expect(beginning).rejects.toMatchObject({ code: 'not_found' });
    expect(notes.noted).toEqual([]);
  });

  test('requires an email address', async () => {
    const { deps } = await setup();
    await expect(lookUpSuppression(deps, ada, { email: 'nonsense' })).rejects.toMatchObject({
      errors: [{ path: 'email' }],
    });
  });
});

describe('lifting a suppression', () => {
  test('allows new invitations to the address, and is recorded on it and in the log', async () => {
    const { table, suppress, lift, look, inviting, suppressions } = await setup();
    await suppress('hard_bounce');
    const changes = await changesBy(table, () =>
      actingAs({ type: 'user', id: ada.id, name: ada.name }, () => lift()),
    );
    expect(changes.flatMap((change) => activitiesOf(change))).toMatchObject([
      { type: 'suppression.lifted', actor: { id: 'user-admin' }, tenantId: 'acme' },
    ]);
    expect(await look()).toMatchObject({ suppressed: false });
    expect((await suppressions.find(ADDRESS))?.lifted).toEqual({
      at: '2030-01-01T12:00:00.000Z',
      by: 'user-admin',
      tenantId: 'acme',
    });
    await expect(
      invite(inviting, { email: ADDRESS, applicationId: undefined }),
    ).rejects.toMatchObject({ code: 'already_invited' });
    // A repeat changes nothing, and is recorded once.
    expect(await changesBy(table, () => lift())).toEqual([]);
  });

  test('five times at once is recorded once', async () => {
    const { table, suppress, lift } = await setup();
    await suppress('suppression_list');
    const changes = await changesBy(table, () =>
      Promise.all(Array.from({ length: 5 }, () => lift())),
    );
    expect(changes.filter(({ sk }) => sk === 'note')).toHaveLength(1);
  });

  test('is not possible for complaints, or if the installation reserves it for the operator', async () => {
    const { table, suppress, lift, look } = await setup();
    await suppress('complaint');
    expect(await look()).toMatchObject({ reason: 'complaint', liftable: false });
    const refused = { code: 'suppression_not_liftable' };
    expect(await changesBy(table, () => expect(lift()).rejects.toMatchObject(refused))).toEqual([]);
    const strict = await setup({ mayLift: false });
    await strict.suppress('hard_bounce');
    await expect(strict.lift()).rejects.toMatchObject(refused);
    expect(await strict.look()).toMatchObject({ suppressed: true, liftable: false });
  });

  test('is possible for the operator, even after a complaint', async () => {
    const { deps, suppress, look, clock } = await setup();
    await suppress('complaint');
    const lift = { at: clock.now().toISOString(), by: 'operator' };
    const reasons = SUPPRESSION_REASONS;
    expect(await deps.lifter.lift(ADDRESS, { lift, reasons })).toBe(true);
    expect(await deps.lifter.lift(ADDRESS, { lift, reasons })).toBe(false);
    expect(await deps.lifter.lift('ada@example.com', { lift, reasons })).toBe(false);
    expect(await look()).toMatchObject({ suppressed: false });
  });

  test('ends with the next bounce, and a repeated old event changes nothing', async () => {
    const { suppress, lift, look, clock } = await setup();
    const bounced = clock.now();
    await suppress('hard_bounce');
    clock.advance(DAY);
    await lift();
    await suppress('hard_bounce', bounced);
    expect(await look()).toMatchObject({ suppressed: false });
    clock.advance(SECOND);
    // Its suppression is shorter than the one that was lifted.
    await suppress('suppression_list');
    expect(await look()).toMatchObject({ suppressed: true, reason: 'suppression_list' });
  });

  test('does not override a complaint that is reported late', async () => {
    const { suppress, lift, look, clock } = await setup();
    const complained = clock.now();
    await suppress('hard_bounce');
    clock.advance(SECOND);
    await lift();
    await suppress('complaint', complained);
    expect(await look()).toMatchObject({ suppressed: true, reason: 'complaint' });
  });

  test('takes effect in Amazon SES with the next email, which is not sent while SES does not respond', async () => {
    const { suppress, lift, suppressions, clock } = await setup();
    await suppress('hard_bounce');
    await lift();
    const sent: string[] = [];
    const list = new FakeSuppressionList(ADDRESS, 'ada@example.com');
    const send = async (mail: Pick<Mail, 'to'>) => {
      expect([...list.addresses]).toEqual(['ada@example.com']);
      sent.push(mail.to);
    };
    const mail = { to: ADDRESS } as Mail;
    await skippingSuppressed({ send } as never, { suppressions, accountList: list, clock }).send(
      mail,
    );
    expect(sent).toEqual([ADDRESS]);
    const silent = { remove: () => Promise.reject(new Error('no answer')) };
    const later = skippingSuppressed({ send } as never, {
      suppressions,
      accountList: silent,
      clock,
    });
    await expect(later.send(mail)).rejects.toBeInstanceOf(MailNotAcceptedError);
    expect(sent).toHaveLength(1);
  });
});
