import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';
import { resourcesOf } from './template.ts';

const guide = readFileSync('docs/prerequisites.md', 'utf8').replaceAll(/\s+/g, ' ');

interface Mapping {
  readonly ScalingConfig?: { readonly MaximumConcurrency: number };
  readonly ParallelizationFactor?: number;
}

/** Returns the concurrent executions that queues and, for each shard, the stream can use. */
function concurrencyOf(settings: Readonly<Record<string, unknown>>) {
  const mappings = Object.values(
    resourcesOf(synthesise(settings), 'AWS::Lambda::EventSourceMapping'),
  ) as Mapping[];
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    queues: sum(mappings.map(({ ScalingConfig }) => ScalingConfig?.MaximumConcurrency ?? 0)),
    perShard: sum(mappings.map(({ ParallelizationFactor }) => ParallelizationFactor ?? 0)),
    unlimited: mappings.filter(
      ({ ScalingConfig, ParallelizationFactor }) =>
        ScalingConfig === undefined && ParallelizationFactor === undefined,
    ),
  };
}

test('no event source can use all of the account’s concurrency', () => {
  expect(concurrencyOf(production).unlimited).toEqual([]);
});

test('the guide asks for the concurrency that the event sources need, and for more than they use', () => {
  const { queues, perShard } = concurrencyOf(production);
  expect(guide).toContain(
    `The queues use up to ${queues} concurrent executions, and the stream up to ${perShard} for each of its shards.`,
  );
  // A new table on demand has four shards.
  const [, asked] = /--desired-value (\d+)/.exec(guide) ?? [];
  expect(Number(asked)).toBeGreaterThan(queues + 4 * perShard);
});

test('the smallest setting is what the guide says, which is still more than 10', () => {
  const least = { mailConcurrency: 2, importConcurrency: 2, webhookConcurrency: 2 };
  const { queues } = concurrencyOf({ ...production, ...least });
  expect(guide).toContain(`they still use up to ${queues}`);
  expect(queues).toBeGreaterThan(10);
});
