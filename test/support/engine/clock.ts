import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';

import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { invitationKey } from '../../../lambdas/modules/records/invitation-item.ts';
import { tableClient } from '../../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { foyer } from '../foyer/foyer-client.ts';

/** A clock that stands still until a test advances it. */
export class TestClock implements Clock {
  #now: number;

  constructor(start = '2030-01-01T12:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Advances the time by milliseconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Sets the clock back to an earlier time. */
  goTo(time: Date): void {
    this.#now = time.getTime();
  }
}

/** Moves the times of an invitation in the running service, because tests cannot wait for days. */
export async function moveTimes(
  id: string,
  times: { readonly expiresAt?: Date; readonly dueAt?: Date },
): Promise<void> {
  const table = tableClient(new DynamoDBClient(localClientConfig(foyer().awsEndpoint)));
  for (const [name, time] of Object.entries(times))
    await table.send(
      new UpdateCommand({
        TableName: foyer().tableName,
        Key: invitationKey(id),
        UpdateExpression: 'SET #name = :time',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':time': time.toISOString() },
      }),
    );
}

export const longAgo = () => new Date(Date.now() - 60_000);
