import * as z from 'zod';
import { FoyerError } from '../platform/errors.ts';
import { RECORDS } from '../records/table.ts';
import { secondsLeftOfDay } from './address-lock.ts';

/** How many open invitations of a tenant expire on each day (UTC): `d20261130` and so on. */
const DAY_ATTRIBUTE = /^d\d{8}$/;
const itemSchema = z.record(z.string(), z.unknown());

/** Where a tenant's open invitations are counted. */
export function openCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.open}#${tenantId}`, sk: RECORDS.open };
}

/** The attribute for invitations that expire at `expiresAt` (ISO 8601 UTC). */
export function dayOf(expiresAt: string): string {
  return `d${expiresAt.slice(0, 10).replaceAll('-', '')}`;
}

/** The days in a count that are over at `now`: whatever expired then is open no more. */
export function pastDays(item: Readonly<Record<string, unknown>>, now: Date): string[] {
  const today = dayOf(now.toISOString());
  return Object.keys(item).filter((name) => DAY_ATTRIBUTE.test(name) && name < today);
}

/** How many invitations are open at `now`, give or take those of the last seconds and those that expire today. */
export function openCount(item: unknown, now: Date): number {
  const today = dayOf(now.toISOString());
  return Object.entries(itemSchema.parse(item))
    .filter(([name]) => DAY_ATTRIBUTE.test(name) && name >= today)
    .map(([, count]) => (typeof count === 'number' ? Math.max(0, count) : 0))
    .reduce((sum, count) => sum + count, 0);
}

/** @throws {FoyerError} `pending_limit_reached` when `open` invitations are as many as a tenant may have. */
export function requireRoom(open: number, most: number, now: Date): void {
  if (open < most) return;
  throw new FoyerError(
    'pending_limit_reached',
    `The tenant has reached its limit of ${most.toLocaleString('en')} pending invitations. Revoke some, or wait until some are accepted or expire.`,
    // Those that expire today leave the count at midnight; an acceptance may make room at any time.
    { retryAfterSeconds: secondsLeftOfDay(now) },
  );
}
