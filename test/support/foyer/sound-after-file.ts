import { setTimeout as pause } from 'node:timers/promises';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, inject } from 'vitest';

import { tableClient } from '../../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { checkTable } from '../../../operator/check/check-table.ts';
import { denials, recordedLines, requestsIn } from '../permissions/deployed-roles.ts';
import { foyer } from './foyer-client.ts';

const SECOND = 1_000;

// After each end-to-end file, whatever it did: checks that the table has no dangling references and that all counts are
// right. A test of another file may break an item for a few seconds to show that the check finds it, so a problem counts
// only if it stays.
afterAll(async () => {
  const { awsEndpoint, tableName, webClientId } = foyer();
  const client = tableClient(new DynamoDBClient(localClientConfig(awsEndpoint)));
  const problems = async () => {
    const { data } = await checkTable({
      table: { client, tableName },
      now: () => new Date(),
      webClientId,
      progress: () => undefined,
      // The outbox may not have finished counting.
      pause: () => pause(4 * SECOND),
    });
    const found = data['problems'] as readonly object[];
    return found.filter(
      (problem) => !inject('accepted').some((text) => JSON.stringify(problem).includes(text)),
    );
  };
  let found = await problems();
  for (let retries = 0; retries < 3 && JSON.stringify(found) !== '[]'; retries++) {
    await pause(5 * SECOND);
    found = await problems();
  }
  expect(found).toEqual([]);
});

// MiniStack checks only some permissions, with its own rules. A call that is denied here would be denied on AWS.
const stateDir = inject('stateDir');
const before = recordedLines(stateDir).length;
afterAll(() => {
  const requests = requestsIn(recordedLines(stateDir).slice(before));
  expect(denials(new Map(inject('roles')), requests)).toEqual([]);
});
