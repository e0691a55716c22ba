import * as z from 'zod';
import { MAX_ROWS } from '../imports/import.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../invitations/invitation.ts';
import { pageSchema } from '../invitations/requests.ts';
import { addressPrefix } from '../lists/address-prefix.ts';
import { NO_TIME_LEFT, createdFilters, leavesTime } from '../lists/created-filters.ts';
import { partRequest } from '../lists/page-request.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';
import { BULK_ACTIONS, BULK_OUTCOMES } from './bulk-action.ts';

const oneOrMore = <const Value extends string>(name: string, values: readonly Value[]) =>
  z
    .array(z.enum(values))
    .min(1, `${name} must hold at least one value.`)
    .max(values.length, `${name} may hold at most ${values.length} values.`)
    // In one order, so that equal requests are equal.
    .transform((chosen) => values.filter((value) => chosen.includes(value)));

/** Invitations to act on, as the filters of `GET /v1/invitations` describe them. */
const filter = z
  .strictObject({
    status: oneOrMore('status', INVITATION_STATUSES)
      .optional()
      .meta({
        description: 'Status of the invitation: any of these.',
        example: ['pending'],
      }),
    delivery: oneOrMore('delivery', DELIVERY_STATUSES)
      .optional()
      .meta({
        description: 'Delivery status of the latest mail: any of these.',
        example: ['bounced', 'failed'],
      }),
    kind: z.enum(INVITATION_KINDS).optional().meta({
      description: 'Registration form that the invitation opens.',
      example: 'customer',
    }),
    customerId: z
      .string()
      .regex(
        /^cus_[0-9a-z]{26}$/,
        'customerId must be the id of a customer: cus_ and 26 characters.',
      )
      .optional()
      .meta({
        description: 'Customer that the person belongs to.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    email: addressPrefix.optional().meta({
      description: 'Beginning of the address, in upper or lower case.',
      example: 'ada@ex',
    }),
    ...createdFilters,
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), {
    message: 'filter must name at least one field.',
  })
  .refine(leavesTime, NO_TIME_LEFT)
  .meta({
    id: 'BulkActionFilterInput',
    description: 'Acts on every invitation that matches when the action reaches it.',
  });

/** The body of `POST /v1/bulk-actions`. */
export const createBulkActionSchema = z
  .strictObject({
    action: z.enum(BULK_ACTIONS).meta({
      description:
        'Action to take on each invitation, with the rules of the single operation: `resend` sends a new link, `revoke` ends an open invitation, `delete` removes one that has ended.',
      example: 'resend',
    }),
    ids: z
      .array(
        z
          .string()
          .regex(
            /^inv_[0-9a-z]{26}$/,
            'ids must hold ids of invitations: inv_ and 26 characters each.',
          ),
      )
      .min(1, 'ids must hold at least one id.')
      .max(MAX_ROWS, `ids may hold at most ${MAX_ROWS} ids.`)
      .optional()
      .meta({
        description: 'Invitations to act on, by id.',
        example: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
      }),
    filter: filter.optional(),
    dryRun: z.boolean().optional().meta({
      description: 'If true, reports what would happen to each invitation and changes nothing.',
      example: true,
    }),
  })
  .refine(({ ids, filter: given }) => (ids === undefined) !== (given === undefined), {
    path: ['ids'],
    message: 'Send either ids or filter.',
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
