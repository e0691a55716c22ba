import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LocalFailure } from '../../local/failure.ts';
import { choosePort, isFree } from '../../local/ports.ts';

const servers: Server[] = [];

/** Listens on a port that the system chooses. */
async function occupy(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const wish = { purpose: 'the pages', option: '--port' };

test('takes the next free port when the preferred one is taken', async () => {
  const taken = await occupy();
  const chosen = await choosePort({ ...wish, preferred: taken });
  expect(chosen).toBeGreaterThan(taken);
  await expect(isFree(chosen)).resolves.toBe(true);
});

test('leaves out what another part of the same start has chosen', async () => {
  const first = await choosePort({ ...wish, preferred: 47_100 });
  const second = await choosePort({ ...wish, preferred: first }, [first]);
  expect(second).not.toBe(first);
});

test('a port that was asked for is not replaced by another', async () => {
  const taken = await occupy();
  const failure = await choosePort({ ...wish, preferred: 5173, demanded: taken }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(LocalFailure);
  expect((failure as LocalFailure).message).toBe(
    `Port ${taken} is taken, and the pages should listen on it.`,
  );
  expect((failure as LocalFailure).advice).toContain('--port');
});

test('sees a program that listens on every address', async () => {
  await expect(isFree(await occupy('0.0.0.0'))).resolves.toBe(false);
});
