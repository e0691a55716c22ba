import { setTimeout as pause } from 'node:timers/promises';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, expect } from 'vitest';

import { tableClient } from '../../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { checkTable } from '../../../operator/check/check-table.ts';
import { foyer } from './foyer-client.ts';

const SECOND = 1_000;

// After each end-to-end file, whatever it did: nothing in the table leads nowhere, and no count is wrong.
afterAll(async () => {
  const { awsEndpoint, tableName, webClientId } = foyer();
  const client = tableClient(new DynamoDBClient(localClientConfig(awsEndpoint)));
  const { data } = await checkTable({
    table: { client, tableName },
    now: () => new Date(),
    webClientId,
    progress: () => undefined,
    // The outbox may still be counting.
    pause: () => pause(4 * SECOND),
  });
  expect(data['problems']).toEqual([]);
});
