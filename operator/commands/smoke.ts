import * as z from 'zod';

import { type CommandResult, defineCommand } from '../command.ts';
import type { Deployment } from '../deployment.ts';
import { type Check, type CheckResult, describeResult, runChecks } from '../smoke/check.ts';
import { removeSmokeTenant, SMOKE_TENANT } from '../smoke/cleanup.ts';
import { INSTALLATION_CHECKS } from '../smoke/installation-checks.ts';
import { INTEGRATION_CHECKS } from '../smoke/integration-checks.ts';
import { JOURNEY_CHECKS } from '../smoke/journey-checks.ts';
import { startSmoke } from '../smoke/smoke.ts';

const cleanupCheck: Check = {
  name: 'cleanup',
  proves: 'nothing of the temporary tenant remains.',
  remedy: 'Repeat the cleanup with --clean-up and the ID of the tenant.',
  async run({ installation, tenantId }) {
    const count = await removeSmokeTenant(installation, tenantId);
    return `deleted ${count} items of ${tenantId}`;
  },
};

/** All checks, in the order in which they run. */
export const CHECKS: readonly Check[] = [
  ...INSTALLATION_CHECKS,
  ...JOURNEY_CHECKS,
  ...INTEGRATION_CHECKS,
  cleanupCheck,
];

/** `npm run admin -- smoke`, or `npm run smoke`. */
export const smokeCommand = defineCommand({
  name: 'smoke',
  summary: 'Tests a deployed installation from end to end, and removes what it created.',
  details:
    'Run it after each deployment. It reads the state of SES, queues, event sources, schedules, and alarms. Then it creates a\n' +
    'temporary tenant, sends email to the SES mailbox simulator, accepts an invitation, signs in, and calls the API as a program.\n' +
    'The event bus gets the events of that tenant. A failed check says what it tests and what to do. It takes two to five\n' +
    'minutes, and costs less than a cent. If it is interrupted, delete the tenant with --clean-up.',
  positionals: [],
  flags: {
    'webhook-url': {
      type: 'string',
      placeholder: '<url>',
      description: 'a public HTTPS URL that answers POST requests with 2xx, to test webhooks',
    },
    'clean-up': {
      type: 'string',
      placeholder: '<tenant>',
      description: 'only deletes the temporary tenant of an interrupted run',
    },
  },
  examples: [
    'smoke --stage production',
    'smoke --stage production --webhook-url https://example.com/hooks',
    'smoke --clean-up smoke-0123456789abcdef',
  ],
  schema: z.object({
    'webhook-url': z
      .url('--webhook-url must be a URL, such as https://example.com/hooks.')
      .optional(),
    'clean-up': z
      .string()
      .regex(SMOKE_TENANT, '--clean-up must be the ID of a temporary tenant: smoke-<16 digits>.')
      .optional(),
  }),
  async run({ 'webhook-url': webhookUrl, 'clean-up': interrupted }, deployment) {
    if (interrupted === undefined) return testInstallation(deployment, webhookUrl);
    const count = await removeSmokeTenant(deployment, interrupted);
    return {
      lines: [`Deleted ${count} items of ${interrupted}.`],
      data: { tenantId: interrupted, deleted: count },
    };
  },
});

async function testInstallation(
  deployment: Deployment,
  webhookUrl: string | undefined,
): Promise<CommandResult> {
  const smoke = await startSmoke(deployment, webhookUrl);
  // Standard output is for the result, which a program may parse.
  const report = (text: string) => {
    console.error(text);
  };
  report(`Testing with the temporary tenant ${smoke.tenantId}.`);
  const results = await runChecks(CHECKS, smoke, (result) => {
    report(describeResult(result));
  });
  return resultOf(smoke.tenantId, results);
}

function resultOf(tenantId: string, results: readonly CheckResult[]): CommandResult {
  const count = (status: CheckResult['status']) =>
    results.filter((result) => result.status === status).length;
  return {
    lines: [
      `${count('passed')} checks passed, ${count('failed')} failed, ${count('skipped')} skipped.`,
    ],
    data: { tenantId, checks: results },
    foundProblems: count('failed') > 0,
  };
}
