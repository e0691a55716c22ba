/** Filters of customer lists, from the URL to the API. */
import type { Address } from '../../app/address.ts';
import { oneOf } from '../../app/filters.tsx';
import { CUSTOMER_STATUSES, KINDS } from './states.ts';

export const CUSTOMER_FILTERS = ['q', 'status', 'rank', 'kind', 'from', 'until'] as const;

/** The URL's filters as API parameters. Unknown values are ignored. */
export function customerFilter(get: Address['get']) {
  const search = get('q');
  const status = oneOf(get('status'), CUSTOMER_STATUSES);
  const kind = oneOf(get('kind'), KINDS);
  const rank = get('rank');
  const from = startOfDay(get('from'));
  const until = startOfDay(get('until'), 1);
  return {
    ...(search !== undefined && (search.includes('@') ? { email: search } : { search })),
    ...(status !== undefined && { status }),
    ...(kind !== undefined && { kind }),
    ...(rank !== undefined && { rank }),
    ...(from !== undefined && { createdAfter: from }),
    ...(until !== undefined && { createdBefore: until }),
  };
}
export type CustomerFilter = ReturnType<typeof customerFilter>;

/** The start of a day, or of the day `later` days after it, in the reader’s time zone. */
function startOfDay(day: string | undefined, later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const time = new Date(`${day}T00:00`);
  time.setDate(time.getDate() + later);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
