import * as z from 'zod';
import { parseAddressPrefix } from '../shared/email-address.ts';
import { ORDERS } from '../shared/table.ts';
import { DELIVERY_STATUSES, INVITATION_KINDS, INVITATION_STATUSES } from './invitation.ts';
import { pageSchema } from './requests.ts';

const EARLIEST = 0;
/** Texts of ISO 8601 compare as times up to the year 9999. */
const LATEST = Date.parse('9999-01-01T00:00:00.000Z');

/** A moment, or the midnight (UTC) that a day begins with, in the form in which times are stored. */
function time(name: string) {
  const problem = `${name} must be a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z.`;
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], problem)
    .refine((typed) => !/\.\d{4}/.test(typed), `${name} may be as exact as a millisecond.`)
    .transform((typed) => {
      const milliseconds = Math.min(Math.max(Date.parse(typed), EARLIEST), LATEST);
      return new Date(milliseconds).toISOString();
    });
}

/** The query of `GET /v1/invitations`: all filters that are given apply. */
export const listInvitationsSchema = pageSchema
  .extend({
    status: z.enum(INVITATION_STATUSES).optional().meta({
      description: 'Where the invitation stands, to the second.',
      example: 'pending',
    }),
    delivery: z.enum(DELIVERY_STATUSES).optional().meta({
      description: 'Where the latest mail is.',
      example: 'bounced',
    }),
    kind: z.enum(INVITATION_KINDS).optional().meta({
      description: 'Which registration form it opens.',
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
        description: 'The customer that the person belongs to, once there is one.',
        example: 'cus_0j4n8q2v6x0c4h8m2r6w0b4f8k',
      }),
    email: z
      .string()
      .max(320, 'email may be at most 320 characters.')
      .transform((typed, context) => {
        // A plus sign that was not encoded arrives as a space, and no address has one.
        const begins = parseAddressPrefix(typed.trim().replaceAll(' ', '+'));
        if (begins !== undefined) return begins;
        context.addIssue({ code: 'custom', message: 'email must be the beginning of an address.' });
        return z.NEVER;
      })
      .optional()
      .meta({
        description:
          'How the address begins, in upper or lower case. The list is then in order of address, unless it is also one of a customer.',
        example: 'ada@ex',
      }),
    createdAfter: time('createdAfter').optional().meta({
      description: 'Created later than this moment, or than the beginning of this day (UTC).',
      example: '2026-11-01',
    }),
    createdBefore: time('createdBefore').optional().meta({
      description: 'Created earlier than this moment, or than the beginning of this day (UTC).',
      example: '2026-11-21T09:30:00Z',
    }),
    order: z.enum(ORDERS).default('desc').meta({
      description:
        'By when the invitation was made: `desc` is newest first. With `email`, by address: `asc` is from a to z.',
      example: 'desc',
    }),
  })
  .refine(
    ({ createdAfter, createdBefore }) =>
      createdAfter === undefined || createdBefore === undefined || createdAfter < createdBefore,
    { path: ['createdBefore'], message: 'createdBefore must be later than createdAfter.' },
  );
