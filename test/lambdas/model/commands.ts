import fc from 'fast-check';
import { expect } from 'vitest';

import { createInvitationLink } from '../../../lambdas/modules/invitations/create-invitation-link.ts';
import { deleteInvitation } from '../../../lambdas/modules/invitations/delete-invitation.ts';
import { resendInvitation } from '../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE, SECOND } from '../../../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../../../lambdas/modules/platform/errors.ts';
import { type Invitation, statusAt } from '../../../lambdas/modules/records/invitation.ts';
import { acceptInvitation } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { declineInvitation } from '../../../lambdas/modules/sign-up/decline-invitation.ts';
import { requestNewInvitationLink } from '../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../support/engine/dying.ts';
import { invite } from '../../support/modules/invitations.ts';
import { COLLEAGUE_STEPS } from './colleague-commands.ts';
import { CUSTOMER_STEPS } from './customer-commands.ts';
import { arriveStep } from './signing-up.ts';
import { address, administrator, death, pick, type Step, step, tenant, which } from './step.ts';
import { attempt, generationOf, type Received, type World } from './world.ts';

const inviteStep = fc
  .tuple(tenant, address, fc.option(fc.nat(3), { nil: undefined }), death, which)
  .map(([tenantId, email, key, dies, nr]) =>
    step(`invite ${email} to ${tenantId}`, async (world) => {
      const principal = administrator(tenantId, nr);
      const deps = world.inviting(new MortalProcess(dies));
      const options = { principal, ...(key !== undefined && { idempotencyKey: world.keyOf(key) }) };
      const onConflict = nr % 3 === 0 ? 'resend' : 'error';
      await attempt(() => invite(deps, { email, onConflict }, options));
    }),
  );

/**
 * Returns a step in which an administrator of any tenant acts on any invitation. An invitation of another tenant must
 * not change.
 */
function change(
  name: string,
  work: (
    deps: ReturnType<World['inviting']>,
    principal: ReturnType<typeof administrator>,
    id: string,
  ) => Promise<unknown>,
) {
  return fc.tuple(tenant, which, death).map(([tenantId, nr, dies]) =>
    step(`${tenantId} ${name} ${nr}`, async (world) => {
      const before = await pick(world, nr);
      if (before === undefined) return;
      const deps = world.inviting(new MortalProcess(dies));
      const result = await attempt(() => work(deps, administrator(tenantId, nr), before.id));
      if (before.tenantId === tenantId) return;
      if (!(result instanceof ProcessDied)) expect(result).toMatchObject({ code: 'not_found' });
      const after = (await world.invitations()).find(({ id }) => id === before.id);
      expect(after, 'a foreigner changes nothing').toEqual(before);
    }),
  );
}

/**
 * Returns whether a link should open its invitation: the invitation is open, and has not been renewed since the link
 * was sent.
 */
function opens(invitation: Invitation | undefined, link: Received, now: Date): boolean {
  if (invitation === undefined || generationOf(invitation) !== link.generation) return false;
  return statusAt(invitation, now) === 'pending';
}

const acceptStep = fc.tuple(which, fc.nat(3), death).map(([nr, key, dies]) =>
  step(`accept with link ${nr}`, async (world) => {
    const link = world.received.at(nr % Math.max(1, world.received.length));
    if (link === undefined) return;
    const find = async () => (await world.invitations()).find(({ id }) => id === link.invitationId);
    const before = await find();
    const mayOpen = opens(before, link, world.clock.now());
    const passwords = new Map([...world.pool.users].map(([name, user]) => [name, user.password]));
    const result = await attempt(() =>
      acceptInvitation(world.accepting(new MortalProcess(dies)), {
        token: link.token,
        password: `Correct-horse-battery-${key}`,
        profile: { firstName: 'Grace', lastName: `Hopper ${key}` },
        idempotencyKey: `submission-${key}`,
      }),
    );
    const after = await find();
    if (before?.status !== 'accepted' && after?.status === 'accepted')
      expect(mayOpen || before?.status === 'accepting', 'only an open link lets in').toBe(true);
    if (!mayOpen && before?.status !== 'accepting' && !(result instanceof ProcessDied))
      expect(
        result instanceof FoyerError || result.repeated,
        'a link that does not open is refused, or repeats its own answer',
      ).toBe(true);
    for (const [name, password] of passwords)
      if (name !== before?.address && password !== undefined)
        expect(world.pool.users.get(name)?.password, 'nobody else’s password').toBe(password);
  }),
);

const holderStep = fc
  .tuple(which, fc.constantFrom('decline' as const, 'ask anew' as const), fc.boolean())
  .map(([nr, what, forged]) =>
    step(`${what} with ${forged ? 'a forged link' : 'link'} ${nr}`, async (world) => {
      const link = world.received.at(nr % Math.max(1, world.received.length));
      if (link === undefined) return;
      const before = await world.invitations();
      const token = forged ? `${link.token.slice(0, -6)}AAAAAA` : link.token;
      await attempt(() =>
        what === 'decline'
          ? declineInvitation(world.declining(), token)
          : requestNewInvitationLink(world.inviting(), token),
      );
      if (forged) expect(await world.invitations()).toEqual(before);
    }),
  );

/** All steps, weighted by how often they happen. */
export const STEPS: fc.Arbitrary<Step>[] = [
  ...CUSTOMER_STEPS,
  ...COLLEAGUE_STEPS,
  arriveStep,
  arriveStep,
  arriveStep,
  inviteStep,
  inviteStep,
  acceptStep,
  acceptStep,
  holderStep,
  change('resends', (deps, principal, id) => resendInvitation(deps, principal, id)),
  change('revokes', (deps, principal, id) => revokeInvitation(deps, principal, id)),
  change('erases', async (deps, principal, id) => {
    await deleteInvitation(deps, principal, id);
    // The key is deleted with the invitation, and time passes so that no request uses it again.
    if (deps.clock instanceof TestClock) deps.clock.advance(MINUTE);
  }),
  change('mints a link for', (deps, principal, id) => createInvitationLink(deps, principal, id)),
  fc
    .tuple(
      fc.constantFrom('takes' as const, 'takes' as const, 'throttles' as const, 'refuses' as const),
      death,
    )
    .map(([ses, dies]) =>
      step(`mail: SES ${ses}`, (world) => world.deliverMails(ses, new MortalProcess(dies))),
    ),
  fc.constantFrom(SECOND, 31 * SECOND, 5 * MINUTE, 60 * MINUTE, DAY, 5 * DAY, 8 * DAY).map((time) =>
    step(`${time / SECOND} seconds pass`, async ({ clock }) => {
      clock.advance(time);
    }),
  ),
  death.map((dies) =>
    step('reconcile', async (world) => {
      await world.reconciling(new MortalProcess(dies));
    }),
  ),
];
