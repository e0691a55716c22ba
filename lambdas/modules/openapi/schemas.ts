import * as z from 'zod';

import type { JsonSchema } from './document.ts';

/** The side of a schema: the request that a client sends, or the response that it receives. */
export type Side = 'input' | 'output';

const COMPONENTS = '#/components/schemas/';

/**
 * Converts zod schemas to JSON Schema, and collects those with a name: their own `id`, or the name of an enumeration.
 */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>();
  readonly #enumerations: ReadonlyMap<string, string>;

  /** @param enumerations lists of values, by the name of their type */
  constructor(enumerations: Readonly<Record<string, readonly string[]>> = {}) {
    this.#enumerations = new Map(
      Object.entries(enumerations).map(([name, values]) => [JSON.stringify(values), name]),
    );
  }

  /**
   * Converts a schema and collects the named schemas in it.
   *
   * @throws {Error} if two different schemas have the same `id`
   */
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

  /** The named schemas, in alphabetical order. */
  get components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Converts references to OpenAPI's form, and removes the dialect and redundant names from every schema. */
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
        `Two different schemas are named ${name}, possibly one for requests and one for responses. Rename one.`,
      );
    this.#named.set(name, schema);
  }
}

/** Removes details of zod's output that readers and programs do not need. */
function beReadable(
  json: z.core.JSONSchema.BaseSchema,
  schema: z.core.$ZodTypes,
  side: Side,
): void {
  // Our schemas have a single `example`, but JSON Schema 2020-12 has a list.
  if ('example' in json) {
    json.examples = [json['example']];
    delete json['example'];
  }
  // Numbers in URLs are strings of digits, but are documented as numbers.
  if (json.type !== 'string' || json.format === 'date-time') delete json.pattern;
  // A parameter that can be parsed from several text formats is documented with the single type in its metadata.
  if (json.type !== undefined) delete json.anyOf;
  if (json.type === 'boolean') delete json.enum;
  // A version number that may increase. As a constant, it would become an enumeration of numbers, which does not
  // compile in Java.
  if (typeof json.const === 'number') {
    json.type = 'integer';
    delete json.const;
  }
  // 2^53, the limit of any number in JSON.
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  // A field that is added to a response later must not break existing clients.
  if (side === 'output' && json.additionalProperties === false) delete json.additionalProperties;
  // Keys of records are always strings in JSON.
  if (schema._zod.def.type === 'record' && isPlainText(json.propertyNames))
    delete json.propertyNames;
}

function isPlainText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}

/**
 * Returns the schema of a type with a fixed set of values. Its constants start with its name, like those of Protocol
 * Buffers, because some languages have a single namespace for the constants of all types.
 */
export function enumeration(name: string, values: readonly unknown[]): JsonSchema {
  const prefix = constantOf(name);
  return {
    type: 'string',
    enum: values,
    'x-enum-varnames': values.map((value) => `${prefix}_${constantOf(String(value))}`),
  };
}

/** Returns a name in the form of a constant, such as `CONTACT_STATUS` for `ContactStatus`. */
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
