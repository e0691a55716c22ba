import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { DynamoCustomerLists } from '../../../../lambdas/modules/customers/customer-lists.ts';
import { DynamoCustomerStore } from '../../../../lambdas/modules/customers/customer-store.ts';
import { DynamoInvitationStore } from '../../../../lambdas/modules/invitations/invitation-store.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { invitationKey } from '../../../../lambdas/modules/records/invitation-item.ts';
import {
  type AcceptCommand,
  acceptInvitation,
} from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { CLAIM_LEASE_SECONDS } from '../../../../lambdas/modules/sign-up/acceptance-rules.ts';
import { DynamoAcceptanceStore } from '../../../../lambdas/modules/sign-up/acceptance-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { type Death, MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable, type TestTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { expectSound } from '../../../support/foyer/table-check.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { testRules } from '../../../support/modules/tenants.ts';

const PASSWORD = 'Correct-horse-battery-9';

async function setup(request: Record<string, unknown> = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const invitation = await invite(inviting, request);
  const token = await mailedToken(table, clock, invitation);
  const command: AcceptCommand = {
    token,
    password: PASSWORD,
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    company: 'Navy',
    idempotencyKey: 'submission-1',
  };
  const deps = acceptingOn(table, clock, pool);
  const invitations = new DynamoInvitationStore(table.client, table.tableName);
  const customers = new DynamoCustomerStore(table.client, table.tableName);
  const lists = new DynamoCustomerLists(table.client, table.tableName);
  return { table, clock, pool, inviting, invitation, invitations, customers, lists, command, deps };
}

/** Checks what must be true after every sign-up, whichever way it happened. */
async function expectOneAccount({
  table,
  clock,
  pool,
  customers,
  lists,
  invitations,
  invitation,
}: Awaited<ReturnType<typeof setup>>) {
  const users = [...pool.users.values()];
  expect(users).toHaveLength(1);
  expect(users[0]).toMatchObject({
    invitationId: invitation.id,
    password: PASSWORD,
    groups: new Set(['customers']),
  });
  const { rows } = await lists.list({ tenantId: 'acme', filters: {}, order: 'desc', limit: 10 });
  expect(rows).toMatchObject([{ id: invitation.customerId, name: 'Navy', status: 'active' }]);
  const customer = await customers.get(invitation.customerId);
  expect(customer?.contacts).toMatchObject([
    { userId: users[0]?.userId, role: 'owner', firstName: 'Grace' },
  ]);
  expect(await invitations.get(invitation.id)).toMatchObject({
    status: 'accepted',
    acceptedUserId: users[0]?.userId,
  });
  await expectSound(table, clock.now());
}

async function stored(table: TestTable, invitation: Invitation) {
  return new DynamoAcceptanceStore(table.client, table.tableName).get(invitation.id);
}

