import type { Mutant } from './instrumented.ts';
import { sha256 } from './places.ts';

/** So many of each part, if it has them. */
const LEAST = 20;

/**
 * Draws mutants, from each part at least {@link LEAST}, the others from all. The seed and the mutant alone decide how early a
 * mutant is drawn: after a change of one file the sample has the same mutants of all others.
 */
export function draw(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  const ranked = mutants
    .map((mutant) => ({ mutant, rank: sha256(`${seed} ${mutant.id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ mutant }) => mutant);
  const rooms = Map.groupBy(ranked, ({ room }) => room);
  const least = Math.min(LEAST, Math.ceil(size / rooms.size));
  const chosen = new Set([...rooms.values()].flatMap((room) => room.slice(0, least)));
  for (const mutant of ranked) {
    if (chosen.size >= size) break;
    chosen.add(mutant);
  }
  return ranked.filter((mutant) => chosen.has(mutant));
}
