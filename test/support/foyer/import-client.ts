import { randomUUID } from 'node:crypto';

import { expect } from 'vitest';

import { type administratorOf, type Answer, request, until } from './foyer-client.ts';

export type Administrator = Awaited<ReturnType<typeof administratorOf>>;

/** An import as the API returns it, with a page of its rows. */
export interface ImportBody {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly counts: Readonly<
    Record<'created' | 'wouldCreate' | 'skipped' | 'error' | 'pending', number>
  >;
  readonly completedAt?: string;
  readonly data: readonly {
    readonly row: number;
    readonly email: string;
    readonly outcome: string;
    readonly reason?: string;
    readonly invitationId?: string;
  }[];
}

/** Reads an import from the running service. */
export async function importOf(admin: Administrator, id: string, query = ''): Promise<ImportBody> {
  const { status, text } = await admin.get(`/v1/invitation-imports/${id}${query}`);
  expect(status).toBe(200);
  return JSON.parse(text) as ImportBody;
}

/** Uploads a file unchanged. */
export async function upload(
  admin: Administrator,
  csv: string,
  query = '',
  { key = randomUUID(), type = 'text/csv; charset=utf-8' }: { key?: string; type?: string } = {},
): Promise<Answer> {
  return request('POST', `/v1/invitation-imports${query}`, {
    token: admin.token,
    raw: csv,
    headers: { 'content-type': type, 'idempotency-key': key },
  });
}

/** Waits until all rows of an import are finished. */
export function completed(admin: Administrator, id: string): Promise<ImportBody> {
  return until(`import ${id} to complete`, async () => {
    const job = await importOf(admin, id, '?limit=100');
    return job.completedAt === undefined ? undefined : job;
  });
}

/** Returns addresses that have not been used before. */
export function newAddresses(count: number): string[] {
  const group = randomUUID().slice(0, 8);
  return Array.from({ length: count }, (_, n) => `guest-${group}-${n}@example.com`);
}

/** Prints figures for readers of the report. */
export function say(figures: string): void {
  process.stdout.write(`${figures}\n`);
}
