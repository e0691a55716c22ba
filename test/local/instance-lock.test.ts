import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { acquireLock } from '../../local/instance-lock.ts';
import { startTimeOf } from '../../local/process-group.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'foyer-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

const nobody = { pid: 2_147_483_646, startedAt: '1' };

function mark(run: unknown): Promise<void> {
  return writeFile(join(directory, 'run.json'), JSON.stringify(run));
}

function claim() {
  return acquireLock(join(directory, 'run.json'));
}

/** A process that only waits, in a group of its own as the emulator is. */
async function bystander() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, signal) => {
      resolve(signal);
    });
  });
  await new Promise((resolve) => child.once('spawn', resolve));
  if (child.pid === undefined) throw new Error('not started');
  return { child, pid: child.pid, startedAt: startTimeOf(child.pid) ?? '', ended };
}

test('a second start says where the first one is', async () => {
  const first = await claim();
  await first.update('http://127.0.0.1:5173', { pid: process.pid, workDirectory: '/nowhere' });
  await expect(claim()).rejects.toThrow(
    `Foyer is already running at http://127.0.0.1:5173 (process ${process.pid}).`,
  );
});

test('the folder is free again after a stop', async () => {
  await (await claim()).release();
  await expect(claim()).resolves.toBeDefined();
});

test('ends the emulator that a killed run left behind', async () => {
  const { pid, startedAt, ended } = await bystander();
  await mark({
    foyer: nobody,
    siteUrl: '',
    emulator: { pid, startedAt, workDirectory: '/nowhere' },
  });
  await claim();
  await expect(ended).resolves.toBe('SIGTERM');
});

test('never ends a process that was given the number of an emulator long gone', async () => {
  const { child, pid, ended } = await bystander();
  await mark({
    foyer: nobody,
    siteUrl: '',
    emulator: { pid, startedAt: '1', workDirectory: '/nowhere' },
  });
  await claim();
  expect(startTimeOf(pid)).toBeDefined();
  child.kill('SIGKILL');
  await expect(ended).resolves.toBe('SIGKILL');
});

test('a damaged mark of an earlier run does not keep anyone from starting', async () => {
  await writeFile(join(directory, 'run.json'), '{"foyer":');
  await claim();
  expect(JSON.parse(await readFile(join(directory, 'run.json'), 'utf8'))).toMatchObject({
    foyer: { pid: process.pid },
  });
});
