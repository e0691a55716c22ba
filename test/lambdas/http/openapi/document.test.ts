import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { buildDocument } from '../../../../lambdas/http/openapi/build.ts';
import { undescribed } from '../../../../lambdas/http/openapi/completeness.ts';
import type {
  JsonSchema,
  Method,
  OpenApiDocument,
  Operation,
} from '../../../../lambdas/http/openapi/document.ts';
import type { Route } from '../../../../lambdas/http/routes/route.ts';
import { ROUTES } from '../../../../lambdas/http/routes.ts';
import { parseRequest } from '../../../../lambdas/shared/validation.ts';

const document = buildDocument('1.0.0');
const routes = Object.entries<Route>(ROUTES);

function operationFor({ path, method }: Route): Operation {
  const operation = document.paths[path]?.[method.toLowerCase() as Method];
  if (operation === undefined) throw new Error(`${method} ${path} is not documented.`);
  return operation;
}

/** Checks values against schemas of the document, references included. */
function setup(source: OpenApiDocument = document) {
  const ajv = new Ajv2020({ allErrors: true, formats: { 'idn-email': true } });
  addFormats.default(ajv);
  ajv.addVocabulary(['components']);
  ajv.addSchema({ $id: 'api', components: source.components });
  return (schema: JsonSchema): ValidateFunction =>
    ajv.compile(
      JSON.parse(
        JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'),
      ) as object,
    );
}

const compile = setup();

test.each(routes)('%s stands in the document, with the scope that it needs', (id, route) => {
  const operation = operationFor(route);
  expect(operation).toMatchObject({ operationId: id, summary: route.summary });
  expect(operation.security).toEqual(
    route.scope === 'public' ? [] : [{ cognito: [`foyer/${route.scope}`] }],
  );
  expect(Object.keys(operation.responses)).toEqual(
    expect.arrayContaining([...Object.keys(route.answers), '429', '500']),
  );
});

test('says of every field what it is, and shows what it may look like', () => {
  expect(undescribed(document)).toEqual([]);
});

test('shows only examples that keep the rules of their field', () => {
  const wrong: string[] = [];
  walk(document, (schema, path) => {
    const examples = schema.examples ?? [];
    if (examples.length === 0) return;
    const matches = compile(schema);
    for (const example of examples)
      if (!matches(example)) wrong.push(`${path}: ${JSON.stringify(matches.errors)}`);
  });
  expect(wrong).toEqual([]);
});

test.each(routes.filter(([, { body }]) => body !== undefined))(
  'an example of the body of %s is taken as it is',
  (_id, route) => {
    const { requestBody } = operationFor(route);
    const schema = requestBody?.content['application/json']?.schema ?? {};
    const example = exampleOf(schema);
    if (route.body === undefined) throw new Error('There is no body.');
    expect(parseRequest(route.body, example)).toMatchObject(example as object);
    const matches = compile(schema);
    expect(matches(example)).toBe(true);
    expect(matches({ ...(example as object), surprise: 1 })).toBe(false);
  },
);

test('offers If-Match and promises an ETag exactly where a version can stand in the way', () => {
  for (const [, route] of routes) {
    const names = (operationFor(route).parameters ?? []).map(({ name }) => name);
    expect(names.includes('If-Match')).toBe(route.errors.includes('version_mismatch'));
    expect(names.includes('Idempotency-Key')).toBe(route.idempotent === true);
  }
});

test('promises a Location where something is made that can be read afterwards', () => {
  const made = operationFor(ROUTES.createInvitation).responses['201'];
  expect(made).toHaveProperty('headers.Location.required', true);
  expect(operationFor(ROUTES.acceptInvitation).responses['201']).not.toHaveProperty('headers');
});

test('knows a failure of an operation from one that the operation cannot have', () => {
  const { responses } = operationFor(ROUTES.revokeInvitation);
  const conflict = responses['409'];
  if (conflict === undefined || !('content' in conflict)) throw new Error('409 is missing.');
  const matches = setup()(conflict.content['application/problem+json']?.schema ?? {});
  const problem = (code: string) => ({
    type: `urn:foyer:error:${code}`,
    title: 't',
    status: 409,
    code,
    detail: 'd',
    requestId: 'r',
  });
  expect(matches(problem('invitation_not_pending'))).toBe(true);
  expect(matches(problem('user_already_exists'))).toBe(false);
  expect(matches({ ...problem('invitation_not_pending'), stack: 'secret' })).toBe(false);
});

/** Every schema that stands in the document, with the path to it. */
function walk(node: unknown, visit: (schema: JsonSchema, path: string) => void, path = ''): void {
  if (typeof node !== 'object' || node === null) return;
  if ('examples' in node) visit(node as JsonSchema, path);
  for (const [key, value] of Object.entries(node)) walk(value, visit, `${path}/${key}`);
}

function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.items !== undefined) return [exampleOf(schema.items)];
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, exampleOf(field)]),
  );
}
