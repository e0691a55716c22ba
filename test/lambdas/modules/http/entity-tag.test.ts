import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  entityTag,
  parseIfMatch,
  requireVersion,
} from '../../../../lambdas/modules/http/entity-tag.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { anyText } from '../../../support/engine/any-text.ts';

/** Returns the outcome of an update of version 3 with this header. */
function outcomeOf(header: string | undefined): string {
  try {
    requireVersion(parseIfMatch(header), 3);
    return 'changed';
  } catch (error) {
    if (error instanceof FoyerError) return error.code;
    throw error;
  }
}

describe('an update of version 3', () => {
  test.each([
    undefined,
    '*',
    ' * ',
    '"3"',
    ' "3" ',
    '"1", "3"',
    '"3","1"',
    '"1","2" , "3"',
    ', "1",, "3", ',
    '"a,b", "3"',
    'W/"1", "3"',
    '"", "3"',
  ])('succeeds with If-Match: %s', (header) => {
    expect(outcomeOf(header)).toBe('changed');
  });

  test.each([
    '"2"',
    '"1", "2"',
    '"33"',
    '""',
    '"*"',
    '"x"',
    // A comma inside a tag does not separate tags.
    '"1,3"',
    '"a,", ",3"',
    // The comparison is strong (RFC 9110 §13.1.1).
    'W/"3"',
    '"1", W/"3"',
  ])('fails with If-Match: %s', (header) => {
    expect(outcomeOf(header)).toBe('version_mismatch');
  });

  test.each([
    '',
    ' ',
    ',',
    '3',
    'W/3',
    'w/"3"',
    '"3',
    '3"',
    '"3" "4"',
    '"3";"4"',
    '*, "3"',
    '"3", *',
    '"3", 4',
    "'3'",
    '“3”',
    '"a"b"',
    '"a b"',
  ])('is rejected with the name of the header for If-Match: %s', (header) => {
    expect(() => parseIfMatch(header)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        errors: [
          {
            path: 'If-Match',
            message: expect.stringContaining('ETags in double quotes') as string,
          },
        ],
      }) as Error,
    );
  });

  test('explains that a weak tag never matches, and what to send instead', () => {
    expect(() => {
      requireVersion('W/"3"', 3);
    }).toThrow('W/"3" is a weak ETag, which If-Match never matches. Send "3" instead.');
  });
});

test('a list matches each of its tags in any position', () => {
  const tag = fc.stringMatching(/^[!#-~]{0,6}$/).map((opaque) => `"${opaque}"`);
  fc.assert(
    fc.property(fc.array(tag, { minLength: 1 }), fc.nat(9), (tags, version) => {
      const header = tags.join(', ');
      const isNamed = tags.includes(entityTag({ version }));
      const change = () => {
        requireVersion(parseIfMatch(header), version);
      };
      if (isNamed) expect(change).not.toThrow();
      else expect(change).toThrow('its current ETag is');
    }),
  );
});

test('any header leads to one of three outcomes, quickly', () => {
  const texts = fc.oneof(
    anyText(40),
    fc.string({ unit: fc.constantFrom('"', ',', ' ', 'W/', '3') }),
  );
  fc.assert(
    fc.property(texts, (header) => {
      expect(['changed', 'version_mismatch', 'invalid_request']).toContain(outcomeOf(header));
    }),
  );
  const started = performance.now();
  for (const part of [', ', '"3" , ', ' ', 'W/', '"']) outcomeOf(`"1"${part.repeat(10_000)}x`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
