import * as z from 'zod';

import type { JsonSchema } from './document.ts';

/** The side of a schema: a request that a client sends, or an answer that it gets. */
export type Side = 'input' | 'output';

const COMPONENTS = '#/components/schemas/';

/** Turns zod schemas into JSON Schema, and collects those that have a name: an `id` of their own, or an enumeration's. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>();
  readonly #enumerations: ReadonlyMap<string, string>;

  /** @param enumerations lists of values by the name of their type, wherever they stand */
  constructor(enumerations: Readonly<Record<string, readonly string[]>> = {}) {
    this.#enumerations = new Map(
      Object.entries(enumerations).map(([name, values]) => [JSON.stringify(values), name]),
    );
  }

  /** @throws when two different schemas have the same `id`. */
  of(schema: z.core.$ZodType, side: Side): JsonSchema {
    const { $defs, ...json } = z.toJSONSchema(schema, {
      io: side,
      override: ({ jsonSchema, zodSchema }) => {
        beReadable(jsonSchema, zodSchema, side);
      },
    });
    for (const [name, named] of Object.entries($defs ?? {})) this.#add(name, this.#tidy(named));
    const tidied = this.#tidy(json);
    const name = z.globalRegistry.get(schema)?.id;
    return name === undefined || '$ref' in json ? tidied : this.add(name, tidied);
  }

  add(name: string, schema: JsonSchema): JsonSchema {
    this.#add(name, schema);
    return { $ref: COMPONENTS + name };
  }

  /** The named schemas, by name in the order of the alphabet. */
  get components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Writes references as OpenAPI does, without the dialect in every schema, or names inside of what they name. */
  #tidy(schema: unknown): JsonSchema {
    const text = JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$schema' || (key === 'id' && typeof value === 'string')) return undefined;
      if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', COMPONENTS);
      return isEnumeration(value) ? this.#enumeration(value) : value;
    });
    return JSON.parse(text) as JsonSchema;
  }

  #enumeration(schema: Enumeration): JsonSchema {
    const { enum: values, description } = schema;
    const name = this.#enumerations.get(JSON.stringify(values));
    if (name === undefined) return schema;
    return {
      ...this.add(name, enumeration(name, values)),
      ...(description !== undefined && { description }),
    };
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
function beReadable(
  json: z.core.JSONSchema.BaseSchema,
  schema: z.core.$ZodTypes,
  side: Side,
): void {
  // Schemas give one example, as people think of it; JSON Schema 2020-12 has a list of them.
  if ('example' in json) {
    json.examples = [json['example']];
    delete json['example'];
  }
  // What is written in an address is a text with digits, and documented as the number that it is.
  if (json.type !== 'string' || json.format === 'date-time') delete json.pattern;
  // A parameter that is read from text in several forms is documented with the one type that it has in its own words.
  if (json.type !== undefined) delete json.anyOf;
  if (json.type === 'boolean') delete json.enum;
  // A version that rises one day; as a constant it is an enumeration of numbers, which Java cannot compile.
  if (typeof json.const === 'number') {
    json.type = 'integer';
    delete json.const;
  }
  // 2^53: what any number in JSON is anyway.
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  // A field that an answer gets one day must not break today's clients.
  if (side === 'output' && json.additionalProperties === false) delete json.additionalProperties;
  // A record's keys are texts in any JSON.
  if (schema._zod.def.type === 'record' && isPlainText(json.propertyNames))
    delete json.propertyNames;
}

function isPlainText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}

/**
 * A type with a fixed set of values. Its constants begin with its name, as those of Protocol Buffers do: some languages have
 * one name space for the constants of all types.
 */
export function enumeration(name: string, values: readonly unknown[]): JsonSchema {
  const prefix = constantOf(name);
  return {
    type: 'string',
    enum: values,
    'x-enum-varnames': values.map((value) => `${prefix}_${constantOf(String(value))}`),
  };
}

/** `CONTACT_STATUS` for `ContactStatus`. */
function constantOf(text: string): string {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toUpperCase();
}

type Enumeration = JsonSchema & { readonly enum: readonly unknown[] };

function isEnumeration(value: unknown): value is Enumeration {
  return (
    typeof value === 'object' && value !== null && 'enum' in value && Array.isArray(value.enum)
  );
}
