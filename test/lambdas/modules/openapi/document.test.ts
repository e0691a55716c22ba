import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';

import { EVENT_TYPES } from '../../../../lambdas/modules/events/event-types.ts';
import type { OperationReference, Route } from '../../../../lambdas/modules/http/route.ts';
import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { buildDocument } from '../../../../lambdas/modules/openapi/build.ts';
import { undescribed } from '../../../../lambdas/modules/openapi/completeness.ts';
import type {
  JsonSchema,
  MediaType,
  Method,
  OpenApiDocument,
  Operation,
  Reference,
  Response,
} from '../../../../lambdas/modules/openapi/document.ts';
import { REFERENCES } from '../../../../lambdas/modules/openapi/references.ts';
import { type OperationId, ROUTES } from '../../../../lambdas/modules/openapi/routes.ts';
import { ERROR_CODES } from '../../../../lambdas/modules/platform/errors.ts';

const document = buildDocument('1.0.0');
const routes = Object.entries<Route>(ROUTES);

function operationFor({ path, method }: Route): Operation {
  const operation = document.paths[path]?.[method.toLowerCase() as Method];
  if (operation === undefined) throw new Error(`${method} ${path} is not documented.`);
  return operation;
}

/** Validates values against schemas of the document, including references. */
function setup(source: OpenApiDocument = document) {
  const ajv = new Ajv2020({ allErrors: true, formats: { 'idn-email': true } });
  addFormats.default(ajv);
  ajv.addVocabulary(['components', 'x-enum-varnames', 'discriminator']);
  ajv.addSchema({ $id: 'api', components: source.components });
  return (schema: JsonSchema): ValidateFunction =>
    ajv.compile(
      JSON.parse(
        JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'),
      ) as object,
    );
}

const compile = setup();

test.each(routes)('%s is in the document, with every scope that it requires', (id, route) => {
  const operation = operationFor(route);
  const { summary, responses }: OperationReference = REFERENCES[id as OperationId];
  expect(operation).toMatchObject({ operationId: id, summary });
  const { scope, alsoNeeds = [], mayNeed = [] } = route;
  const always = [scope, ...alsoNeeds];
  const sets = [always, ...mayNeed.map((further) => [...always, further])];
  expect(operation.security).toEqual(
    scope === 'public' ? [] : sets.map((set) => ({ cognito: set.map((one) => `foyer/${one}`) })),
  );
  expect(Object.keys(operation.responses)).toEqual(
    expect.arrayContaining([...Object.keys(responses), '429', '500']),
  );
});

test('describes every field, with an example', () => {
  expect(undescribed(document)).toEqual([]);
});

test('a field without a description or an example is reported at any depth', () => {
  const [description, examples] = ['A field.', ['x']];
  const parts = { properties: { bare: { type: 'string' } } };
  const schema: JsonSchema = {
    properties: {
      ...{ bare: { examples }, wordy: { description }, good: { description, examples } },
      ...{ reference: { $ref: '#/components/schemas/Other' }, object: { description, ...parts } },
      ...{ list: { description, items: parts }, choice: { description, anyOf: [parts] } },
    },
  };
  expect(
    undescribed({
      ...document,
      paths: {},
      components: { ...document.components, schemas: { A: schema } },
    }),
  ).toEqual([...['A.bare', 'A.wordy', 'A.object.bare', 'A.list[].bare', 'A.choice.bare']]);
  const shown = { ...schema, examples: [{}] };
  expect(
    undescribed({
      ...document,
      paths: {},
      components: { ...document.components, schemas: { A: shown } },
    }),
  ).toEqual([...['A.bare', 'A.object.bare', 'A.list[].bare', 'A.choice.bare']]);
});

test('has only valid examples', () => {
  const wrong: string[] = [];
  walk(document, (schema, path) => {
    const examples = Array.isArray(schema.examples) ? schema.examples : [];
    if (examples.length === 0) return;
    const matches = compile(schema);
    for (const example of examples)
      if (!matches(example)) wrong.push(`${path}: ${JSON.stringify(matches.errors)}`);
  });
  for (const operation of [...operationsOf(document.paths), ...operationsOf(document.webhooks)])
    for (const { schema, example } of mediaOf(operation)) {
      if (example === undefined) continue;
      const matches = compile(schema);
      if (!matches(example))
        wrong.push(`${operation.operationId}: ${JSON.stringify(matches.errors)}`);
    }
  const isProblem = compile({ $ref: '#/components/schemas/Problem' });
  for (const [code, { value }] of Object.entries(document.components.examples))
    if (!isProblem(value)) wrong.push(`${code}: ${JSON.stringify(isProblem.errors)}`);
  expect(wrong).toEqual([]);
});

test('has an example of every JSON body, response, and problem', () => {
  for (const operation of operationsOf(document.paths))
    for (const { example, examples } of mediaOf(operation, 'application/json'))
      expect(example ?? examples, operation.operationId).toBeDefined();
  expect(Object.keys(document.components.examples)).toEqual(ERROR_CODES);
});

