import * as z from 'zod';

/** Which way a list goes: up or down the sort key of its index. */
export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** An index, and what its keys are called. */
export interface Index {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A part of a DynamoDB expression, with the names and values that it uses. */
export interface Condition {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** One partition of an index, the stretch of it that is read, and what has to be dropped from that. */
export interface ListSource {
  readonly index: Index;
  readonly partition: string;
  readonly stretch: Condition | undefined;
  readonly filter: readonly Condition[];
}

/** Where a page ended: a row, by its id and its sort key. The row itself need not exist any more. */
export const listPositionSchema = z.object({ id: z.string(), sort: z.string() });
export type ListPosition = z.infer<typeof listPositionSchema>;

/** A page of a list. `next`: where the next one begins; without it, this is the last. */
export interface ListPage<Row> {
  readonly rows: Row[];
  readonly next: ListPosition | undefined;
}

/** Which part of a list is asked for. */
export interface PageQuery {
  readonly order: Order;
  readonly limit: number;
  readonly after?: ListPosition | undefined;
}

/** Times from `from` to `to`, both included. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Times of creation, ISO 8601 UTC with milliseconds, neither included. */
export interface CreatedFilters {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** The times of creation that the filters leave; nothing when `from` is later than `to`. */
export function createdRange({ createdAfter, createdBefore }: CreatedFilters): TimeRange {
  return {
    from: createdAfter === undefined ? undefined : moved(createdAfter, 1),
    to: createdBefore === undefined ? undefined : moved(createdBefore, -1),
  };
}

/** Whether no time of creation is left. */
export function isEmptyRange(filters: CreatedFilters): boolean {
  const { from, to } = createdRange(filters);
  return from !== undefined && to !== undefined && from > to;
}

/** A sort key takes one condition only. */
export function createdBetween({ from, to }: TimeRange): Condition | undefined {
  if (from !== undefined && to !== undefined)
    return {
      text: 'createdAt BETWEEN :from AND :to',
      values: { ':from': from, ':to': to },
    };
  if (from !== undefined) return { text: 'createdAt >= :from', values: { ':from': from } };
  if (to !== undefined) return { text: 'createdAt <= :to', values: { ':to': to } };
  return undefined;
}

/** Those that are there, for an expression. */
export function present(...conditions: readonly (Condition | undefined)[]): Condition[] {
  return conditions.filter((condition) => condition !== undefined);
}

/** The times whose ISO 8601 form has a year of four digits, so that they sort as text. */
const FIRST_TIME = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');

function moved(iso: string, milliseconds: number): string {
  const time = Date.parse(iso) + milliseconds;
  return new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString();
}
