import { build, type Metafile } from 'esbuild';

import { BUNDLING } from '../../lib/service-function.ts';

/** Options of esbuild that decide how a function is built. */
export type BuildOptions = Pick<
  Parameters<typeof build>[0],
  'alias' | 'banner' | 'format' | 'mainFields' | 'minify' | 'target'
>;

/** The options with which the CDK construct builds functions, in the form that esbuild's API takes. */
export const FUNCTION_OPTIONS: BuildOptions = {
  format: BUNDLING.format,
  target: BUNDLING.target,
  minify: BUNDLING.minify,
  mainFields: BUNDLING.mainFields,
  alias: Object.fromEntries(
    Object.entries(BUNDLING.esbuildArgs).map(([name, path]) => [
      name.replace('--alias:', ''),
      path,
    ]),
  ),
};

/** The extension with which Node reads a bundle in the format of the options. */
export function extensionOf({ format }: BuildOptions): '.cjs' | '.mjs' {
  return format === 'cjs' ? '.cjs' : '.mjs';
}

/** Bundles a function, or source text, into `outfile`. Returns what esbuild says about the output. */
export async function bundle(
  source: { readonly entry: string } | { readonly text: string },
  outfile: string,
  options: BuildOptions = FUNCTION_OPTIONS,
): Promise<Metafile['outputs'][string] | undefined> {
  const { metafile } = await build({
    ...('entry' in source
      ? { entryPoints: [source.entry] }
      : { stdin: { contents: source.text, resolveDir: process.cwd(), loader: 'ts' } }),
    ...options,
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs)[0];
}
