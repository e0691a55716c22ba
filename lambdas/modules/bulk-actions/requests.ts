import * as z from 'zod';

import {
  addressPrefix,
  createdFilters,
  leavesTime,
  NO_TIME_LEFT,
  partRequest,
} from '../http/list-parameters.ts';
import { MAX_ROWS } from '../imports/csv-lines.ts';
import { pageSchema } from '../invitations/requests.ts';
import { INVITATION_KINDS } from '../platform/sign-up-form.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { BULK_ACTIONS, BULK_OUTCOMES } from './bulk-action.ts';

const oneOrMore = <const Value extends string>(name: string, values: readonly Value[]) =>
  z
    .array(z.enum(values))
    .min(1, `${name} must have at least one value.`)
    .max(values.length, `${name} must have at most ${values.length} values.`)
    // Sorted, so that equivalent requests are equal.
    .transform((chosen) => values.filter((value) => chosen.includes(value)));

/** Selects invitations with the filters of `GET /v1/invitations`. */
const filter = z
  .strictObject({
    status: oneOrMore('status', INVITATION_STATUSES)
      .optional()
      .meta({
        description: 'The status of the invitation. Matches any of the values.',
        example: ['pending'],
      }),
    delivery: oneOrMore('delivery', DELIVERY_STATUSES)
      .optional()
      .meta({
        description: 'The delivery status of the latest email. Matches any of the values.',
        example: ['bounced', 'failed'],
      }),
    kind: z.enum(INVITATION_KINDS).optional().meta({
      description: 'The type of relationship.',
      example: 'customer',
    }),
    customerId: z
      .string()
      .regex(
        /^cus_[0-9a-z]{26}$/,
        'customerId must be a customer ID: "cus_" followed by 26 letters and digits.',
      )
      .optional()
      .meta({
        description: 'The ID of the customer that the invitee belongs to.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    email: addressPrefix.optional().meta({
      description: 'A prefix of the email address, not case-sensitive.',
      example: 'ada@ex',
    }),
    ...createdFilters,
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), {
    message: 'filter must have at least one field.',
  })
  .refine(leavesTime, NO_TIME_LEFT)
  .meta({
    id: 'BulkActionFilterInput',
    description: 'Selects the invitations that match all fields.',
  });

/** The body of `POST /v1/bulk-actions`. */
export const createBulkActionSchema = z
  .strictObject({
    action: z.enum(BULK_ACTIONS).meta({
      description:
        'The action to perform on each invitation. `resend` emails a new link, `revoke` revokes an open invitation, and `delete` deletes an invitation that has ended. The rules of the single operation apply.',
      example: 'resend',
    }),
    ids: z
      .array(
        z
          .string()
          .regex(
            /^inv_[0-9a-z]{26}$/,
            'ids must be invitation IDs: "inv_" followed by 26 letters and digits.',
          ),
      )
      .min(1, 'ids must have at least one entry.')
      .max(MAX_ROWS, `ids must have at most ${MAX_ROWS.toLocaleString('en')} entries.`)
      .optional()
      .meta({
        description: 'The IDs of the invitations, instead of `filter`.',
        example: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
      }),
    filter: filter.optional(),
    dryRun: z.boolean().optional().meta({
      description: 'Indicates whether to do a dry run, which changes nothing.',
      example: true,
    }),
  })
  .refine(({ ids, filter: given }) => (ids === undefined) !== (given === undefined), {
    path: ['ids'],
    message: 'Send either ids or filter, but not both.',
  })
  .meta({
    oneOf: [{ required: ['ids'] }, { required: ['filter'] }],
    example: {
      action: 'resend',
      filter: { status: ['pending'], delivery: ['bounced', 'failed'] },
      dryRun: true,
    },
  });
export type CreateBulkActionRequest = z.infer<typeof createBulkActionSchema>;

const ofRows = {
  outcome: z
    .enum(BULK_OUTCOMES)
    .optional()
    .meta({ description: 'Returns only rows with this outcome.', example: 'error' }),
};

/** The query of `GET /v1/bulk-actions/{id}`. */
export const bulkResultsSchema = pageSchema.extend(ofRows);

/** The query of `GET /v1/bulk-actions/{id}/export`. */
export const exportBulkActionSchema = partRequest({ most: 500, usual: 500 }).extend(ofRows);
