import * as z from 'zod';
import type { JsonSchema } from './document.ts';

/** Which side of a schema is meant: what a client sends, or what it gets. */
export type Side = 'input' | 'output';

const COMPONENTS = '#/components/schemas/';

/** Turns zod schemas into JSON Schema, and collects those that have an `id` under their names. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>();

  /** @throws when two different schemas have the same `id`. */
  of(schema: z.core.$ZodType, side: Side): JsonSchema {
    const { $defs, ...json } = z.toJSONSchema(schema, {
      io: side,
      override: ({ jsonSchema, zodSchema }) => {
        beReadable(jsonSchema, zodSchema);
      },
    });
    for (const [name, named] of Object.entries($defs ?? {})) this.#add(name, tidy(named));
    return tidy(json);
  }

  add(name: string, schema: JsonSchema): JsonSchema {
    this.#add(name, schema);
    return { $ref: COMPONENTS + name };
  }

  /** The named schemas, by name in the order of the alphabet. */
  get components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #add(name: string, schema: JsonSchema): void {
    const known = this.#named.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(
        `Two schemas are called ${name}: one for requests, perhaps, and one for answers.`,
      );
    this.#named.set(name, schema);
  }
}

/** What zod says more than a reader or another program needs to know. */
function beReadable(json: z.core.JSONSchema.BaseSchema, schema: z.core.$ZodTypes): void {
  // Schemas give one example, as people think of it; JSON Schema 2020-12 has a list of them.
  if ('example' in json) {
    json.examples = [json['example']];
    delete json['example'];
  }
  // What is written in an address is a text with digits, and documented as the number that it is.
  if (json.type !== 'string' || json.format === 'date-time') delete json.pattern;
  // 2^53: what any number in JSON is anyway.
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  // A record's keys are texts in any JSON.
  if (schema._zod.def.type === 'record' && isPlainText(json.propertyNames))
    delete json.propertyNames;
}

function isPlainText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}

/** References as OpenAPI has them, no dialect in every schema, and no names inside of what they name. */
function tidy(schema: unknown): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$schema' || (key === 'id' && typeof value === 'string')) return undefined;
    if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', COMPONENTS);
    return value;
  });
  return JSON.parse(text) as JsonSchema;
}
