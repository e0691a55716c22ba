import { expect, inject, test } from 'vitest';

import {
  denials,
  deployedRoles,
  recordedRequests,
  unusedPermissions,
} from '../support/permissions/deployed-roles.ts';

/** The calls and the roles of the end-to-end tests, which run before this project. */
async function setup() {
  const instance = inject('instances')?.['end-to-end'];
  if (instance === undefined)
    throw new Error('Run the end-to-end tests first: --project end-to-end --project permissions');
  return {
    requests: recordedRequests(instance.stateDir),
    roles: await deployedRoles(instance.stateDir, instance.awsEndpoint),
  };
}

test('no call of the end-to-end tests is denied', async () => {
  const { roles, requests } = await setup();
  expect(denials(roles, requests)).toEqual([]);
  // Every function has made a call, so the recording is complete.
  const callers = new Set(requests.map(({ role }) => role));
  expect([...roles.keys()].filter((role) => !callers.has(role))).toEqual([]);
});

test('every permission is used', async () => {
  const { roles, requests } = await setup();
  expect(unusedPermissions(roles, requests)).toEqual([]);
});
