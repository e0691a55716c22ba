import * as z from 'zod';

const EARLIEST = 0;
/** Texts of ISO 8601 compare as times up to the year 9999. */
const LATEST = Date.parse('9999-01-01T00:00:00.000Z');

/** A moment, or the midnight (UTC) that a day begins with, in the form in which times are stored. */
function time(name: string) {
  const problem = `${name} must be a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z.`;
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], problem)
    .refine(
      (typed) => !/\.\d{4}/.test(typed),
      `${name} must not be more precise than a millisecond.`,
    )
    .transform((typed) => {
      const milliseconds = Math.min(Math.max(Date.parse(typed), EARLIEST), LATEST);
      return new Date(milliseconds).toISOString();
    });
}

/** The query parameters that narrow a list down by when its rows were made. */
export const createdFilters = {
  createdAfter: time('createdAfter').optional().meta({
    description:
      'Matches only items created after this time, or after the start of this day (UTC).',
    example: '2026-11-01T00:00:00Z',
    type: 'string',
    format: 'date-time',
  }),
  createdBefore: time('createdBefore').optional().meta({
    description:
      'Matches only items created before this time, or before the start of this day (UTC).',
    example: '2026-11-21T09:30:00Z',
    type: 'string',
    format: 'date-time',
  }),
};

/** Whether there is any time between the two. */
export function leavesTime({
  createdAfter,
  createdBefore,
}: {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}): boolean {
  return createdAfter === undefined || createdBefore === undefined || createdAfter < createdBefore;
}

/** What is said where there is none. */
export const NO_TIME_LEFT = {
  path: ['createdBefore'],
  message: 'createdBefore must be later than createdAfter.',
};