describe('a customer who signs up', () => {
  test('gets one account with the groups of the invitation, and appears in the customer list', async () => {
    const world = await setup();
    await expect(acceptInvitation(world.deps, world.command)).resolves.toEqual({
      address: 'grace@example.com',
      customerId: world.invitation.customerId,
      awaitingApproval: false,
      repeated: false,
    });
    await expectOneAccount(world);
  });

  test('waits if the tenant approves new customers, and learns that again from a repeat', async () => {
    const world = await setup();
    // Turned on a moment ago: `rules` are cached and still without it.
    const deps = { ...world.deps, currentRules: testRules({ requiresApproval: true }) };
    const accepted = await acceptInvitation(deps, world.command);
    expect(accepted).toMatchObject({ awaitingApproval: true, repeated: false });
    const customer = await world.customers.get(world.invitation.customerId);
    expect(customer?.customer).toMatchObject({
      status: 'inactive',
      users: 1,
      owners: 1,
      contacts: 1,
    });
    await expect(acceptInvitation(deps, world.command)).resolves.toEqual({
      ...accepted,
      repeated: true,
    });
  });

  test('gets a customer in their own name if there is no company', async () => {
    const world = await setup();
    await acceptInvitation(world.deps, { ...world.command, company: undefined });
    const customer = await world.customers.get(world.invitation.customerId);
    expect(customer?.customer.name).toBe('Grace Hopper');
  });

  test('cannot change fields that the inviter locked, and an attempt writes nothing', async () => {
    const world = await setup({ company: 'Navy', editableFields: ['firstName', 'lastName'] });
    const attempt = acceptInvitation(world.deps, { ...world.command, company: 'Army' });
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'company' }],
    });
    expect(await stored(world.table, world.invitation)).toMatchObject({ status: 'pending' });
    expect(world.pool.users.size).toBe(0);
    await acceptInvitation(world.deps, { ...world.command, company: undefined });
    await expectOneAccount(world);
  });

  test('can submit a whole link, and a repeat with the bare token is the same request', async () => {
    const world = await setup();
    const link = `https://join.example.com/sign-up#${world.command.token}?utm_source=x`;
    await acceptInvitation(world.deps, { ...world.command, token: link });
    await expectOneAccount(world);
    await expect(acceptInvitation(world.deps, world.command)).resolves.toMatchObject({
      repeated: true,
    });
  });

  test('learns that a password of 257 characters is too long', async () => {
    const world = await setup();
    const password = PASSWORD.padEnd(257, 'x');
    await expect(
      acceptInvitation(world.deps, { ...world.command, password }),
    ).rejects.toMatchObject({
      code: 'password_policy',
      errors: [{ path: 'password', message: 'Password: At most 256 characters.' }],
    });
  });

  test('learns every password rule that is not met', async () => {
    const world = await setup();
    await expect(
      acceptInvitation(world.deps, { ...world.command, password: 'short' }),
    ).rejects.toMatchObject({
      code: 'password_policy',
      errors: [{ path: 'password' }, { path: 'password' }, { path: 'password' }],
    });
  });
});

