import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const STATE = join(ROOT, '.local', 'mutation');

/** Files kept between runs. None of them is worth a backup. */
export const places = {
  state: STATE,
  /** The sources with all mutants in them. */
  instrumented: join(STATE, 'instrumented.json'),
  /** A line for each test file: which mutants its tests reach. */
  coverage: join(STATE, 'coverage.jsonl'),
  /** A line for each mutant that was tested. */
  results: join(STATE, 'results.jsonl'),
};

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @param path relative to the root of the project. */
export function hashOfFile(path: string): string {
  return sha256(readFileSync(join(ROOT, path), 'utf8'));
}
