import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join, relative } from 'node:path';

/** Calls `changed` with the path, from `root`, of every file below it that is written, added, replaced or removed. */
export function watchFolder(root: string, changed: (file: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();

  // One watcher for each folder: on Linux, Node's recursive watcher watches files instead, and loses sight of one that
  // is replaced, which is how many editors save.
  const follow = (folder: string): void => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (event, name) => {
      if (name === null) return;
      if (event === 'rename') followAll();
      changed(relative(root, join(folder, name)));
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
    // While a folder is being removed it can be listed and yet be gone; the removal is an event too.
    try {
      followNow();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  };
  const followNow = (): void => {
    const folders = new Set(foldersBelow(root));
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

function foldersBelow(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return [root, ...folders.map((folder) => join(folder.parentPath, folder.name))];
}
