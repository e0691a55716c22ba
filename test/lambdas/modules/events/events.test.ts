import { readFile } from 'node:fs/promises';

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';

import { writeGuide, writeSchemas } from '../../../../bin/build-events.ts';
import { EVENT_TYPES } from '../../../../lambdas/modules/events/event-types.ts';
import { EVENTS } from '../../../../lambdas/modules/events/events.ts';
import { exampleOf } from '../../../../lambdas/modules/events/examples.ts';

const read = (file: string) =>
  readFile(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8');

const schemas = writeSchemas();
const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);

describe.each(EVENT_TYPES)('%s', (type) => {
  test('has an example that matches its schema', () => {
    expect(EVENTS[type].detail.parse(exampleOf(type))).toEqual(exampleOf(type));
  });

  test('rejects an unknown field, such as an address', () => {
    const { detail } = EVENTS[type];
    expect(() => detail.parse({ ...exampleOf(type), email: 'grace@example.com' })).toThrow();
  });

  test('has a JSON Schema that accepts its example, and fields that are added later', async () => {
    const { $defs } = JSON.parse(await schemas) as { $defs: Record<string, object> };
    const validate = ajv.compile($defs[type] ?? false);
    const example = exampleOf(type);
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...example, color: 'blue' })).toBe(true);
    expect(validate({ ...example, version: 2 })).toBe(false);
    expect(validate({ ...example, time: 'yesterday' })).toBe(false);
  });
});

test('the guide and the schemas in the repository match the catalog', async () => {
  const guide = await read('events.md');
  expect(guide).toBe(await writeGuide(guide));
  expect(await read('events.schema.json')).toBe(await schemas);
});

test('the guide names every type', async () => {
  const guide = await read('events.md');
  for (const type of EVENT_TYPES) expect(guide).toContain(`\`${type}\``);
});