describe('an invalid link', () => {
  test.each([
    ['forged with another secret', (token: string) => `${token.split('.')[0]}.${'A'.repeat(43)}`],
    ['shortened', (token: string) => token.slice(0, -1)],
    ['lengthened', (token: string) => `${token}A`],
    [
      'of an invitation that never existed',
      (token: string) => `inv_${'0'.repeat(26)}.${token.split('.')[1]}`,
    ],
    ['empty', () => ''],
    ['spelled with its unused bits set', (token: string) => respelled(token)],
  ])('that is %s is not found', async (_name, forge) => {
    const world = await setup();
    const attempt = acceptInvitation(world.deps, {
      ...world.command,
      token: forge(world.command.token),
    });
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    expect(await stored(world.table, world.invitation)).toMatchObject({ status: 'pending' });
    expect(world.pool.users.size).toBe(0);
  });

  test('of another tenant, with the secret of this one, is not found', async () => {
    const world = await setup();
    const foreign = await invite(
      world.inviting,
      {},
      { principal: { ...administrator, tenantId: 'other' } },
    );
    const token = `${foreign.id}.${world.command.token.split('.')[1]}`;
    await expect(acceptInvitation(world.deps, { ...world.command, token })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('expires to the millisecond, with its item still in the table', async () => {
    const world = await setup();
    world.clock.advance(7 * DAY - 1);
    expect((await stored(world.table, world.invitation))?.expiresAt).toBe(
      new Date(world.clock.now().getTime() + 1).toISOString(),
    );
    world.clock.advance(1);
    await expect(acceptInvitation(world.deps, world.command)).rejects.toMatchObject({
      code: 'invitation_expired',
    });
    expect(world.pool.users.size).toBe(0);
  });

  test('still works in its last millisecond', async () => {
    const world = await setup();
    world.clock.advance(7 * DAY - 1);
    await acceptInvitation(world.deps, world.command);
    await expectOneAccount(world);
  });

  test('that was revoked says so to its holder', async () => {
    const world = await setup();
    await revokeInvitation(world.inviting, administrator, world.invitation.id);
    await expect(acceptInvitation(world.deps, world.command)).rejects.toMatchObject({
      code: 'invitation_revoked',
    });
    expect(world.pool.users.size).toBe(0);
  });

  test('stops working as soon as a new one is requested, before that is emailed', async () => {
    const world = await setup();
    await resendInvitation(world.inviting, administrator, world.invitation.id);
    await expect(acceptInvitation(world.deps, world.command)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('that was used does not work a second time', async () => {
    const world = await setup();
    await acceptInvitation(world.deps, world.command);
    const again = {
      ...world.command,
      password: 'Another-password-1',
      idempotencyKey: 'submission-2',
    };
    await expect(acceptInvitation(world.deps, again)).rejects.toMatchObject({
      code: 'invitation_accepted',
    });
    await expectOneAccount(world);
  });

  test('grants nothing that is no longer allowed', async () => {
    const world = await setup({ groups: ['partners'] });
    const deps = { ...world.deps, rules: testRules({}, ['customers']) };
    await expect(acceptInvitation(deps, world.command)).rejects.toMatchObject({
      code: 'grant_not_allowed',
    });
    expect(world.pool.users.size).toBe(0);
  });

  test('grants nothing that has just been forbidden, and can use the link again once it is allowed', async () => {
    const world = await setup({ groups: ['partners'] });
    const deps = { ...world.deps, currentRules: testRules({}, ['customers']) };
    await expect(acceptInvitation(deps, world.command)).rejects.toMatchObject({
      code: 'grant_not_allowed',
    });
    expect(await stored(world.table, world.invitation)).toMatchObject({ status: 'pending' });
    expect(await world.customers.get(world.invitation.customerId)).toBeUndefined();
    await acceptInvitation(world.deps, world.command);
    expect(world.pool.users.size).toBe(1);
  });
});

describe('an address with an account', () => {
  test('is rejected, and its password is not changed', async () => {
    const world = await setup();
    const owner = world.pool.add('Grace@Example.com', 'The-owner’s-own-1');
    await expect(acceptInvitation(world.deps, world.command)).rejects.toMatchObject({
      code: 'user_already_exists',
    });
    expect(owner.password).toBe('The-owner’s-own-1');
    expect(world.pool.passwordsSet).toEqual([]);
    expect(await stored(world.table, world.invitation)).toMatchObject({ status: 'pending' });
  });
});

describe('the same submission', () => {
  test('returns the same response when it is repeated, and changes nothing', async () => {
    const world = await setup();
    const first = await acceptInvitation(world.deps, world.command);
    await expect(acceptInvitation(world.deps, world.command)).resolves.toEqual({
      ...first,
      repeated: true,
    });
    expect(world.pool.passwordsSet).toHaveLength(1);
    await expectOneAccount(world);
  });

  test('still returns it after the invitation would have expired', async () => {
    const world = await setup();
    await acceptInvitation(world.deps, world.command);
    world.clock.advance(30 * DAY);
    await expect(acceptInvitation(world.deps, world.command)).resolves.toMatchObject({
      awaitingApproval: false,
      repeated: true,
    });
  });

  test('with the same key and another form is a separate submission', async () => {
    const world = await setup();
    await acceptInvitation(world.deps, world.command);
    const changed = { ...world.command, company: 'Army' };
    await expect(acceptInvitation(world.deps, changed)).rejects.toMatchObject({
      code: 'invitation_accepted',
    });
  });
});

describe('fifty simultaneous submissions', () => {
  test('with one link create one account', async () => {
    const world = await setup();
    const attempts = Array.from({ length: 50 }, (_, index) =>
      acceptInvitation(world.deps, { ...world.command, idempotencyKey: `submission-${index}` }),
    );
    const results = await Promise.allSettled(attempts);
    const won = results.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(['acceptance_in_progress', 'invitation_accepted']).toContain(codeOf(result.reason));
    await expectOneAccount(world);
  });

  test('of the same form all get the same response', async () => {
    const world = await setup();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => acceptInvitation(world.deps, world.command)),
    );
    expect(new Set(results.map(({ customerId }) => customerId))).toEqual(
      new Set([world.invitation.customerId]),
    );
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
    await expectOneAccount(world);
  });
});

describe('a process that crashes', () => {
  const deaths: Death[] = [];
  for (let call = 1; call <= 7; call++)
    deaths.push({ call, moment: 'before' }, { call, moment: 'after' });

  test('makes seven calls if it does not crash', async () => {
    const world = await setup();
    const process = new MortalProcess();
    await acceptInvitation(
      acceptingOn(world.table, world.clock, world.pool, process),
      world.command,
    );
    expect(process.names).toEqual([
      'get',
      'claim',
      'create',
      'findExternal',
      'addToGroup',
      'setPassword',
      'complete',
    ]);
  });

  test.each(deaths)(
    '$moment call $call is completed by the same submission, immediately',
    async (death) => {
      const world = await setup();
      const mortal = acceptingOn(world.table, world.clock, world.pool, new MortalProcess(death));
      await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
      await acceptInvitation(world.deps, world.command);
      await expectOneAccount(world);
    },
  );

  test.each(deaths.filter(({ call, moment }) => call < 7 || moment === 'before'))(
    '$moment call $call is completed by another submission, after the lease has expired',
    async (death) => {
      const world = await setup();
      const mortal = acceptingOn(world.table, world.clock, world.pool, new MortalProcess(death));
      await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
      world.clock.advance(CLAIM_LEASE_SECONDS * SECOND + 1);
      await acceptInvitation(world.deps, { ...world.command, idempotencyKey: 'submission-2' });
      await expectOneAccount(world);
    },
  );

  test('holds the invitation until its lease has expired, and says for how long', async () => {
    const world = await setup();
    const mortal = acceptingOn(
      world.table,
      world.clock,
      world.pool,
      new MortalProcess({ call: 3, moment: 'after' }),
    );
    await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
    world.clock.advance(10 * SECOND);
    const other = { ...world.command, idempotencyKey: 'submission-2' };
    await expect(acceptInvitation(world.deps, other)).rejects.toMatchObject({
      code: 'acceptance_in_progress',
      retryAfterSeconds: CLAIM_LEASE_SECONDS - 10,
    });
    await expect(
      revokeInvitation(world.inviting, administrator, world.invitation.id),
    ).rejects.toMatchObject({
      code: 'acceptance_in_progress',
    });
    await expect(
      resendInvitation(world.inviting, administrator, world.invitation.id),
    ).rejects.toMatchObject({
      code: 'acceptance_in_progress',
    });
  });

  test('leaves a user that the next invitation to the address removes, after its own invitation has ended', async () => {
    const world = await setup();
    const mortal = acceptingOn(
      world.table,
      world.clock,
      world.pool,
      new MortalProcess({ call: 6, moment: 'after' }),
    );
    await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
    world.clock.advance(8 * DAY);
    const next = await invite(world.inviting);
    expect(next.id).not.toBe(world.invitation.id);
    const token = await mailedToken(world.table, world.clock, next);
    await acceptInvitation(world.deps, { ...world.command, token });
    await expectOneAccount({ ...world, invitation: next });
  });

  test('leaves a claim that can be completed past the expiry, during its lease', async () => {
    const world = await setup();
    world.clock.advance(7 * DAY - 5 * SECOND);
    const mortal = acceptingOn(
      world.table,
      world.clock,
      world.pool,
      new MortalProcess({ call: 4, moment: 'before' }),
    );
    await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
    world.clock.advance(10 * SECOND);
    const other = { ...world.command, idempotencyKey: 'submission-2' };
    await expect(acceptInvitation(world.deps, other)).rejects.toMatchObject({
      code: 'acceptance_in_progress',
    });
    await acceptInvitation(world.deps, world.command);
    await expectOneAccount(world);
  });
});

describe('an unfinished user', () => {
  /** Runs a first sign-up that crashes after the user has been created and has a password. */
  async function halfMade() {
    const world = await setup();
    const process = new MortalProcess({ call: 6, moment: 'after' });
    const mortal = acceptingOn(world.table, world.clock, world.pool, process);
    await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
    return world;
  }
  const foreigner = { id: 'user-other', name: 'Otto Other', tenantId: 'other' };

  test('does not block its address after its invitation is deleted from the table', async () => {
    const world = await halfMade();
    await world.table.client.send(
      new DeleteCommand({
        TableName: world.table.tableName,
        Key: invitationKey(world.invitation.id),
      }),
    );
    const next = await invite(world.inviting);
    const token = await mailedToken(world.table, world.clock, next);
    await acceptInvitation(world.deps, { ...world.command, token });
    await expectOneAccount({ ...world, invitation: next });
  });

  test('of a pending invitation makes way for another tenant’s if nobody completes it', async () => {
    const world = await halfMade();
    const theirs = await invite(world.inviting, {}, { principal: foreigner });
    const token = await mailedToken(world.table, world.clock, theirs);
    const attempt = { ...world.command, token };
    await expect(acceptInvitation(world.deps, attempt)).rejects.toMatchObject({
      code: 'acceptance_in_progress',
    });
    world.clock.advance(CLAIM_LEASE_SECONDS * SECOND);
    await expect(acceptInvitation(world.deps, attempt)).resolves.toMatchObject({ repeated: false });
    const again = acceptInvitation(world.deps, world.command);
    await expect(again).rejects.toMatchObject({ code: 'user_already_exists' });
    expect([...world.pool.users.values()]).toMatchObject([{ invitationId: theirs.id }]);
  });

  test('is completed by its own invitation while another one waits', async () => {
    const world = await halfMade();
    await invite(world.inviting, {}, { principal: foreigner });
    await acceptInvitation(world.deps, world.command);
    await expectOneAccount(world);
  });
});

describe('during a sign-up', () => {
  test('a create that read before it and writes after it is rejected, and sends no email', async () => {
    const world = await setup();
    const slow = {
      ...world.inviting,
      accounts: {
        async find(address: string) {
          const before = await world.inviting.accounts.find(address);
          if (before === undefined) await acceptInvitation(world.deps, world.command);
          return before;
        },
      },
    };
    await expect(invite(slow)).rejects.toMatchObject({ code: 'user_already_exists' });
    await expectOneAccount(world);
  });

  test('the address stays locked past the expiry, while a submission that came in time runs', async () => {
    const world = await setup();
    world.clock.advance(7 * DAY - SECOND);
    const process = new MortalProcess({ call: 3, moment: 'before' });
    const mortal = acceptingOn(world.table, world.clock, world.pool, process);
    await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
    world.clock.advance(2 * SECOND);
    await expect(invite(world.inviting)).rejects.toMatchObject({ code: 'already_invited' });
    await acceptInvitation(world.deps, world.command);
    await expectOneAccount(world);
  });

  test('repeating a submission that never completes does not keep an expired invitation open', async () => {
    const world = await setup();
    world.clock.advance(7 * DAY - SECOND);
    for (let seconds = 0; seconds <= CLAIM_LEASE_SECONDS; seconds += 10) {
      const process = new MortalProcess({ call: 3, moment: 'before' });
      const mortal = acceptingOn(world.table, world.clock, world.pool, process);
      await expect(acceptInvitation(mortal, world.command)).rejects.toThrow(ProcessDied);
      world.clock.advance(10 * SECOND);
    }
    await expect(acceptInvitation(world.deps, world.command)).rejects.toMatchObject({
      code: 'invitation_expired',
    });
  });
});

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
}

/** Returns the same secret in another spelling: the last of its 43 letters has two bits that are not decoded. */
function respelled(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.slice(-1));
  return token.slice(0, -1) + alphabet.charAt(last | 1);
}
