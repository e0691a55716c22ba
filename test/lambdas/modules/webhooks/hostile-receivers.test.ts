import { Agent as HttpsAgent } from 'node:https';
import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, test } from 'vitest';

import { HttpWebhookSender, TLS } from '../../../../lambdas/modules/webhooks/webhook-sender.ts';
import { ATTEMPT_MS } from '../../../../lambdas/modules/webhooks/webhook-targets.ts';
import {
  drip,
  flood,
  type HostileReceiver,
  type Hostility,
  say,
  sayAndEnd,
  sayAndReset,
  startHostileReceiver,
  TRUSTING,
} from '../../../support/fakes/hostile-receiver.ts';

const DEADLINE_MS = 400;
/** The delay that a busy machine can add. */
const SLACK_MS = 1_500;
/** Half of Foyer's own deadline. An attempt that ends earlier has not waited for it. */
const EARLY_MS = ATTEMPT_MS / 2;
const TIMED_OUT = { failure: 'timed_out' };
const NO_CONNECTION = { failure: 'no_connection' };
const NOT_SECURE = { failure: 'not_secure' };

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foyer\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\n';
const BOMB = gzipSync(Buffer.alloc(10_000_000)).toString('latin1');

const receivers: HostileReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function start(...how: Parameters<typeof startHostileReceiver>): Promise<HostileReceiver> {
  const receiver = await startHostileReceiver(...how);
  receivers.push(receiver);
  return receiver;
}

/** Sends one message, and measures how long that takes and whether a connection remains. */
async function attempt(
  receiver: HostileReceiver,
  sender: HttpWebhookSender,
  { url = receiver.url, body = '{}' } = {},
) {
  const began = performance.now();
  const outcome = await sender.post({ url, headers: { 'content-type': 'application/json' }, body });
  const took = performance.now() - began;
  await expect.poll(() => receiver.waiting(), { interval: 5, timeout: SLACK_MS }).toBe(0);
  return { outcome, took };
}

/** Checks that an attempt ended at the deadline: not earlier, and not noticeably later. */
function expectAtDeadline(took: number): void {
  expect(took).toBeGreaterThan(DEADLINE_MS - 20);
  expect(took).toBeLessThan(DEADLINE_MS + SLACK_MS);
}

/** The name of a receiver's behavior, and the behavior. */
type Kind = readonly [string, Hostility];

