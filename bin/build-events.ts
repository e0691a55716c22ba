/**
 * Generates the documentation of events from lambdas/modules/events/events.ts: the generated parts of docs/events.md,
 * and docs/events.schema.json with a JSON Schema (draft 2020-12) of every event.
 *
 *   node bin/build-events.ts           writes both
 *   node bin/build-events.ts --check   exits 1 if either is out of date
 */
import { readFile, writeFile } from 'node:fs/promises';

import { format, resolveConfig } from 'prettier';

import { EVENT_TYPES, type EventType } from '../lambdas/modules/events/event-types.ts';
import { EVENTS } from '../lambdas/modules/events/events.ts';
import { exampleOf } from '../lambdas/modules/events/examples.ts';
import { standaloneEventSchema } from '../lambdas/modules/openapi/events.ts';

const guide = new URL('../docs/events.md', import.meta.url);
const schemas = new URL('../docs/events.schema.json', import.meta.url);

/** The types with an example in the guide: one for each shape. */
const SHOWN_TYPES: readonly EventType[] = [
  'invitation.created',
  'invitation.accepted',
  'import.completed',
  'customer.created',
  'webhook.disabled',
];

/** Replaces the generated parts of the guide. @throws if a part has no markers. */
export async function writeGuide(text: string): Promise<string> {
  const filled = fill(fill(text, 'types', tableOfTypes()), 'examples', examples());
  return format(filled, { ...(await resolveConfig(guide)), parser: 'markdown' });
}

/** Builds a JSON Schema of every event, by type. Consumers must ignore unknown fields, so the schemas allow them. */
export async function writeSchemas(): Promise<string> {
  const definitions = Object.fromEntries(
    EVENT_TYPES.map((type) => [type, standaloneEventSchema(type)]),
  );
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Foyer events: the detail of each event, by type',
    $defs: definitions,
  };
  const text = JSON.stringify(document);
  return format(text, { ...(await resolveConfig(schemas)), parser: 'json' });
}

function tableOfTypes(): string {
  const rows = EVENT_TYPES.map((type) => `| \`${type}\` | ${EVENTS[type].when} |`);
  return ['| type | when |', '| --- | --- |', ...rows].join('\n');
}

function examples(): string {
  return SHOWN_TYPES.map((type) =>
    [`\`${type}\``, '', '```json', JSON.stringify(exampleOf(type), null, 2), '```'].join('\n'),
  ).join('\n\n');
}

function fill(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`docs/events.md has no markers for the generated ${name}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

async function main(): Promise<void> {
  const generated = [
    [guide, await writeGuide(await readFile(guide, 'utf8'))],
    [schemas, await writeSchemas()],
  ] as const;
  if (!process.argv.includes('--check')) {
    for (const [file, text] of generated) await writeFile(file, text);
    return;
  }
  for (const [file, text] of generated)
    if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(
        `${file.pathname} is out of date. Run "npm run build:events" and commit the result.`,
      );
      process.exitCode = 1;
    }
}

if (import.meta.main) await main();
