import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';

import { systemClock } from '../../lambdas/modules/platform/clock.ts';
import { parseEmailAddress } from '../../lambdas/modules/platform/email-address.ts';
import { SUPPRESSION_REASONS } from '../../lambdas/modules/suppressions/suppression.ts';
import {
  DynamoSuppressionLifter,
  SesSuppressionList,
  type SuppressionList,
} from '../../lambdas/modules/suppressions/suppression-store.ts';
import { type CommandResult, defineCommand } from '../command.ts';
import { type Deployment, tableOf } from '../deployment.ts';

/** Parses an address, and normalizes it as suppressions are stored. */
const addressSchema = z.string().transform((input, context) => {
  const email = parseEmailAddress(input);
  if (!('problem' in email)) return email.normalized;
  context.addIssue({ code: 'custom', message: `<address>: ${email.problem}` });
  return z.NEVER;
});

/** `npm run admin -- unsuppress`. */
export const unsuppressCommand = defineCommand({
  name: 'unsuppress',
  summary: 'Removes an email address from the suppression lists of Foyer and Amazon SES.',
  positionals: ['address'],
  flags: {},
  examples: ['unsuppress ada@example.com --stage production'],
  schema: z.object({ address: addressSchema }),
  run: ({ address }, deployment) => unsuppress(suppressionListsOf(deployment), address),
});

export interface SuppressionLists {
  /** Foyer's own list. */
  readonly foyer: SuppressionList;
  /** The account-level SES list for this region, which all senders in the account share. */
  readonly account: SuppressionList;
}

/** Removes a normalized address from both lists. Safe to repeat. */
export async function unsuppress(lists: SuppressionLists, address: string): Promise<CommandResult> {
  // Foyer's list comes last: while SES still suppresses the address, an invitation would only appear to be sent.
  const liftedBySes = await lists.account.remove(address);
  const liftedByFoyer = await lists.foyer.remove(address);
  const lines = [
    liftedByFoyer
      ? `Lifted the suppression of ${address}. It can be invited again.`
      : `${address} was not suppressed by Foyer.`,
    liftedBySes
      ? 'Removed it from the Amazon SES suppression list for this account and region.'
      : 'It was not on the Amazon SES suppression list.',
  ];
  return { lines, data: { address, liftedByFoyer, liftedBySes } };
}

function suppressionListsOf(deployment: Deployment): SuppressionLists {
  const lifter = new DynamoSuppressionLifter(tableOf(deployment), deployment.outputs.TableName);
  return {
    foyer: {
      remove: (address) =>
        lifter.lift(address, {
          lift: { at: systemClock.now().toISOString(), by: 'operator' },
          reasons: SUPPRESSION_REASONS,
        }),
    },
    account: new SesSuppressionList(new SESv2Client(deployment.config)),
  };
}
