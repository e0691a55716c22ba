import { describe, expect, test, vi } from 'vitest';

import {
  LOOKUP_MS,
  TargetCheck,
  urlProblem,
} from '../../../../lambdas/modules/webhooks/webhook-targets.ts';

/** Hosts that look like something else, or lead to addresses that only Foyer can reach. */
const HOSTILE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://①②⑦.0.0.1/',
  'https://0.0.0.0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://169.254.170.2/v2/credentials',
  'https://192.0.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[4000::1]/',
  'https://localhost/',
  'https://metadata/',
];

describe.each(['public', 'local'] as const)('with targets %s', (targets) => {
  test.each(HOSTILE)('%s is not on the public Internet', (url) => {
    expect(urlProblem(url, targets)).toMatch(/public internet/);
  });

  test.each([
    'https://example.com',
    'https://example.com/hooks/foyer?key=1',
    'https://example.com:8443/',
    'https://example.com:443/',
    'https://bücher.example/',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ])('%s is accepted', (url) => {
    expect(urlProblem(url, targets)).toBeUndefined();
  });

  test.each([
    ['http://example.com/', /https/],
    ['ftp://example.com/', /https/],
    ['file:///etc/passwd', /https/],
    ['javascript:alert(1)', /https/],
    ['https://user@example.com/', /password/],
    ['https://:secret@example.com/', /password/],
    ['https://example.com/#part', /fragment/],
    ['https://example.com:22/', /443/],
    ['https://example.com:1023/', /443/],
    ['http://10.0.0.1/', /https/],
    ['http://127.0.0.2:8080/', /https/],
    ['http://localhost:8080/', /https/],
    ['example.com/hooks', /such as/],
    ['', /such as/],
    [`https://example.com/${'x'.repeat(1_000)}`, /1000 characters/],
  ])('%s is rejected with a helpful message', (url, words) => {
    expect(urlProblem(url, targets)).toMatch(words);
  });
});

test('a receiver on this machine is accepted only with a local AWS emulator', () => {
  const url = 'http://127.0.0.1:8080/hooks';
  expect(urlProblem(url, 'local')).toBeUndefined();
  expect(urlProblem(url, 'public')).toMatch(/https/);
});

describe('a host name', () => {
  const setup = (...addresses: string[]) =>
    new TargetCheck('public', async () => addresses.map((address) => ({ address, family: 4 })));
  const url = 'https://hooks.example/';

  test('with public addresses is accepted', async () => {
    await expect(setup('93.184.215.14', '2606:2800::1').problemOf(url)).resolves.toBeUndefined();
  });

  test.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['fd00:ec2::254'],
    ['93.184.215.14', '10.0.0.1'],
    [],
  ])('that resolves to %s %s is rejected', async (...addresses) => {
    await expect(setup(...addresses).problemOf(url)).resolves.toMatch(/public internet/);
  });

  test('that does not exist is rejected, because it can be a typo', async () => {
    const check = new TargetCheck('public', async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND hooks.example'), { code: 'ENOTFOUND' });
    });
    await expect(check.problemOf(url)).resolves.toMatch(/cannot be resolved/);
  });

  test('without a response from any name server is rejected in time, which ends its lookup', async () => {
    vi.useFakeTimers();
    try {
      const signals: AbortSignal[] = [];
      const check = new TargetCheck('public', (_, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      });
      const problem = check.problemOf(url);
      await vi.advanceTimersByTimeAsync(LOOKUP_MS);
      await expect(problem).resolves.toMatch(/cannot be resolved/);
      expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is not resolved if the URL itself is rejected', async () => {
    let asked = 0;
    const check = new TargetCheck('public', async () => {
      asked += 1;
      return [];
    });
    await check.problemOf('http://hooks.example/');
    expect(asked).toBe(0);
  });
});
