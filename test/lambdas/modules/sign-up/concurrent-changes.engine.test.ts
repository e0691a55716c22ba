import { describe, expect, test } from 'vitest';

import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { beforeCall, MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { emptyTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';

const foreigner: Principal = { id: 'user-other', name: 'Otto Other', tenantId: 'other' };

async function setup() {
  const table = await emptyTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const deps = acceptingOn(table, clock, pool);
  const invited = async (principal: Principal = administrator) => {
    const invitation = await invite(inviting, {}, { principal });
    const token = await mailedToken(table, clock, invitation);
    return { invitation, submission: submissionOf(token) };
  };
  const read = (id: string) => readInvitation(table.client, table.tableName, id);
  return { table, clock, pool, inviting, deps, invited, read };
}

function submissionOf(token: string) {
  return {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: 'submission-1',
  };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('a link', () => {
  test('that is replaced while its form is being submitted lets nobody in', async () => {
    const outcomes: (readonly unknown[])[] = [];
    for (let moment = 1; ; moment++) {
      const { deps, invited, inviting, pool, clock } = await setup();
      const { invitation, submission } = await invited();
      let resent: string | undefined;
      const { target, reached } = beforeCall(deps.invitations, moment, async () => {
        clock.advance(1);
        resent = await codeOf(resendInvitation(inviting, administrator, invitation.id));
      });
      const accepted = await codeOf(acceptInvitation({ ...deps, invitations: target }, submission));
      if (!reached()) break;
      outcomes.push([resent, accepted, pool.users.size]);
    }
    expect(outcomes).toEqual([
      // Before the read, before the claim, and after it.
      ['done', 'not_found', 0],
      ['done', 'not_found', 0],
      ['acceptance_in_progress', 'done', 1],
    ]);
  });
});

describe('an account', () => {
  test('that is completed while somebody else removes it as a leftover stays', async () => {
    const outcomes: (readonly unknown[])[] = [];
    for (let moment = 1; ; moment++) {
      const { table, deps, invited, pool, clock, read } = await setup();
      const first = await invited();
      // It crashes after the user has been created, and before anything else.
      const dying = acceptingOn(
        table,
        clock,
        pool,
        new MortalProcess({ call: 3, moment: 'after' }),
      );
      await expect(acceptInvitation(dying, first.submission)).rejects.toThrow(ProcessDied);
      const second = await invited(foreigner);
      let registered: string | undefined;
      const { target, reached } = beforeCall(deps.invitations, moment, async () => {
        registered = await codeOf(acceptInvitation(deps, first.submission));
      });
      const other = await codeOf(
        acceptInvitation({ ...deps, invitations: target }, second.submission),
      );
      if (!reached()) break;
      const { acceptedUserId } = (await read(first.invitation.id)) ?? {};
      const [user] = pool.users.values();
      const isTheirs = registered !== 'done' || user?.userId === acceptedUserId;
      outcomes.push([registered, other, isTheirs]);
      await expectSound(table, clock.now());
    }
    expect(outcomes).toEqual([
      // Before the other invitation is read, and before it is claimed.
      ['done', 'user_already_exists', true],
      ['done', 'user_already_exists', true],
      // Before the leftover's own invitation is read, and before that one is claimed.
      ['done', 'user_already_exists', true],
      ['done', 'acceptance_in_progress', true],
      // Before the other invitation is released.
      ['done', 'acceptance_in_progress', true],
    ]);
  });
});
