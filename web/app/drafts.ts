/**
 * Keeps what was typed into open forms: while the page is open, so that a dialog that was closed by mistake opens again as it
 * was; and through a sign-in, which leaves the page.
 */
import { useState } from 'preact/hooks';

/** The values of a form. */
export type Values = Readonly<Record<string, string | boolean | readonly unknown[]>>;

const KEY = 'foyer.drafts';
let drafts = new Map<string, unknown>();

/** Puts the drafts where they survive leaving the page; for `userId` and nobody else. */
export function saveDrafts(userId: string): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify({ userId, drafts: [...drafts] }));
  } catch {
    // More than the browser keeps, such as a large file: signing in must work all the same.
  }
}

/** Takes the drafts of `userId` back after a sign-in. Those of somebody else are thrown away. */
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

/** The values of a form, how to change them, and how to forget them: once they were sent, or thrown away on purpose. */
export interface Draft<Form extends Values> {
  readonly values: Form;
  readonly change: (some: Partial<Form>) => void;
  /** Shows `then` instead; without it, the initial values. */
  readonly forget: (then?: Form) => void;
}

/** Hands what was typed into one form to another, which opens next. */
export function keepDraft(name: string, values: Values): void {
  drafts.set(name, values);
}

/** The draft that was kept under `name`, or `initial`. */
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

/** Takes from `kept` what still fits the form: a newer page may ask for something else. */
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
