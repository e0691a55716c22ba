import { vi } from 'vitest';

/** Collects everything that is written to the process's output from now on, until `vi.restoreAllMocks()`. */
export function collectLogLines(): { readonly text: () => string } {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  return { text: () => written.join('') };
}
