import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { SECOND } from '../../lambdas/modules/platform/clock.ts';
import {
  administratorOf,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import {
  type Administrator,
  completed,
  type ImportBody,
  importOf,
  newAddresses,
  say,
  upload,
} from '../support/foyer/import-client.ts';

describe('a file of people', () => {
  test('is checked in a dry run, then imported, and everybody who is new gets an email with a working link', async () => {
    const admin = await administratorOf();
    const [ada, bob, known] = [newAddress(), newAddress(), newAddress()];
    await admin.post('/v1/invitations', { email: known });
    await awaitMail(known);
    const csv = [
      '\ufeffE-Mail;Company;First Name;Last Name',
      `${ada};"Bücher; ""Söhne""";Ada;Lovelace`,
      `${bob};"=SUM(1,""2"")";Bob;`,
      `${ada.toUpperCase()};again;;`,
      'nobody;Navy;;',
      `${known};Navy;;`,
      '',
    ].join('\r\n');
    const outcomes = (job: ImportBody) =>
      job.data.map(({ row, outcome, reason }) => [row, outcome, reason]);

    const workbook = await upload(admin, 'PK\u0003\u0004 is how an xlsx file begins');
    expect(workbook).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });

    // The content type that a browser on Windows sends for a CSV file.
    const type = 'application/vnd.ms-excel';
    const tried = await upload(admin, csv, '?dryRun=true', { type });
    expect(tried.status).toBe(202);
    expect(tried.headers.get('location')).toBe(`/v1/invitation-imports/${tried.body.id}`);
    const trial = await completed(admin, tried.body.id);
    expect(outcomes(trial)).toEqual([
      [2, 'would_create', undefined],
      [3, 'would_create', undefined],
      [4, 'skipped', 'duplicate_row'],
      [5, 'error', 'invalid_request'],
      [6, 'skipped', 'already_invited'],
    ]);
    expect(trial.counts).toEqual({ created: 0, wouldCreate: 2, skipped: 2, error: 1, pending: 0 });

    const key = randomUUID();
    const real = await upload(admin, csv, '', { key });
    expect(real.status).toBe(202);
    const repeated = await upload(admin, csv, '', { key });
    expect(repeated.body.id).toBe(real.body.id);
    const job = await completed(admin, real.body.id);
    expect(outcomes(job).map(([, outcome]) => outcome)).toEqual([
      'created',
      'created',
      'skipped',
      'error',
      'skipped',
    ]);

    const { token } = linkIn(await awaitMail(ada));
    const offer = await request('POST', '/v1/sign-up/lookup', { body: { token } });
    expect(JSON.parse(offer.text)).toMatchObject({
      company: 'Bücher; "Söhne"',
      profile: { firstName: 'Ada', lastName: 'Lovelace' },
    });
    await awaitMail(bob);
    const invitation = await admin.get(`/v1/invitations/${job.data[1]?.invitationId ?? ''}`);
    expect(invitation.body).toMatchObject({
      email: bob,
      company: '=SUM(1,"2")',
      status: 'pending',
    });
    // The dry run sent no email, and nobody got a second one.
    for (const address of [ada, bob, known]) expect(await mailsTo(address)).toHaveLength(1);
  });

  test('has results that can be downloaded: the outcome of each row, and its errors', async () => {
    const admin = await administratorOf();
    const [ada, bob] = newAddresses(2);
    const csv = ['email,company', `${ada},Navy`, '=1+1@x,Navy', `${bob},Navy`].join('\n');
    const { body } = await upload(admin, csv, '?dryRun=true');
    await completed(admin, body.id);
    const path = `/v1/invitation-imports/${body.id}/export`;
    const exported = await admin.get(path);
    expect(exported.headers.get('row-count')).toBe('3');
    const rows = parse(exported.text, { bom: true, columns: true });
    expect(rows).toMatchObject([
      { row: '2', email: ada, outcome: 'would_create', reason: '' },
      { row: '3', email: "'=1+1@x", outcome: 'error', reason: 'invalid_request', field: 'email' },
      { row: '4', email: bob, outcome: 'would_create' },
    ]);
    const first = await admin.get(`${path}?limit=1`);
    const next = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const rest = await admin.get(next.replace('limit=1&', 'limit=2&'));
    const text = first.text.replace(/^\ufeff/, '') + rest.text;
    expect(text).toBe(exported.text.replace(/^\ufeff/, ''));
    const wrong = parse((await admin.get(`${path}?outcome=error`)).text, { bom: true });
    expect(wrong).toHaveLength(2);
  });

  test('that cannot be parsed is rejected with the row and the column', async () => {
    const admin = await administratorOf();
    const { status, body } = await upload(admin, 'email,company\na@example.com,Bits, Inc.\n');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'csv.2.3' }] });
  });

  test('is a dry run if either the query or the body asks for one', async () => {
    const admin = await administratorOf();
    const rows = [{ email: newAddress() }];
    for (const [query, dryRun] of [
      ['?dryRun=true', false],
      ['?dryRun=false', true],
      ['', true],
    ] as const) {
      const { status, text } = await admin.post(`/v1/invitation-imports${query}`, { rows, dryRun });
      expect(status, text).toBe(202);
      expect(JSON.parse(text)).toMatchObject({ dryRun: true });
    }
  });

  test('is not visible to another tenant', async () => {
    const [admin, other] = [await administratorOf(), await administratorOf('otherAdmin')];
    const { body } = await upload(admin, `email\n${newAddress()}`, '?dryRun=true');
    expect((await other.get(`/v1/invitation-imports/${body.id}`)).status).toBe(404);
    const listed = async (who: Administrator) =>
      (await who.get('/v1/invitation-imports')).body.data.map(({ id }) => id);
    expect(await listed(other)).not.toContain(body.id);
    expect(await listed(admin)).toContain(body.id);
  });
});

