import fc from 'fast-check';

import { ALL_SCOPES } from '../../../lambdas/modules/platform/scopes.ts';
import type { Invitation } from '../../../lambdas/modules/records/invitation.ts';
import type { Death } from '../../support/engine/dying.ts';
import { checkInvariants } from './invariants.ts';
import { ADDRESSES, TENANTS, type World } from './world.ts';

/** The progress so far. fast-check runs every command against it. */
export interface Progress {
  steps: number;
}

export type Step = fc.AsyncCommand<Progress, World>;

/** Returns a step: an action, and then a check of all invariants. */
export function step(name: string, work: (world: World) => Promise<void>): Step {
  return {
    check: () => true,
    async run(progress, world) {
      progress.steps++;
      await work(world);
      // Two requests never arrive in the same millisecond here, because IDs are derived from it.
      world.clock.advance(1);
      await checkInvariants(world);
    },
    toString: () => name,
  };
}

export const tenant = fc.constantFrom(...TENANTS);
export const address = fc.constantFrom(...ADDRESSES);
export const which = fc.nat(20);
export const death: fc.Arbitrary<Death | undefined> = fc.option(
  fc.record({
    call: fc.integer({ min: 1, max: 9 }),
    moment: fc.constantFrom('before' as const, 'after' as const),
  }),
  { nil: undefined, freq: 3 },
);
export const administrator = (tenantId: string, nr: number) => ({
  id: `admin-${nr % 2}`,
  name: `Administrator ${nr % 2}`,
  tenantId,
  scopes: ALL_SCOPES,
});

/** Picks one of the existing invitations, if there are any. */
export async function pick(world: World, nr: number): Promise<Invitation | undefined> {
  const all = await world.invitations();
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(nr % Math.max(1, all.length));
}
