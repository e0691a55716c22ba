import { sum } from './capacity-units.ts';
import type { Call } from './meter.ts';

/** What the design allows an operation, for items up to 1 KB. Index writes come on top. */
export interface Budget {
  /** Calls of DynamoDB. */
  readonly calls?: number;
  /** Calls of DynamoDB that write. */
  readonly writes?: number;
  readonly readUnits?: number;
  readonly writeUnits?: number;
  /** Calls of Cognito. */
  readonly cognitoCalls?: number;
  readonly roundTrips?: number;
}

export const COGNITO = 'Cognito';

export const WORDS = {
  calls: 'calls',
  writes: 'writes',
  readUnits: 'RRU',
  writeUnits: 'WRU',
  cognitoCalls: COGNITO,
  roundTrips: 'round trips',
} as const satisfies Record<keyof Budget, string>;

/** What an operation may cost, and where a decision says why it costs more. */
export interface Allowance extends Budget {
  /** A decision, by its number, that lets it cost `instead`. */
  readonly decision?: string;
  readonly instead?: Budget;
}

export const CREATE: Allowance = {
  calls: 1,
  writes: 1,
  writeUnits: 4,
  roundTrips: 2,
  decision: '0045',
  // One call reads, and one counts for the limits of an hour.
  instead: { calls: 3, writes: 2, writeUnits: 5, roundTrips: 3 },
};
/** The rows of an import were counted when it began. */
export const CREATE_ROW: Allowance = { ...CREATE, decision: '0029', instead: { calls: 2 } };
/** Its mail is counted beside the lock of its application. */
const CREATE_FOR_APPLICATION: Allowance = {
  ...CREATE,
  instead: { ...CREATE.instead, writeUnits: 7 },
};
/** A contact of the customer that has the address is looked for first. */
export const CREATE_FOR_CUSTOMER: Allowance = {
  ...CREATE_FOR_APPLICATION,
  decision: '0046',
  instead: { ...CREATE_FOR_APPLICATION.instead, calls: 5, roundTrips: 5 },
};
/** Only the application is known after the preset. */
export const CREATE_BY_PRESET: Allowance = {
  ...CREATE,
  instead: { ...CREATE_FOR_APPLICATION.instead, calls: 4, roundTrips: 4 },
};
/** What is found in the way is read, and the transaction tried once more. */
export const CREATE_TWICE: Allowance = {
  ...CREATE,
  decision: '0003',
  instead: { calls: 6, writes: 3, writeUnits: 9, roundTrips: 6 },
};
/** The reads of a create, and of the lock of its address: nothing is written. */
export const PREVIEW: Allowance = { calls: 2, writes: 0, readUnits: 6, cognitoCalls: 1 };
export const CHANGE: Allowance = { calls: 1, writeUnits: 4 };
/** The limits of an hour are counted in an item of their own. */
export const RESEND: Allowance = {
  ...CHANGE,
  decision: '0027',
  instead: { calls: 6, writeUnits: 5 },
};
/** The token is compared with what is stored before anything is written. */
export const LOOK_FIRST: Allowance = { ...CHANGE, decision: '0029', instead: { calls: 2 } };
export const LOOK_UP: Allowance = { calls: 1, readUnits: 1 };
export const ACCEPT: Allowance = { writes: 2, writeUnits: 8, cognitoCalls: 4 };
/** Whoever joins a customer: with the form in its claim, the item has outgrown a kilobyte. */
export const ACCEPT_LARGE: Allowance = { ...ACCEPT, decision: '0029', instead: { writeUnits: 10 } };
export const LIST: Allowance = { calls: 1, readUnits: 4 };
export const GET: Allowance = { calls: 1 };
export const NONE: Allowance = {};

