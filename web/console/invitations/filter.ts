/** The filters of the list of invitations. */
import { type Address } from '../../app/address.ts';
import { oneOf } from '../../app/filters.tsx';
import { DELIVERIES, DONE, KINDS, PROBLEMS } from './states.ts';

export const TABS = ['pending', 'done'] as const;
export type Tab = (typeof TABS)[number];

/** The URL's filters as API parameters. Unknown values are ignored. */
export function filterOf(address: Address, tab: Tab) {
  const search = address.get('q');
  const kind = oneOf(address.get('kind'), KINDS);
  const wanted = address.get('delivery');
  const delivery = wanted === 'problems' ? PROBLEMS : [oneOf(wanted, DELIVERIES) ?? []].flat();
  const status = oneOf(address.get('status'), DONE);
  const from = startOfDay(address.get('from'));
  const until = startOfDay(address.get('until'), 1);
  return {
    status: tab === 'pending' ? ['pending' as const] : status === undefined ? [...DONE] : [status],
    ...(search !== undefined && { search }),
    ...(kind !== undefined && { kind }),
    ...(tab === 'pending' && delivery.length > 0 && { delivery: [...delivery] }),
    ...(from !== undefined && { createdAfter: from }),
    ...(until !== undefined && { createdBefore: until }),
  };
}
export type InvitationFilter = ReturnType<typeof filterOf>;

/** The start of a day, or of the day `later` days after it, in the reader’s time zone. */
function startOfDay(day: string | undefined, later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const time = new Date(`${day}T00:00`);
  time.setDate(time.getDate() + later);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
