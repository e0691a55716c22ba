import type { LookupAddress, LookupOptions } from 'node:dns';
import { expect, test } from 'vitest';
import { HostNotPublicError, publicLookup } from '../../../lambdas/webhooks/public-host.ts';

const found: LookupAddress[] = [
  { address: '93.184.215.14', family: 4 },
  { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 },
];

/** Looks a name up as Node does before it connects. */
async function setup(addresses: LookupAddress[], options: LookupOptions) {
  const lookup = publicLookup(async () => addresses);
  return new Promise<{ error: unknown; address: unknown; family: unknown }>((resolve) => {
    lookup('hooks.example', options, (error, address, family) => {
      resolve({ error, address, family });
    });
  });
}

test('a connection gets all addresses of a public host, to try one after the other', async () => {
  await expect(setup(found, { all: true })).resolves.toMatchObject({ error: null, address: found });
});

test('a connection that asks for one address gets the first', async () => {
  await expect(setup(found, {})).resolves.toEqual({
    error: null,
    address: '93.184.215.14',
    family: 4,
  });
});

test('one address that is not public spoils them all', async () => {
  const spoiled = [...found, { address: '10.0.0.1', family: 4 }];
  for (const options of [{}, { all: true }]) {
    const { error } = await setup(spoiled, options);
    expect(error).toBeInstanceOf(HostNotPublicError);
  }
});
