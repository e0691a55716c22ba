import * as z from 'zod';

import { moment } from '../http/responses.ts';
import { SUPPRESSION_REASONS } from './suppression.ts';

/** Tells whether and why an address gets no mail. */
export const suppressionResponse = z
  .strictObject({
    id: z.string().meta({
      description:
        'The ID of the address in the activity log, which does not contain email addresses.',
      example: 'sup_4qbn6yr2vjx0m8c5t1wz7ek3ga',
    }),
    suppressed: z.boolean().meta({
      description:
        'Indicates whether the address is suppressed. Foyer sends no email to a suppressed address.',
      example: true,
    }),
    reason: z.enum(SUPPRESSION_REASONS).optional().meta({
      description:
        'The reason. `hard_bounce`: an email bounced permanently. `complaint`: the recipient reported an email as spam. `suppression_list`: the address is on the suppression list of Amazon SES.',
      example: 'hard_bounce',
    }),
    until: moment('The time at which the suppression ends.').optional(),
    liftable: z.boolean().meta({
      description:
        'Indicates whether an administrator can lift the suppression with `POST /v1/suppressions/lift`.',
      example: false,
    }),
  })
  .meta({ id: 'Suppression', description: 'The suppression status of an email address.' });
export type SuppressionResponse = z.input<typeof suppressionResponse>;