/** Invites one person, and returns the time until the email is in the mailbox, in milliseconds. */
async function timeToMail(admin: Administrator): Promise<number> {
  const email = newAddress();
  const began = performance.now();
  const { status } = await admin.post('/v1/invitations', { email });
  expect(status).toBe(201);
  await awaitMail(email);
  return performance.now() - began;
}

async function timesToMail(admin: Administrator, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(Math.round(await timeToMail(admin)));
  return times;
}

test('an import of one tenant does not delay a single invitation of another tenant', async () => {
  const [admin, other] = [await administratorOf(), await administratorOf('otherAdmin')];
  const alone = await timesToMail(other, 4);
  const rows = newAddresses(200).map((email) => ({ email, company: 'Navy' }));
  const { body } = await admin.post('/v1/invitation-imports', { rows });
  const began = performance.now();
  await until('the import to be under way', async () => {
    const { counts } = await importOf(admin, body.id);
    return counts.created >= 50 ? counts : undefined;
  });
  const besides = await timesToMail(other, 4);
  const { status, counts } = await importOf(admin, body.id);
  say(
    `time to the mail: ${alone.join(', ')} ms without an import, ${besides.join(', ')} ms beside one; ` +
      `then ${counts.created} of 200 rows were done, after ${Math.round((performance.now() - began) / SECOND)} s`,
  );
  // The emails had arrived while most of the import was still pending.
  expect(status).toBe('running');
  expect(counts.pending).toBeGreaterThan(0);

  const seen = new Set<number>();
  const job = await until('the import to complete', async () => {
    const now = await importOf(admin, body.id);
    seen.add(now.counts.created);
    if (now.status === 'completed') return now;
    await pause(SECOND / 2);
    return undefined;
  });
  expect(job.counts).toMatchObject({ created: 200, pending: 0 });
  expect(seen.size).toBeGreaterThan(1);
  await until('the last mails of the import', async () => {
    const mails = await Promise.all(
      [rows[0], rows[100], rows[199]].map((row) => mailsTo(row?.email ?? '')),
    );
    return mails.every(({ length }) => length === 1) ? true : undefined;
  });
  say(`200 people were invited after ${Math.round((performance.now() - began) / SECOND)} s`);
});
