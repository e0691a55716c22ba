import { globSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import {
  NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS as SETTING,
  resolveEndpointDiscoveryConfig,
} from '../../../../lambdas/modules/platform/sdk-endpoint-discovery.ts';

test('the SDK uses endpoint discovery for no operation of DynamoDB', () => {
  const client = 'node_modules/@aws-sdk/client-dynamodb/dist-es';
  const commands = globSync(`${client}/{commands/*,commandBuilder}.js`);
  expect(commands.length).toBeGreaterThan(50);
  const discovering = commands.filter((file) =>
    readFileSync(file, 'utf8').includes('EndpointDiscoveryPlugin'),
  );
  expect(discovering).toEqual([]);
});

test('endpoint discovery cannot be turned on', () => {
  const selectors: readonly (() => unknown)[] = [
    SETTING.environmentVariableSelector,
    SETTING.configFileSelector,
  ];
  expect(selectors.map((select) => select())).toEqual([undefined, undefined]);
  const config = { region: 'eu-central-1' };
  expect(resolveEndpointDiscoveryConfig(config)).toBe(config);
});