describe('a receiver', () => {
  const setup = (timeoutMs = ATTEMPT_MS) => new HttpWebhookSender('local', { timeoutMs });

  test.each<Kind>([
    ['never responds', () => undefined],
    ['stops within the status', say('HTTP/1.1 2')],
    ['stops within the headers', say(`${OK}Server: slow\r\nX-More: `)],
    ['sends headers one byte at a time', drip('x', `${OK}X-Slow: `)],
    ['sends line breaks forever before its response', drip('\r\n')],
    ['sends 100 Continue, and then nothing', say('HTTP/1.1 100 Continue\r\n\r\n')],
    ['sends early hints, and then nothing', say('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')],
    ['sends early hints one byte at a time', drip('x', 'HTTP/1.1 103 Early Hints\r\nLink: ')],
  ])('that %s is given up at the deadline, and its connection is closed', async (_, hostility) => {
    const { outcome, took } = await attempt(await start(hostility), setup(DEADLINE_MS));
    expect(outcome).toEqual(TIMED_OUT);
    expectAtDeadline(took);
  });

  test('that reads only the start of a long message is given up at the deadline', async () => {
    const { url } = await start((socket) => socket.pause(), { atOnce: true });
    const body = 'x'.repeat(16_000_000);
    const began = performance.now();
    await expect(setup(DEADLINE_MS).post({ url, headers: {}, body })).resolves.toEqual(TIMED_OUT);
    expectAtDeadline(performance.now() - began);
  });

  test.each<Kind>([
    ['switches protocols, and then sends nothing', say(UPGRADE)],
    ['switches protocols, and then sends endlessly', flood('x'.repeat(1_000), UPGRADE)],
    ['switches protocols, and closes the connection', sayAndEnd(UPGRADE)],
    ['switches protocols, and resets the connection', sayAndReset(UPGRADE)],
    ['switches protocols without naming one', say('HTTP/1.1 101 Switching\r\n\r\n')],
  ])('that %s has responded with 101, which is a failure', async (_, hostility) => {
    const { outcome, took } = await attempt(await start(hostility), setup());
    expect([{ status: 101 }, NO_CONNECTION]).toContainEqual(outcome);
    expect(took).toBeLessThan(EARLY_MS);
  });

  test.each<Kind>([
    ['sends headers endlessly', flood('X-More: and more\r\n', OK)],
    ['sends one endless header', flood('x', `${OK}X-More: `)],
    ['sends 100 Continue endlessly', flood('HTTP/1.1 100 Continue\r\n\r\n')],
    ['sends 100 Continue again and again', drip('HTTP/1.1 100 Continue\r\n\r\n')],
    ['sends early hints endlessly', flood('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')],
    ['sends early hints again and again', drip('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')],
    ['speaks another protocol', flood('220 mail.example ESMTP\r\n')],
    ['sends zeros', flood('\0')],
    ['closes the connection without a response', sayAndEnd('')],
    ['closes the connection within the headers', sayAndEnd(`${OK}X-More: `)],
    ['resets the connection without a response', sayAndReset('')],
    ['resets the connection within the status', sayAndReset('HTTP/1.1 2')],
    ['resets the connection within the headers', sayAndReset(`${OK}X-More: `)],
    ['resets the connection after early hints', sayAndReset('HTTP/1.1 103 Early Hints\r\n\r\n')],
  ])('that %s is given up before the deadline', async (_, hostility) => {
    const { outcome, took } = await attempt(await start(hostility), setup());
    expect(outcome).toEqual(NO_CONNECTION);
    expect(took).toBeLessThan(EARLY_MS);
  });

  test.each<Kind>([
    ['a connection reset', sayAndReset('')],
    ['a closed connection', sayAndEnd('')],
    ['something that is not HTTP', say('\0\0\0\0')],
  ])('that responds with %s is given up before the deadline', async (_, hostility) => {
    const receiver = await start(hostility, { atOnce: true });
    const { outcome, took } = await attempt(receiver, setup());
    expect(outcome).toEqual(NO_CONNECTION);
    expect(took).toBeLessThan(EARLY_MS);
  });

  test.each<Kind>([
    ['one byte at a time', drip('x', `${OK}Content-Length: 1000000\r\n\r\n`)],
    ['without end', flood('x'.repeat(1_000), `${OK}\r\n`)],
    ['in chunks without end', flood('1\r\nx\r\n', `${OK}Transfer-Encoding: chunked\r\n\r\n`)],
    [
      'in a chunk whose extension never ends',
      flood('x', `${OK}Transfer-Encoding: chunked\r\n\r\n1;x=`),
    ],
    [
      'with trailers without end',
      flood('X-More: 1\r\n', `${OK}Transfer-Encoding: chunked\r\n\r\n0\r\n`),
    ],
    [
      'that decompresses to more than fits into memory',
      flood(BOMB, `${OK}Content-Encoding: gzip\r\n\r\n`),
    ],
    ['that never arrives', say(`${OK}Content-Length: 10\r\n\r\n`)],
    ['that is cut off', sayAndReset(`${OK}Content-Length: 10\r\n\r\n12`)],
    ['followed by junk', flood('junk ', `${OK}Content-Length: 0\r\n\r\n`)],
    ['followed by more responses', flood(`${OK}Content-Length: 0\r\n\r\n`)],
    [
      'over a connection that stays open',
      say(`${OK}Connection: keep-alive\r\nContent-Length: 0\r\n\r\n`),
    ],
  ])(
    'that responds with 200 and a body %s succeeds, and the body is not read',
    async (_, hostility) => {
      const { outcome, took } = await attempt(await start(hostility), setup());
      expect(outcome).toEqual({ status: 200 });
      expect(took).toBeLessThan(EARLY_MS);
    },
  );

  test('that sends early hints once, and then a response, succeeds', async () => {
    const hints = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const receiver = await start(sayAndEnd(`${hints}HTTP/1.1 204 No Content\r\n\r\n`));
    expect((await attempt(receiver, setup())).outcome).toEqual({ status: 204 });
  });

  test('that is hostile does not delay others that are called at the same time', async () => {
    const hostile = await Promise.all(
      [drip('x', `${OK}X-Slow: `), flood('HTTP/1.1 100 Continue\r\n\r\n'), say(UPGRADE)].map(
        (hostility) => start(hostility),
      ),
    );
    const honest = await start(sayAndEnd('HTTP/1.1 204 No Content\r\n\r\n'));
    const sender = setup(EARLY_MS);
    const others = Array.from({ length: 30 }, (_, place) =>
      sender.post({ url: hostile[place % 3]?.url ?? '', headers: {}, body: '{}' }),
    );
    const { outcome, took } = await attempt(honest, sender);
    expect(outcome).toEqual({ status: 204 });
    expect(took).toBeLessThan(EARLY_MS);
    for (const each of await Promise.all(others)) expect(each).not.toEqual({ status: 204 });
  });
});

