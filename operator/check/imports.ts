import type { ChunkSums, Facts, ImportFact } from './facts.ts';
import { reporter, type Problem } from './problem.ts';

/** What an import counts, against its rows; and whether the invitations that it made know it. */
export function problemsOfImport(facts: Facts, job: ImportFact): Problem[] {
  // What is removed by its TTL goes piece by piece.
  if (job.over) return [];
  const problems: Problem[] = [];
  const { id, tenantId } = job;
  const report = reporter(problems, tenantId);
  const sums = facts.chunks.get(`${id} ${job.upload}`);
  report((sums?.chunks ?? 0) !== job.chunks, `${id} has chunks that are not there.`);
  if (sums?.chunks === job.chunks) compare(job, sums, problems);
  for (const invitationId of sums?.made ?? []) {
    const made = facts.invitations.get(invitationId);
    // It may have been erased since.
    if (made === undefined) continue;
    report(
      made.tenantId !== tenantId || made.importId !== id,
      `${id} says that it made ${invitationId}, which says otherwise.`,
    );
  }
  return problems;
}

function compare(job: ImportFact, sums: ChunkSums, problems: Problem[]): void {
  const report = reporter(problems, job.tenantId);
  const counted = { ...sums, total: sums.rows, remaining: sums.unfinished };
  const names = ['total', 'remaining', 'created', 'wouldCreate', 'skipped', 'error'] as const;
  for (const name of names)
    report(
      job[name] !== counted[name],
      `${job.id} says ${name}: ${job[name]}, and its rows say ${counted[name]}.`,
    );
}
