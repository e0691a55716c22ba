import type { LookupAddress, LookupOptions } from 'node:dns';

import { afterEach, describe, expect, test } from 'vitest';

import {
  DeadlineError,
  HostNotFoundError,
  HostNotPublicError,
  LOOKUP_MS,
  publicAddresses,
  publicLookup,
  resolveAt,
  withDeadline,
} from '../../../../lambdas/modules/webhooks/webhook-targets.ts';
import { type NameServer, startNameServer } from '../../../support/fakes/name-server.ts';

const found: LookupAddress[] = [
  { address: '93.184.215.14', family: 4 },
  { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 },
];

/** Resolves a name as Node does before it connects. */
async function setup(addresses: LookupAddress[], options: LookupOptions) {
  const lookup = publicLookup(async () => addresses, new AbortController().signal);
  return new Promise<{ error: unknown; address: unknown; family: unknown }>((resolve) => {
    lookup('hooks.example', options, (error, address, family) => {
      resolve({ error, address, family });
    });
  });
}

test('a connection gets all addresses of a public host, to try in order', async () => {
  await expect(setup(found, { all: true })).resolves.toMatchObject({ error: null, address: found });
});

test('a connection that requests one address gets the first', async () => {
  await expect(setup(found, {})).resolves.toEqual({
    error: null,
    address: '93.184.215.14',
    family: 4,
  });
});

test.each(['10.0.0.1', 'no address'])(
  'a single address that is not public rejects the host: %s',
  async (address) => {
    const spoiled = [...found, { address, family: 4 }];
    for (const options of [{}, { all: true }]) {
      const { error } = await setup(spoiled, options);
      expect(error).toBeInstanceOf(HostNotPublicError);
    }
  },
);

describe('a DNS lookup', () => {
  const servers: NameServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function setup() {
    const server = await startNameServer({
      'honest.example': { A: '93.184.215.14', AAAA: '2606:2800:21f:cb07:6820:80da:af6b:8b2c' },
      'v4.example': { A: '93.184.215.14', AAAA: 'nothing' },
      'half.example': { A: '93.184.215.14', AAAA: 'silence' },
      'inside.example': { A: '10.0.0.1', AAAA: 'nothing' },
      'silent.example': { A: 'silence', AAAA: 'silence' },
    });
    servers.push(server);
    const resolve = resolveAt([server.address]);
    return {
      server,
      find: (hostname: string, milliseconds = LOOKUP_MS) =>
        withDeadline(milliseconds, (signal) => publicAddresses(resolve, hostname, signal)),
    };
  }

  test('finds addresses of both families, IPv4 first: functions have no IPv6', async () => {
    const { find } = await setup();
    await expect(find('honest.example')).resolves.toEqual(found);
    await expect(find('v4.example')).resolves.toEqual(found.slice(0, 1));
  });

  test('distinguishes an unknown host from one that is not public', async () => {
    const { find } = await setup();
    await expect(find('unknown.example')).rejects.toBeInstanceOf(HostNotFoundError);
    await expect(find('inside.example')).rejects.toBeInstanceOf(HostNotPublicError);
  });

  test('accepts one family if the name server does not respond for the other', async () => {
    const { find } = await setup();
    // Twice the time limit of a delivery, because a busy machine can be a second late.
    await expect(find('half.example', 2 * LOOKUP_MS)).resolves.toEqual(found.slice(0, 1));
  });

  test('ends at its deadline, and sends no more queries', async () => {
    const { find, server } = await setup();
    const began = performance.now();
    await expect(find('silent.example', 200)).rejects.toBeInstanceOf(DeadlineError);
    expect(performance.now() - began).toBeLessThan(1_000);
    const asked = server.asked.length;
    await new Promise((resolve) => setTimeout(resolve, LOOKUP_MS / 2));
    expect(server.asked).toHaveLength(asked);
  });

  test('without a response delays no other', async () => {
    const { find } = await setup();
    const silent = Array.from({ length: 50 }, () => find('silent.example', 1_500));
    const began = performance.now();
    await expect(find('honest.example')).resolves.toEqual(found);
    expect(performance.now() - began).toBeLessThan(750);
    for (const { status } of await Promise.allSettled(silent)) expect(status).toBe('rejected');
  });
});