test('has no example of an invitation that is pending and also accepted or revoked', () => {
  const { responses } = operationFor(ROUTES.getInvitation);
  expect(responses['200']).toHaveProperty('content.application/json.example.status', 'pending');
  for (const later of ['acceptedAt', 'revokedAt', 'declinedAt'])
    expect(responses['200']).not.toHaveProperty(`content.application/json.example.${later}`);
});

test.each(routes.filter(([, { body }]) => body !== undefined))(
  'the example body of %s is accepted unchanged',
  (_id, route) => {
    const media = operationFor(route).requestBody?.content['application/json'];
    if (route.body === undefined || media === undefined) throw new Error('There is no body.');
    const example = media.example as object;
    expect(parseRequest(route.body(), example)).toMatchObject(example);
    const matches = compile(media.schema);
    expect(matches(example)).toBe(true);
    expect(matches({ ...example, surprise: 1 })).toBe(false);
  },
);

test('names every request body and JSON response once', () => {
  const inline = operationsOf(document.paths).flatMap((operation) =>
    mediaOf(operation, 'application/json')
      .filter(({ schema }) => schema.$ref === undefined)
      .map(() => operation.operationId),
  );
  expect(inline).toEqual([]);
});

test('lets responses gain new fields, and rejects unknown fields in requests', () => {
  const { schemas } = document.components;
  const requests = Object.entries(schemas).filter(([name]) => name.endsWith('Request'));
  expect(requests.length).toBeGreaterThan(20);
  for (const [name, schema] of requests)
    expect(schema, name).toHaveProperty('additionalProperties', false);
  for (const name of ['Invitation', 'Problem', 'InvitationPage', 'InvitationAcceptedEvent'])
    expect(schemas[name], name).not.toHaveProperty('additionalProperties');
});

test('has one type for each parameter that a client can parse from a URL', () => {
  for (const operation of operationsOf(document.paths))
    for (const { name, schema } of operation.parameters ?? [])
      expect(
        typeof schema.type === 'string' || schema.$ref !== undefined,
        `${operation.operationId}: ${name}`,
      ).toBe(true);
});

test('names no schema like a keyword of a language or a class of a client', () => {
  const taken =
    /^(ApiClient|Api|Client|Import|Export|Error|Exception|Object|Type|Date|List|Map|Set|Configuration|Response|Request|File|Any|None)$/;
  expect(Object.keys(document.components.schemas).filter((name) => taken.test(name))).toEqual([]);
});

test('contains every event, with the schema of its payload', () => {
  expect(Object.keys(document.webhooks)).toEqual(EVENT_TYPES);
});

test('has If-Match and ETag exactly on versioned resources', () => {
  for (const [, route] of routes) {
    const names = (operationFor(route).parameters ?? []).map(({ name }) => name);
    expect(names.includes('If-Match')).toBe(route.errors.includes('version_mismatch'));
    expect(names.includes('Idempotency-Key')).toBe(route.idempotent === true);
  }
});

test('has a Location where a created object can be read afterwards', () => {
  const made = operationFor(ROUTES.createInvitation).responses['201'];
  expect(made).toHaveProperty('headers.Location.required', true);
  expect(operationFor(ROUTES.acceptInvitation).responses['201']).not.toHaveProperty('headers');
});

test('lists the error codes of each operation', () => {
  const conflict = operationFor(ROUTES.revokeInvitation).responses['409'];
  expect(resolved(conflict)).toMatchObject({
    'x-error-codes': ['invitation_not_pending', 'acceptance_in_progress'],
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
});

function resolved(response: Response | Reference | undefined): Response | undefined {
  if (response === undefined || !('$ref' in response)) return response;
  return document.components.responses[response.$ref.split('/').at(-1) ?? ''];
}

function operationsOf(paths: OpenApiDocument['paths']): Operation[] {
  return Object.values(paths).flatMap((item) => Object.values(item));
}

/** Returns the request and response bodies of an operation. */
function mediaOf({ requestBody, responses }: Operation, only?: string): MediaType[] {
  const contents = [
    requestBody?.content,
    ...Object.values(responses).map((response) => resolved(response)?.content),
  ];
  return contents
    .flatMap((content) => Object.entries(content ?? {}))
    .filter(([type]) => only === undefined || type === only)
    .map(([, media]) => media);
}

/** Calls `visit` for every schema in the document, with its path. */
function walk(node: unknown, visit: (schema: JsonSchema, path: string) => void, path = ''): void {
  if (typeof node !== 'object' || node === null) return;
  if ('examples' in node && Array.isArray(node.examples)) visit(node as JsonSchema, path);
  for (const [key, value] of Object.entries(node)) walk(value, visit, `${path}/${key}`);
}
