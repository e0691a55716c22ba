/**
 * Keeps the values of open forms: in memory, so that a dialog that was closed by mistake reopens as it was, and across a
 * sign-in, which leaves the page.
 */
import { useState } from 'preact/hooks';

/** The values of a form. */
export type Values = Readonly<Record<string, string | boolean | readonly unknown[]>>;

const KEY = 'foyer.drafts';
let drafts = new Map<string, unknown>();

/** Saves the drafts so that they survive leaving the page, for `userId` only. */
export function saveDrafts(userId: string): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify({ userId, drafts: [...drafts] }));
  } catch {
    // Drafts may exceed the browser's quota, for example with a large file. Signing in must work anyway.
  }
}

/** Restores the drafts of `userId` after a sign-in. Other users' drafts are discarded. */
export function restoreDrafts(userId: string): void {
  const saved = window.sessionStorage.getItem(KEY);
  window.sessionStorage.removeItem(KEY);
  if (saved === null) return;
  const { userId: owner, drafts: entries } = JSON.parse(saved) as Saved;
  if (owner === userId) drafts = new Map(entries);
}

interface Saved {
  readonly userId: string;
  readonly drafts: readonly [string, unknown][];
}

/** The values of a form, with functions to change and to discard them. */
export interface Draft<Form extends Values> {
  readonly values: Form;
  readonly change: (some: Partial<Form>) => void;
  /** Resets the form to `then`, or to the initial values. */
  readonly forget: (then?: Form) => void;
}

/** Hands the values of one form to another that opens next. */
export function keepDraft(name: string, values: Values): void {
  drafts.set(name, values);
}

/** The draft saved under `name`, or `initial`. */
export function useDraft<Form extends Values>(name: string, initial: Form): Draft<Form> {
  const [values, setValues] = useState<Form>(() => draftOf(drafts.get(name), initial));
  return {
    values,
    change: (some) => {
      setValues((before) => {
        const after = { ...before, ...some };
        drafts.set(name, after);
        return after;
      });
    },
    forget: (then = initial) => {
      drafts.delete(name);
      setValues(then);
    },
  };
}

/** Keeps the values that still fit the form: a newer version of the page may have other fields. */
export function draftOf<Form extends Values>(kept: unknown, initial: Form): Form {
  if (typeof kept !== 'object' || kept === null) return initial;
  const fitting = Object.entries(kept).filter(
    ([name, value]) => name in initial && kindOf(value) === kindOf(initial[name]),
  );
  return { ...initial, ...Object.fromEntries(fitting) };
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
