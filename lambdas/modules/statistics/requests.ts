import * as z from 'zod/mini';

import { DAY } from '../platform/clock.ts';
import { once } from '../platform/once.ts';

/** The maximum length of a period, in days. One item is read for each day. */
const PERIOD_MAX = 366;

function day(name: string, description: string) {
  return z
    .optional(z.iso.date(`${name} must be a date such as 2026-11-21.`))
    .check(z.meta({ description, example: '2026-11-21' }));
}

/** The query parameters of the statistics. */
export const statisticsSchema = once(() =>
  z
    .strictObject({
      from: day(
        'from',
        'The first day of the period (UTC). Returns only records created on or after this day. Omit `from` and `to` to count all records.',
      ),
      to: day('to', 'The last day of the period (UTC), inclusive.'),
    })
    .check(
      z.superRefine(({ from, to }, context) => {
        const report = (path: string, message: string) => {
          context.addIssue({ code: 'custom', path: [path], message });
        };
        if (from === undefined && to !== undefined)
          report('from', 'from is required if you send to.');
        if (to === undefined && from !== undefined)
          report('to', 'to is required if you send from.');
        if (from === undefined || to === undefined) return;
        if (from > to) report('to', 'to must not be earlier than from.');
        else if ((Date.parse(to) - Date.parse(from)) / DAY + 1 > PERIOD_MAX)
          report('to', `The period must be at most ${PERIOD_MAX} days.`);
      }),
    ),
);
export type StatisticsQuery = z.output<ReturnType<typeof statisticsSchema>>;
