import { expect, test } from 'vitest';

import { SECOND } from '../../../lambdas/modules/platform/clock.ts';
import { statusAt } from '../../../lambdas/modules/records/invitation.ts';
import { getInvitationByToken } from '../../../lambdas/modules/sign-up/get-invitation-by-token.ts';
import { meetEverywhere, type Meeting } from '../../support/engine/meetings.ts';
import { testTenants } from '../../support/modules/tenants.ts';
import { checkInvariants, checkRest, contentsOf } from './invariants.ts';
import { SCENES } from './scenes.ts';
import { generationOf, outcomeOf, type World } from './world.ts';

/** Checking every position takes half an hour, so a normal test run checks a sample. */
const STRIDE = Number(process.env['FOYER_MEETINGS_STRIDE'] ?? 240);
const SEED = Number(process.env['FOYER_MEETINGS_SEED'] ?? 0);

test.each(Object.entries(SCENES))(
  '%s: whatever happens in the middle of whatever else breaks no invariant',
  async (_, prepare) => {
    const { world, acts } = await prepare();
    const before = await contentsOf(world);
    const met = await meetEverywhere(
      {
        acts,
        restore: await world.save(),
        pass: () => {
          world.clock.advance(SECOND);
        },
        check: async (meeting) => {
          const what = `${meeting.name}\n${outcomes(meeting)}`;
          try {
            // IDs are derived from the time.
            world.clock.advance(1);
            await checkInvariants(world);
            await ownersStay(world, before, meeting);
            await world.deliverMails('takes');
            await theLastLinkOpens(world, meeting);
            await world.settle();
            await checkRest(world);
            expect(world.failures).toEqual([]);
          } catch (error) {
            throw new Error(`${what}\n${String(error)}`, { cause: error });
          }
        },
      },
      { stride: STRIDE, seed: SEED },
    );
    expect(met).toBeGreaterThan(0);
  },
  3_600_000,
);

function outcomes({ first, second }: Meeting): string {
  return [first, second].map(({ name, result }) => `${name}: ${outcomeOf(result)}`).join('; ');
}

/** Checks that owners cannot remove each other. Only an administrator can leave a customer without an owner. */
async function ownersStay(
  world: World,
  before: Awaited<ReturnType<typeof contentsOf>>,
  { first, second }: Meeting,
): Promise<void> {
  if ([first, second].some(({ name }) => name.startsWith('the vendor'))) return;
  const { customers } = await contentsOf(world);
  for (const { id, owners } of before.customers)
    if (owners > 0)
      expect(customers.find((one) => one.id === id)?.owners, 'an owner stays').toBeGreaterThan(0);
}

/** Checks that the latest email of an open invitation works, and the latest link that was handed over. */
async function theLastLinkOpens(world: World, { first, second }: Meeting): Promise<void> {
  const deps = {
    ...world.accepting(),
    tenants: testTenants(),
    applications: { get: async () => undefined },
    providers: [],
  };
  const now = world.clock.now();
  for (const invitation of await world.invitations()) {
    if (statusAt(invitation, now) !== 'pending') continue;
    const mailed = world.received.findLast(({ invitationId }) => invitationId === invitation.id);
    const isCurrent = mailed?.generation === generationOf(invitation);
    // Creating a link renews an expired invitation without sending email.
    if (!isCurrent && [first, second].some(({ result }) => linkIn(result) !== undefined)) continue;
    expect(isCurrent, 'the newest mail was sent after the last renewal').toBe(true);
    await getInvitationByToken(deps, mailed?.token ?? '');
  }
  const token = linkIn(first.result)?.split('#')[1];
  const handed = (await world.invitations()).find(({ id }) => token?.startsWith(`${id}.`));
  if (token !== undefined && handed !== undefined && statusAt(handed, now) === 'pending')
    await getInvitationByToken(deps, token);
}

function linkIn(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null || !('link' in result)) return undefined;
  return String(result.link);
}
