import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type BuildOptions, buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The options of both steps of {@link bundleFunction}. */
const COMMON = {
  absWorkingDir: root,
  platform: 'node',
  target: 'node24',
  minify: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles a function into `directory`: `index.js`, the files that it requires when it starts, and a file for each
 * module that it loads with `import()` when a request first needs it. All of them share one copy of every module.
 *
 * @param entry path of the module that exports `handler`, relative to the project
 * @returns esbuild's description of the files and of what they contain
 */
export function bundleFunction(entry: string, directory: string): Metafile {
  const { metafile } = buildSync({
    ...COMMON,
    entryPoints: { index: entry },
    outdir: directory,
    bundle: true,
    metafile: true,
    // The SDK imports these on demand: in browsers, and for operations that stream events. No function uses them.
    external: ['bowser', '@smithy/core/event-streams'],
    // esbuild splits only ES modules.
    format: 'esm',
    splitting: true,
    // Prefers ES modules, which are far smaller because esbuild drops their unused parts.
    mainFields: ['module', 'main'],
    alias: {
      // Lambda's credentials are in the environment, so every other provider of the SDK's default chain is left out.
      '@aws-sdk/credential-provider-node': './lambdas/modules/platform/sdk-credentials.ts',
      '@aws-sdk/middleware-endpoint-discovery':
        './lambdas/modules/platform/sdk-endpoint-discovery.ts',
      '@smithy/core/checksum': './lambdas/modules/platform/sdk-checksum.ts',
    },
  });
  // As an ES module, importing `node:http` reads every export of it, and getters such as `WebSocket` load undici: 27 ms
  // of CPU time at a cold start. `require` reads nothing.
  buildSync({
    ...COMMON,
    entryPoints: readdirSync(directory).map((file) => join(directory, file)),
    outdir: directory,
    allowOverwrite: true,
    format: 'cjs',
    supported: { 'dynamic-import': false },
  });
  return metafile;
}
