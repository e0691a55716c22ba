import * as z from 'zod/mini';

import { parseAddressPrefix } from '../platform/email-address.ts';
import { once } from '../platform/once.ts';

/** The start of an address, in the form in which addresses are compared. */
export const addressPrefix = once(() =>
  z.pipe(
    z.string().check(z.maxLength(320, 'email must be at most 320 characters.')),
    z.transform((typed, context) => {
      // An unencoded plus sign arrives as a space, and no address contains a space.
      const prefix = parseAddressPrefix(typed.trim().replaceAll(' ', '+'));
      if (prefix !== undefined) return prefix;
      context.issues.push({
        code: 'custom',
        message: 'email must be the start of an email address.',
        input: typed,
      });
      return z.NEVER;
    }),
  ),
);

const EARLIEST = 0;
/** ISO 8601 strings sort chronologically up to the year 9999. */
const LATEST = Date.parse('9999-01-01T00:00:00.000Z');

/** A time, or the start (midnight UTC) of a day, in the form in which times are stored. */
function time(name: string) {
  const problem = `${name} must be a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z.`;
  return z.pipe(
    z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], problem)
      .check(
        z.refine(
          (typed) => !/\.\d{4}/.test(typed),
          `${name} must not be more precise than a millisecond.`,
        ),
      ),
    z.transform((typed) => {
      const milliseconds = Math.min(Math.max(Date.parse(typed), EARLIEST), LATEST);
      return new Date(milliseconds).toISOString();
    }),
  );
}

/** The query parameters that filter a list by creation time. */
export const createdFilters = once(() => ({
  createdAfter: z.optional(time('createdAfter')).check(
    z.meta({
      description:
        'Matches only items created after this time, or after the start of this day (UTC).',
      example: '2026-11-01T00:00:00Z',
      type: 'string',
      format: 'date-time',
    }),
  ),
  createdBefore: z.optional(time('createdBefore')).check(
    z.meta({
      description:
        'Matches only items created before this time, or before the start of this day (UTC).',
      example: '2026-11-21T09:30:00Z',
      type: 'string',
      format: 'date-time',
    }),
  ),
}));

/** Returns whether the range between the two times is not empty. */
export function leavesTime({
  createdAfter,
  createdBefore,
}: {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}): boolean {
  return createdAfter === undefined || createdBefore === undefined || createdAfter < createdBefore;
}

/** The error for an empty range. */
export const NO_TIME_LEFT = {
  path: ['createdBefore'],
  message: 'createdBefore must be later than createdAfter.',
};

/** One value of a filter, or several values of which any can match. */
export type OneOrMore<Value extends string> = Value | readonly Value[];

/**
 * Returns the values of a filter; `undefined` if the filter is omitted, or excludes nothing because it contains every
 * value.
 */
export function valuesOf<Value extends string>(
  filter: OneOrMore<Value> | undefined,
  all: readonly NoInfer<Value>[],
): readonly Value[] | undefined {
  if (filter === undefined) return undefined;
  const values = typeof filter === 'string' ? [filter] : filter;
  return values.length === all.length ? undefined : values;
}

/**
 * A query parameter with one or more values, separated by commas. API Gateway also joins a repeated parameter with
 * commas (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). The
 * same values in any order produce the same filter, so that a cursor stays valid.
 */
export function several<const Value extends string>(name: string, values: readonly Value[]) {
  return z
    .pipe(
      z.string(),
      z.transform((typed, context): OneOrMore<Value> => {
        const requested = new Set<string>(typed.split(',').map((value) => value.trim()));
        const chosen = values.filter((value) => requested.has(value));
        const [first] = chosen;
        if (first !== undefined && chosen.length === requested.size)
          return chosen.length === 1 ? first : chosen;
        context.issues.push({
          code: 'custom',
          message: `${name} must be one or more of ${values.join(', ')}, separated by commas.`,
          input: typed,
        });
        return z.NEVER;
      }),
    )
    .check(
      z.meta({
        type: 'array',
        items: { type: 'string', enum: [...values] },
        minItems: 1,
      }),
    );
}

/** The page sizes of a list. */
export interface PageSizes {
  readonly most: number;
  /** The default. */
  readonly usual: number;
}

/** The query parameters of one page. In a URL, every number is a string. */
export function pageRequest({ most, usual }: PageSizes, cursorWords: string) {
  return z.strictObject({
    limit: z
      ._default(
        z.pipe(
          z.pipe(
            z
              .string()
              .check(z.regex(/^\d{1,4}$/, `limit must be a whole number from 1 to ${most}.`)),
            z.transform(Number),
          ),
          z
            .number()
            .check(
              z.minimum(1, 'limit must be at least 1.'),
              z.maximum(most, `limit must be at most ${most}.`),
            ),
        ),
        usual,
      )
      .check(
        z.meta({
          description: 'The maximum number of items to return.',
          example: usual,
          // Documented as a number.
          type: 'integer',
          minimum: 1,
          maximum: most,
          default: usual,
        }),
      ),
    cursor: z
      .optional(z.string().check(z.maxLength(2048)))
      .check(z.meta({ description: cursorWords, example: 'kJx0v5m…' })),
  });
}

/** The query parameters of one part of a file. */
export function partRequest(sizes: PageSizes) {
  return pageRequest(
    sizes,
    'The position of the part. It is set in the `Link` to the next part; use that URL unchanged.',
  );
}
