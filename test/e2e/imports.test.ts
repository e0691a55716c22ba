import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { SECOND } from '../../lambdas/shared/clock.ts';
import {
  administratorOf,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer-client.ts';

type Administrator = Awaited<ReturnType<typeof administratorOf>>;

/** An import as the API answers it, with a page of its rows. */
interface ImportBody {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly counts: Readonly<
    Record<'created' | 'wouldCreate' | 'skipped' | 'error' | 'pending', number>
  >;
  readonly data: readonly {
    readonly row: number;
    readonly email: string;
    readonly outcome: string;
    readonly reason?: string;
    readonly invitationId?: string;
  }[];
}

async function importOf(admin: Administrator, id: string, query = ''): Promise<ImportBody> {
  const { status, text } = await admin.get(`/v1/invitation-imports/${id}${query}`);
  expect(status).toBe(200);
  return JSON.parse(text) as ImportBody;
}

/** Uploads a file as it is. */
async function upload(admin: Administrator, csv: string, query = '', key = randomUUID()) {
  return request('POST', `/v1/invitation-imports${query}`, {
    token: admin.token,
    raw: csv,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': key },
  });
}

/** Figures for whoever reads the report. */
function say(figures: string): void {
  process.stdout.write(`${figures}\n`);
}

const completed = (admin: Administrator, id: string) =>
  until(`import ${id} to complete`, async () => {
    const job = await importOf(admin, id, '?limit=100');
    return job.status === 'completed' ? job : undefined;
  });

/** So many addresses that nobody used before. */
const newAddresses = (count: number) => {
  const group = randomUUID().slice(0, 8);
  return Array.from({ length: count }, (_, n) => `guest-${group}-${n}@example.com`);
};

describe('a file of people', () => {
  test('is tried, then imported, and everybody who is new gets a mail with a link that works', async () => {
    const admin = await administratorOf();
    const [ada, bob, known] = [newAddress(), newAddress(), newAddress()];
    await admin.post('/v1/invitations', { email: known });
    await awaitMail(known);
    const csv = [
      '\ufeffE-Mail;Company;First Name;Last Name',
      `${ada};"Bücher; ""Söhne""";Ada;Lovelace`,
      `${bob};"=HYPERLINK(""http://x.example"")";Bob;`,
      `${ada.toUpperCase()};again;;`,
      'nobody;Navy;;',
      `${known};Navy;;`,
      '',
    ].join('\r\n');
    const outcomes = (job: ImportBody) =>
      job.data.map(({ row, outcome, reason }) => [row, outcome, reason]);

    const tried = await upload(admin, csv, '?dryRun=true');
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
    const real = await upload(admin, csv, '', key);
    expect(real.status).toBe(202);
    const repeated = await upload(admin, csv, '', key);
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
      company: '=HYPERLINK("http://x.example")',
      status: 'pending',
    });
    // Nobody was written to for the trial, or twice.
    for (const address of [ada, bob, known]) expect(await mailsTo(address)).toHaveLength(1);
  });

  test('that cannot be understood is refused with the row and the column', async () => {
    const admin = await administratorOf();
    const { status, body } = await upload(admin, 'email,company\na@example.com,Bits, Inc.\n');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'csv.2.3' }] });
  });

  test('is nobody’s business in another tenant', async () => {
    const [admin, other] = [await administratorOf(), await administratorOf('otherAdmin')];
    const { body } = await upload(admin, `email\n${newAddress()}`, '?dryRun=true');
    expect((await other.get(`/v1/invitation-imports/${body.id}`)).status).toBe(404);
    const listed = async (who: Administrator) =>
      (await who.get('/v1/invitation-imports')).body.data.map(({ id }) => id);
    expect(await listed(other)).not.toContain(body.id);
    expect(await listed(admin)).toContain(body.id);
  });
});

test('ten thousand rows are taken on at once, and worked off', async () => {
  const admin = await administratorOf();
  // One address: the way of the rows is the same, and the tests that follow are not held up.
  const address = newAddress();
  const row = `${address},A company with a name of usual length,Firstname,Lastname`;
  const csv = ['email,company,firstName,lastName', ...Array<string>(10_000).fill(row)].join('\n');
  const began = performance.now();
  const { status, body } = await upload(admin, csv, '?dryRun=true');
  const taken = performance.now() - began;
  expect(status).toBe(202);
  const job = await completed(admin, body.id);
  const done = performance.now() - began;
  expect(job.counts).toMatchObject({ wouldCreate: 1, skipped: 9_999, pending: 0 });
  const kilobytes = Math.round(csv.length / 1024);
  say(
    `10 000 rows (${kilobytes} KB): answered after ${Math.round(taken)} ms, worked off after ${Math.round(done / SECOND)} s`,
  );
});

/** Invites one person, and measures until the mail is in the mailbox: in milliseconds. */
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

test('an import of one tenant does not delay another tenant’s single invitation', async () => {
  const [admin, other] = [await administratorOf(), await administratorOf('otherAdmin')];
  const alone = await timesToMail(other, 4);
  const rows = newAddresses(300).map((email) => ({ email, company: 'Navy' }));
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
      `then ${counts.created} of 300 rows were done, after ${Math.round((performance.now() - began) / SECOND)} s`,
  );
  // The mails were there while most of the import was still to come.
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
  expect(job.counts).toMatchObject({ created: 300, pending: 0 });
  expect(seen.size).toBeGreaterThan(1);
  await until('the last mails of the import', async () => {
    const mails = await Promise.all(
      [rows[0], rows[150], rows[299]].map((row) => mailsTo(row?.email ?? '')),
    );
    return mails.every(({ length }) => length === 1) ? true : undefined;
  });
  say(`300 people were invited after ${Math.round((performance.now() - began) / SECOND)} s`);
});
