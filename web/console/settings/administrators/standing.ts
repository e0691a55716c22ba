/** Statuses of administrators, and the actions that they allow. */
import type { Administrator, DeliveryStatus } from '../../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../../app/display.tsx';

/** Delivery statuses that say more than "Invited". */
const TELLING = {
  queued: 'accent',
  delayed: 'warm',
  bounced: 'bad',
  complained: 'bad',
  suppressed: 'bad',
  failed: 'bad',
} as const satisfies Partial<Record<DeliveryStatus, Tone>>;
type TellingDelivery = keyof typeof TELLING;

/** An administrator's displayed state: the status, or the setup email's delivery status if that needs attention. */
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

/** Delivery statuses that may still change. */
const MOVING: readonly DeliveryStatus[] = ['queued', 'sent', 'delayed'];

/** Tells whether a setup email's status may still change. After a day without news, it counts as final. */
export function isMoving(
  { status, delivery, updatedAt }: Pick<Administrator, 'status' | 'delivery' | 'updatedAt'>,
  now: Date,
): boolean {
  const isFresh = now.getTime() - Date.parse(updatedAt) < DAY;
  return status === 'invited' && isFresh && MOVING.includes(delivery.status);
}
const DAY = 86_400_000;

/** Tells whether this is the last active administrator with the Administrator role. The API still checks it. */
export function isLast(
  one: Pick<Administrator, 'id' | 'role' | 'status'>,
  all: readonly Pick<Administrator, 'id' | 'role' | 'status'>[],
): boolean {
  const isFull = ({ role, status }: typeof one): boolean =>
    role === 'administrators' && status === 'active';
  return isFull(one) && !all.some((other) => other.id !== one.id && isFull(other));
}

/** Returns rows whose name or address contains every word of `search`. All rows are loaded, so this needs no request. */
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