/** Rules and name are looked up before; who is similar, which the answer shows, after. */
export const ADD_CUSTOMER: Allowance = { writes: 1, writeUnits: 1 };
/** Two items in a transaction. */
export const ADD_CONTACT: Allowance = { writes: 1, writeUnits: 4 };
/** Customer, contact, invitation and lock in a transaction, and the limits of an hour. */
export const INVITE_CONTACT: Allowance = { writes: 2, writeUnits: 9 };
/** As {@link RESEND}; with the contact's details, the invitation can have outgrown a kilobyte. */
export const INVITE_AGAIN: Allowance = { writes: 2, writeUnits: 7 };
export const CHANGE_CUSTOMER: Allowance = { writes: 1, writeUnits: 1 };
export const MOVE_CUSTOMER: Allowance = { calls: 2, writes: 1, writeUnits: 1 };
/** A page of the list, then its customers whole, half a unit each. */
export const EXPORT: Allowance = { calls: 2, readUnits: 29 };
/** The customer with its people, and two small queries for who is similar. */
export const READ_CUSTOMER: Allowance = { calls: 3, readUnits: 2, roundTrips: 2 };
export const CHANGE_CONTACT: Allowance = { writes: 1, writeUnits: 2 };
/** An open invitation changes along. */
export const CHANGE_INVITED: Allowance = { writes: 1, writeUnits: 6 };
export const REMOVE_CONTACT: Allowance = { calls: 3, writes: 1, writeUnits: 4 };
/** The invitation that is taken back outgrows a kilobyte with it. */
export const REMOVE_INVITED: Allowance = { writes: 1, writeUnits: 8 };
export const READ_CONTACTS: Allowance = { calls: 2, roundTrips: 1 };
/** Tenant, customer and contact decide at each request whether somebody still may (ADR 0034). */
export const OWN: Allowance = { calls: 3, readUnits: 3, roundTrips: 1 };
export const CHANGE_OWN: Allowance = { calls: 4, writes: 1, writeUnits: 1, roundTrips: 2 };

/** A transaction counts twice: record, address, count and the mail of the day. The hour is counted before. */
export const ADD_ADMINISTRATOR: Allowance = { writes: 2, writeUnits: 10 };
export const CHANGE_ADMINISTRATOR: Allowance = { writes: 2, writeUnits: 6 };
export const SET_UP: Allowance = { writes: 2, writeUnits: 7, cognitoCalls: 4 };
export const REMOVE_ADMINISTRATOR: Allowance = { writes: 1, writeUnits: 10 };
export const OWN_LIST: Allowance = { calls: 5, readUnits: 5, roundTrips: 2 };

/** A write for each of at most 12 words and two lists (ADR 0048). */
export const FOUND: Allowance = { calls: 1, writes: 1, writeUnits: 14 };
/** A mark, the count of the day, and that of all days, in a transaction (ADR 0049). */
export const COUNTED: Allowance = { calls: 1, writes: 1, writeUnits: 6 };
/** The job, its rows, and the key that makes a retry harmless (ADR 0055). */
export const BULK_START: Allowance = { calls: 3, writes: 2, writeUnits: 4 };
/** Each of 25 rows as the operation that it repeats, and the chunk with the counts twice. */
export const BULK_ROWS: Allowance = { writeUnits: 25 * 4 + 8 };
/** An entry in the log of the tenant, of the person and of the object (ADR 0050). */
export const ACTIVITY: Allowance = { calls: 3, writes: 3, writeUnits: 3 };
export const ACTIVITY_PAGE: Allowance = { calls: 1, readUnits: 4 };
/** The address must have been invited, and who asked is logged. */
export const SUPPRESSION: Allowance = { calls: 3, readUnits: 2, writes: 1, writeUnits: 1 };
export const LIFT: Allowance = { calls: 3, readUnits: 2, writes: 1, writeUnits: 4 };
/** Nothing that search or counts know has changed. */
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
    cognitoCalls: calls.length - ours.length,
    roundTrips: Math.max(0, ...calls.map(({ round }) => round)),
  };
}

/** In which respects more was spent than allowed. */
export function overBudget(spent: Spent, budget: Budget): string[] {
  return limitsOf(budget)
    .filter(([what, limit]) => spent[what] > limit)
    .map(([what]) => WORDS[what]);
}

/** The limits themselves, without the decision that lifts some. */
export function limitsOf({ ...budget }: Allowance): [keyof Budget, number][] {
  return Object.entries(budget).filter(
    (entry): entry is [keyof Budget, number] => typeof entry[1] === 'number',
  );
}
