import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEPS, type Progress } from './commands.ts';
import { checkRest, createWorld } from './world.ts';

const WORLDS = 80;
const STEPS_IN_A_WORLD = 130;

test('no order of events, jump in time or death of a process breaks an invariant', async () => {
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
  expect(steps).toBeGreaterThan(3_000);
}, 600_000);