describe('a receiver with TLS', () => {
  /** Connects to the receiver on this machine for any host name. */
  class ThisMachineAgent extends HttpsAgent {
    override createConnection(options: object) {
      return tlsConnect({ ...options, host: '127.0.0.1' });
    }
  }
  const setup = (timeoutMs = ATTEMPT_MS, trust: ConnectionOptions = TRUSTING) =>
    new HttpWebhookSender('public', {
      timeoutMs,
      agent: new ThisMachineAgent({ ...TLS, ...trust }),
    });
  const urlOf = ({ port }: HostileReceiver) => ({ url: `https://hooks.example:${port}/` });

  test.each<readonly [string, Hostility, boolean]>([
    ['never starts the handshake', () => undefined, false],
    [
      'sends the handshake one byte at a time',
      drip('\u0000', '\u0016\u0003\u0003\u0040\u0000'),
      false,
    ],
    ['completes the handshake, and then sends nothing', () => undefined, true],
    [
      'completes the handshake, and sends headers one byte at a time',
      drip('x', `${OK}X-Slow: `),
      true,
    ],
  ])(
    'that %s is given up at the deadline, and its connection is closed',
    async (_, hostility, tls) => {
      const receiver = await start(hostility, { tls });
      const { outcome, took } = await attempt(receiver, setup(DEADLINE_MS), urlOf(receiver));
      expect(outcome).toEqual(TIMED_OUT);
      expectAtDeadline(took);
    },
  );

  test.each<readonly [string, Hostility, boolean, object]>([
    ['speaks no TLS', say('HTTP/1.1 200 OK\r\n\r\n'), false, NOT_SECURE],
    ['resets the connection in the handshake', sayAndReset(''), false, NO_CONNECTION],
    ['closes the connection in the handshake', sayAndEnd('\u0016\u0003'), false, NO_CONNECTION],
    ['switches protocols', say(UPGRADE), true, { status: 101 }],
    ['switches protocols, and resets the connection', sayAndReset(UPGRADE), true, { status: 101 }],
    ['sends early hints endlessly', flood('HTTP/1.1 103 Early Hints\r\n\r\n'), true, NO_CONNECTION],
    ['answers', sayAndEnd('HTTP/1.1 204 No Content\r\n\r\n'), true, { status: 204 }],
  ])('that %s ends the attempt before the deadline', async (_, hostility, tls, expected) => {
    const receiver = await start(hostility, { tls });
    const { outcome, took } = await attempt(receiver, setup(), urlOf(receiver));
    expect(outcome).toEqual(expected);
    expect(took).toBeLessThan(EARLY_MS);
  });

  test('is offered no key exchange that could keep the function computing for seconds', async () => {
    let hello: Buffer = Buffer.alloc(0);
    const receiver = await start(
      (socket) => {
        socket.once('data', (data: Buffer) => {
          hello = data;
          socket.end();
        });
      },
      { atOnce: true },
    );
    await attempt(receiver, setup(ATTEMPT_MS, {}), urlOf(receiver));
    const suites = suitesIn(hello);
    expect(suites).toContain('c02f');
    for (const suite of FINITE_FIELD_SUITES) expect(suites).not.toContain(suite);
  });
});

/** OpenSSL's TLS_DHE_… suites, by their IANA numbers. */
const FINITE_FIELD_SUITES = [
  ...['0033', '0039', '0067', '006b', '009e', '009f', 'ccaa', 'c09e', 'c09f', 'c0a2', 'c0a3'],
  ...['0032', '0038', '0040', '006a', '00a2', '00a3', 'c052', 'c053'],
];

/**
 * Returns the cipher suites of a ClientHello (RFC 8446 section 4.1.2), which follow the record, its random, and its
 * session ID.
 */
function suitesIn(hello: Buffer): string[] {
  const sessionId = 43;
  const start = sessionId + 1 + hello.readUInt8(sessionId);
  const length = hello.readUInt16BE(start);
  const list = hello.subarray(start + 2, start + 2 + length).toString('hex');
  return list.match(/.{4}/g) ?? [];
}
