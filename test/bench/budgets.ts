import { sum } from './capacity-units.ts';
import type { Call } from './meter.ts';

/** The budget of an operation for items up to 1 KB. */
export interface Budget {
  /** Calls to DynamoDB. */
  readonly calls?: number;
  /** Calls to DynamoDB that write. */
  readonly writes?: number;
  readonly readUnits?: number;
  readonly writeUnits?: number;
  readonly indexWriteUnits?: number;
  /** Calls to Cognito. */
  readonly cognitoCalls?: number;
  readonly roundTrips?: number;
}

export const COGNITO = 'Cognito';

export const WORDS = {
  calls: 'calls',
  writes: 'writes',
  readUnits: 'RRU',
  writeUnits: 'WRU',
  indexWriteUnits: 'index WRU',
  cognitoCalls: COGNITO,
  roundTrips: 'round trips',
} as const satisfies Record<keyof Budget, string>;

/** The budget of an operation, with the decision that allows a higher cost. */
export interface Allowance extends Budget {
  /** The number of the decision that allows the costs in `instead`. */
  readonly decision?: string;
  readonly instead?: Budget;
}

export const CREATE: Allowance = {
  calls: 1,
  writes: 1,
  writeUnits: 4,
  roundTrips: 2,
  decision: '0045',
  // One call reads, and one counts toward the hourly limits.
  instead: { calls: 3, writes: 2, writeUnits: 5, roundTrips: 3 },
};
/** The rows of an import were counted when it started. */
export const CREATE_ROW: Allowance = { ...CREATE, decision: '0029', instead: { calls: 2 } };
/** The email is counted in a separate item, besides the lock of the application. */
const CREATE_FOR_APPLICATION: Allowance = {
  ...CREATE,
  instead: { ...CREATE.instead, writeUnits: 7 },
};
/** First looks for a contact of the customer with the address. */
export const CREATE_FOR_CUSTOMER: Allowance = {
  ...CREATE_FOR_APPLICATION,
  decision: '0046',
  instead: { ...CREATE_FOR_APPLICATION.instead, calls: 5, roundTrips: 5 },
};
/** The application is known only after the preset is read. */
export const CREATE_BY_PRESET: Allowance = {
  ...CREATE,
  instead: { ...CREATE_FOR_APPLICATION.instead, calls: 4, roundTrips: 4 },
};
/** Reads the conflicting record, and retries the transaction. */
export const CREATE_TWICE: Allowance = {
  ...CREATE,
  decision: '0003',
  instead: { calls: 6, writes: 3, writeUnits: 9, roundTrips: 6 },
};
/** The reads of a create request, including the lock of its address, without any writes. */
export const PREVIEW: Allowance = { calls: 2, writes: 0, readUnits: 6, cognitoCalls: 1 };
export const CHANGE: Allowance = { calls: 1, writeUnits: 4 };
/** The hourly limits are counted in a separate item. */
export const RESEND: Allowance = {
  ...CHANGE,
  decision: '0027',
  instead: { calls: 6, writeUnits: 5 },
};
/** The token is compared with the stored hashes before anything is written. */
export const LOOK_FIRST: Allowance = { ...CHANGE, decision: '0029', instead: { calls: 2 } };
export const LOOK_UP: Allowance = { calls: 1, readUnits: 1 };
export const ACCEPT: Allowance = { writes: 2, writeUnits: 8, cognitoCalls: 4 };
/** For joining a customer. With the form in its claim, the item exceeds 1 KB. */
export const ACCEPT_LARGE: Allowance = { ...ACCEPT, decision: '0029', instead: { writeUnits: 10 } };
/** An invitation that is created, emailed, delivered, and accepted: 40 units in total. */
export const WHOLE_LIFE: Allowance = { writeUnits: 15, indexWriteUnits: 25 };
export const LIST: Allowance = { calls: 1, readUnits: 4 };
/** Half a unit for the query, and half a unit for each of 50 rows and one more. */
export const LIST_OF_RECORDS: Allowance = {
  ...LIST,
  decision: '0072',
  instead: { calls: 2, readUnits: 26.5 },
};
export const GET: Allowance = { calls: 1 };
export const NONE: Allowance = {};

