import type { JsonSchema, OpenApiDocument } from './document.ts';

/** Returns the paths of all fields without a description, or without an example if one is possible. */
export function undescribed({ paths, components }: OpenApiDocument): string[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  return [
    ...Object.entries(components.schemas).flatMap(([name, schema]) => fieldsIn(schema, name)),
    ...operations.flatMap(({ operationId, parameters = [], requestBody, responses }) => [
      ...parameters
        .filter(({ description }) => description === '')
        .map(({ name }) => `${operationId}: ${name}`),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        fieldsIn(schema, operationId),
      ),
      ...Object.entries(responses)
        .filter(([status]) => Number(status) < 400)
        .flatMap(([, response]) => Object.values('content' in response ? response.content : {}))
        .flatMap(({ schema }) => fieldsIn(schema, operationId)),
    ]),
  ];
}

/** Lists the fields of a schema. The fields of an object that has its own example do not need examples. */
function fieldsIn(schema: JsonSchema, path: string, isShown = false): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [], examples } = schema;
  const shown = isShown || examples !== undefined;
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      ...(isDescribed(field, shown) ? [] : [`${path}.${name}`]),
      ...fieldsIn(field, `${path}.${name}`, shown),
    ]),
    ...(items === undefined ? [] : fieldsIn(items, `${path}[]`, shown)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((part) => fieldsIn(part, path, shown)),
  ];
}

/**
 * Returns whether a field has the required description and example. A field that is an object or a list of objects
 * needs no example.
 */
function isDescribed(field: JsonSchema, isShown: boolean): boolean {
  if (field.$ref !== undefined) return true;
  if (field.description === undefined) return false;
  return isShown || field.examples !== undefined || hasParts(field);
}

function hasParts(field: JsonSchema): boolean {
  const { properties, items, $ref, anyOf, oneOf, allOf } = field;
  if (properties !== undefined || $ref !== undefined) return true;
  if (items !== undefined) return hasParts(items);
  return [anyOf, oneOf, allOf].some((parts) => parts?.some(hasParts));
}
