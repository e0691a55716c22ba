import { createServer, type Server } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { LocalFailure } from '../../local/errors.ts';
import {
  type HeldPort,
  holdPort,
  isFree,
  onFreePort,
  PortLostError,
} from '../../local/loopback.ts';

const servers: Server[] = [];
const held: HeldPort[] = [];

/** Listens on a port that the system chooses. */
async function occupy(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Holds a port until the end of the test. */
async function hold(...wish: Parameters<typeof holdPort>): Promise<number> {
  const port = await holdPort(...wish);
  held.push(port);
  return port.number;
}

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  for (const port of held.splice(0)) await port.release();
});

const wish = { purpose: 'the pages', option: '--port' };

test('takes the next free port when the preferred one is taken', async () => {
  const taken = await occupy();
  expect(await hold({ ...wish, preferred: taken })).toBeGreaterThan(taken);
});

test('instances that are started at the same time get ports of their own', async () => {
  const chosen = await Promise.all(
    Array.from({ length: 6 }, () => hold({ ...wish, preferred: 47_100 })),
  );
  expect(new Set(chosen).size).toBe(6);
});

test('a port stays taken until its owner wants to listen, and is free that moment', async () => {
  const port = await holdPort({ ...wish, preferred: 47_200 });
  await expect(isFree(port.number)).resolves.toBe(false);
  await expect(hold({ ...wish, preferred: 1, required: port.number })).rejects.toThrow(
    LocalFailure,
  );
  await port.release();
  await port.release();
  await expect(hold({ ...wish, preferred: 1, required: port.number })).resolves.toBe(port.number);
});

test('goes on with another port when the first one was lost before the program listened', async () => {
  const tried: number[] = [];
  const used = await onFreePort({ ...wish, preferred: 47_250 }, async (port) => {
    tried.push(port);
    if (tried.length > 1) return port;
    await hold({ ...wish, preferred: 1, required: port });
    throw new PortLostError('taken');
  });
  expect(used).not.toBe(tried[0]);
});

test('says that a required port was lost', async () => {
  const required = await hold({ ...wish, preferred: 47_280 });
  await held.pop()?.release();
  const lose = async (port: number): Promise<never> => {
    await hold({ ...wish, preferred: 1, required: port });
    throw new PortLostError('taken');
  };
  await expect(onFreePort({ ...wish, preferred: 1, required }, lose)).rejects.toThrow(
    `Port ${required} is already in use, so it cannot be used for the pages.`,
  );
});

test('a port that was asked for is not replaced by another', async () => {
  const taken = await occupy();
  const failure = await holdPort({ ...wish, preferred: 5173, required: taken }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(LocalFailure);
  expect((failure as LocalFailure).message).toBe(
    `Port ${taken} is already in use, so it cannot be used for the pages.`,
  );
  expect((failure as LocalFailure).advice).toContain('--port');
});

test('sees a program that listens on every address', async () => {
  await expect(isFree(await occupy('0.0.0.0'))).resolves.toBe(false);
});