/** Rules and name are looked up before the write, and similar customers for the response after it. */
export const ADD_CUSTOMER: Allowance = { writes: 1, writeUnits: 1 };
/** Two items in one transaction. */
export const ADD_CONTACT: Allowance = { writes: 1, writeUnits: 4 };
/** The customer, contact, invitation, and lock in one transaction, plus the hourly limits. */
export const INVITE_CONTACT: Allowance = { writes: 2, writeUnits: 9 };
/** Like {@link RESEND}, but with the contact's details, the invitation can exceed 1 KB. */
export const INVITE_AGAIN: Allowance = { writes: 2, writeUnits: 7 };
export const CHANGE_CUSTOMER: Allowance = { writes: 1, writeUnits: 1 };
export const MOVE_CUSTOMER: Allowance = { calls: 2, writes: 1, writeUnits: 1 };
/** A page of the list, and then its complete customers, half a unit each. */
export const EXPORT: Allowance = { calls: 2, readUnits: 29 };
/** The customer with its contacts, and two small queries for similar customers. */
export const READ_CUSTOMER: Allowance = { calls: 3, readUnits: 2, roundTrips: 2 };
export const CHANGE_CONTACT: Allowance = { writes: 1, writeUnits: 2 };
/** An open invitation is updated as well. */
export const CHANGE_INVITED: Allowance = { writes: 1, writeUnits: 6 };
export const REMOVE_CONTACT: Allowance = { calls: 3, writes: 1, writeUnits: 4 };
/** The revocation makes the invitation exceed 1 KB. */
export const REMOVE_INVITED: Allowance = { writes: 1, writeUnits: 8 };
export const READ_CONTACTS: Allowance = { calls: 2, roundTrips: 1 };
/** Each request checks the tenant, customer, and contact for access (ADR 0034). */
export const OWN: Allowance = { calls: 3, readUnits: 3, roundTrips: 1 };
export const CHANGE_OWN: Allowance = { calls: 4, writes: 1, writeUnits: 1, roundTrips: 2 };

/**
 * Writes in a transaction count twice: the record, the address, the number of administrators, and the emails of the
 * day. The hourly limit is counted separately before.
 */
export const ADD_ADMINISTRATOR: Allowance = { writes: 2, writeUnits: 10 };
export const CHANGE_ADMINISTRATOR: Allowance = { writes: 2, writeUnits: 6 };
export const SET_UP: Allowance = { writes: 2, writeUnits: 7, cognitoCalls: 4 };
export const REMOVE_ADMINISTRATOR: Allowance = { writes: 1, writeUnits: 10 };
export const OWN_LIST: Allowance = { calls: 5, readUnits: 5, roundTrips: 2 };
/** Looks up the invitation that created the customer. */
export const OWN_INVITATIONS: Allowance = {
  ...OWN_LIST,
  decision: '0072',
  instead: { calls: 6, roundTrips: 4 },
};

/** One write for each of at most 12 words and two lists (ADR 0048). */
export const FOUND: Allowance = { calls: 1, writes: 1, writeUnits: 14 };
/** A marker, the count of the day, and the total count in one transaction (ADR 0049). */
export const COUNTED: Allowance = { calls: 1, writes: 1, writeUnits: 6 };
/** The job, its rows, and the key that makes retries harmless (ADR 0055). */
export const BULK_START: Allowance = { calls: 3, writes: 2, writeUnits: 4 };
/** Each of 25 rows costs as much as the operation that it repeats, and the chunk and the counts are written twice. */
export const BULK_ROWS: Allowance = { writeUnits: 25 * 4 + 8 };
/** Entries in the logs of the tenant, the person, and the object (ADR 0050). */
export const ACTIVITY: Allowance = { calls: 3, writes: 3, writeUnits: 3 };
export const ACTIVITY_PAGE: Allowance = { calls: 1, readUnits: 4 };
/** Checks that the address was invited, and logs the caller. */
export const SUPPRESSION: Allowance = { calls: 3, readUnits: 2, writes: 1, writeUnits: 1 };
export const LIFT: Allowance = { calls: 3, readUnits: 2, writes: 1, writeUnits: 4 };
/** No change to anything that search or counts use. */
export const UNTOUCHED: Allowance = { calls: 0 };
/** 366 days of counts. */
export const STATISTICS: Allowance = { calls: 1, readUnits: 8 };

type Spent = Required<Budget>;

export function spentIn(calls: readonly Call[]): Spent {
  const ours = calls.filter(({ name }) => name !== COGNITO);
  return {
    calls: ours.length,
    writes: ours.filter(({ writeUnits }) => writeUnits > 0).length,
    readUnits: sum(ours.map(({ readUnits }) => readUnits)),
    writeUnits: sum(ours.map(({ writeUnits }) => writeUnits)),
    indexWriteUnits: sum(ours.map(({ indexWriteUnits }) => indexWriteUnits)),
    cognitoCalls: calls.length - ours.length,
    roundTrips: Math.max(0, ...calls.map(({ round }) => round)),
  };
}

/** Returns the measures that exceed the budget. */
export function overBudget(spent: Spent, budget: Budget): string[] {
  return limitsOf(budget)
    .filter(([measure, limit]) => spent[measure] > limit)
    .map(([measure]) => WORDS[measure]);
}

/** Returns only the limits, without the decision that raises some of them. */
export function limitsOf({ ...budget }: Allowance): [keyof Budget, number][] {
  return Object.entries(budget).filter(
    (entry): entry is [keyof Budget, number] => typeof entry[1] === 'number',
  );
}
