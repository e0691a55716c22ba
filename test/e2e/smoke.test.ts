import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';

import { tableClient, TTL_ATTRIBUTE } from '../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { scanTable, type TableItem } from '../../operator/check/facts.ts';
import type { CheckResult } from '../../operator/smoke/check.ts';
import { foyer } from '../support/foyer/foyer-client.ts';
import { admin } from '../support/foyer/operator.ts';

/** Other tests of the same installation leave messages in dead-letter queues on purpose. */
const SHARED = ['queues', 'alarms'];

async function itemsAbout(text: string): Promise<TableItem[]> {
  const { awsEndpoint, tableName } = foyer();
  const client = tableClient(new DynamoDBClient(localClientConfig(awsEndpoint)));
  const found: TableItem[] = [];
  for await (const page of scanTable({ client, tableName }, { consistent: true }))
    found.push(...page.filter((item) => JSON.stringify(item).includes(text)));
  return found;
}

test('the smoke test passes on a sound installation, and leaves nothing behind', async () => {
  const { out, complaint } = await admin('smoke', '--json');
  const { tenantId, checks } = JSON.parse(out) as { tenantId: string; checks: CheckResult[] };
  const failed = checks.filter(({ name, status }) => status === 'failed' && !SHARED.includes(name));
  expect(failed).toEqual([]);
  expect(checks.filter(({ status }) => status === 'skipped').map(({ name }) => name)).toEqual([
    'API address',
    'function times',
  ]);
  expect(complaint).toContain(`Testing with the temporary tenant ${tenantId}.`);
  expect(out + complaint).not.toMatch(/eyJ|whsec_|inv_\w+\.[\w-]{43}/);

  const left = await itemsAbout(tenantId);
  expect(left.filter((item) => item[TTL_ATTRIBUTE] === undefined)).toEqual([]);
  expect(JSON.stringify(left)).not.toContain('@');
});

test('refuses to clean up a tenant that it did not create', async () => {
  expect(await admin('smoke', '--clean-up', 'acme')).toMatchObject({
    code: 2,
    complaint: expect.stringContaining('--clean-up must be the ID of a temporary tenant') as string,
  });
});
