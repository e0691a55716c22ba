import * as z from 'zod';

/** How large pages are. */
export interface PageSizes {
  readonly most: number;
  /** Unless told otherwise. */
  readonly usual: number;
}

/** The part of a query that asks for one page: in an address every number is a text. */
export function pageRequest({ most, usual }: PageSizes, cursorWords: string) {
  return z.strictObject({
    limit: z
      .string()
      .regex(/^\d{1,4}$/, `limit must be a whole number from 1 to ${most}.`)
      .transform(Number)
      .pipe(
        z.number().min(1, 'limit must be at least 1.').max(most, `limit must be at most ${most}.`),
      )
      .default(usual)
      .meta({
        description: 'The maximum number of items to return.',
        example: usual,
        // Who reads the document may think of a number.
        type: 'integer',
        minimum: 1,
        maximum: most,
        default: usual,
      }),
    cursor: z.string().max(2048).optional().meta({ description: cursorWords, example: 'kJx0v5m…' }),
  });
}

/** The part of a query that asks for one part of a file. */
export function partRequest(sizes: PageSizes) {
  return pageRequest(
    sizes,
    'The position of the part. It is set in the `Link` to the next part; use that URL unchanged.',
  );
}
