import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { PortLostError } from '../../local/loopback.ts';
import { startEmulator } from '../../local/ministack/emulator.ts';

test('does not take the local AWS emulator of another instance, which was quicker to the port, for its own', async () => {
  const quicker = createServer((request, response) => {
    response.statusCode = request.headers['x-foyer-instance'] === undefined ? 200 : 403;
    response.end();
  });
  await new Promise<void>((resolve) => quicker.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'foyer-test-'));
  try {
    const starting = startEmulator({
      // Ends at once, as the local AWS emulator does when it cannot listen.
      python: process.execPath,
      port: (quicker.address() as AddressInfo).port,
      logFile: join(folder, 'ministack.log'),
      allowedOrigins: [],
      signal: new AbortController().signal,
    });
    await expect(starting).rejects.toThrow(PortLostError);
  } finally {
    quicker.close();
    await rm(folder, { recursive: true, force: true });
  }
});
