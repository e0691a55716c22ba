import { describe, expect, test } from 'vitest';

import { addressesIn, isAddress, withAddresses } from '../../../web/console/invite/addresses.ts';

describe('addresses in pasted text', () => {
  test.each([
    ['a@x.example', ['a@x.example']],
    ['a@x.example, b@y.example; c@z.example', ['a@x.example', 'b@y.example', 'c@z.example']],
    ['a@x.example\nb@y.example\r\n\tc@z.example\n', ['a@x.example', 'b@y.example', 'c@z.example']],
    ['Ada Lovelace <ada@x.example>, <bob@y.example>', ['ada@x.example', 'bob@y.example']],
    ['"Lovelace, Ada" <ada@x.example>; bob@y.example', ['ada@x.example', 'bob@y.example']],
    ['mailto:ada@x.example?subject=Hello', ['ada@x.example']],
    ['(ada@x.example).', ['ada@x.example']],
    ['ada@bücher.example', ['ada@bücher.example']],
    ['  ', []],
  ])('%j contains %j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses);
  });

  test('an invalid address is kept, so that people see that nothing is sent to it', () => {
    expect(addressesIn('ada@x.example, bob')).toEqual(['ada@x.example', 'bob']);
  });

  test('ten thousand addresses are parsed quickly', () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index) => `"P, ${index}" <p${index}@x.example>`,
    );
    const start = performance.now();
    expect(addressesIn(many.join(', '))).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('text that only looks like the beginning of an address is parsed quickly', () => {
    const start = performance.now();
    addressesIn(`${'"'.repeat(20_000)}<${'a'.repeat(20_000)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test('an address is added once, in any spelling', () => {
  expect(withAddresses(['ada@x.example'], ['ADA@x.example', 'o@bücher.example'])).toEqual([
    'ada@x.example',
    'o@bücher.example',
  ]);
  expect(withAddresses(['o@bücher.example'], ['o@xn--bcher-kva.example'])).toHaveLength(1);
});

test.each([
  ['ada@x.example', true],
  ['ada.l+1@sub.x-y.example', true],
  ['ada@bücher.example', true],
  ['ada', false],
  ['ada@x', false],
  ['ada@@x.example', false],
  ['.ada@x.example', false],
  ['ada@-x.example', false],
  ['ada@x.123', false],
  [`${'a'.repeat(65)}@x.example`, false],
  [`a@${'x.'.repeat(70)}example`, false],
])('%s is valid: %s', (address, valid) => {
  expect(isAddress(address)).toBe(valid);
});
