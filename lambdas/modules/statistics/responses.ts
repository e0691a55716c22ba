import * as z from 'zod';

import { known } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import type { statisticsRoutes } from './routes.ts';

const period = {
  from: known(
    'The first day of the period (UTC). Absent if all records are counted.',
    '2026-11-01',
  ),
  to: known(
    'The last day of the period (UTC), inclusive. Absent if all records are counted.',
    '2026-11-30',
  ),
};

function count(description: string, example: number) {
  return z.int().meta({ description, example });
}

/** The response of `GET /v1/statistics/customers`. */
const customerStatisticsResponse = z
  .strictObject({
    ...period,
    total: count('The number of customers.', 42),
    byStatus: z
      .strictObject({
        invited: count('Customers with an invited contact, but without users.', 5),
        inactive: count('Customers without invited contacts, or waiting for approval.', 3),
        active: count('Customers whose users can sign in.', 33),
        suspended: count('Customers that are suspended.', 1),
      })
      .meta({ id: 'CustomersByStatus', description: 'The number of customers in each status.' }),
  })
  .meta({
    id: 'CustomerStatistics',
    description: 'The number of customers, in total and by status.',
  });

/** The response of `GET /v1/statistics/invitations`. */
const invitationStatisticsResponse = z
  .strictObject({
    ...period,
    total: count('The number of invitations.', 61),
    byStage: z
      .strictObject({
        queued: count('Pending invitations without a sent email.', 2),
        sent: count('Pending invitations whose email was sent or is delayed.', 4),
        delivered: count('Pending invitations whose email was delivered or reported as spam.', 10),
        bounced: count('Pending invitations whose email bounced, was suppressed, or failed.', 1),
        accepted: count('Invitations that were accepted.', 40),
        declined: count('Invitations that were declined.', 1),
        expired: count('Invitations that have expired.', 2),
        revoked: count('Invitations that were revoked.', 1),
      })
      .meta({
        id: 'InvitationsByStage',
        description:
          'The number of invitations in each stage. Each invitation is counted in exactly one stage.',
      }),
  })
  .meta({
    id: 'InvitationStatistics',
    description: 'The number of invitations, in total and by stage.',
  });

/** The reference of {@link statisticsRoutes}. */
export const statisticsReference = {
  getCustomerStatistics: {
    summary: 'Get customer statistics',
    description:
      'Returns the number of customers by status. Counts all customers, or those created in a period of up to 366 days. Changes appear in the counts within about a second.',
    responses: { 200: customerStatisticsResponse },
  },
  getInvitationStatistics: {
    summary: 'Get invitation statistics',
    description:
      'Returns the number of invitations by stage. Counts all invitations, or those created in a period of up to 366 days. Each invitation is counted in one stage: its final status, or the progress of its latest email while it is pending. Changes appear in the counts within about a second, and expirations within about a minute. Deleted invitations and invitations past their retention period are not counted.',
    responses: { 200: invitationStatisticsResponse },
  },
} satisfies References<typeof statisticsRoutes>;
