import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEPS, type Progress } from './commands.ts';
import { checkRest, createWorld } from './world.ts';

/** Enough for every change; `npm run model` asks for more than 5 000 steps. */
const WORLDS = Number(process.env['FOYER_MODEL_WORLDS'] ?? 20);
const STEPS_IN_A_WORLD = 130;
/** Worlds end early where nothing is left to do. */
const LEAST_STEPS_PER_WORLD = 40;
const SECONDS_PER_WORLD = 30;

test(
  'no order of events, jump in time or death of a process breaks an invariant',
  async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.commands(STEPS, { maxCommands: STEPS_IN_A_WORLD, size: 'max' }),
        async (commands) => {
          const world = await createWorld();
          const progress: Progress = { steps: 0 };
          await fc.asyncModelRun(() => ({ model: progress, real: world }), commands);
          await world.settle();
          await checkRest(world);
          expect(world.failures.filter((error) => error instanceof TypeError)).toEqual([]);
          steps += progress.steps;
        },
      ),
      { numRuns: WORLDS, endOnFailure: true },
    );
    expect(steps).toBeGreaterThan(WORLDS * LEAST_STEPS_PER_WORLD);
  },
  WORLDS * SECONDS_PER_WORLD * 1_000,
);
