/**
 * Runs all checks that do not run Foyer in parallel: format, lint, types, walls, generated files, and the production
 * template with its rule packs.
 *
 *   node bin/check-static.ts   exits 1 if a check fails, after all of them have run
 */
import { runInParallel, type Task } from './run-in-parallel.ts';

function script(name: string, ...args: string[]): Task {
  const rest = args.length === 0 ? [] : ['--', ...args];
  return { name, command: ['npm', 'run', '--silent', name, ...rest] };
}

const failed = await runInParallel([
  script('lint'),
  script('types'),
  script('walls'),
  script('unused'),
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
