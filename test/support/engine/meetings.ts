import { MortalProcess } from './dying.ts';

/** An action of a user, an administrator, or a schedule. It makes its calls to other systems through `process`. */
export type Act = (process: MortalProcess) => Promise<unknown>;

/** A state of the system, and everything that can happen to it. */
export interface Scene {
  readonly acts: Readonly<Record<string, Act>>;
  /** Restores the initial state of the scene. */
  readonly restore: () => Promise<void>;
  /** Advances the time between the two acts. */
  readonly pass: () => void;
  /** Checks everything that must be true afterward. */
  readonly check: (meeting: Meeting) => Promise<void>;
}

/** An act that another one interrupted, and the results of both. */
export interface Meeting {
  readonly name: string;
  readonly first: { readonly name: string; readonly result: unknown };
  readonly second: { readonly name: string; readonly result: unknown };
}

/** A sample of all meetings: every `stride`-th, starting with one that `seed` selects. */
export interface Sample {
  readonly stride: number;
  readonly seed: number;
}

/**
 * Interrupts each act of a scene by each act, including itself, before each of its calls: once while the clock stands
 * still, and once while time passes.
 *
 * @returns the number of meetings
 */
export async function meetEverywhere(scene: Scene, { stride, seed }: Sample): Promise<number> {
  const names = Object.keys(scene.acts);
  let [places, met] = [seed, 0];
  for (const first of names) {
    const calls = await callsOf(scene, first);
    for (const second of names)
      for (let call = 1; call <= calls; call++)
        for (const passes of [false, true]) {
          if (places++ % stride !== 0) continue;
          await scene.check(await meet(scene, { first, second, call, passes }));
          met++;
        }
  }
  return met;
}

async function callsOf({ acts, restore }: Scene, name: string): Promise<number> {
  await restore();
  const process = new MortalProcess();
  await acts[name]?.(process);
  return process.calls;
}

async function meet(
  { acts, restore, pass }: Scene,
  place: { first: string; second: string; call: number; passes: boolean },
): Promise<Meeting> {
  const { first, second, call, passes } = place;
  await restore();
  const interrupted: { result: unknown } = { result: undefined };
  const meanwhile = async (): Promise<void> => {
    if (passes) pass();
    interrupted.result = await acts[second]?.(new MortalProcess());
    if (passes) pass();
  };
  const process = new MortalProcess({ call, meanwhile });
  const result = await acts[first]?.(process);
  const calls = process.names.slice(0, call).join(', ');
  return {
    name: `${first}, interrupted by ${second} before call ${call} (${calls})${passes ? ', as time passes' : ''}`,
    first: { name: first, result },
    second: { name: second, result: interrupted.result },
  };
}
