import * as z from 'zod';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../invitations/invitation.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';
import { CSV_WORDS, moment, pageOf, pageShape, person } from '../shared/responses.ts';
import { BULK_ACTIONS, BULK_OUTCOMES, BULK_STATUSES } from './bulk-action.ts';

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example });

const filterResponse = z
  .strictObject({
    status: z
      .array(z.enum(INVITATION_STATUSES))
      .optional()
      .meta({
        description: 'Status of the invitation: any of these.',
        example: ['pending'],
      }),
    delivery: z
      .array(z.enum(DELIVERY_STATUSES))
      .optional()
      .meta({
        description: 'Delivery status of the latest mail: any of these.',
        example: ['bounced'],
      }),
    kind: z
      .enum(INVITATION_KINDS)
      .optional()
      .meta({ description: 'Registration form.', example: 'customer' }),
    customerId: z.string().optional().meta({
      description: 'Customer that the person belongs to.',
      example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    email: z
      .string()
      .optional()
      .meta({ description: 'Beginning of the address.', example: 'ada@ex' }),
    createdAfter: moment('Created later than this.').optional(),
    createdBefore: moment('Created earlier than this.').optional(),
  })
  .meta({
    id: 'BulkActionFilter',
    description: 'Filter that selects the invitations. Absent if they were given by id.',
  });

/** A bulk action: the answer of `POST /v1/bulk-actions`, and a row of the list. */
export const bulkActionResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'ID of the bulk action.',
      example: 'blk_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    status: z.enum(BULK_STATUSES).meta({
      description:
        'Progress: `running` once the first rows are finished, `canceled` from the moment someone cancels it.',
      example: 'running',
    }),
    action: z
      .enum(BULK_ACTIONS)
      .meta({ description: 'Action taken on each invitation.', example: 'resend' }),
    dryRun: z.boolean().meta({
      description: 'If true, nothing is changed.',
      example: false,
    }),
    filter: filterResponse.optional(),
    total: count('Number of invitations. Grows while a filter is being resolved.', 300),
    totalIsFinal: z.boolean().meta({
      description: 'False while a filter is being resolved and more invitations may be found.',
      example: true,
    }),
    truncated: z.boolean().meta({
      description:
        'True if the filter matched more than 10,000 invitations. Start another bulk action for the rest.',
      example: false,
    }),
    counts: z
      .strictObject({
        done: count('Invitations that the action was taken on.', 270),
        wouldDo: count('In a dry run: invitations that the action would be taken on.', 0),
        skipped: count('Invitations that needed nothing, or have changed meanwhile.', 4),
        error: count('Invitations that the action failed for.', 1),
        pending: count('Invitations still waiting.', 25),
      })
      .meta({ id: 'BulkActionCounts', description: 'Number of invitations by outcome.' }),
    createdBy: person('Who started it, and in whose name it acts.'),
    createdAt: moment('When it was started.'),
    updatedAt: moment('When it last made progress.'),
    completedAt: moment('When its last row was finished.').optional(),
    canceledAt: moment('When it was canceled.').optional(),
    canceledBy: person('Who canceled it.').optional(),
  })
  .meta({ id: 'BulkAction', description: 'A bulk action and its progress.' });

const rowResponse = z
  .strictObject({
    row: count('Number of the row, from 1.', 2),
    invitationId: z.string().meta({
      description: 'ID of the invitation.',
      example: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k',
    }),
    outcome: z.enum(BULK_OUTCOMES).meta({ description: 'Outcome of the row.', example: 'skipped' }),
    reason: z.string().optional().meta({
      description:
        'Why it was skipped (`changed`, `duplicate_row`, `canceled`, or the code with which the single operation refuses), or the code of the error.',
      example: 'invitation_not_pending',
    }),
    message: z.string().optional().meta({
      description: 'Explanation in words.',
      example: 'This invitation has ended: it was accepted.',
    }),
  })
  .meta({ id: 'BulkActionRow', description: 'The result of an invitation in a bulk action.' });

/** The answer of `GET /v1/bulk-actions/{id}`: the bulk action, and a page of its rows. */
export const bulkResultsResponse = z
  .strictObject({
    ...bulkActionResponse.shape,
    ...pageShape(rowResponse),
  })
  .meta({ id: 'BulkActionResults', description: 'A bulk action with a page of its rows.' });

/** The answer of `GET /v1/bulk-actions/{id}/export`. */
export const bulkFileResponse = z.string().meta({
  description: `A part of a file with the number, the invitation and the outcome of each row. ${CSV_WORDS}`,
  example: '"row","invitationId","outcome"\r\n"1","inv_0j4n8q2v6x0c4h8m2r6w0b4f8k","done"\r\n',
});

/** The answer of `GET /v1/bulk-actions`. */
export const bulkPageResponse = pageOf('BulkActionPage', bulkActionResponse);
