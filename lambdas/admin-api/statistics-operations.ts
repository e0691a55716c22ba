import type { Operations } from '../modules/http/api.ts';
import type { statisticsRoutes } from '../modules/statistics/routes.ts';
import type { DynamoCountReader, Period } from '../modules/statistics/count-reader.ts';
import type { StatisticsQuery } from '../modules/statistics/requests.ts';

export interface StatisticsDeps {
  readonly counts: Pick<DynamoCountReader, 'count'>;
}

/** The routes of statistics. */
export function statisticsOperations({
  counts,
}: StatisticsDeps): Operations<typeof statisticsRoutes> {
  return {
    async getCustomerStatistics({ principal, query }) {
      const byStatus = await counts.count(principal.tenantId, 'customer', periodOf(query));
      return { status: 200, body: { ...query, total: totalOf(byStatus), byStatus } };
    },
    async getInvitationStatistics({ principal, query }) {
      const byStage = await counts.count(principal.tenantId, 'invitation', periodOf(query));
      return { status: 200, body: { ...query, total: totalOf(byStage), byStage } };
    },
  };
}

function periodOf({ from, to }: StatisticsQuery): Period | undefined {
  return from === undefined || to === undefined ? undefined : { from, to };
}

function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}
