import fc from 'fast-check';
import { expect, test } from 'vitest';

import { STEPS } from './commands.ts';
import { checkRest } from './invariants.ts';
import { populate } from './signing-up.ts';
import type { Progress } from './step.ts';
import { createWorld } from './world.ts';

/** Enough for a run on every change. `npm run model` runs more than 5,000 steps. */
const WORLDS = Number(process.env['FOYER_MODEL_WORLDS'] ?? 6);
const STEPS_IN_A_WORLD = 130;
/** Worlds end early if there is nothing left to do. */
const LEAST_STEPS_PER_WORLD = 40;
/** The outcomes that this many steps must reach. If one is missing, the steps are wrong. */
const REACHED = [
  'a token',
  'no token while the customer is suspended',
  'somebody arrives: done',
  'a colleague invites: done',
  'a colleague invites: forbidden',
  'a colleague removes: last_owner',
  'a colleague removes: done',
  'the vendor copies a customer: done',
  'the vendor removes a contact: not_found',
];
const SECONDS_PER_WORLD = 30;

test(
  'no order of events, jump in time or death of a process breaks an invariant',
  async () => {
    let steps = 0;
    const reached = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.commands(STEPS, { maxCommands: STEPS_IN_A_WORLD, size: 'max' }),
        async (commands) => {
          const world = await createWorld();
          await populate(world);
          const progress: Progress = { steps: 0 };
          await fc.asyncModelRun(() => ({ model: progress, real: world }), commands);
          await world.settle();
          await checkRest(world);
          expect(world.failures.filter((error) => error instanceof TypeError)).toEqual([]);
          steps += progress.steps;
          for (const [what, times] of world.reached)
            reached.set(what, (reached.get(what) ?? 0) + times);
        },
      ),
      { numRuns: WORLDS, endOnFailure: true },
    );
    if (WORLDS > 50) expect([...reached.keys()]).toEqual(expect.arrayContaining(REACHED));
    expect(steps).toBeGreaterThan(WORLDS * LEAST_STEPS_PER_WORLD);
  },
  WORLDS * SECONDS_PER_WORLD * 1_000,
);
