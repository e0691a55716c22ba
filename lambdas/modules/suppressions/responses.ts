import * as z from 'zod';

import { moment } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import type { suppressionRoutes } from './routes.ts';
import { SUPPRESSION_REASONS } from './suppression.ts';

/** The suppression status of an address. */
const suppressionResponse = z
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
        'The reason. `hard_bounce`: an email bounced permanently. `complaint`: the recipient reported an email as spam. `suppression_list`: the address is on the Amazon SES suppression list.',
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

/** The reference of {@link suppressionRoutes}. */
export const suppressionReference = {
  lookUpSuppression: {
    summary: 'Look up a suppression',
    description:
      'Returns whether an email address is suppressed, and the reason. Suppressions are shared by all companies of the installation, so you can look up only addresses that your company has an invitation for. The lookup is recorded in the activity log.',
    responses: { 200: suppressionResponse },
  },
  liftSuppression: {
    summary: 'Lift a suppression',
    description:
      'Lifts the suppression of an email address, so that it can be invited again immediately. The installation must allow it, and a suppression after a spam complaint cannot be lifted. The change is recorded in the activity log. Repeating the request has no further effect.',
    responses: { 200: suppressionResponse },
  },
} satisfies References<typeof suppressionRoutes>;
