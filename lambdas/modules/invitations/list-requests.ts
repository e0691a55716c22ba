import * as z from 'zod';
import { addressPrefix } from '../dynamodb/address-prefix.ts';
import { NO_TIME_LEFT, createdFilters, leavesTime } from '../dynamodb/created-filters.ts';
import { several } from '../dynamodb/several.ts';
import { searchParameter } from '../search/search-request.ts';
import { ORDERS } from '../dynamodb/list-source.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from './invitation.ts';
import { pageSchema } from './requests.ts';
import { INVITATION_KINDS } from '../platform/kinds.ts';

/** The query of `GET /v1/invitations`: all filters that are given apply. */
export const listInvitationsSchema = pageSchema
  .extend({
    search: searchParameter('the first name, the last name, or the address'),
    status: several('status', INVITATION_STATUSES)
      .optional()
      .meta({
        description: 'The status of the invitation. Accepts several values.',
        example: ['accepted', 'declined', 'revoked', 'expired'],
      }),
    delivery: several('delivery', DELIVERY_STATUSES)
      .optional()
      .meta({
        description: 'The delivery status of the latest email. Accepts several values.',
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
      description:
        'A prefix of the email address, not case-sensitive. The list is then sorted by address, unless you also filter by `customerId`.',
      example: 'ada@ex',
    }),
    ...createdFilters,
    order: z.enum(ORDERS).default('desc').meta({
      description:
        'The sort order by creation time: `desc` is newest first. With `email`, the sort order by address: `asc` is A to Z. A search has its own order.',
      example: 'desc',
    }),
  })
  .refine(leavesTime, NO_TIME_LEFT);
