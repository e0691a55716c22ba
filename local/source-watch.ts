import { join } from 'node:path';
import { projectRoot } from './places.ts';
import { watchFolder } from './watch-folder.ts';

const quiet = 400;

/** What the stack is made from. Pages are not among it: Vite reloads those itself. */
const watched = ['lambdas', 'lib'];

/** Calls `act` when sources of the stack have changed: once for changes that come together, never twice at a time. */
export function watchSources(act: (file: string) => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let waiting: string | undefined;

  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let file = waiting; file !== undefined; file = waiting) {
      waiting = undefined;
      await act(file);
    }
    busy = false;
  };
  const changed = (file: string): void => {
    if (!isSource(file)) return;
    waiting = file;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), quiet);
  };
  const watchers = watched.map((folder) =>
    watchFolder(join(projectRoot, folder), (file) => {
      changed(join(folder, file));
    }),
  );
  return {
    close() {
      clearTimeout(timer);
      waiting = undefined;
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Whether a file is code that is deployed, rather than what an editor leaves lying about. */
export function isSource(file: string): boolean {
  return /\.(ts|json|mjml)$/.test(file) && !/(^|\/)[.#]|\.test\.ts$/.test(file);
}
