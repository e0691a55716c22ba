import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Appends one record to a file that has one in each line: whatever was written stays when the process is killed. */
export function appendLine(path: string, record: unknown): void {
  appendFileSync(path, `${JSON.stringify(record)}\n`);
}

/** Reads the records of such a file. A line that was cut off by the end of a process is left out. */
export function readLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as T];
      } catch (error) {
        if (error instanceof SyntaxError) return [];
        throw error;
      }
    });
}
