/**
 * Checks all that can be checked without running Foyer, side by side: format, lint, types, walls, what is generated, and the
 * production template with its rule packs.
 *
 *   node bin/check-static.ts   exits 1 when one of them fails, after all of them
 */
import { sideBySide, type Task } from './side-by-side.ts';

function script(name: string, ...args: string[]): Task {
  const rest = args.length === 0 ? [] : ['--', ...args];
  return { name, command: ['npm', 'run', '--silent', name, ...rest] };
}

const failed = await sideBySide([
  script('lint'),
  script('types'),
  script('walls'),
  script('synth'),
  script('format:check'),
  script('build:api', '--check'),
  script('check:clients', '--quick'),
  script('build:mail', '--check'),
  script('build:events', '--check'),
]);
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
