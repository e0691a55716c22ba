import * as z from 'zod/mini';

import {
  addressPrefix,
  createdFilters,
  leavesTime,
  NO_TIME_LEFT,
  partRequest,
} from '../http/list-parameters.ts';
import { MAX_ROWS } from '../imports/csv-lines.ts';
import { invitationFilters, pageSchema } from '../invitations/requests.ts';
import { once } from '../platform/once.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { BULK_ACTIONS, BULK_OUTCOMES } from './bulk-action.ts';

const oneOrMore = <const Value extends string>(name: string, values: readonly Value[]) =>
  z.pipe(
    z
      .array(z.enum(values))
      .check(
        z.minLength(1, `${name} must have at least one value.`),
        z.maxLength(values.length, `${name} must have at most ${values.length} values.`),
      ),
    z.transform((chosen) => values.filter((value) => chosen.includes(value))),
  );

/** Selects invitations with the filters of `GET /v1/invitations`. */
const filter = once(() =>
  z
    .strictObject({
      status: z.optional(oneOrMore('status', INVITATION_STATUSES)).check(
        z.meta({
          description: 'The status of the invitation. Matches any of the values.',
          example: ['pending'],
        }),
      ),
      delivery: z.optional(oneOrMore('delivery', DELIVERY_STATUSES)).check(
        z.meta({
          description: 'The delivery status of the latest email. Matches any of the values.',
          example: ['bounced', 'failed'],
        }),
      ),
      ...invitationFilters(),
      email: z.optional(addressPrefix()).check(
        z.meta({
          description: 'A prefix of the email address, not case-sensitive.',
          example: 'ada@ex',
        }),
      ),
      ...createdFilters(),
    })
    .check(
      z.refine((given) => Object.values(given).some((value) => value !== undefined), {
        message: 'filter must have at least one field.',
      }),
      z.refine(leavesTime, NO_TIME_LEFT),
      z.meta({
        id: 'BulkActionFilterInput',
        description: 'Selects the invitations that match all fields.',
      }),
    ),
);

/** The body of `POST /v1/bulk-actions`. */
export const createBulkActionSchema = once(() =>
  z
    .strictObject({
      action: z.enum(BULK_ACTIONS).check(
        z.meta({
          description:
            'The action to perform on each invitation. `resend` emails a new link, `revoke` revokes an open invitation, and `delete` deletes an invitation that has ended. The rules of the single operation apply.',
          example: 'resend',
        }),
      ),
      ids: z
        .optional(
          z
            .array(
              z
                .string()
                .check(
                  z.regex(
                    /^inv_[0-9a-z]{26}$/,
                    'ids must be invitation IDs: "inv_" followed by 26 letters and digits.',
                  ),
                ),
            )
            .check(
              z.minLength(1, 'ids must have at least one entry.'),
              z.maxLength(
                MAX_ROWS,
                `ids must have at most ${MAX_ROWS.toLocaleString('en')} entries.`,
              ),
            ),
        )
        .check(
          z.meta({
            description: 'The IDs of the invitations, instead of `filter`.',
            example: ['inv_0j4n8q2v6x0c4h8m2r6w0b4f8k'],
          }),
        ),
      filter: z.optional(filter()),
      dryRun: z.optional(z.boolean()).check(
        z.meta({
          description: 'Indicates whether to do a dry run, which changes nothing.',
          example: true,
        }),
      ),
    })
    .check(
      z.refine(({ ids, filter: given }) => (ids === undefined) !== (given === undefined), {
        path: ['ids'],
        message: 'Send either ids or filter, but not both.',
      }),
      z.meta({
        oneOf: [{ required: ['ids'] }, { required: ['filter'] }],
        example: {
          action: 'resend',
          filter: { status: ['pending'], delivery: ['bounced', 'failed'] },
          dryRun: true,
        },
      }),
    ),
);
export type CreateBulkActionRequest = z.infer<ReturnType<typeof createBulkActionSchema>>;

const ofRows = once(() => ({
  outcome: z
    .optional(z.enum(BULK_OUTCOMES))
    .check(z.meta({ description: 'Returns only rows with this outcome.', example: 'error' })),
}));

/** The query parameters of `GET /v1/bulk-actions/{id}`. */
export const bulkResultsSchema = once(() => z.extend(pageSchema(), ofRows()));

/** The query parameters of `GET /v1/bulk-actions/{id}/export`. */
export const exportBulkActionSchema = once(() =>
  z.extend(partRequest({ most: 500, usual: 500 }), ofRows()),
);
