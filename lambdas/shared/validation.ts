import * as z from 'zod';
import { FoyerError, type FieldError } from './errors.ts';

/**
 * Reads a request strictly.
 *
 * @throws {FoyerError} `invalid_request` with one entry for every field that is wrong or unknown.
 */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: describe });
  if (parsed.success) return parsed.data;
  const errors = firstOfEachField(parsed.error.issues.flatMap(toFieldErrors));
  throw new FoyerError('invalid_request', sentenceFor(errors), { errors });
}

/** A text where a list belongs is also too long a list: what is said first is what is wrong. */
function firstOfEachField(errors: readonly FieldError[]): FieldError[] {
  return [
    ...new Map(errors.toReversed().map((error) => [error.path, error])).values(),
  ].toReversed();
}

function sentenceFor(errors: readonly FieldError[]): string {
  return errors.length === 1
    ? (errors[0]?.message ?? '')
    : `${errors.length} fields are not right.`;
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

/** Words for what schemas do not say themselves. */
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
      return `${field} may be at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}.`;
    case 'too_small':
      return `${field} must be at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}.`;
    default:
      return `${field} is not right.`;
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
