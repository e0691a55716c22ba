import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { describe, expect, inject, test } from 'vitest';

import {
  administratorOf,
  type Answer,
  asSomebody,
  awaitDelivery,
  awaitMail,
  linkIn,
  mailsTo,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { PASSWORD, profile } from '../support/foyer/life-of-an-invitation.ts';
import { faultsFileIn } from '../support/foyer/running-foyer.ts';
import { signInAs } from '../support/foyer/sign-in.ts';

/**
 * As many people as functions can run concurrently in a new AWS account. The last address has the maximum length that
 * Cognito allows.
 */
const ADDRESSES = Array.from({ length: 10 }, (_, n) =>
  n < 9 ? `guest-${n}@example.com` : `${'g'.repeat(64)}@${'h'.repeat(51)}.example.com`,
);
/** Long enough for everything that is late, repeated, or postponed to arrive. */
const QUIET_MS = 6_000;

/** Sends a request like a client that follows the API reference: it retries temporary failures. */
async function patiently(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await send();
    const { status, body, headers } = answer;
    if (status !== 429 && status < 500) return answer;
    // API Gateway's own errors have no code. Foyer's errors indicate whether and when to retry.
    if ((body.code as string | undefined) !== undefined) {
      expect(body).toMatchObject({ code: 'temporarily_unavailable', status: 503 });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    if (tries === 12) throw new Error(`Still ${status} after ${tries} tries: ${answer.text}`);
    await pause(500 * tries);
  }
}

async function administrator() {
  const { token } = await eventually(() => administratorOf());
  const { get, post } = asSomebody(token);
  return {
    get: (path: string) => patiently(() => get(path)),
    post: (...args: Parameters<typeof post>) => patiently(() => post(...args)),
  };
}

/** Retries calls that are not API requests. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  return until('a call that fails for the moment', () => work().catch(() => undefined));
}

function accept(token: string, key: string): Promise<Answer> {
  const body = { token, password: PASSWORD, profile };
  const headers = { 'idempotency-key': key };
  return patiently(() => request('POST', '/v1/sign-up/accept', { body, headers }));
}

interface Fault {
  readonly fault: string;
  readonly function: string;
  readonly operation: string;
}

function faults(): Fault[] {
  const text = readFileSync(faultsFileIn(inject('stateDir')), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Fault);
}

describe('ten people at once', () => {
  const invitations = new Map<string, string>();

  test('are invited', async () => {
    const admin = await administrator();
    const answers = await Promise.all(
      ADDRESSES.map((email, n) =>
        admin.post(
          '/v1/invitations',
          { email, company: `Navy ${n}` },
          { 'idempotency-key': email },
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(ADDRESSES.map(() => 201));
    for (const [n, email] of ADDRESSES.entries()) invitations.set(email, answers[n]?.body.id ?? '');
    expect(new Set(invitations.values()).size).toBe(ADDRESSES.length);
  });

  test('accept the invitations in their emails, and can sign in', async () => {
    const mails = await Promise.all(ADDRESSES.map((address) => awaitMail(address)));
    const answers = await Promise.all(
      mails.map((mail) => accept(linkIn(mail).token, `accept-${mail.to.slice(0, 32)}`)),
    );
    // A repeated submission returns 200.
    for (const { status, text } of answers) expect([200, 201], text).toContain(status);
    for (const email of ADDRESSES) {
      const claims = await eventually(() => signInAs(email, PASSWORD));
      expect(String(claims['scope'])).toContain('foyer/self');
    }
  });

  test('are listed with one account, and got one email each', async () => {
    const admin = await administrator();
    const possible = new Map<string, number>();
    for (const [email, id] of invitations) {
      const { timeline } = await awaitDelivery(admin, id, 'delivered');
      const types = timeline.map(({ type }) => type);
      // SES can report the delivery before the mailer records that it sent the email. A mailer that ended during the call
      // leaves it unknown whether the email was sent, so it sends another one after three minutes, and says so.
      const retried = types.filter((type) => type === 'send_retried').length;
      expect(retried).toBeLessThanOrEqual(1);
      possible.set(email, 1 + retried);
      const others = types.filter((type) => type !== 'sent' && type !== 'send_retried');
      expect(others.toSorted()).toEqual(['accepted', 'created', 'delivered']);
      expect(types.filter((type) => type === 'sent').length).toBeLessThanOrEqual(1 + retried);
      expect(email).toBe((await admin.get(`/v1/invitations/${id}`)).body.email);
    }
    await pause(QUIET_MS);
    const { body } = await admin.get('/v1/customers?limit=100');
    for (const [n, email] of ADDRESSES.entries()) {
      const ofEmail = body.data.filter((row) => row.email === email);
      expect(ofEmail).toMatchObject([{ name: `Navy ${n}`, status: 'active' }]);
      const customer = await admin.get(`/v1/customers/${ofEmail[0]?.id}`);
      expect(customer.body.contacts).toHaveLength(1);
      const { length } = await mailsTo(email);
      expect(length, email).toBeGreaterThanOrEqual(1);
      expect(length, email).toBeLessThanOrEqual(possible.get(email) ?? 1);
    }
  });
});

test('each resend sends at most one more email, and the last link works once', async () => {
  const admin = await administrator();
  const email = 'again@example.com';
  const created = await admin.post('/v1/invitations', { email }, { 'idempotency-key': email });
  const path = `/v1/invitations/${created.body.id}`;
  await awaitMail(email);
  await awaitDelivery(admin, created.body.id, 'delivered');
  expect((await admin.post(`${path}/resend`)).status).toBe(200);
  // A resend that failed after its write is repeated, and the new one replaces it. The email of the replaced one may be
  // dropped.
  const { sends } = (await admin.get(path)).body.delivery as unknown as { sends: number };
  await awaitDelivery(admin, created.body.id, 'delivered');
  const { token } = linkIn(await awaitMail(email, 2));
  expect((await accept(token, 'first')).body).toMatchObject({ email });
  expect((await accept(token, 'second')).body).toMatchObject({ code: 'invitation_accepted' });
  await pause(QUIET_MS);
  const mails = await mailsTo(email);
  expect(mails.length).toBeLessThanOrEqual(sends);
});

test('an address that is too long for a user name is not invited', async () => {
  const admin = await administrator();
  const answer = await admin.post('/v1/invitations', { email: `g${ADDRESSES.at(-1)}` });
  expect(answer.body).toMatchObject({ status: 400, code: 'invalid_request' });
});

test('AWS throttled, repeated, and delayed', () => {
  const counts = Object.entries(Object.groupBy(faults(), ({ fault }) => fault))
    .map(([fault, all = []]) => `${fault}: ${all.length}`)
    .toSorted();
  process.stdout.write(`${['Faults:', ...counts].join('\n  ')}\n`);
  const kinds = counts.map((line) => line.replace(/: \d+$/, ''));
  expect(kinds).toEqual(
    expect.arrayContaining([
      'cognito-idp throttles',
      'dynamodb throttles',
      'dynamodb throttles every attempt',
      'environment ends',
      'events throttles',
      'queue delivers again',
      'ses throttles',
      'sqs throttles',
      'stream delivers again',
      'stream is late',
    ]),
  );
});
