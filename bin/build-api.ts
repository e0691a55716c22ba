/**
 * Generates the API's OpenAPI document from the route table and the request and response schemas.
 *
 *   node bin/build-api.ts           writes docs/openapi.json
 *   node bin/build-api.ts --check   exits 1 if docs/openapi.json is out of date
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { buildDocument } from '../lambdas/modules/openapi/build.ts';
import { undescribed } from '../lambdas/modules/openapi/completeness.ts';
import project from '../package.json' with { type: 'json' };

const target = new URL('../docs/openapi.json', import.meta.url);

async function main(): Promise<void> {
  const document = buildDocument(project.version);
  const missing = undescribed(document);
  if (missing.length > 0)
    throw new Error(
      `Every part of the API requires a description and an example. Missing:\n  ${missing.join('\n  ')}`,
    );
  const style = await resolveConfig(fileURLToPath(target));
  const text = await format(JSON.stringify(document), { ...style, parser: 'json' });
  if (!process.argv.includes('--check')) {
    await writeFile(target, text);
    return;
  }
  if ((await readFile(target, 'utf8').catch(() => '')) === text) return;
  console.error('docs/openapi.json is out of date. Run "npm run build:api" and commit the result.');
  process.exitCode = 1;
}

await main();
