/** How administrators stand: what is shown of them, what can be done with them. */
import type { Administrator, DeliveryStatus } from '../../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../../app/display.tsx';

/** Deliveries that say more than that somebody is invited. */
const TELLING = {
  queued: 'accent',
  delayed: 'warm',
  bounced: 'bad',
  complained: 'bad',
  suppressed: 'bad',
  failed: 'bad',
} as const satisfies Partial<Record<DeliveryStatus, Tone>>;
type TellingDelivery = keyof typeof TELLING;

/** The state that is shown of an administrator: the status, or the delivery of the setup mail if that needs attention. */
export type Standing =
  | { readonly status: Administrator['status']; readonly tone: Tone }
  | { readonly delivery: TellingDelivery; readonly tone: Tone };

export function standingOf({
  status,
  delivery,
}: Pick<Administrator, 'status' | 'delivery'>): Standing {
  if (status === 'active') return { status, tone: 'good' };
  if (status === 'expired') return { status, tone: 'quiet' };
  return isTelling(delivery.status)
    ? { delivery: delivery.status, tone: TELLING[delivery.status] }
    : { status, tone: 'accent' };
}

function isTelling(status: DeliveryStatus): status is TellingDelivery {
  return Object.hasOwn(TELLING, status);
}

/** Deliveries about which the mail service may still say something. */
const MOVING: readonly DeliveryStatus[] = ['queued', 'sent', 'delayed'];

/** Tells whether a setup mail is on its way. After a day, silence is the last word. */
export function isMoving(
  { status, delivery, updatedAt }: Pick<Administrator, 'status' | 'delivery' | 'updatedAt'>,
  now: Date,
): boolean {
  const isFresh = now.getTime() - Date.parse(updatedAt) < DAY;
  return status === 'invited' && isFresh && MOVING.includes(delivery.status);
}
const DAY = 86_400_000;

/** Tells whether the company would be left without anybody who can do everything. The API has the last word. */
export function isLast(
  one: Pick<Administrator, 'id' | 'role' | 'status'>,
  all: readonly Pick<Administrator, 'id' | 'role' | 'status'>[],
): boolean {
  const isFull = ({ role, status }: typeof one): boolean =>
    role === 'administrators' && status === 'active';
  return isFull(one) && !all.some((other) => other.id !== one.id && isFull(other));
}

/** Those whose name or address has every word of `search` in it. All of them are on the page: nothing is asked for. */
export function matching<Row extends Pick<Administrator, 'name' | 'email'>>(
  rows: readonly Row[],
  search: string | undefined,
): readonly Row[] {
  const words = (search ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name = '', email }) => {
    const text = `${name} ${email}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
