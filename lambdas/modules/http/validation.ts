import * as z from 'zod/mini';

import { type FieldError, FoyerError, invalidField } from '../platform/errors.ts';

/** Deeper than any legitimate request, and far too shallow to exhaust the stack. */
const MAX_DEPTH = 20;
/**
 * Properties that zod compares with a limit on any value that it receives in place of a string or an array. If one of
 * them is an object, zod can throw.
 */
const MEASURES: ReadonlySet<string> = new Set(['length', 'size']);
/**
 * The maximum number of invalid fields in a response. A body can contain more than fit into a response (6 MB, Lambda's
 * limit).
 */
const MAX_ERRORS = 100;

/**
 * Parses a request strictly.
 *
 * @throws {FoyerError} `invalid_request` with one entry for each invalid or unknown field, up to 100.
 */
export function parseRequest<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  rejectOddShapes(input);
  const parsed = schema.safeParse(input, { error: describe });
  if (parsed.success) return parsed.data;
  const errors = firstOfEachField(parsed.error.issues.flatMap(toFieldErrors));
  throw new FoyerError('invalid_request', sentenceFor(errors), {
    errors: errors.slice(0, MAX_ERRORS),
  });
}

/**
 * Rejects values that no field can have, regardless of the schema.
 *
 * @throws {FoyerError} `invalid_request`
 */
function rejectOddShapes(input: unknown): void {
  const odd = oddShapeIn(input, MAX_DEPTH);
  if (odd !== undefined) throw invalidField(pathOf(odd.path), odd.message);
}

/**
 * Finds a value that no field can have. Assigning to `__proto__` changes the prototype of an object instead of adding a
 * field, so neither zod nor the table stores such a key.
 */
function oddShapeIn(
  value: unknown,
  depth: number,
): { readonly path: string[]; readonly message: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0)
    return { path: [], message: `The body must be nested at most ${MAX_DEPTH} levels deep.` };
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__')
      return { path: [key], message: '"__proto__" cannot be the name of a field. Rename it.' };
    if (MEASURES.has(key) && typeof inner === 'object' && inner !== null)
      return { path: [key], message: `"${key}" cannot be an object or an array.` };
    const odd = oddShapeIn(inner, depth - 1);
    if (odd !== undefined) return { ...odd, path: [key, ...odd.path] };
  }
  return undefined;
}

/**
 * Returns only the first error of each field, which describes the actual problem: a string in place of an array is also
 * reported as too long.
 */
function firstOfEachField(errors: readonly FieldError[]): FieldError[] {
  return [
    ...new Map(errors.toReversed().map((error) => [error.path, error])).values(),
  ].toReversed();
}

function sentenceFor(errors: readonly FieldError[]): string {
  return errors.length === 1 ? (errors[0]?.message ?? '') : `${errors.length} fields are invalid.`;
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: `Unknown field "${key.slice(0, 100)}".`,
    }));
  return [{ path: pathOf(issue.path), message: issue.message }];
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 100)).join('.');
}

/** Default messages for errors of schemas that have no message of their own. */
const describe: z.core.$ZodErrorMap = (issue) => {
  const field =
    issue.path === undefined || issue.path.length === 0 ? 'The body' : pathOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${field} is required.`
        : `${field} must be ${article(issue.expected)}.`;
    case 'invalid_value':
      return `${field} must be ${listOf(issue.values.map((value) => JSON.stringify(value)))}.`;
    case 'too_big':
      return `${field} must be at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}.`;
    case 'too_small':
      return `${field} must be at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}.`;
    default:
      return `${field} is invalid.`;
  }
};

function article(type: string): string {
  const name = { string: 'text', record: 'object', int: 'whole number' }[type] ?? type;
  if (name === 'text') return name;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

function unitOf(origin: string, count: number | bigint): string {
  const one = Number(count) === 1;
  if (origin === 'string') return one ? ' character' : ' characters';
  if (origin === 'array') return one ? ' entry' : ' entries';
  return '';
}

function listOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}
