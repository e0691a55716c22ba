import { readFileSync } from 'node:fs';

import { places } from './places.ts';

/** One change to one place of the sources. */
export interface Mutant {
  /** `<file>#<hash>`: the same as long as neither the place nor the change is edited, on whatever line it stands. */
  readonly id: string;
  readonly room: string;
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  /** The reason to skip it, from the comment next to it. */
  readonly ignored?: string;
}

/** A source file with all its mutants in it; which of them is active is decided when it runs. */
export interface InstrumentedFile {
  readonly hash: string;
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

export type InstrumentedFiles = Readonly<Record<string, InstrumentedFile>>;

export function readInstrumented(): InstrumentedFiles {
  return JSON.parse(readFileSync(places.instrumented, 'utf8')) as InstrumentedFiles;
}
