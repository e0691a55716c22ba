import * as z from 'zod';
import { known } from '../shared/responses.ts';

const period = {
  from: known('First day of creation (UTC); absent when all records are counted.', '2026-11-01'),
  to: known('Last day of creation (UTC), included.', '2026-11-30'),
};

function count(description: string, example: number) {
  return z.int().meta({ description, example });
}

/** The answer of `GET /v1/statistics/customers`. */
export const customerStatisticsResponse = z
  .strictObject({
    ...period,
    total: count('Number of customers.', 42),
    byStatus: z
      .strictObject({
        invited: count('Customers whose first person is invited.', 5),
        inactive: count('Customers without people, or waiting for approval.', 3),
        active: count('Customers whose people can sign in.', 33),
        suspended: count('Suspended customers.', 1),
      })
      .meta({ id: 'CustomersByStatus', description: 'Number of customers in each status.' }),
  })
  .meta({
    id: 'CustomerStatistics',
    description: 'The number of customers, in total and by status.',
  });

/** The answer of `GET /v1/statistics/invitations`. */
export const invitationStatisticsResponse = z
  .strictObject({
    ...period,
    total: count('Number of invitations.', 61),
    byStage: z
      .strictObject({
        queued: count('Pending, and no email was sent yet.', 2),
        sent: count('Pending, and the email was sent or is delayed.', 4),
        delivered: count('Pending, and the email was delivered, or reported as spam.', 10),
        bounced: count('Pending, and the email bounced, was suppressed, or failed.', 1),
        accepted: count('Accepted.', 40),
        declined: count('Declined.', 1),
        expired: count('Expired without an answer.', 2),
        revoked: count('Revoked.', 1),
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
