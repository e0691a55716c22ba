import { statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { build } from 'esbuild';

import { bundleFunction } from '../../lib/function-bundle.ts';

/** A function, bundled as for deployment. */
export interface BundledFunction {
  /** Path of `index.js`. */
  readonly index: string;
  /**
   * Paths of the files that a cold start loads: `index.js` and the files that it requires, but not those that it
   * imports later.
   */
  readonly files: readonly string[];
  /** Bytes of these files. */
  readonly size: number;
  /** Bytes of the files that requests load on demand. */
  readonly onDemand: number;
  /** The bytes in the files that a cold start loads, by source file. */
  readonly inputs: ReadonlyMap<string, number>;
}

/** Bundles a function into `directory`. */
export function bundled(entry: string, directory: string): BundledFunction {
  const { outputs } = bundleFunction(entry, directory);
  const output = new Map(
    Object.entries(outputs).map(([path, description]) => [basename(path), description]),
  );
  const atStart = new Set(['index.js']);
  // A set also iterates over values that are added in the meantime.
  for (const file of atStart)
    for (const { path, kind, external } of output.get(file)?.imports ?? [])
      if (kind !== 'dynamic-import' && external !== true) atStart.add(basename(path));
  const inputs = new Map<string, number>();
  for (const file of atStart)
    for (const [input, { bytesInOutput }] of Object.entries(output.get(file)?.inputs ?? {}))
      if (bytesInOutput > 0) inputs.set(input, (inputs.get(input) ?? 0) + bytesInOutput);
  const pathsOf = (files: Iterable<string>) => [...files].map((file) => join(directory, file));
  const files = pathsOf(atStart);
  return {
    index: join(directory, 'index.js'),
    files,
    size: bytesOf(files),
    onDemand: bytesOf(pathsOf([...output.keys()].filter((file) => !atStart.has(file)))),
    inputs,
  };
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((total, file) => total + statSync(file).size, 0);
}

/**
 * Bundles source text that only uses SDK clients, as an ES module. The options are pinned here, so that a change to the
 * build of functions changes the ratio, but not its baseline.
 */
export async function bundleBare(text: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: text, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
    format: 'esm',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': './lambdas/modules/platform/sdk-credentials.ts',
    },
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
  });
}
