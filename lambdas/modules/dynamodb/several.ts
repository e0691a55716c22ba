import * as z from 'zod';

/** One value of a filter, or several of which any may hold. */
export type OneOrMore<Value extends string> = Value | readonly Value[];

/** The values of a filter; none where it is not given, or where it names all that there are and so excludes nothing. */
export function valuesOf<Value extends string>(
  filter: OneOrMore<Value> | undefined,
  all: readonly NoInfer<Value>[],
): readonly Value[] | undefined {
  if (filter === undefined) return undefined;
  const values = typeof filter === 'string' ? [filter] : filter;
  return values.length === all.length ? undefined : values;
}

/**
 * A query parameter with one value or several, separated by commas: API Gateway joins a parameter that is repeated with
 * commas as well
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). Whatever
 * their order, the same values give the same filter, so that a cursor fits.
 */
export function several<const Value extends string>(name: string, values: readonly Value[]) {
  return z
    .string()
    .transform((typed, context): OneOrMore<Value> => {
      const asked = new Set<string>(typed.split(',').map((value) => value.trim()));
      const chosen = values.filter((value) => asked.has(value));
      const [first] = chosen;
      if (first !== undefined && chosen.length === asked.size)
        return chosen.length === 1 ? first : chosen;
      context.addIssue({
        code: 'custom',
        message: `${name} must be one or more of ${values.join(', ')}, separated by commas.`,
      });
      return z.NEVER;
    })
    .meta({
      type: 'array',
      items: { type: 'string', enum: [...values] },
      minItems: 1,
    });
}
