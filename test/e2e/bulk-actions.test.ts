import { beforeAll, describe, expect, test } from 'vitest';

import {
  administratorOf,
  awaitMail,
  linkIn,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';

interface Job {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly data: readonly {
    readonly invitationId: string;
    readonly outcome: string;
    readonly reason?: string;
  }[];
}

let admin: Awaited<ReturnType<typeof administratorOf>>;

beforeAll(async () => {
  admin = await administratorOf();
});

async function invited(email = newAddress()) {
  const { status, body, text } = await admin.post('/v1/invitations', { email });
  expect(status, text).toBe(201);
  return { id: body.id, email };
}

/** Starts a bulk action and waits until it ends. */
async function ended(body: object, headers: Record<string, string> = {}): Promise<Job> {
  const started = await admin.post('/v1/bulk-actions', body, headers);
  expect(started.status, started.text).toBe(202);
  expect(started.headers.get('location')).toBe(`/v1/bulk-actions/${started.body.id}`);
  return until('the bulk action to end', async () => {
    const { text } = await admin.get(`/v1/bulk-actions/${started.body.id}`);
    const job = JSON.parse(text) as Job;
    return job.status === 'completed' ? job : undefined;
  });
}

describe('a bulk action', () => {
  test('revokes invitations by ID with a result for each, and skips one that has ended with a reason', async () => {
    const [first, second] = [await invited(), await invited()];
    await admin.post(`/v1/invitations/${second.id}/revoke`);
    const ids = [first.id, second.id, 'inv_00000000000000000000000000'];
    const job = await ended({ action: 'revoke', ids });
    expect(job.counts).toMatchObject({ done: 1, pending: 0 });
    expect(job.data).toMatchObject([
      { invitationId: first.id, outcome: 'done' },
      { invitationId: second.id, reason: 'invitation_not_pending' },
      { invitationId: ids[2], reason: 'not_found' },
    ]);
    expect((await admin.get(`/v1/invitations/${first.id}`)).body.status).toBe('revoked');
  });

  test('shows in a dry run what would happen, and changes nothing', async () => {
    const { id } = await invited();
    const job = await ended({ action: 'revoke', ids: [id], dryRun: true });
    expect(job.counts).toMatchObject({ wouldDo: 1, done: 0 });
    expect((await admin.get(`/v1/invitations/${id}`)).body.status).toBe('pending');
  });

  test('resends the invitations that match a filter, each with one new link; a repeated request sends no second email', async () => {
    const domain = `bulk-${Date.now()}`;
    const people = [
      await invited(`${domain}-a@example.com`),
      await invited(`${domain}-b@example.com`),
    ];
    const before = await Promise.all(people.map(({ email }) => awaitMail(email)));
    const body = { action: 'resend', filter: { email: domain, status: ['pending'] } };
    const key = { 'Idempotency-Key': domain };
    const job = await ended(body, key);
    expect(job.counts).toMatchObject({ done: 2, error: 0 });
    const after = await Promise.all(people.map(({ email }) => awaitMail(email, 2)));
    expect(after.map((mail) => linkIn(mail).token)).not.toEqual(
      before.map((mail) => linkIn(mail).token),
    );
    expect((await ended(body, key)).id).toBe(job.id);
  });

  test('does not find invitations of another company', async () => {
    const { id } = await invited();
    const job = await ended({ action: 'revoke', ids: [id] });
    const other = await administratorOf('otherAdmin');
    expect((await other.get(`/v1/bulk-actions/${job.id}`)).status).toBe(404);
    const foreign = await request('POST', '/v1/bulk-actions', {
      token: other.token,
      body: { action: 'delete', ids: [id] },
    });
    expect(foreign.status).toBe(202);
    await until('the foreign bulk action to end', async () => {
      const { text } = await other.get(`/v1/bulk-actions/${foreign.body.id}`);
      const { status, data } = JSON.parse(text) as Job;
      if (status !== 'completed') return undefined;
      expect(data).toMatchObject([{ reason: 'not_found' }]);
      return true;
    });
    expect((await admin.get(`/v1/invitations/${id}`)).status).toBe(200);
  });
});

test('a filter accepts several values, and the list contains the matches of each', async () => {
  const prefix = `several-${Date.now()}`;
  const open = await invited(`${prefix}-open@example.com`);
  const ended = await invited(`${prefix}-ended@example.com`);
  await admin.post(`/v1/invitations/${ended.id}/revoke`);
  const { body } = await admin.get(`/v1/invitations?status=pending,revoked&email=${prefix}`);
  expect(body.data.map(({ id }) => id).toSorted()).toEqual([open.id, ended.id].toSorted());
});
