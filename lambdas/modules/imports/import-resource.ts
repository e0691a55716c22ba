import { statusOf, type ImportSummary } from './import.ts';

/** An import as the API shows it. */
export function toImportResource(job: ImportSummary) {
  return {
    id: job.id,
    status: statusOf(job),
    dryRun: job.dryRun,
    total: job.total,
    counts: {
      created: job.created,
      wouldCreate: job.wouldCreate,
      skipped: job.skipped,
      error: job.error,
      pending: job.remaining,
    },
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    // Nothing is written after its last row.
    completedAt: job.remaining === 0 ? job.updatedAt : undefined,
    canceledAt: job.canceledAt,
    canceledBy: job.canceledBy,
  };
}
