import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import document from '../../../docs/openapi.json' with { type: 'json' };
import type {
  Header,
  JsonSchema,
  Operation,
  PathItem,
  Reference,
  Response as DocumentedResponse,
} from '../../../lambdas/modules/openapi/document.ts';

/** The parts of a response that the API document describes. */
export interface CheckedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const paths = document.paths as unknown as Readonly<Record<string, PathItem>>;
const shared = document.components.responses as unknown as Readonly<
  Record<string, DocumentedResponse>
>;
/**
 * The headers that the document must describe. All others are the same for every operation, because they belong to HTTP
 * or to security.
 */
const TELLING = ['location', 'etag', 'retry-after', 'link', 'row-count'];

const ajv = new Ajv2020({ allErrors: true, formats: { 'idn-email': true } });
addFormats.default(ajv);
ajv.addVocabulary(['components', 'x-enum-varnames', 'discriminator']);
ajv.addSchema({ $id: 'api', components: closed(document.components) });

/**
 * Compares a response with the API document.
 *
 * @throws if a status, content type, header, or field of the body is not documented.
 */
export function requireDocumented(method: string, path: string, answer: CheckedAnswer): void {
  if (isOfTheEmulator(answer)) return;
  const operation = operationAt(method, path)?.operation;
  const faults =
    operation === undefined ? faultsOfNoOperation(answer) : faultsOf(operation, answer);
  if (faults.length === 0) return;
  const body = answer.text.slice(0, 2_000);
  throw new Error(
    `${method} ${path} answers ${answer.status} otherwise than documented:\n  ${faults.join('\n  ')}\n${body}`,
  );
}

/**
 * Returns whether a response comes from the emulator. For a function that times out, MiniStack returns its own text
 * where AWS returns 503.
 */
function isOfTheEmulator({ status, text }: CheckedAnswer): boolean {
  return status === 502 && text.includes('"errorType": "Sandbox.Timedout"');
}

/** An operation of the document, and its path there. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly template: string;
}

/** Finds the operation whose path template matches a path. */
export function operationAt(method: string, path: string): FoundOperation | undefined {
  const parts = path.replace(/\?.*$/, '').split('/');
  const fitting = Object.keys(paths)
    .filter((template) => fits(template.split('/'), parts))
    // A path without a variable in that segment takes precedence, as in API Gateway.
    .sort((a, b) => a.split('{').length - b.split('{').length);
  const [template = ''] = fitting;
  const item = Object.entries(paths[template] ?? {});
  const operation = item.find(([name]) => name === method.toLowerCase())?.[1];
  return operation && { operation, template };
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
  return (
    template.length === parts.length &&
    template.every((part, index) => part.startsWith('{') || part === parts[index])
  );
}

/** Returns the faults of a response to a path without an operation, which API Gateway must reject with 404. */
function faultsOfNoOperation({ status }: CheckedAnswer): string[] {
  return status === 404 ? [] : ['there is no such operation in the document'];
}

function faultsOf(operation: Operation, answer: CheckedAnswer): string[] {
  const documented = resolved(operation.responses[answer.status]);
  if (documented === undefined) return [`the status ${answer.status} is not documented`];
  return [...headerFaults(documented.headers ?? {}, answer), ...bodyFaults(documented, answer)];
}

function resolved(response: DocumentedResponse | Reference | undefined) {
  if (response === undefined || !('$ref' in response)) return response;
  return shared[response.$ref.split('/').at(-1) ?? ''];
}

function headerFaults(
  documented: Readonly<Record<string, Header>>,
  { headers }: CheckedAnswer,
): string[] {
  const names = Object.keys(documented).map((name) => name.toLowerCase());
  return [
    ...Object.entries(documented)
      .filter(([name, { required }]) => required && !headers.has(name))
      .map(([name]) => `the header ${name} is missing`),
    ...TELLING.filter((name) => headers.has(name) && !names.includes(name)).map(
      (name) => `the header ${name} is not documented`,
    ),
  ];
}

function bodyFaults(
  { content, 'x-error-codes': codes }: DocumentedResponse,
  { headers, text }: CheckedAnswer,
): string[] {
  if (content === undefined) return text === '' ? [] : ['there should be no body'];
  const type = headers.get('content-type')?.split(';')[0] ?? 'none';
  const schema = content[type]?.schema;
  if (schema === undefined) return [`the content type ${type} is not documented`];
  const value: unknown = type === 'text/csv' ? text : JSON.parse(text);
  const validate = validatorOf(schema);
  const faults = validate(value) ? [] : (validate.errors ?? []);
  return [
    ...faults.map(
      ({ instancePath, message = '', params }) =>
        `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    ),
    ...(type === 'application/problem+json' ? codeFaults(value as Problem, codes) : []),
  ];
}

interface Problem {
  readonly code: string;
}

function codeFaults({ code }: Problem, documented: readonly string[] = []): string[] {
  return documented.includes(code) ? [] : [`the code ${code} is not documented`];
}

/** Forbids undocumented fields. Clients must ignore fields that are new to them, but tests must not. */
function closed<T>(schemas: T): T {
  return JSON.parse(JSON.stringify(schemas), (_key, value: unknown) =>
    isOpenObject(value) ? { ...value, additionalProperties: false } : value,
  ) as T;
}

function isOpenObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'object' &&
    'properties' in value &&
    !('additionalProperties' in value)
  );
}

const validators = new Map<JsonSchema, ValidateFunction>();

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components/', '"api#/components/');
  const validator = ajv.compile(JSON.parse(text) as object);
  validators.set(schema, validator);
  return validator;
}
