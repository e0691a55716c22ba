import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join, relative } from 'node:path';

import { projectRoot } from './paths.ts';

/** Milliseconds without further changes before a batch of changes is handled. */
const debounce = 400;

/** The sources of the stack. Vite reloads the pages itself. */
const watchedFolders = ['lambdas', 'lib'];

/** Calls `onChange` when sources of the stack change: once for a batch of changes, and never concurrently. */
export function watchSources(onChange: (file: string) => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let pending: string | undefined;

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let file = pending; file !== undefined; file = pending) {
      pending = undefined;
      await onChange(file);
    }
    isRunning = false;
  };
  const changed = (file: string): void => {
    if (!isSource(file)) return;
    pending = file;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), debounce);
  };
  const watchers = watchedFolders.map((folder) =>
    watchFolder(join(projectRoot, folder), (file) => {
      changed(join(folder, file));
    }),
  );
  return {
    close() {
      clearTimeout(timer);
      pending = undefined;
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Distinguishes deployed code from tests and the temporary files of editors. */
export function isSource(file: string): boolean {
  return /\.(ts|json|mjml)$/.test(file) && !/(^|\/)[.#]|\.test\.ts$/.test(file);
}

/** Calls `onChange` with the path, relative to `root`, of every file below it that is written, replaced, or removed. */
export function watchFolder(root: string, onChange: (file: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();

  // One watcher per folder: on Linux, Node's recursive watcher watches single files, and loses a file that is replaced,
  // which is how many editors save.
  const follow = (folder: string): void => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (event, name) => {
      if (name === null) return;
      if (event === 'rename') followAll();
      onChange(relative(root, join(folder, name)));
    });
    watcher.on('error', () => {
      forget(folder);
    });
    watchers.set(folder, watcher);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const followAll = (): void => {
    // A folder can disappear after it was listed. Its removal also triggers an event.
    try {
      followNow();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  };
  const followNow = (): void => {
    const folders = new Set(foldersIn(root));
    for (const known of watchers.keys()) if (!folders.has(known)) forget(known);
    for (const folder of folders) follow(folder);
  };

  followAll();
  return {
    close() {
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}

function foldersIn(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return [root, ...folders.map((folder) => join(folder.parentPath, folder.name))];
}
