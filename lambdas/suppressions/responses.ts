import * as z from 'zod';
import { moment } from '../shared/responses.ts';
import { SUPPRESSION_REASONS } from './suppression.ts';

/** Tells whether and why an address gets no mail. */
export const suppressionResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'Identifies the address in your activity log, which does not contain addresses.',
      example: 'sup_4qbn6yr2vjx0m8c5t1wz7ek3ga',
    }),
    suppressed: z.boolean().meta({
      description: 'Whether no mail is sent to the address.',
      example: true,
    }),
    reason: z.enum(SUPPRESSION_REASONS).optional().meta({
      description:
        '`hard_bounce`: a mail came back permanently. `complaint`: the recipient reported a mail as spam. `suppression_list`: Amazon SES holds mail to the address back.',
      example: 'hard_bounce',
    }),
    until: moment('When the suppression ends by itself.').optional(),
    liftable: z.boolean().meta({
      description: 'Whether an administrator can lift it: `POST /v1/suppressions/lift`.',
      example: false,
    }),
  })
  .meta({ id: 'Suppression', description: 'Tells whether and why an address gets no mail.' });
export type SuppressionResponse = z.input<typeof suppressionResponse>;
