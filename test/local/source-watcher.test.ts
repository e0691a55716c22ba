import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { isSource, watchFolder } from '../../local/source-watcher.ts';

let root: string;
let watching: { close(): void } | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'foyer-test-'));
  await mkdir(join(root, 'mail'));
  await writeFile(join(root, 'mail', 'handler.ts'), '1');
});
afterEach(async () => {
  watching?.close();
  await rm(root, { recursive: true });
});

/** The files that change from now on. */
function changes(): Set<string> {
  const files = new Set<string>();
  watching = watchFolder(root, (file) => files.add(file));
  return files;
}

async function replace(file: string): Promise<void> {
  await writeFile(join(root, 'mail', 'draft'), '2');
  await rename(join(root, 'mail', 'draft'), join(root, file));
}

test('sees a file that is written', async () => {
  const files = changes();
  await appendFile(join(root, 'mail', 'handler.ts'), '2');
  await vi.waitFor(() => {
    expect(files).toContain('mail/handler.ts');
  });
});

test('keeps seeing a file that an editor saves by replacing it', async () => {
  const files = changes();
  for (let round = 0; round < 3; round += 1) {
    files.clear();
    await replace('mail/handler.ts');
    await vi.waitFor(() => {
      expect(files).toContain('mail/handler.ts');
    });
    await sleep(50);
  }
});

test('sees files in a folder that was made later', async () => {
  const files = changes();
  await mkdir(join(root, 'outbox', 'deep'), { recursive: true });
  await sleep(100);
  await writeFile(join(root, 'outbox', 'deep', 'handler.ts'), '1');
  await vi.waitFor(() => {
    expect(files).toContain('outbox/deep/handler.ts');
  });
});

test('goes on after a folder was removed', async () => {
  const files = changes();
  await mkdir(join(root, 'outbox'));
  await sleep(100);
  await rm(join(root, 'outbox'), { recursive: true });
  await sleep(100);
  files.clear();
  await appendFile(join(root, 'mail', 'handler.ts'), '2');
  await vi.waitFor(() => {
    expect(files).toContain('mail/handler.ts');
  });
});

test.each([
  ['lambdas/mailer/handler.ts', true],
  ['lambdas/modules/mail/templates/invitation-mail.mjml', true],
  ['lambdas/mail/.handler.ts.swp', false],
  ['lambdas/mailer/handler.ts~', false],
  ['lib/.#data.ts', false],
  ['lambdas/mail/handler.test.ts', false],
])('a change of %s is one of a source: %s', (file, expected) => {
  expect(isSource(file)).toBe(expected);
});
