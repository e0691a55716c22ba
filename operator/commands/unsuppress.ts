import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { parseEmailAddress } from '../../lambdas/modules/platform/email-address.ts';
import { systemClock } from '../../lambdas/modules/platform/clock.ts';
import {
  DynamoSuppressionLifter,
  SesSuppressionList,
} from '../../lambdas/modules/suppressions/suppression-store.ts';
import { SUPPRESSION_REASONS } from '../../lambdas/modules/suppressions/suppression.ts';
import { command } from '../command.ts';
import { tableOf, type Deployment } from '../deployment.ts';
import { unsuppress, type UnsuppressDeps } from '../unsuppress.ts';

/** An address, as suppressions remember it. */
const addressSchema = z.string().transform((typed, context) => {
  const email = parseEmailAddress(typed);
  if (!('problem' in email)) return email.normalised;
  context.addIssue({ code: 'custom', message: `<address>: ${email.problem}` });
  return z.NEVER;
});

/** `npm run admin -- unsuppress`. */
export const unsuppressCommand = command({
  name: 'unsuppress',
  summary: 'Lifts the suppression of an email address, so that it can be invited again.',
  takes: ['address'],
  options: {},
  examples: ['unsuppress ada@example.com --stage production'],
  schema: z.object({ address: addressSchema }),
  run: ({ address }, deployment) => unsuppress(suppressionsOf(deployment), address),
});

/** What lifting a suppression needs. */
export function suppressionsOf(deployment: Deployment): UnsuppressDeps {
  const lifter = new DynamoSuppressionLifter(tableOf(deployment), deployment.outputs.TableName);
  const reasons = SUPPRESSION_REASONS;
  return {
    suppressions: {
      remove: (address) =>
        lifter.lift(address, {
          lift: { at: systemClock.now().toISOString(), by: 'operator' },
          reasons,
        }),
    },
    accountList: new SesSuppressionList(new SESv2Client(deployment.config)),
  };
}
