/** A policy statement. Values that CloudFormation resolves are `${…}`. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A request that IAM evaluates. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. Absent keys are left out. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/**
 * Returns whether the policies of a role allow a call: a statement allows it, and none denies it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html).
 */
export function isAllowed(statements: readonly Statement[], call: Call): boolean {
  const applying = statements.filter((statement) => applies(statement, call));
  return (
    applying.some(({ effect }) => effect === 'Allow') &&
    !applying.some(({ effect }) => effect === 'Deny')
  );
}

function applies({ actions, resources, conditions }: Statement, call: Call): boolean {
  return (
    // Actions are case-insensitive, resources and values are not.
    actions.some((action) => matches(action.toLowerCase(), call.action.toLowerCase())) &&
    resources.some((resource) => matches(resource, call.resource)) &&
    Object.entries(conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, values, valuesOf(call, key))),
    )
  );
}

/** Returns the values of a condition key. The names of keys are not case-sensitive. */
function valuesOf({ context }: Call, key: string): readonly string[] | undefined {
  const found = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : context[found];
}

/**
 * One condition
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
 * A key that the call lacks satisfies `ForAllValues` and `…IfExists`, and nothing else.
 */
function holds(
  operator: string,
  values: readonly string[],
  actual: readonly string[] | undefined,
): boolean {
  if (operator === 'Null') return (actual === undefined) === (values[0] === 'true');
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = COMPARISONS[name];
  if (compare === undefined) throw new Error(`The evaluator does not support ${operator}.`);
  if (actual === undefined) return set === 'ForAllValues' || ifExists !== undefined;
  const fits = (value: string): boolean => values.some((pattern) => compare(pattern, value));
  if (set === undefined && actual.length !== 1)
    throw new Error(`${operator} is for keys with one value.`);
  return set === 'ForAllValues' ? actual.every(fits) : actual.some(fits);
}

const COMPARISONS: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: matches,
};

/** Matches a pattern in which `*` stands for any text and `?` for one character. */
function matches(pattern: string, text: string): boolean {
  let expression = EXPRESSIONS.get(pattern);
  if (expression === undefined) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${escaped}$`, 's');
    EXPRESSIONS.set(pattern, expression);
  }
  return expression.test(text);
}

/** Caches the regular expressions of patterns, because the same few patterns are compared with many calls. */
const EXPRESSIONS = new Map<string, RegExp>();
