import * as z from 'zod';

import { CSV_DESCRIPTION, moment, pageOf, pageShape, person } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { INVITATION_KINDS } from '../platform/form-fields.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { BULK_ACTIONS, BULK_OUTCOMES, BULK_STATUSES } from './bulk-action.ts';
import type { bulkActionRoutes } from './routes.ts';

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example });

const filterResponse = z
  .strictObject({
    status: z
      .array(z.enum(INVITATION_STATUSES))
      .optional()
      .meta({
        description: 'The status of the invitation. Matches any of the values.',
        example: ['pending'],
      }),
    delivery: z
      .array(z.enum(DELIVERY_STATUSES))
      .optional()
      .meta({
        description: 'The delivery status of the latest email. Matches any of the values.',
        example: ['bounced'],
      }),
    kind: z
      .enum(INVITATION_KINDS)
      .optional()
      .meta({ description: 'The type of relationship.', example: 'customer' }),
    customerId: z.string().optional().meta({
      description: 'The ID of the customer that the invitee belongs to.',
      example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    email: z
      .string()
      .optional()
      .meta({ description: 'A prefix of the email address.', example: 'ada@ex' }),
    createdAfter: moment('Matches invitations created after this time.').optional(),
    createdBefore: moment('Matches invitations created before this time.').optional(),
  })
  .meta({
    id: 'BulkActionFilter',
    description: 'The filter that selects the invitations. Absent if the request has `ids`.',
  });

/** A bulk action: the response of `POST /v1/bulk-actions`, and an entry of the list. */
const bulkActionResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the bulk action.',
      example: 'blk_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    status: z.enum(BULK_STATUSES).meta({
      description:
        'The status of the bulk action: `running` once the first rows are finished, `canceled` as soon as cancellation is requested.',
      example: 'running',
    }),
    action: z
      .enum(BULK_ACTIONS)
      .meta({ description: 'The action to perform on each invitation.', example: 'resend' }),
    dryRun: z.boolean().meta({
      description: 'Indicates whether the bulk action is a dry run, which changes nothing.',
      example: false,
    }),
    filter: filterResponse.optional(),
    total: count('The number of invitations. It increases while a filter is being resolved.', 300),
    totalIsFinal: z.boolean().meta({
      description:
        'Indicates whether `total` is final. It is false while a filter is being resolved.',
      example: true,
    }),
    truncated: z.boolean().meta({
      description:
        'Indicates whether the filter matches more than 10,000 invitations. Create another bulk action for the rest.',
      example: false,
    }),
    counts: z
      .strictObject({
        done: count('Rows for which the action was performed.', 270),
        wouldDo: count('In a dry run, rows for which the action would be performed.', 0),
        skipped: count(
          'Rows that were skipped, because the invitation needed no action or has changed.',
          4,
        ),
        error: count('Rows with an error.', 1),
        pending: count('Rows that have not been processed yet.', 25),
      })
      .meta({ id: 'BulkActionCounts', description: 'The number of rows by outcome.' }),
    createdBy: person(
      'The user or API client that created the bulk action. The action is performed on its behalf.',
    ),
    createdAt: moment('The time at which the bulk action was created.'),
    updatedAt: moment('The time of the last progress.'),
    completedAt: moment('The time at which the last row was finished.').optional(),
    canceledAt: moment('The time at which the bulk action was canceled.').optional(),
    canceledBy: person('The user or API client that canceled the bulk action.').optional(),
  })
  .meta({ id: 'BulkAction', description: 'A bulk action with its counts.' });

const rowResponse = z
  .strictObject({
    row: count('The row number, starting with 1.', 2),
    invitationId: z.string().meta({
      description: 'The ID of the invitation.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    outcome: z
      .enum(BULK_OUTCOMES)
      .meta({ description: 'The outcome of the row.', example: 'skipped' }),
    reason: z.string().optional().meta({
      description:
        'The reason why the row was skipped (`changed`, `duplicate_row`, `canceled`, `tenant_suspended`, or an error code of the single operation), or the code of the error.',
      example: 'invitation_not_pending',
    }),
    message: z.string().optional().meta({
      description: 'A human-readable explanation.',
      example:
        'This invitation is no longer open: it was accepted. Create a new invitation for the address.',
    }),
  })
  .meta({ id: 'BulkActionRow', description: 'The result of an invitation in a bulk action.' });

/** The response of `GET /v1/bulk-actions/{id}`: the bulk action with a page of its rows. */
const bulkResultsResponse = z
  .strictObject({
    ...bulkActionResponse.shape,
    ...pageShape(rowResponse),
  })
  .meta({ id: 'BulkActionResults', description: 'A bulk action with a page of its rows.' });

/** The response of `GET /v1/bulk-actions/{id}/export`. */
const bulkFileResponse = z.string().meta({
  description: `Part of a CSV file with the number, invitation, and outcome of each row. ${CSV_DESCRIPTION}`,
  example: '"row","invitationId","outcome"\r\n"1","inv_0j4n8q2v6x0c4h8m2r6w0b4f8k","done"\r\n',
});

/** The response of `GET /v1/bulk-actions`. */
const bulkPageResponse = pageOf('BulkActionPage', bulkActionResponse);

/** The reference of {@link bulkActionRoutes}. */
export const bulkActionReference = {
  createBulkAction: {
    summary: 'Create a bulk action',
    description:
      'Resends, revokes, or deletes up to 10,000 invitations. Send their `ids`, or a `filter` with the fields of `GET /v1/invitations`. Returns immediately; invitations are processed in the background. Use `GET /v1/bulk-actions/{id}` to follow the progress. The rules of the single operation apply to each invitation: resends count toward the same limits, and an invitation that needs no action is `skipped` with the reason. A filter is resolved while the bulk action is running and covers invitations that existed at the time of the request; an invitation that has changed since the filter selected it is skipped with the reason `changed`. Emails of single requests are sent first. A dry run returns the outcome that each invitation would have and changes nothing; it does not predict limits per hour or per address.',
    responses: { 202: bulkActionResponse },
  },
  listBulkActions: {
    summary: 'List bulk actions',
    description: 'Returns the bulk actions of the last 30 days with their counts, newest first.',
    responses: { 200: bulkPageResponse },
  },
  getBulkAction: {
    summary: 'Get a bulk action',
    description:
      'Returns a bulk action and a page of its rows. If you filter by `outcome`, a page can be short and still have a `nextCursor`.',
    responses: { 200: bulkResultsResponse },
  },
  exportBulkAction: {
    summary: 'Export the results of a bulk action',
    description:
      'Returns the rows of a bulk action as CSV. Concatenate the parts, unchanged, to get one file.',
    responses: { 200: bulkFileResponse },
  },
  cancelBulkAction: {
    summary: 'Cancel a bulk action',
    description:
      'Stops a bulk action. Rows that are being processed are finished; the other rows get the outcome `skipped` with the reason `canceled`. Completed rows are not undone. Canceling a bulk action that is canceled or complete has no effect.',
    responses: { 200: bulkActionResponse },
  },
} satisfies References<typeof bulkActionRoutes>;
